import { around, Raw, RefusedCase, silent } from './case';
import { EDGE, TO_WEB, virtualService, WEB, world } from './documents';
import { SERVED, told } from './http-rule-case';
import { ASKED, cluster, istio, routes, ruleCase } from './rule-case';

// What routes name, and who gets to read them (facts: Istio, VirtualService).

/** Where a route sends to, beside the Services that are there. */
const sentTo = (...services: string[]): ((wrong: string, right: string) => Raw) =>
  around((destination) => world(EDGE, ...services, virtualService(`{ route: [{ destination: { ${destination} } }] }`)));
const ofService = around((document) => world(EDGE, WEB, document));

const hosts: readonly RefusedCase[] = [
  ruleCase(
    'istio.unknown-host',
    'route: a short name of a Service in another namespace',
    sentTo(cluster('other/web'))('host: web', 'host: web.other.svc.cluster.local'),
    told('503', '200 web.other:80', 'IST0101'),
    ASKED,
  ),
  ruleCase(
    'istio.unknown-host',
    'route: a name one letter away from that of a Service',
    sentTo(cluster('shop/checkout'))('host: chekout', 'host: checkout'),
    told('503', '200 checkout.shop:80', 'IST0101'),
    ASKED,
  ),
  ruleCase(
    'istio.unknown-host',
    'destination rule: a short name of a Service in another namespace',
    around((host) => world(cluster('other/web'), istio('DestinationRule', 'shop/web', `host: ${host}, subsets: [{ name: v1 }]`)))(
      'web',
      'web.other.svc.cluster.local',
    ),
    silent({ analyzer: 'IST0174' }),
  ),
  ruleCase(
    'istio.short-host',
    'route: a name with the namespace only',
    sentTo(cluster('other/web'))('host: web.other', 'host: web.other.svc.cluster.local'),
    told('503', '200 web.other:80', 'IST0101'),
    ASKED,
  ),
  ruleCase(
    'istio.short-host',
    'destination rule: a name with the namespace only',
    around((host) => world(WEB, istio('DestinationRule', 'shop/web', `host: ${host}, subsets: [{ name: v1 }]`)))('web.shop', 'web'),
    silent({ analyzer: 'IST0174' }),
  ),
  ruleCase(
    'istio.destination-port',
    'route: a port that the Service has not, written by hand',
    sentTo(WEB)('host: web, port: { number: 9090 }', 'host: web, port: { number: 80 }'),
    told('503', SERVED, 'IST0101'),
    ASKED,
  ),
  ruleCase(
    'istio.destination-port',
    'route: no port of a Service that has two, and not the one of the Gateway',
    sentTo(cluster('shop/web', '{ name: http-api, port: 8080 }, { name: http-admin, port: 9090 }'))(
      'host: web',
      'host: web, port: { number: 8080 }',
    ),
    told('503', '200 web.shop:8080', 'IST0112'),
    ASKED,
  ),
];

const WITH_SUBSET = istio('DestinationRule', 'shop/web', 'host: web, subsets: [{ name: v1, labels: { version: v1 } }]');
const inMesh = (id: string, destination = 'host: web', more = ''): string =>
  istio('VirtualService', id, `hosts: [web], http: [{ route: [{ destination: { ${destination} } }] }], ${more}`);
const PREFERRED = (path: string): string => `{ match: [{ uri: { prefix: ${path} } }], redirect: { uri: / } }`;

const several: readonly RefusedCase[] = [
  ruleCase(
    'istio.split-host',
    'routes: of two objects for one host the older one comes first',
    ofService(
      world(
        routes('shop/one', `http: [{ match: [{ uri: { prefix: /a } }], ${TO_WEB} }]`),
        routes('shop/two', `http: [${PREFERRED('/a/b')}]`),
      ),
      routes('shop/one', `http: [${PREFERRED('/a/b')}, { match: [{ uri: { prefix: /a } }], ${TO_WEB} }]`),
    ),
    silent({ answers: [SERVED] }, { answers: ['301 http://shop.example.com/'] }),
    [{ host: 'shop.example.com', path: '/a/b' }],
  ),
  ruleCase(
    'istio.mesh-host-conflict',
    'routes: two objects for one host in the mesh',
    ofService(world(inMesh('shop/one'), inMesh('shop/two')), inMesh('shop/one')),
    silent({ analyzer: 'IST0109' }),
  ),
  ruleCase(
    'istio.mesh-host-conflict',
    'routes: one for a host in the mesh, and one for the same host and fewer namespaces',
    ofService(world(inMesh('shop/one'), inMesh('shop/two', 'host: web', 'exportTo: [.]')), inMesh('shop/one')),
    silent({ analyzer: 'IST0109' }),
  ),
  ruleCase(
    'istio.gateway-ignores-canary',
    'routes: those at a gateway to a Service that is split in the mesh',
    around((destination) =>
      world(
        EDGE,
        WEB,
        WITH_SUBSET,
        inMesh('shop/mesh', 'host: web, subset: v1'),
        virtualService(`{ route: [{ destination: { ${destination} } }] }`),
      ),
    )('host: web', 'host: web, subset: v1'),
    told(SERVED, '200 v1 web.shop:80', 'IST0140'),
    ASKED,
  ),
];

export const routeReferences: RefusedCase[] = [...hosts, ...several];
