import { ExportTo } from '../../../lib/istio/export-to';
import { around, policy, RefusedCase, refused } from './case';
import { EDGE, gateway, TO_WEB, WEB, world } from './documents';
import { FORWARD, routeOf, SERVED, told } from './http-rule-case';
import { ASKED, cluster, istio, PROXY, routes, ruleCase } from './rule-case';

// Which gateways a route is for, and whether they take it (facts: Istio, VirtualService).

const route = around((spec) => world(EDGE, WEB, PROXY, routes('shop/web', spec)));
const own = `{ ${TO_WEB} }`;
const httpOn = (host: string): string => gateway(`{ port: { number: 80, name: http, protocol: HTTP }, hosts: [${host}] }`);
const secure = (protocol: string, tls: string): string =>
  gateway(`{ port: { number: 443, name: secure, protocol: ${protocol} }, hosts: ["*"], tls: { ${tls} } }`);
const CERTIFICATE = `
apiVersion: v1
kind: Secret
metadata: { name: shop-tls, namespace: istio-system }
type: kubernetes.io/tls
`;
const ENDED = 'mode: SIMPLE, credentialName: shop-tls';
const BY_TLS = [{ host: 'shop.example.com', port: 443, tls: true }];

const byRules: readonly RefusedCase[] = [
  ruleCase(
    'istio.unknown-gateway',
    'route: a Gateway of another namespace by its name alone',
    around((name) =>
      world(
        EDGE,
        cluster('other/web'),
        istio('VirtualService', 'other/web', `hosts: [shop.example.com], gateways: [${name}], http: [${own}]`),
      ),
    )('edge', 'shop/edge'),
    told('404', '200 web.other:80', 'IST0101, IST0132'),
    ASKED,
  ),
  ruleCase(
    'istio.unknown-gateway',
    'route: a Gateway of its own namespace as servers write one',
    around((name) =>
      world(EDGE, WEB, istio('VirtualService', 'shop/web', `hosts: [shop.example.com], gateways: [${name}], http: [${own}]`)),
    )('./edge', 'edge'),
    refused('invalid value for namespace: "."'),
  ),
  ruleCase(
    'istio.unknown-gateway',
    'route: a Gateway that is not there',
    around((name) => world(EDGE, WEB, routes('shop/web', `http: [${own}]`).replace('[shop/edge]', `[${name}]`)))('shop/egde', 'shop/edge'),
    told('404', SERVED, 'IST0101, IST0132'),
    ASKED,
  ),
  ruleCase(
    'istio.unknown-gateway',
    'route: a Gateway by the old form of its name',
    around((name) => world(EDGE, WEB, routes('shop/web', `http: [${own}]`).replace('[shop/edge]', `[${name}]`)))('edge.shop', 'shop/edge'),
    policy({ answers: [SERVED], analyzer: 'IST0101, IST0132, IST0133' }, { answers: [SERVED] }),
    ASKED,
  ),
  ruleCase(
    'istio.gateways-omitted',
    'route: no Gateway is named, so it is for the mesh alone',
    around((gateways) => world(EDGE, WEB, istio('VirtualService', 'shop/web', `hosts: [shop.example.com], ${gateways} http: [${own}]`)))(
      '',
      'gateways: [edge],',
    ),
    told('404', SERVED),
    ASKED,
  ),
  ruleCase(
    'istio.host-not-in-gateway',
    'route: a host that the Gateway has for other namespaces, written by hand',
    around((host) => world(httpOn(host), WEB, routes('shop/web', `http: [${own}]`)))('other/shop.example.com', 'shop/shop.example.com'),
    told('404', SERVED, 'IST0132'),
    ASKED,
  ),
  ruleCase(
    'istio.match-gateway',
    'route: a match for gateways that it is not on',
    route(`http: [{ match: [{ gateways: [mesh] }], ${TO_WEB} }]`, `http: [{ match: [{ gateways: [edge] }], ${TO_WEB} }]`),
    told('404', SERVED),
    ASKED,
  ),
  ruleCase(
    'istio.route-not-exported',
    'route: the pods of the Gateway are in a namespace that is not told',
    route(`http: [${own}], exportTo: [.]`, `http: [${own}], exportTo: [., istio-system]`),
    told('404', SERVED),
    ASKED,
  ),
  ruleCase(
    'istio.route-never-used',
    'route: HTTP routes where TLS is passed through',
    around((server) => world(server, WEB, CERTIFICATE, routes('shop/web', `http: [${own}]`)))(
      secure('TLS', 'mode: PASSTHROUGH'),
      secure('HTTPS', ENDED),
    ),
    told('no answer', SERVED),
    BY_TLS,
  ),
  ruleCase(
    'istio.route-never-used',
    'route: HTTP routes where TLS ends and bytes are passed on',
    around((protocol) => world(secure(protocol, ENDED), WEB, CERTIFICATE, routes('shop/web', `http: [${own}]`)))('TLS', 'HTTPS'),
    told('no answer', SERVED),
    BY_TLS,
  ),
  ruleCase(
    'istio.route-never-used',
    'route: TLS routes where TLS ends',
    around((spec) => world(secure('HTTPS', ENDED), WEB, CERTIFICATE, routes('shop/web', spec)))(
      `tls: [{ match: [{ sniHosts: [shop.example.com] }], ${TO_WEB} }]`,
      `http: [${own}]`,
    ),
    told('404', SERVED),
    BY_TLS,
  ),
];

const byTypes: readonly RefusedCase[] = [
  {
    name: 'route: every host, for the mesh too',
    ours: (chart) => routeOf(chart, { hosts: ['*'], rules: [{ action: FORWARD }], includeMesh: true }),
    problem: ['istio.mesh-host', 'IstioGatewayRoute.hosts'],
    ask: 'istio',
    raw: around((named) =>
      world(EDGE, WEB, istio('VirtualService', 'shop/web', `hosts: ["*"], gateways: [${named}], http: [{ ${TO_WEB} }]`)),
    )('edge, mesh', 'edge'),
    expect: refused('wildcard host'),
  },
  {
    name: 'route: exported to its own namespace, in which no pod of the gateway is',
    ours: (chart) => routeOf(chart, { rules: [{ action: FORWARD }], exportTo: ExportTo.ownNamespace() }),
    problem: ['istio.route-not-exported', 'IstioGatewayRoute.exportTo'],
    ask: 'istio',
    raw: around((exportTo) => world(EDGE, WEB, routes('shop/web', `http: [{ ${TO_WEB} }], ${exportTo}`)))('exportTo: [.]', ''),
    requests: [{ host: 'shop.example.com' }],
    expect: told('404', SERVED),
  },
];

export const routeGateways: RefusedCase[] = [...byRules, ...byTypes];
