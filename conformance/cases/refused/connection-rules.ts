import { IstioGatewayRouteProps } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { ConnectionMatch, TcpRule, TlsMatch, TlsRule } from '../../../lib/routing/connection-rule';
import { around, Expectation, policy, RefusedCase, refused, Request, silent } from './case';
import { gateway, WEB, world } from './documents';
import { BACKEND, FORWARD, routeOf, SERVED, told } from './http-rule-case';
import { cluster, istio } from './rule-case';

// Where connections go that the gateway does not look into (facts: Istio, VirtualService).

const SHOP = 'shop.example.com';
const PASSING = IstioServer.tls({ hosts: ['*.example.com'], tls: ServerTls.passthrough() });
const BYTES = IstioServer.tcp({ hosts: ['*'], port: 9000 });
const backends = [{ backend: BACKEND, weight: 100 }];
const passed = (...matches: TlsMatch[]): TlsRule => ({ matches, backends });
const bytes = (...matches: ConnectionMatch[]): TcpRule => ({ matches, backends });

const EDGE = gateway(`
  { port: { number: 443, name: tls, protocol: TLS }, hosts: ["*.example.com"], tls: { mode: PASSTHROUGH } },
  { port: { number: 9000, name: bytes, protocol: TCP }, hosts: ["*"] },
  { port: { number: 9001, name: more, protocol: TCP }, hosts: ["*"] }`);
const routes = around((spec) => world(EDGE, WEB, cluster('shop/api'), istio('VirtualService', 'shop/web', `gateways: [edge], ${spec}`)));
const to = (host: string, more = ''): string => `route: [{ destination: { host: ${host}, port: { number: 80 } }, ${more} }]`;
const tls = (...rules: string[]): string => `hosts: ["*.example.com"], tls: [${rules.join(', ')}]`;
const tcp = (...rules: string[]): string => `hosts: ["*"], tcp: [${rules.join(', ')}]`;
const asked = (names: string, host = 'web', more = ''): string => `{ match: [{ sniHosts: [${names}], ${more} }], ${to(host)} }`;

const BY_TLS = { host: SHOP, port: 443, tls: true };
const BY_PORT = { host: SHOP, port: 9000 };

function connectionCase(
  name: string,
  problem: readonly [id: string, field: string],
  props: Partial<IstioGatewayRouteProps>,
  texts: readonly [wrong: string, right: string],
  expect: Expectation,
  ...requests: Request[]
): RefusedCase {
  const [id, field] = problem;
  const hosts = props.tcpRules === undefined ? ['*.example.com'] : ['*'];
  return {
    name: `connections: ${name}`,
    ours: (chart) => routeOf(chart, { hosts, ...props }, PASSING, BYTES),
    problem: [id, `IstioGatewayRoute.${field}`],
    ask: 'istio',
    raw: routes(...texts),
    requests: requests.length === 0 ? undefined : requests,
    expect,
  };
}

const names: readonly RefusedCase[] = [
  connectionCase(
    'no name is asked for',
    ['route.no-sni-hosts', 'tlsRules[0].matches[0].sniHosts'],
    { tlsRules: [passed({ sniHosts: [] })] },
    [tls(asked('')), tls(asked(SHOP))],
    refused('at least one SNI host'),
  ),
  connectionCase(
    'a name outside of the hosts of the route',
    ['route.sni-host', 'tlsRules[0].matches[0].sniHosts[0]'],
    { tlsRules: [passed({ sniHosts: ['shop.example.org'] })] },
    [tls(asked('shop.example.org')), tls(asked(SHOP))],
    refused('is not a compatible subset'),
  ),
  connectionCase(
    'a name in two rules',
    ['istio.duplicate-sni', 'tlsRules[1].matches[0]'],
    { tlsRules: [passed({ sniHosts: [SHOP] }), passed({ sniHosts: [SHOP, 'api.example.com'] })] },
    [tls(asked(SHOP), asked(`${SHOP}, api.example.com`, 'api')), tls(asked(SHOP), asked('api.example.com', 'api'))],
    silent({ answers: ['no answer'] }, { answers: ['200 api.shop:80'] }),
    { ...BY_TLS, host: 'api.example.com' },
  ),
  connectionCase(
    'a narrower name after a wider one',
    ['istio.sni-order', 'tlsRules[1].matches[0]'],
    { tlsRules: [passed({ sniHosts: ['*.example.com'] }), passed({ sniHosts: [SHOP] })] },
    [tls(asked('"*.example.com"'), asked(SHOP, 'api')), tls(asked(SHOP, 'api'), asked('"*.example.com"'))],
    policy({ answers: ['200 api.shop:80'] }),
    BY_TLS,
  ),
  {
    name: 'connections: more names than the server is for',
    ours: (chart) =>
      routeOf(
        chart,
        { hosts: ['*.example.com'], tlsRules: [passed({ sniHosts: ['*.example.com'] })] },
        IstioServer.tls({ hosts: [SHOP], tls: ServerTls.passthrough() }),
      ),
    problem: ['istio.sni-not-in-gateway', 'IstioGatewayRoute.tlsRules[0].matches[0]'],
    ask: 'istio',
    raw: around((sniHost) =>
      world(
        gateway(`{ port: { number: 443, name: tls, protocol: TLS }, hosts: [${SHOP}], tls: { mode: PASSTHROUGH } }`),
        WEB,
        istio('VirtualService', 'shop/web', `gateways: [edge], ${tls(asked(sniHost))}`),
      ),
    )('"*.example.com"', SHOP),
    requests: [BY_TLS, { ...BY_TLS, host: 'api.example.com' }],
    expect: silent({ answers: [SERVED, SERVED] }, { answers: [SERVED, 'no answer'] }),
  },
];

const rules: readonly RefusedCase[] = [
  connectionCase(
    'headers of what is not looked into',
    ['route.not-http', 'tlsRules[0].backends[0].requestHeaders'],
    { tlsRules: [{ backends: [{ ...backends[0], requestHeaders: { remove: ['x-a'] } }] }] },
    [
      tls(`{ match: [{ sniHosts: [${SHOP}] }], ${to('web', 'headers: { request: { remove: [x-a] } }')} }`),
      tls(`{ match: [{ sniHosts: [${SHOP}] }], ${to('web')} }`),
    ],
    refused('headers'),
  ),
  connectionCase(
    'labels of clients, which a gateway does not see',
    ['route.unknown-word', 'tcpRules[0].matches[0].sourceLabels'],
    { tcpRules: [bytes({ sourceLabels: { app: 'web' } } as ConnectionMatch)] },
    ['sourceLabels: { app: web }', ''].map((more) => tcp(`{ match: [{ port: 9000, ${more} }], ${to('web')} }`)) as [string, string],
    // The client has no such label.
    told(SERVED, SERVED),
    BY_PORT,
  ),
  connectionCase(
    'an address to connect to, which a gateway does not look at',
    ['route.unknown-word', 'tlsRules[0].matches[0].destinationSubnets'],
    { tlsRules: [passed({ sniHosts: [SHOP], destinationSubnets: ['192.0.2.1'] } as TlsMatch)] },
    [tls(asked(SHOP, 'web', 'destinationSubnets: [192.0.2.1]')), tls(asked(SHOP))],
    told(SERVED, SERVED),
    BY_TLS,
  ),
  connectionCase(
    'no rules of a kind that is named',
    ['route.no-rules', 'tcpRules'],
    { tcpRules: [] },
    [tcp(), tcp(`{ ${to('web')} }`)],
    refused('must be provided'),
  ),
  connectionCase(
    'a rule behind another for the same port',
    ['route.unreachable-rule', 'tcpRules[1]'],
    { tcpRules: [bytes({ port: 9000 }), bytes({ port: 9000 })] },
    [9000, 9001].map((port) => tcp(`{ match: [{ port: 9000 }], ${to('web')} }`, `{ match: [{ port: ${port} }], ${to('api')} }`)) as [
      string,
      string,
    ],
    silent({ answers: [SERVED, 'no answer'], analyzer: 'IST0130, IST0131' }, { answers: [SERVED, '200 api.shop:80'] }),
    BY_PORT,
    { ...BY_PORT, port: 9001 },
  ),
  connectionCase(
    'rules of HTTP, and no server that takes them',
    ['istio.route-never-used', 'rules'],
    { rules: [{ action: FORWARD }] },
    [`hosts: ["*.example.com"], http: [{ ${to('web')} }]`, tls(asked(SHOP))],
    told('no answer', SERVED),
    BY_TLS,
  ),
];

export const connectionRules: RefusedCase[] = [...names, ...rules];
