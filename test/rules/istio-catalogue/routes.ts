import { ApiObject, Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { ExportTo } from '../../../lib/istio/export-to';
import { IstioDelegateRoute, IstioDelegateRouteProps } from '../../../lib/istio/istio-delegate-route';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute, IstioGatewayRouteProps } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { TlsMatch } from '../../../lib/routing/connection-rule';
import { HttpAction } from '../../../lib/routing/http-action';
import { FaultAbort } from '../../../lib/routing/http-filters';
import { HttpMatch } from '../../../lib/routing/http-match';
import { HttpRule } from '../../../lib/routing/http-rule';
import { PathMatch } from '../../../lib/routing/path-match';
import { WeightedBackend } from '../../../lib/routing/weighted-backend';
import { Line, Program } from '../catalogue/line';
import { actions, both, document, forward, lines, policy, programs, route, routes, rules, HOST, web } from './world';

// 2.2 VirtualService: the route, and what it refers to, as its construct sees it.

const under = (path: string): Pick<HttpRule, 'matches'> => ({ matches: [{ path: PathMatch.prefix(path) }] });

/** A route that hands over what is below /api. */
const handing =
  (delegate: Partial<IstioDelegateRouteProps>): Program =>
  (chart) => {
    const api = new IstioDelegateRoute(chart, 'api', {
      namespace: 'other',
      rules: [{ ...under('/api/v1'), action: forward }],
      ...delegate,
    });
    route({ rules: [{ ...under('/api'), action: HttpAction.toRoute(api) }] })(chart);
  };
const nested =
  (isNested: boolean): Program =>
  (chart) => {
    const last = new IstioDelegateRoute(chart, 'last', { rules: [{ ...under('/api/v1'), action: forward }] });
    handing({ namespace: 'shop', rules: [{ ...under('/api/v1'), action: isNested ? HttpAction.toRoute(last) : forward }] })(chart);
  };

const delegates: Line[] = [
  ...lines('Delegate shape', 'istio.nested-delegate', { 'a delegate that delegates': [true, false] }, nested),
  ...lines(
    'Delegate reference',
    'istio.delegate-not-exported',
    { 'one that the route does not see': [ExportTo.ownNamespace(), ExportTo.namespaces(['shop'])] },
    (exportTo) => handing({ exportTo }),
  ),
  ...lines('Delegate reference', 'istio.delegate-match', { 'matches outside of those of the route': ['/web', '/api/v2'] }, (path) =>
    handing({ rules: [{ ...under(path), action: forward }] }),
  ),
];

/** A gateway for hosts, and a route through it. */
const through =
  (servers: IstioServer[], props: Partial<IstioGatewayRouteProps> = {}): Program =>
  (chart) =>
    route({ gateway: new IstioGateway(chart, 'gateway', { servers, namespace: 'edge' }), ...props })(chart);

const hosts: Line[] = [
  ...routes('Hosts of a route', 'istio.no-hosts', { 'no hosts': [{ hosts: [] }, { hosts: [HOST] }] }),
  ...routes('Hosts of a route', 'istio.mesh-host', {
    'every host, in the mesh': [
      { hosts: ['*'], includeMesh: true },
      { hosts: ['*.example.com'], includeMesh: true },
    ],
  }),
  ...routes('Hosts of a route', 'istio.overlapping-hosts', {
    'a host and its wildcard': [{ hosts: ['*.a.com', 'x.a.com'] }, { hosts: ['*.a.com', 'x.b.com'] }],
  }),
  ...routes('Hosts of a route', 'istio.host-numeric', { 'a last label of digits': [{ hosts: ['web.1'] }, { hosts: ['web.a1'] }] }),
  ...routes('Hosts of a route', 'host.wildcard', { 'a wildcard inside': [{ hosts: ['web.*.com'] }, { hosts: ['*.com'] }] }),
  ...lines(
    'Host not in Gateway',
    'istio.host-not-in-gateway',
    {
      'no server has it': [['b.example.com'], ['*.example.com']],
      'a server has it for another namespace': [['other/a.example.com'], ['shop/a.example.com']],
    },
    (given) => through([IstioServer.http({ hosts: given })]),
  ),
];

const onService =
  (ports: number[], port: number | undefined): Program =>
  (chart) => {
    const spec = { selector: { app: 'web' }, ports: ports.map((number) => ({ name: `p${number}`, port: number })) };
    const made = document('v1', 'Service', 'shop/web', { spec })(chart) as ApiObject;
    route({ rules: [{ action: HttpAction.forward(Backend.fromService(made, { port })) }] })(chart);
  };

const destinations: Line[] = [
  ...actions('Destination host', 'name.syntax', {
    'a short name with a dot': [
      HttpAction.forward(Backend.fromName('reviews.other', { port: 80 })),
      HttpAction.forward(Backend.fromName('reviews', { port: 80, namespace: 'other' })),
    ],
  }),
  ...actions('Destination host', 'backend.host', {
    'every host': [
      HttpAction.forward(Backend.fromHost('*', { port: 80 })),
      HttpAction.forward(Backend.fromHost('*.example.com', { port: 80 })),
    ],
    'one without a dot, for what is outside': [
      HttpAction.forward(Backend.fromHost('reviews', { port: 80 })),
      HttpAction.forward(Backend.fromHost('reviews.example.com', { port: 80 })),
    ],
  }),
  ...actions('Destination port', 'port.range', {
    'port 0': [HttpAction.forward(Backend.fromName('web', { port: 0 })), HttpAction.forward(Backend.fromName('web', { port: 1 }))],
  }),
  ...programs('Destination port', 'backend.ambiguous-port', {
    'none, of a Service with two': [onService([80, 81], undefined), onService([80, 81], 81)],
  }),
  ...programs('Destination port', 'backend.unknown-port', { 'one that the Service lacks': [onService([80], 81), onService([80], 80)] }),
  ...lines('Subset', 'name.syntax', { 'a name that is no label': ['v1.0', 'v1'] }, (subset) =>
    both(policy({ subsets: [{ name: 'v1', labels: {} }] }), route({ rules: [{ action: HttpAction.forward(web, { subset }) }] })),
  ),
];

const weighted = (...weights: number[]): WeightedBackend[] => weights.map((weight) => ({ backend: web, weight }));
const blocks: Line[] = [
  ...routes('Route blocks', 'route.no-rules', {
    'nothing at all': [{ rules: undefined }, {}],
    'an empty list': [{ rules: [] }, {}],
  }),
  ...rules('Route blocks', 'route.not-forwarded', {
    'a rewrite of what is redirected': [
      { action: HttpAction.redirect({ host: 'b.example.com' }), rewrite: { host: 'b.example.com' } },
      { rewrite: { host: 'b.example.com' } },
    ],
    'a fault of what is answered at once': [
      { action: HttpAction.respond({ status: 404 }), fault: { abort: FaultAbort.httpStatus(500) } },
      { action: HttpAction.respond({ status: 404 }) },
    ],
  }),
  ...actions('Weights', 'percentage.range', {
    'a negative one': [HttpAction.split(weighted(-1, 101)), HttpAction.split(weighted(1, 99))],
  }),
  ...actions('Weights', 'percentage.sum', {
    'nothing in all': [HttpAction.split(weighted(0, 0)), HttpAction.split(weighted(0, 100))],
  }),
  ...actions('Weights', 'route.no-backends', { 'no destination': [HttpAction.split([]), HttpAction.split(weighted(100))] }),
];

const shadowed = (first: HttpMatch | undefined, second: HttpMatch): Program =>
  route({
    rules: [
      { matches: first && [first], action: forward },
      { matches: [second], action: forward },
    ],
  });
const path = (text: string): HttpMatch => ({ path: PathMatch.startsWith(text) });
const shadowing: Line[] = [
  ...programs('Shadowing', 'route.unreachable-rule', {
    'after a rule for everything': [shadowed(undefined, path('/a')), shadowed(path('/b'), path('/a'))],
    'the same match again': [shadowed(path('/a'), path('/a')), shadowed(path('/a'), path('/b'))],
    'inside of an earlier prefix': [shadowed(path('/a'), path('/a/b')), shadowed(path('/a/b'), path('/a'))],
    'an exact path inside of an expression': [
      shadowed({ path: PathMatch.regex('/a.*') }, { path: PathMatch.exact('/ab') }),
      shadowed({ path: PathMatch.regex('/a.*') }, { path: PathMatch.exact('/b') }),
    ],
  }),
  ...programs('Shadowing', 'route.unreachable-match', {
    'one of two matches': [
      route({ rules: [{ matches: [path('/a'), path('/a/b')], action: forward }] }),
      route({ rules: [{ matches: [path('/a/b'), path('/a')], action: forward }] }),
    ],
  }),
];

const passthrough = (match: TlsMatch[], backends = weighted(100)): Program =>
  through([IstioServer.tls({ hosts: ['*.example.com'], tls: ServerTls.passthrough() })], {
    rules: undefined,
    tlsRules: [{ matches: match, backends }],
  });
const sni = (...sniHosts: string[]): TlsMatch[] => [{ sniHosts }];
const tls: Line[] = [
  ...programs('TLS route', 'route.no-matches', { 'no match': [passthrough([]), passthrough(sni(HOST))] }),
  ...programs('TLS route', 'route.no-sni-hosts', { 'no name': [passthrough(sni()), passthrough(sni(HOST))] }),
  ...programs('TLS route', 'route.sni-host', { 'a name of another host': [passthrough(sni('b.example.com')), passthrough(sni(HOST))] }),
  ...programs('TLS route', 'route.no-backends', {
    'no destination': [passthrough(sni(HOST), []), passthrough(sni(HOST), weighted(100))],
  }),
  ...lines(
    'TLS vs server mode',
    'istio.route-never-used',
    {
      'HTTP, of what is passed on': [ServerTls.passthrough(), ServerTls.istioMutual()],
    },
    (mode) => through([IstioServer.https({ hosts: [HOST], tls: mode })]),
  ),
  ...lines(
    'TLS vs server mode',
    'istio.route-never-used',
    {
      'names, where TLS ends': [ServerTls.istioMutual(), ServerTls.passthrough()],
    },
    (mode) => through([IstioServer.https({ hosts: [HOST], tls: mode })], { rules: undefined, tlsRules: [{ backends: weighted(100) }] }),
  ),
  ...programs('TLS vs server mode', 'istio.route-never-used', {
    'HTTP, of TCP over TLS': [
      through([IstioServer.tls({ hosts: [HOST], tls: ServerTls.istioMutual() })]),
      through([IstioServer.https({ hosts: [HOST], tls: ServerTls.istioMutual() })]),
    ],
  }),
];

const exports: Line[] = [
  ...routes('exportTo', 'istio.export-to', {
    'a namespace twice': [
      { exportTo: ExportTo.namespaces(['istio-system', '.', 'shop']) },
      { exportTo: ExportTo.namespaces(['istio-system', '.']) },
    ],
    'all and one more': [{ exportTo: ExportTo.namespaces(['*', 'istio-system']) }, { exportTo: ExportTo.all() }],
    none: [{ exportTo: ExportTo.none() }, { exportTo: ExportTo.all() }],
  }),
  ...routes('exportTo', 'istio.route-not-exported', {
    'not to the pods of its gateway': [{ exportTo: ExportTo.ownNamespace() }, { exportTo: ExportTo.namespaces(['istio-system']) }],
  }),
];

const twice =
  (first: string, second: string) =>
  (chart: Chart): void => {
    const gateway = new IstioGateway(chart, 'gateway', { servers: [IstioServer.http({ hosts: ['*'] })] });
    new IstioGatewayRoute(chart, 'one', { gateway, hosts: [first], rules: [{ ...under('/a'), action: forward }] });
    new IstioGatewayRoute(chart, 'two', { gateway, hosts: [second], rules: [{ ...under('/b'), action: forward }] });
  };
const split: Line[] = programs('Same host, several objects', 'istio.split-host', {
  'one host on one gateway': [twice(HOST, HOST), twice(HOST, 'b.example.com')],
});

export const routeLines: readonly Line[] = [...delegates, ...hosts, ...destinations, ...blocks, ...shadowing, ...tls, ...exports, ...split];
