import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { CanaryClients } from '../../lib/canary/canary-clients';
import { CanaryPreview } from '../../lib/canary/canary-preview';
import { CanaryRoute } from '../../lib/canary/canary-route';
import { CanaryStickiness } from '../../lib/canary/canary-stickiness';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { Backend } from '../../lib/core/backend';
import { IIngressGatewayWorkload } from '../../lib/istio/ingress-gateway-workload';
import { IstioIngressGateway } from '../../lib/istio/istio-ingress-gateway';
import { documentOf } from '../support/charts';
import { base, documentWith, gatewayIn, HOST, problemsWith, version, yamlWith } from './reviews';

test.each<[string, string, (chart: Construct) => CanaryClients]>([
  ['the route of the mesh', 'VirtualService', () => CanaryClients.inMesh()],
  ['the route of the gateway', 'VirtualService', (chart) => CanaryClients.throughGateway(gatewayIn(chart), [HOST])],
  ['the subsets, where there is no route', 'DestinationRule', () => CanaryClients.ofOtherRoutes()],
])('the primary object can be patched: %s', (_, kind, clients) => {
  const patched = documentOf(kind, (chart) => {
    const canary = new CanaryRoute(chart, 'canary', { ...base, clients: clients(chart) });
    expect(canary.name).toBe('canary');
    ApiObject.of(canary).addJsonPatch(JsonPatch.add('/spec/patched', true));
  });
  expect(patched.spec.patched).toBe(true);
});

test('of a canary everywhere, the primary object is the route of the mesh, and the other one can be had too', () => {
  documentsEverywhere((canary) => {
    expect(ApiObject.of(canary).toJson().spec.hosts).toEqual(['reviews']);
    expect(canary.gatewayRoute?.apiObject.toJson().spec.hosts).toEqual([HOST]);
  });
});

test('through a gateway only', () => {
  expect(yamlWith((chart) => ({ clients: CanaryClients.throughGateway(gatewayIn(chart), [HOST]) }))).toMatchSnapshot();
});

test('everywhere: the mesh keeps the port of each request, the gateway needs one', () => {
  expect(
    yamlWith((chart) => ({
      canaries: [
        version('v2', CanaryTraffic.percent(10), { preview: CanaryPreview.header('x-canary', 'v2') }),
        version('v3', CanaryTraffic.mirror()),
      ],
      clients: CanaryClients.everywhere(gatewayIn(chart), [HOST]),
      sticky: CanaryStickiness.cookie(),
    })),
  ).toMatchSnapshot();
});

test('only of other routes: there is nothing but the subsets', () => {
  const yaml = yamlWith({ clients: CanaryClients.ofOtherRoutes() });
  expect(yaml).toMatch(/^apiVersion: .*\nkind: DestinationRule\nmetadata:\n {2}name: canary\n/);
  expect(yaml).not.toContain('VirtualService');
});

describe('in another namespace than the Service', () => {
  const backend = Backend.fromName('reviews', { port: 9080, namespace: 'shop' });

  test('the split holds for the clients of its own namespace, which alone can be told the subsets', () => {
    expect(documentWith('VirtualService', { backend }).spec).toMatchObject({
      hosts: ['reviews.shop.svc.cluster.local'],
      exportTo: ['.'],
    });
    expect(documentWith('DestinationRule', { backend }).spec.exportTo).toBeUndefined();
  });

  test('but not in that of the Service, nor for a host of its own', () => {
    expect(documentWith('VirtualService', { backend, namespace: 'shop' }).spec.exportTo).toBeUndefined();
    const host = Backend.fromHost('api.example.com', { port: 443 });
    const { spec } = documentWith('VirtualService', { backend: host });
    expect(spec.hosts).toEqual(['api.example.com']);
    expect(spec.exportTo).toBeUndefined();
  });
});

describe('a gateway in front of a Service of another namespace', () => {
  const through = (namespace: string, workload?: IIngressGatewayWorkload) => (chart: Construct) => ({
    backend: Backend.fromName('reviews', { port: 9080, namespace: 'shop' }),
    namespace,
    clients: CanaryClients.throughGateway(gatewayIn(chart, ['*/*'], workload), [HOST]),
  });

  test('its proxies cannot be told the subsets', () => {
    expect(problemsWith(through('default'))).toEqual([
      '[chart/canary] canary.unseen-subsets: namespace: the subsets of a Service of namespace "shop" hold from "default" for clients of ' +
        '"default" only, and the proxies of the gateway, in "istio-system", would answer with 503. ' +
        'Fix: set namespace to that of the Service, "shop".',
    ]);
  });

  test('unless they are where the canary is, or that is where the whole mesh looks, or the Service', () => {
    expect(problemsWith(through('default', IstioIngressGateway.fromLabels({ istio: 'edge' }, { namespace: 'default' })))).toEqual([]);
    expect(problemsWith(through('istio-system'))).toEqual([]);
    expect(problemsWith(through('shop'))).toEqual([]);
  });
});

describe('what is wrong is reported once', () => {
  test.each<[unknown, string]>([
    [
      'mesh',
      '[chart/canary] input.type: clients: "mesh" is not a CanaryClients. Fix: write CanaryClients.inMesh(), or another of its ways.',
    ],
    [
      CanaryClients.throughGateway(undefined as any, [HOST]),
      '[chart/canary] input.type: clients: nothing is not an IstioGateway. Fix: write ',
    ],
    [CanaryClients.everywhere('edge' as any, [HOST]), '[chart/canary] input.type: clients: "edge" is not an IstioGateway. Fix: write '],
  ])('%#: no clients', (clients, message) => {
    expect(problemsWith({ clients: clients as any })).toEqual([expect.stringContaining(message)]);
  });

  test.each<[unknown, string]>([
    [[], 'istio.no-hosts: clients.hosts: the route has no hosts'],
    [undefined, 'input.type: clients.hosts: nothing is not a list'],
    [[HOST, 'Shop.example.com'], 'host.syntax: clients.hosts[1]: "Shop.example.com" is not a host'],
    [[HOST, '*.example.com'], `istio.overlapping-hosts: clients.hosts: "*.example.com" and "${HOST}" are both for some request`],
  ])('hosts %j', (hosts, message) => {
    const through = (chart: Construct) => ({ clients: CanaryClients.throughGateway(gatewayIn(chart), hosts as any) });
    const everywhere = (chart: Construct) => ({ clients: CanaryClients.everywhere(gatewayIn(chart), hosts as any) });
    expect(problemsWith(through)).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
    expect(problemsWith(everywhere)).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
  });

  test('hosts that the gateway does not have, by the route', () => {
    const clients = (chart: Construct) => ({ clients: CanaryClients.everywhere(gatewayIn(chart), ['shop.example.com']) });
    expect(problemsWith(clients)).toEqual([
      expect.stringContaining(
        '[chart/canary/GatewayRoute] istio.host-not-in-gateway: hosts: "shop.example.com" is no host of gateway "edge"',
      ),
    ]);
  });

  test('a name that leaves no room for that of the route of the gateway', () => {
    const name = 'a'.repeat(250);
    const clients = (chart: Construct) => ({ name, clients: CanaryClients.everywhere(gatewayIn(chart), [HOST]) });
    expect(problemsWith(clients)).toEqual([expect.stringContaining(`[chart/canary] name.syntax: name: "${'a'.repeat(199)}`)]);
  });

  test.each<[object, string]>([
    [{ name: 'Canary' }, 'name.syntax: name: "Canary" is not a valid name'],
    [{ name: 7 }, 'input.type: name: 7 is not a text'],
    [{ namespace: 'a.b' }, 'name.syntax: namespace: "a.b" is not a valid name'],
    [{ backend: undefined }, 'input.type: backend: nothing is not a Backend'],
    [{ backend: Backend.fromName('Reviews', { port: 80 }) }, 'name.syntax: backend: "Reviews" is not a valid name'],
    [{ backend: Backend.fromName('reviews', { port: 0 }) }, 'port.range: backend: 0 is not a port'],
    [{ stable: undefined }, 'input.type: stable: nothing is not a group of named values'],
    [{ stick: 5 }, 'route.unknown-word: stick: "stick" is not known here, and would be ignored'],
    [{ canaries: [] }, 'canary.no-canary: canaries: there is no version beside the stable one'],
    [{ canaries: [version('V2', CanaryTraffic.percent(5))] }, 'name.syntax: canaries[0].subset: "V2" is not a valid name'],
  ])('%j, also when a gateway has the rules', (props, message) => {
    const given = (chart: Construct) => ({
      ...props,
      clients: CanaryClients.everywhere(gatewayIn(chart), [HOST]),
      sticky: CanaryStickiness.cookie(),
    });
    expect(problemsWith(given)).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
  });
});

function documentsEverywhere(look: (canary: CanaryRoute) => void): void {
  documentOf('Gateway', (chart) => {
    look(new CanaryRoute(chart, 'canary', { ...base, clients: CanaryClients.everywhere(gatewayIn(chart), [HOST]) }));
  });
}
