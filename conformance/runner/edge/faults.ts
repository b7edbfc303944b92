import { Backend, HttpAction, IstioServer, SecretRef, ServerTls } from '../../../lib';
import { Dice } from '../addresses/dice';
import { EdgeWorld, NAMESPACES, protocolOf, RouteSketch, SERVICE_PORT, ServerSketch } from './world';

/** By the problem that our library has to report: a world that has it. Nothing where it cannot be had. */
export const FAULTS: Readonly<Record<string, (world: EdgeWorld) => EdgeWorld | undefined>> = {
  'istio.host-not-in-gateway': (world) =>
    isForAny(world) ? undefined : withRoute(world, (route) => ({ ...route, hosts: ['nowhere.invalid'] })),
  'istio.overlapping-hosts': (world) => withRoute(world, (route) => ({ ...route, hosts: [...route.hosts, '*'] })),
  'istio.unknown-subset': (world) => sentTo(world, HttpAction.forward(web(SERVICE_PORT), { subset: 'v9' })),
  'istio.destination-port': (world) => sentTo(world, HttpAction.forward(web(SERVICE_PORT + 1))),
  'route.unreachable-rule': (world) =>
    withRoute(world, (route) => ({
      ...route,
      rules: [...(route.rules ?? []), { ...route.rules?.[0], name: 'again', action: HttpAction.forward(web(SERVICE_PORT)) }],
    })),
  'istio.gateway-conflict': (world) =>
    beside(world, ({ port, hosts }) => {
      const tls = ServerTls.simple(SecretRef.fromName('tls-more'));
      return { server: IstioServer.https({ hosts: [...hosts], port, tls }), port, hosts, mode: 'simple', secret: 'tls-more' };
    }),
};

function web(port: number): Backend {
  return Backend.fromName('web', { port, namespace: NAMESPACES[0] });
}

function isForAny({ gateways }: EdgeWorld): boolean {
  return gateways.some(({ servers }) => servers.some(({ hosts }) => hosts.some((host) => /^(.*\/)?\*$/.test(host))));
}

/** With something changed in a route that has rules for HTTP. */
function withRoute({ routes, ...others }: EdgeWorld, change: (route: RouteSketch) => RouteSketch): EdgeWorld | undefined {
  const at = routes.findIndex(({ rules = [], hosts }) => rules.length > 0 && !hosts.includes('*'));
  return at < 0 ? undefined : { ...others, routes: routes.map((route, index) => (index === at ? change(route) : route)) };
}

/** With all requests for a route going elsewhere. */
function sentTo(world: EdgeWorld, action: HttpAction): EdgeWorld | undefined {
  return withRoute(world, (route) => ({ ...route, rules: [{ name: 'elsewhere', action }] }));
}

/** With a Gateway more, which has a server that is like one with TLS. */
function beside(world: EdgeWorld, like: (server: ServerSketch) => ServerSketch): EdgeWorld | undefined {
  const server = world.gateways.flatMap(({ servers }) => servers).find(({ mode }) => protocolOf(mode) === 'tls');
  const more = server && { name: 'gateway-more', namespace: NAMESPACES[0], servers: [like(server)] };
  return more && { ...world, gateways: [...world.gateways, more] };
}

/** A world with a fault of some kind that it can have, and the problem that belongs to it. */
export function withFault(dice: Dice, world: EdgeWorld): { readonly world: EdgeWorld; readonly id: string } | undefined {
  const made = Object.entries(FAULTS).map(([id, fault]) => ({ id, world: fault(world) }));
  const possible = made.filter((one): one is { id: string; world: EdgeWorld } => one.world !== undefined);
  return possible.length === 0 ? undefined : dice.oneOf(possible);
}
