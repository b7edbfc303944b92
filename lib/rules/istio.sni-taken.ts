import { filled, items, struct } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { Binding, bindingsOf } from './istio/bindings';
import { FirstOf } from './istio/first-of';
import { atMeetings, Meeting } from './istio/gateway-meetings';
import { gatewayNames } from './istio/gateway-names';
import { GatewayObject, GatewayServer, Transport } from './istio/gateways';
import { virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/**
 * A route for TLS that is passed through, by a name for which another server of the same proxies ends TLS on the same port. istiod tells
 * Envoy both, and Envoy refuses a port on which one name leads to two places (`buildGatewayNetworkFiltersFromTLSRoutes`).
 */
export const sniTaken: Rule = {
  id: 'istio.sni-taken',
  check: (manifests) => {
    const bindings = groupBy(
      virtualServicesOf(manifests).flatMap((virtualService) => bindingsOf(virtualService, manifests)),
      ({ name }) => name.key,
    );
    return atMeetings<Named>(manifests, (meeting, first) => findingsAt(meeting, first, bindings));
  },
};

/** A name that clients ask for, and who answers. */
interface Named {
  readonly name: string;
  readonly port: number;
  readonly gateway: GatewayObject;
  /** Whether the server has the very host: then two Gateways are in conflict anyway. */
  readonly isServed: boolean;
  /** The route that passes it through; nothing where TLS ends. */
  readonly route?: { readonly origin: string; readonly field: string };
}

type Bindings = ReadonlyMap<string, readonly Binding[]>;

function findingsAt({ gateways, opened }: Meeting, first: FirstOf<Named>, bindings: Bindings): RuleFinding[] {
  const named = gateways.flatMap((gateway) =>
    gateway.servers.flatMap((server) =>
      namesOf(gateway, server, bindings).map((one) => ({ one, place: `${opened(server.port)} ${server.bind} ${one.name}` })),
    ),
  );
  named.forEach(({ one, place }) => first.add(keyOf(place, one.route !== undefined), one));
  return named.flatMap(({ one, place }) => {
    const other = first.get(keyOf(place, one.route === undefined));
    const isConflict = other?.isServed === true && one.isServed && other.gateway !== one.gateway;
    return other === undefined || isConflict ? [] : [findingOf(one, other)];
  });
}

function keyOf(place: string, isPassed: boolean): string {
  return `${place} ${isPassed ? 'passed' : 'ended'}`;
}

function namesOf(gateway: GatewayObject, { transport, tls, port, hosts }: GatewayServer, bindings: Bindings): Named[] {
  const mode = filled(tls?.mode) ?? 'PASSTHROUGH';
  if (transport !== Transport.TLS || mode === 'AUTO_PASSTHROUGH') {
    return [];
  }
  return mode === 'PASSTHROUGH'
    ? (bindings.get(gateway.title) ?? []).flatMap((binding) => passedBy(binding, gateway, port))
    : hosts.map(({ name }) => ({ name, port, gateway, isServed: true }));
}

/** The names in the TLS routes of a VirtualService that come to be asked for on a port. */
function passedBy({ virtualService, servers = [] }: Binding, gateway: GatewayObject, port: number): Named[] {
  const { origin, namespace, tls } = virtualService;
  const passing = servers.filter((server) => server.uses === 'tls' && server.port === port);
  if (passing.length === 0) {
    return [];
  }
  return tls.flatMap((rule, index) =>
    items(rule.match).flatMap((item, at) => {
      const match = struct(item);
      const gateways = gatewayNames('', match.gateways, namespace);
      const isHere = (match.port ?? port) === port && (gateways.length === 0 || gateways.some(({ key }) => key === gateway.title));
      const field = `spec.tls[${index}].match[${at}].sniHosts`;
      const names = isHere ? items(match.sniHosts).flatMap((name) => filled(name) ?? []) : [];
      const isServed = (text: string) => passing.some(({ hosts }) => hosts.some(({ name }) => name === text));
      return names.map((name) => ({ name, port, gateway, isServed: isServed(name), route: { origin, field } }));
    }),
  );
}

function findingOf(one: Named, other: Named): RuleFinding {
  const [passed, ended] = one.route === undefined ? [other, one] : [one, other];
  const { origin, field } = passed.route ?? { origin: passed.gateway.origin, field: 'spec.servers' };
  return {
    origin,
    field,
    what: `Gateway ${quoted(ended.gateway.title)} ends TLS for ${quoted(ended.name)} on port ${ended.port}, where it would be passed through here, and Envoy refuses all servers of the port because of it`,
    fix: 'pass the name through or end TLS for it, not both on one port',
  };
}
