import { Line, Program } from '../catalogue/line';
import { both, document, istio, lines, programs, service } from './world';

// 2.2 VirtualService, and the DestinationRules it goes with, as the rules see them in documents written by hand.

const httpServer = (...hosts: string[]): object => ({ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts });
const tlsServer = (protocol: string, mode: string): object => ({
  port: { number: 443, name: 'secure', protocol },
  hosts: ['*'],
  tls: { mode, credentialName: mode === 'SIMPLE' ? 'web-tls' : undefined },
});
const edge = (server: object = httpServer('*')): Program =>
  istio('Gateway', 'public/edge', { selector: { istio: 'ingressgateway' }, servers: [server] });

const to = (destination: object): object => ({ route: [{ destination }] });
const toReviews = to({ host: 'reviews.shop.svc.cluster.local' });
const virtualService = (path: string, spec: object): Program =>
  istio('VirtualService', path, { hosts: ['a.com'], gateways: ['public/edge'], http: [toReviews], ...spec });
const destinationRule = (path: string, spec: object = {}): Program =>
  istio('DestinationRule', path, { host: 'reviews.shop.svc.cluster.local', subsets: subsets('v1', 'v2'), ...spec });
const subsets = (...names: string[]): object[] => names.map((name) => ({ name, labels: { version: name } }));
const reviews = service('shop/reviews', { selector: { app: 'reviews' } });

/** The route shop/web through gateway public/edge to Service shop/reviews. */
const web = (spec: object, ...others: Program[]): Program => both(edge(), reviews, virtualService('shop/web', spec), ...others);
const webTo = (destination: object, ...others: Program[]): Program => web({ http: [to(destination)] }, ...others);
const served = (server: object, spec: object = {}): Program => both(edge(server), reviews, virtualService('shop/web', spec));

const delegating = (...others: Program[]): Program =>
  web({ http: [{ match: [{ uri: { prefix: '/a' } }], delegate: { name: 'api' } }] }, ...others);
/** Without hosts it is a delegate. */
const delegate = (path: string, spec: object = {}): Program =>
  istio('VirtualService', path, { http: [{ match: [{ uri: { prefix: '/a/x' } }], ...toReviews }], ...spec });

const delegates: Line[] = [
  ...programs('Delegate shape', 'istio.unknown-delegate', {
    'one with hosts': [delegating(virtualService('shop/api', { gateways: ['mesh'], hosts: ['b.com'] })), delegating(delegate('shop/api'))],
    'one that delegates': [
      delegating(
        delegate('shop/api', { http: [{ match: [{ uri: { prefix: '/a/x' } }], delegate: { name: 'last' } }] }),
        delegate('shop/last'),
      ),
      delegating(delegate('shop/api'), delegate('shop/last')),
    ],
  }),
  ...programs('Delegate reference', 'istio.unknown-delegate', {
    'one of another namespace': [delegating(delegate('other/api')), delegating(delegate('shop/api'))],
    'one that is not exported': [
      web({ http: [{ delegate: { name: 'api', namespace: 'other' } }] }, delegate('other/api', { exportTo: ['.'] })),
      web({ http: [{ delegate: { name: 'api', namespace: 'other' } }] }, delegate('other/api', { exportTo: ['shop'] })),
    ],
  }),
  ...programs('Delegate reference', 'istio.delegate-match', {
    'other matches than those of the route, written by hand': [
      delegating(delegate('shop/api', { http: [{ match: [{ uri: { prefix: '/b' } }], ...toReviews }] })),
      delegating(delegate('shop/api')),
    ],
  }),
];

const gateways: Line[] = [
  ...lines<string>(
    'Gateway names',
    'istio.unknown-gateway',
    {
      'a dot for the namespace': ['./edge', 'public/edge'],
      'one of another namespace': ['edge', 'public/edge'],
      'the old form': ['edge.public.svc.cluster.local', 'public/edge'],
      'a name of three parts': ['public/edge/https', 'public/edge'],
    },
    (gateway) => web({ gateways: [gateway] }),
  ),
  ...programs('gateways omitted', 'istio.gateways-omitted', {
    'a host that a Gateway answers for': [web({ gateways: undefined }), web({})],
  }),
  ...programs('Host not in Gateway', 'istio.host-not-in-gateway', {
    'no server has it, written by hand': [served(httpServer('b.com')), served(httpServer('a.com'))],
    'a server has it for another namespace, written by hand': [served(httpServer('other/*')), served(httpServer('shop/*'))],
  }),
  ...programs('match.gateways', 'istio.match-gateway', {
    'one that the route is not on': [
      web({ http: [{ match: [{ gateways: ['mesh'] }], ...toReviews }] }),
      web({ http: [{ match: [{ gateways: ['public/edge'] }], ...toReviews }] }),
    ],
  }),
  ...programs('TLS vs server mode', 'istio.route-never-used', {
    'HTTP, of what is passed on, written by hand': [
      served(tlsServer('TLS', 'PASSTHROUGH')),
      served(tlsServer('TLS', 'PASSTHROUGH'), { http: undefined, tls: [{ match: [{ sniHosts: ['a.com'] }], ...toReviews }] }),
    ],
    'names, where TLS ends, written by hand': [
      served(tlsServer('HTTPS', 'SIMPLE'), { http: undefined, tls: [{ match: [{ sniHosts: ['a.com'] }], ...toReviews }] }),
      served(tlsServer('HTTPS', 'SIMPLE')),
    ],
    'HTTP, of TCP over TLS, written by hand': [
      served(tlsServer('TLS', 'SIMPLE')),
      served(tlsServer('TLS', 'SIMPLE'), { http: undefined, tcp: [toReviews] }),
    ],
  }),
];

const pods = (...versions: string[]): Program =>
  both(
    ...versions.map((version) => {
      const labels = { app: 'reviews', version };
      const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'reviews' }] } };
      return document('apps/v1', 'Deployment', `shop/reviews-${version}`, { spec: { selector: { matchLabels: labels }, template } });
    }),
  );
const v1 = { host: 'reviews', subset: 'v1' };

const destinations: Line[] = [
  ...lines(
    'Destination host',
    'istio.short-host',
    {
      'a short name with a dot, written by hand': ['reviews.shop', 'reviews.shop.svc.cluster.local'],
    },
    (host) => webTo({ host }),
  ),
  ...lines<string>(
    'Destination host',
    'istio.unknown-host',
    {
      'a short name of another namespace': ['reviews', 'reviews.shop.svc.cluster.local'],
    },
    (host) => both(edge(), reviews, virtualService('other/web', { http: [to({ host })] })),
  ),
  ...programs('Destination port', 'istio.destination-port', {
    'one that the Service lacks, written by hand': [
      webTo({ host: 'reviews', port: { number: 9090 } }),
      webTo({ host: 'reviews', port: { number: 80 } }),
    ],
    'none, of a Service with two, written by hand': [
      both(
        edge(),
        service('shop/reviews', { ports: [81, 82].map((port) => ({ name: `http-${port}`, port })) }),
        virtualService('shop/web', {}),
      ),
      both(
        edge(),
        service('shop/reviews', { ports: [81, 82].map((port) => ({ name: `http-${port}`, port })) }),
        virtualService('shop/web', { http: [to({ host: 'reviews', port: { number: 81 } })] }),
      ),
    ],
  }),
  ...programs('Subset', 'istio.unknown-subset', {
    'one that no rule defines': [
      webTo({ host: 'reviews', subset: 'v3' }, destinationRule('shop/reviews')),
      webTo(v1, destinationRule('shop/reviews')),
    ],
  }),
  ...programs('Subset', 'istio.subset-not-visible', {
    'one of a rule that clients do not see': [
      webTo(v1, proxies(), destinationRule('shop/reviews', { exportTo: ['.'] })),
      webTo(v1, proxies(), destinationRule('shop/reviews', { exportTo: ['*'] })),
    ],
  }),
  ...programs('Subset', 'istio.subset-without-pods', {
    'one whose labels no pod has': [
      webTo(v1, destinationRule('shop/reviews', { subsets: [{ name: 'v1', labels: { version: 'v9' } }] }), pods('v1', 'v2')),
      webTo(v1, destinationRule('shop/reviews'), pods('v1', 'v2')),
    ],
  }),
];

const mesh = (path: string, spec: object = {}): Program =>
  virtualService(path, { hosts: ['reviews.shop.svc.cluster.local'], gateways: ['mesh'], ...spec });
const severals: Line[] = [
  ...programs('Same host, several objects', 'istio.split-host', {
    'one host on one gateway, written by hand': [
      web({}, virtualService('shop/more', {})),
      web({}, virtualService('shop/more', { hosts: ['b.com'] })),
    ],
  }),
  ...programs('Same host, several objects', 'istio.mesh-host-conflict', {
    'one host in the mesh': [
      both(reviews, mesh('shop/one'), mesh('shop/two')),
      both(reviews, mesh('shop/one'), mesh('shop/two', { exportTo: ['.'], hosts: ['ratings'] })),
    ],
  }),
  ...programs('exportTo', 'istio.route-not-exported', {
    'not to the pods of its gateway, written by hand': [
      both(edge(), proxies(), reviews, virtualService('shop/web', { exportTo: ['.'] })),
      both(edge(), proxies(), reviews, virtualService('shop/web', { exportTo: ['edge'] })),
    ],
  }),
];

/** The pods of the gateway, in namespace `edge`. */
function proxies(): Program {
  const metadata = { labels: { istio: 'ingressgateway' }, annotations: { 'inject.istio.io/templates': 'gateway' } };
  const template = { metadata, spec: { containers: [{ name: 'istio-proxy', image: 'proxyv2' }] } };
  return document('apps/v1', 'Deployment', 'edge/gateway', { spec: { selector: { matchLabels: metadata.labels }, template } });
}

// 2.3 DestinationRule

const twoRules = (first: object, second: object): Program =>
  both(
    reviews,
    destinationRule('shop/a', { subsets: subsets('v1'), ...first }),
    destinationRule('shop/b', { subsets: subsets('v2'), ...second }),
  );
const trafficPolicy = { loadBalancer: { simple: 'RANDOM' } };
const rules: Line[] = [
  ...programs('DR duplicates', 'istio.duplicate-destination-rule', {
    'a subset twice': [twoRules({}, { subsets: subsets('v1', 'v2') }), twoRules({}, {})],
    'two policies': [twoRules({ trafficPolicy }, { trafficPolicy }), twoRules({ trafficPolicy }, {})],
    'for different namespaces': [twoRules({}, { exportTo: ['.'] }), twoRules({ exportTo: ['.'] }, { exportTo: ['.'] })],
  }),
  ...lines<object>(
    'DR SIMPLE/MUTUAL without CA',
    'istio.upstream-ca',
    {
      'of a rule': [{ mode: 'SIMPLE' }, { mode: 'SIMPLE', caCertificates: '/etc/ca.pem' }],
      'those of the system': [{ mode: 'SIMPLE', caCertificates: 'system' }, { mode: 'ISTIO_MUTUAL' }],
    },
    (tls) => both(reviews, destinationRule('shop/reviews', { trafficPolicy: { tls } })),
  ),
  ...lines<object>(
    'DR SIMPLE/MUTUAL without CA',
    'istio.upstream-ca',
    {
      'of a port': [{ mode: 'SIMPLE' }, { mode: 'SIMPLE', caCertificates: '/etc/ca.pem' }],
    },
    (tls) => both(reviews, destinationRule('shop/reviews', { trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls }] } })),
  ),
];

export const written: readonly Line[] = [...delegates, ...gateways, ...destinations, ...severals, ...rules];
