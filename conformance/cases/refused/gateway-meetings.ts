import { around, RefusedCase, silent } from './case';
import { gateway, TO_WEB, WEB, world } from './documents';
import { ASKED, istio, object, pod, PROXY, routes, ruleCase } from './rule-case';

// Gateways, and the pods that they configure (facts: Istio, Gateway).

const SERVED = '200 web.shop:80';
const NONE = 'no answer';
const http = (host: string, port = 80): string => `{ port: { number: ${port}, name: http, protocol: HTTP }, hosts: [${host}] }`;
const https = (hosts: string, credential = 'shop-tls'): string =>
  `{ port: { number: 443, name: https, protocol: HTTPS }, hosts: [${hosts}], tls: { mode: SIMPLE, credentialName: ${credential} } }`;
const redirecting = (hosts: string): string => http(hosts).replace('}, hosts', '}, tls: { httpsRedirect: true }, hosts');
const bytes = (port: string): string => `{ port: { number: ${port}, name: bytes, protocol: TCP }, hosts: ["*"] }`;
const one = (server: string, name = 'edge'): string => gateway(server).replace('name: edge,', `name: ${name},`);
const secret = (name: string): string => object('v1', 'Secret', `istio-system/${name}`, 'type: kubernetes.io/tls');
const routed = istio('VirtualService', 'shop/web', `gateways: [edge, late], hosts: ["*"], http: [{ ${TO_WEB} }]`);
/** Two Gateways of the same pods. */
const pair = around((server) =>
  world(WEB, routed, secret('shop-tls'), secret('other-tls'), one(https('a.example.com')), one(server, 'late')),
);
const TRIED = ['a.example.com', 'c.example.com'].map((host) => ({ host, port: 443, tls: true }));

const meetings: readonly RefusedCase[] = [
  ruleCase(
    'istio.gateway-conflict',
    'gateways: a host with TLS in both: one server is dropped with all its hosts',
    pair(https('a.example.com, c.example.com', 'other-tls'), https('c.example.com', 'other-tls')),
    silent({ answers: [SERVED, NONE], analyzer: 'IST0145' }, { answers: [SERVED, SERVED] }),
    TRIED,
  ),
  ruleCase(
    'istio.gateway-conflict',
    'gateways: a host with TLS in both, once for routes of a namespace: nobody is answered',
    pair(https('shop/a.example.com, c.example.com', 'other-tls'), https('c.example.com', 'other-tls')),
    // Istio's analyzers compare hosts as they are written.
    silent({ answers: [NONE, NONE] }, { answers: [SERVED, SERVED] }),
    TRIED,
  ),
  ruleCase(
    'istio.gateway-conflict',
    'gateways: HTTP on the port on which the other has TLS',
    pair(http('c.example.com', 443), http('c.example.com', 80)),
    silent({ answers: [SERVED, NONE] }, { answers: [SERVED, SERVED] }),
    [TRIED[0], { host: 'c.example.com' }],
  ),
  ruleCase(
    'istio.gateway-conflict',
    'gateways: a host without TLS in both, which are merged',
    around((host) => world(WEB, routed, one(http('a.example.com')), one(http(host), 'late')))('a.example.com', 'c.example.com'),
    silent({ answers: [SERVED], analyzer: 'IST0145' }, { answers: [SERVED] }),
    [{ host: 'a.example.com' }],
  ),
  ruleCase(
    'istio.gateway-conflict',
    'gateways: bytes on the port on which the other has bytes',
    around((port) =>
      world(
        WEB,
        one(bytes('9000')),
        one(bytes(port), 'late'),
        istio('VirtualService', 'shop/web', `gateways: [late], hosts: ["*"], tcp: [{ ${TO_WEB} }]`),
      ),
    )('9000', '9001'),
    silent({ answers: [NONE, NONE], analyzer: 'IST0145' }, { answers: [NONE, SERVED] }),
    [9000, 9001].map((port) => ({ host: 'a.example.com', port })),
  ),
  ruleCase(
    'istio.gateway-conflict',
    'gateways: redirects in both for one host: those for the other hosts are lost',
    around((hosts) => world(WEB, routed, one(redirecting('a.example.com')), one(redirecting(hosts), 'late')))(
      'a.example.com, c.example.com',
      'c.example.com',
    ),
    silent({ answers: ['404'], analyzer: 'IST0145' }, { answers: ['301 https://c.example.com/'] }),
    [{ host: 'c.example.com' }],
  ),
  ruleCase(
    'istio.sni-taken',
    'gateways: TLS is passed through for a name for which the other ends it: nobody is answered',
    around((name) =>
      world(
        WEB,
        secret('shop-tls'),
        one(https('a.example.com')),
        istio('VirtualService', 'shop/web', `gateways: [edge], hosts: ["*"], http: [{ ${TO_WEB} }]`),
        one('{ port: { number: 443, name: tls, protocol: TLS }, hosts: ["*.example.com"], tls: { mode: PASSTHROUGH } }', 'late'),
        istio(
          'VirtualService',
          'shop/passed',
          `gateways: [late], hosts: ["*.example.com"], tls: [{ match: [{ sniHosts: [${name}] }], ${TO_WEB} }]`,
        ),
      ),
    )('a.example.com, c.example.com', 'c.example.com'),
    silent({ answers: [NONE, NONE] }, { answers: [SERVED, SERVED] }),
    TRIED,
  ),
  ruleCase(
    'istio.certificate-reused',
    'gateways: one certificate for hosts of both',
    pair(https('c.example.com'), https('c.example.com', 'other-tls')),
    silent({ answers: [SERVED, SERVED], analyzer: 'IST0138' }, { answers: [SERVED, SERVED] }),
    TRIED,
  ),
];

const service = (ports: string): string =>
  object('v1', 'Service', 'istio-system/proxy', `spec: { selector: { istio: ingressgateway }, ports: [${ports}] }`);
/** Of istiod's installation: pods that ask for a proxy get one. */
const INJECTOR = `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector }
webhooks: [{
  name: object.sidecar-injector.istio.io,
  clientConfig: { service: { name: istiod, namespace: istio-system, path: /inject } },
  objectSelector: { matchLabels: { sidecar.istio.io/inject: "true" } },
  admissionReviewVersions: [v1], sideEffects: None,
}]
`;
const injected = (inject: string, image = 'auto'): string => `
    metadata: { labels: { istio: private, sidecar.istio.io/inject: "${inject}" } }
    spec: { containers: [{ name: istio-proxy, image: ${image} }] }`;

const pods: readonly RefusedCase[] = [
  ruleCase(
    'istio.gateway-port-not-on-service',
    'gateway: a port that the Service of its pods has not',
    around((ports) => world(PROXY, service(ports), gateway(http('"*"', 8080))))('{ name: http, port: 80 }', '{ name: http, port: 8080 }'),
    silent({ analyzer: 'IST0162' }),
  ),
  ruleCase(
    'istio.gateway-without-pods',
    'gateway: labels that no gateway pod has',
    around((selector) => world(WEB, PROXY, gateway(http('"*"'), selector), routes('shop/web', `http: [{ ${TO_WEB} }]`)))(
      '{ istio: ingresgateway }',
      '{ istio: ingressgateway }',
    ),
    silent({ answers: [NONE], analyzer: 'IST0101' }, { answers: [SERVED] }),
    ASKED,
  ),
  ruleCase(
    'istio.image-auto',
    'gateway pods: an image for the injector, which is to leave them alone',
    around((inject) => world(INJECTOR, object('apps/v1', 'Deployment', 'shop/proxy', `spec:\n  template: ${injected(inject)}`)))(
      'false',
      'true',
    ),
    silent({ analyzer: 'IST0146' }),
  ),
  ruleCase(
    'istio.image-auto',
    'gateway pods: an image that no registry has, in a Pod that is left alone',
    around((image) => pod('shop/proxy', 'sidecar.istio.io/inject: "false"', `containers: [{ name: istio-proxy, image: ${image} }]`))(
      'auto',
      'proxyv2',
    ),
    silent({ analyzer: 'IST0147' }),
  ),
];

export const gatewayMeetings: RefusedCase[] = [...meetings, ...pods];
