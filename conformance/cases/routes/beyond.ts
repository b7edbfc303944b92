import { getEach, get, noHost, noRoute, reaches, redirectsTo, reset, RouteWorld, splits } from '../../runner/routes/route-world';

// What our constructs cannot say yet, in documents of its own: the oracle has to be able to answer it before they can.

const NOTHING = (): void => undefined;
const HOST = 'a.example.com';

const gateway = (port: string, tls = ''): string => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: gateway, namespace: default }
spec:
  selector: { istio: ingressgateway }
  servers:
    - port: ${port}
      hosts: ["*.example.com"]
${tls === '' ? '' : `      tls: ${tls}\n`}`;

const route = (spec: string): string => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: route, namespace: default }
spec:
  gateways: [gateway]
  hosts: ["*.example.com"]
${spec}
`;

const to = (host: string): string => `{ destination: { host: ${host}, port: { number: 80 } } }`;
const HTTP = gateway('{ number: 80, name: http, protocol: HTTP }');

const mutual = (mode: string): string =>
  gateway('{ number: 443, name: https, protocol: HTTPS }', `{ mode: ${mode}, credentialName: a-tls }`) +
  route(`  http: [{ route: [${to('web')}] }]`);

const passthrough = `${gateway('{ number: 443, name: tls, protocol: TLS }', '{ mode: PASSTHROUGH }')}${route(`
  tls:
    - match: [{ port: 443, sniHosts: [a.example.com] }]
      route: [${to('web')}]
    - match: [{ port: 443, sniHosts: [b.example.com, c.example.com] }]
      route: [${to('api')}]
`)}`;

const tcp = gateway('{ number: 9000, name: tcp, protocol: TCP }') + route(`  tcp: [{ match: [{ port: 9000 }], route: [${to('web')}] }]`);

const mirrors = `${HTTP}${route(`
  http:
    - match: [{ uri: { prefix: /one } }]
      route: [${to('web')}]
      mirror: { host: api, port: { number: 80 } }
    - match: [{ uri: { prefix: /two } }]
      route: [${to('web')}]
      mirrors: [{ destination: { host: api } }, { destination: { host: log } }]
    - match: [{ uri: { prefix: /never } }]
      route: [${to('web')}]
      mirror: { host: api }
      mirrorPercentage: { value: 0 }
    - route: [${to('web')}]
`)}`;

const faults = `${HTTP}${route(`
  http:
    - match: [{ uri: { prefix: /abort } }]
      route: [${to('web')}]
      fault: { abort: { httpStatus: 418, percentage: { value: 100 } } }
    - match: [{ uri: { prefix: /delay } }]
      route: [${to('web')}]
      fault: { delay: { fixedDelay: 800ms, percentage: { value: 100 } } }
    - match: [{ uri: { prefix: /never } }]
      route: [${to('web')}]
      fault: { abort: { httpStatus: 418, percentage: { value: 0 } } }
    - route: [${to('web')}]
`)}`;

const rewrites = `${HTTP}${route(`
  http:
    - match: [{ uri: { prefix: /old/ } }]
      rewrite: { uri: /new/, authority: inner.example.com }
      route: [${to('web')}]
    - match: [{ uri: { prefix: /gone } }]
      directResponse: { status: 410 }
`)}`;

const gatewayApi = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: default }
spec:
  gatewayClassName: istio
  listeners:
    - { name: http, port: 80, protocol: HTTP, hostname: "*.example.com" }
    - name: https
      port: 443
      protocol: HTTPS
      hostname: "*.example.com"
      tls: { mode: Terminate, certificateRefs: [{ name: a-tls }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [a.example.com]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /api } }]
      backendRefs: [{ name: api, port: 80, weight: 90 }, { name: web, port: 80, weight: 10 }]
    - matches: [{ path: { type: Exact, value: /old } }]
      filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }]
    - matches: [{ path: { type: PathPrefix, value: /web } }]
      backendRefs: [{ name: web, port: 80 }]
`;

const SECRETS = { 'istio-system/a-tls': [HOST], 'default/a-tls': [HOST] };
const BACKEND = { certificate: 'backend.test' };

export const worlds: RouteWorld[] = [
  {
    name: 'mutual TLS',
    build: NOTHING,
    documents: mutual('MUTUAL'),
    services: ['web'],
    secrets: SECRETS,
    requests: [
      get(`https://${HOST}/`, reaches('web'), { certificate: 'trusted' }),
      get(`https://${HOST}/`, { closed: 'tls: unknown certificate authority' }, { certificate: 'stranger' }),
      get(`https://${HOST}/`, { closed: 'tls: certificate required' }),
    ],
  },
  {
    name: 'mutual TLS, optional',
    build: NOTHING,
    documents: mutual('OPTIONAL_MUTUAL'),
    services: ['web'],
    secrets: SECRETS,
    requests: [
      get(`https://${HOST}/`, reaches('web'), { certificate: 'trusted' }),
      get(`https://${HOST}/`, { closed: 'tls: unknown certificate authority' }, { certificate: 'stranger' }),
      get(`https://${HOST}/`, reaches('web')),
    ],
  },
  {
    name: 'passthrough by SNI',
    build: NOTHING,
    documents: passthrough,
    services: ['web', 'api'],
    requests: [
      get(`https://${HOST}/x`, reaches('web', BACKEND)),
      get('https://b.example.com/x', reaches('api', BACKEND)),
      get('https://c.example.com/x', reaches('api', BACKEND)),
      get('https://d.example.com/x', reset),
      get('https://b.example.com/x', reaches('web', BACKEND), { sni: HOST }),
    ],
  },
  {
    name: 'TCP',
    build: NOTHING,
    documents: tcp,
    services: ['web'],
    requests: getEach('http://anything.lan:9000', ['/', '/x'], reaches('web')),
  },
  {
    name: 'mirrors',
    build: NOTHING,
    documents: mirrors,
    services: ['web', 'api', 'log'],
    requests: [
      get(`http://${HOST}/one`, reaches('web', { mirrors: ['api.default:80'] })),
      get(`http://${HOST}/two`, reaches('web', { mirrors: ['api.default:80', 'log.default:80'] })),
      ...getEach(`http://${HOST}`, ['/never', '/'], reaches('web')),
    ],
  },
  {
    name: 'faults',
    build: NOTHING,
    documents: faults,
    services: ['web'],
    requests: [
      get(`http://${HOST}/abort`, { status: 418 }),
      get(`http://${HOST}/delay`, reaches('web', { delayed: true }), { delay: 600 }),
      get(`http://${HOST}/other`, reaches('web', { delayed: false }), { delay: 600 }),
      get(`http://${HOST}/never`, reaches('web')),
    ],
  },
  {
    name: 'rewrites and direct answers',
    build: NOTHING,
    documents: rewrites,
    services: ['web'],
    requests: [
      get(`http://${HOST}/old/x?y=1`, reaches('web', { path: '/new/x?y=1', host: 'inner.example.com' })),
      get(`http://${HOST}/gone`, { status: 410 }),
      get(`http://${HOST}/old`, noRoute),
    ],
  },
  {
    name: 'Gateway API on Istio',
    build: NOTHING,
    documents: gatewayApi,
    services: ['web', 'api'],
    secrets: SECRETS,
    proxy: { gateway: 'default/edge' },
    requests: [
      ...getEach(`http://${HOST}`, ['/api', '/api/', '/api/x?y=1'], splits({ api: 90, web: 10 })),
      ...getEach(`http://${HOST}`, ['/apix', '/API', '/old/'], noRoute),
      get(`http://${HOST}/old`, redirectsTo(`https://${HOST}/old`)),
      get(`https://${HOST}/web/x`, reaches('web')),
      get('http://b.example.com/web', noHost),
      get('https://example.org/web', reset),
    ],
  },
];
