import { ApiObject, Chart } from 'cdk8s';
import { SecretRef } from '../../../lib/core/secret-ref';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioIngressGateway } from '../../../lib/istio/istio-ingress-gateway';
import { IstioServer, IstioServerOptions } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { ServerTlsOptions, TlsCipherSuite, TlsVersion } from '../../../lib/istio/tls-options';
import { Line, Program } from '../catalogue/line';
import { both, document, gateway, istio, lines, programs, HOST, servers } from './world';

// 2.1 Gateway

const secret = SecretRef.fromName('web-tls');
const simple = ServerTls.simple(secret);
const hosts = [HOST];
const http = (options: Partial<IstioServerOptions> & { port?: number } = {}): IstioServer => IstioServer.http({ hosts, ...options });
const https = (options: Partial<IstioServerOptions> & { port?: number; tls?: ServerTls } = {}): IstioServer =>
  IstioServer.https({ hosts, tls: simple, ...options });

const said: Line[] = [
  ...lines(
    'Name',
    'name.syntax',
    {
      'a name with a dot': ['edge.shop', 'edge-shop'],
      'more than 63 characters': ['a'.repeat(64), 'a'.repeat(63)],
    },
    (name) => gateway({ name }),
  ),
  ...servers('Servers', 'istio.no-servers', { 'no servers': [[], [http()]] }),
  ...servers('Servers', 'istio.no-hosts', { 'a server without hosts': [[http({ hosts: [] })], [http()]] }),
  ...servers('Servers', 'port.range', {
    'port 0': [[http({ port: 0 })], [http({ port: 1 })]],
    'a port above 65535': [[http({ port: 65536 })], [http({ port: 65535 })]],
  }),
  ...servers('Servers', 'istio.no-port-name', { 'a port without a name': [[http({ portName: '' })], [http({ portName: 'web' })]] }),
  ...servers('Port names', 'istio.duplicate-port-name', {
    'two ports of one name': [
      [http({ portName: 'web' }), http({ portName: 'web', port: 8080 })],
      [http({ portName: 'web' }), http({ portName: 'web-2', port: 8080 })],
    ],
  }),
  ...servers('Hosts', 'name.syntax', {
    'a namespace that is none': [[http({ hosts: ['shop.team/a.example.com'] })], [http({ hosts: ['shop/a.example.com'] })]],
  }),
  ...servers('Hosts', 'istio.host-unqualified', { 'a name without a dot': [[http({ hosts: ['web'] })], [http({ hosts: ['web.lan'] })]] }),
  ...servers('Hosts', 'host.wildcard', {
    'a wildcard that is no whole label': [[http({ hosts: ['*web.example.com'] })], [http({ hosts: ['*.web.example.com'] })]],
    'a wildcard that is not the first label': [[http({ hosts: ['web.*.com'] })], [http({ hosts: ['*.com'] })]],
  }),
  ...servers('Hosts', 'host.syntax', {
    'what is no name': [[http({ hosts: ['a_b.example.com'] })], [http({ hosts: ['a-b.example.com'] })]],
  }),
  ...servers('Hosts', 'istio.host-numeric', { 'a last label of digits': [[http({ hosts: ['web.1'] })], [http({ hosts: ['web.a1'] })]] }),
  ...servers('Hosts', 'address.syntax', { 'half an address': [[http({ hosts: ['10.0.0'] })], [http({ hosts: ['10.0.0.1'] })]] }),
  ...servers('bind', 'address.syntax', {
    'no address': [[http({ bind: 'localhost' })], [http({ bind: '127.0.0.1' })]],
    'a socket, which has no port': [[http({ bind: 'unix:///run/web.sock' })], [http({ bind: '::1' })]],
  }),
];

const tls = (row: string, problem: string, twins: Record<string, readonly [ServerTlsOptions, ServerTlsOptions]>): Line[] =>
  lines(row, problem, twins, (options) => gateway({ servers: [https({ tls: ServerTls.simple(secret, options) })] }));

const { TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3 } = TlsVersion;
const { ECDHE_RSA_AES128_GCM_SHA256: GCM, ECDHE_RSA_AES128_SHA: SHA } = TlsCipherSuite;
const versions: Line[] = [
  ...tls('Versions, ciphers', 'istio.tls-versions', {
    'the least above the most': [
      { minVersion: TLS_1_3, maxVersion: TLS_1_2 },
      { minVersion: TLS_1_2, maxVersion: TLS_1_3 },
    ],
    'the most below the least by itself': [{ maxVersion: TLS_1_1 }, { maxVersion: TLS_1_2 }],
  }),
  ...tls('Versions, ciphers', 'istio.tls-cipher-suites', {
    'TLS 1.0 without cipher suites': [{ minVersion: TLS_1_0 }, { minVersion: TLS_1_0, cipherSuites: [SHA] }],
    'TLS 1.1 without one for it': [
      { minVersion: TLS_1_1, cipherSuites: [GCM] },
      { minVersion: TLS_1_1, cipherSuites: [GCM, SHA] },
    ],
  }),
  ...tls('Versions, ciphers', 'istio.duplicate-cipher-suite', {
    'a cipher suite twice': [{ cipherSuites: [GCM, GCM] }, { cipherSuites: [GCM, SHA] }],
  }),
  ...tls('Versions, ciphers', 'input.choice', {
    'an unknown cipher suite': [{ cipherSuites: ['RC4-MD5' as TlsCipherSuite] }, { cipherSuites: [SHA] }],
  }),
];

// What the proxies read, and from where.

const KEYS = { 'tls.crt': 'Yw==', 'tls.key': 'aw==' };
const secretAt = (path: string, data: object): Program => document('v1', 'Secret', path, { type: 'Opaque', data });
const proxies = (chart: Chart): IstioIngressGateway =>
  new IstioIngressGateway(chart, 'gateway-pods', { namespace: 'edge', labels: { istio: 'edge' } });

/** A gateway whose pods are made in the program, in namespace `edge`. */
const served =
  (wanted: ServerTls, ...others: Program[]): Program =>
  (chart) => {
    new IstioGateway(chart, 'gateway', { workload: proxies(chart), servers: [https({ tls: wanted })] });
    both(...others)(chart);
  };

/** Pods of a gateway written by hand. */
const PODS = both(
  document('apps/v1', 'Deployment', 'edge/gateway', {
    spec: {
      selector: { matchLabels: { istio: 'edge' } },
      template: {
        metadata: { labels: { istio: 'edge' }, annotations: { 'inject.istio.io/templates': 'gateway' } },
        spec: { serviceAccountName: 'gateway', containers: [{ name: 'istio-proxy', image: 'proxyv2' }] },
      },
    },
  }),
  document('v1', 'ServiceAccount', 'edge/gateway', {}),
  istio('Gateway', 'shop/gateway', {
    selector: { istio: 'edge' },
    servers: [{ hosts, port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'web-tls' } }],
  }),
);
const RBAC = 'rbac.authorization.k8s.io/v1';
const ACCESS = both(
  document(RBAC, 'Role', 'edge/gateway', { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }] }),
  document(RBAC, 'RoleBinding', 'edge/gateway', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'gateway' },
    subjects: [{ kind: 'ServiceAccount', name: 'gateway', namespace: 'edge' }],
  }),
);

const secretOf =
  (namespace: string): Program =>
  (chart) => {
    const made = secretAt(`${namespace}/web-tls`, KEYS)(chart) as ApiObject;
    new IstioGateway(chart, 'gateway', {
      workload: proxies(chart),
      servers: [https({ tls: ServerTls.simple(SecretRef.fromSecret(made)) })],
    });
  };

const secrets: Line[] = [
  ...lines('Secret location', 'istio.secret-namespace', { 'a Secret of the program in another namespace': ['shop', 'edge'] }, secretOf),
  ...programs('Secret location', 'istio.secret-elsewhere', {
    'a Secret by name in another namespace': [
      served(simple, secretAt('shop/web-tls', KEYS)),
      served(simple, secretAt('edge/web-tls', KEYS)),
    ],
    'the authorities in another namespace': [
      served(ServerTls.mutual(secret), secretAt('edge/web-tls', KEYS), secretAt('shop/web-tls-cacert', { 'ca.crt': 'Yw==' })),
      served(ServerTls.mutual(secret), secretAt('edge/web-tls', KEYS), secretAt('edge/web-tls-cacert', { 'ca.crt': 'Yw==' })),
    ],
  }),
  ...programs('Secret location', 'istio.secret-keys', {
    'keys of other names': [
      served(simple, secretAt('edge/web-tls', { crt: 'Yw==', key: 'aw==' })),
      served(simple, secretAt('edge/web-tls', { cert: 'Yw==', key: 'aw==' })),
    ],
    'no authorities for the certificates of clients': [
      served(ServerTls.mutual(secret), secretAt('edge/web-tls', KEYS)),
      served(ServerTls.mutual(secret), secretAt('edge/web-tls', { ...KEYS, 'ca.crt': 'Yw==' })),
    ],
  }),
  ...servers('Secret location', 'istio.secret-name', {
    'a certificate where authorities are looked for': [
      [https({ tls: ServerTls.simple(SecretRef.fromName('web-cacert')) })],
      [https({ tls: ServerTls.simple(SecretRef.fromName('web-cert')) })],
    ],
  }),
  ...programs('Secret location', 'istio.no-secret-access', { 'proxies that may not list Secrets': [PODS, both(PODS, ACCESS)] }),
];

// What servers are beside each other.

const beside = (first: IstioServer, second: IstioServer): Program =>
  both(
    (chart) => new IstioGateway(chart, 'first', { servers: [first], namespace: 'shop' }),
    (chart) => new IstioGateway(chart, 'second', { servers: [second], namespace: 'other' }),
  );
const other = ServerTls.simple(SecretRef.fromName('other-tls'));
const b = ['b.example.com'];

const clashes: Line[] = [
  ...servers('Duplicate TLS host on a port', 'istio.duplicate-tls-host', {
    'in one Gateway': [
      [https(), https({ tls: other })],
      [https(), https({ tls: other, hosts: b })],
    ],
    'of two redirects': [
      [IstioServer.http({ hosts, httpsRedirect: true }), IstioServer.http({ hosts, httpsRedirect: true })],
      [IstioServer.http({ hosts, httpsRedirect: true }), IstioServer.http({ hosts: b, httpsRedirect: true })],
    ],
  }),
  ...programs('Duplicate TLS host on a port', 'istio.gateway-conflict', {
    'in two Gateways': [beside(https(), https({ tls: other })), beside(https(), https({ tls: other, hosts: b }))],
    'in two Gateways, for different namespaces': [
      beside(https({ hosts: ['shop/a.example.com'] }), https({ tls: other, hosts: ['other/a.example.com'] })),
      beside(https({ hosts: ['shop/a.example.com'] }), https({ tls: other, hosts: ['other/b.example.com'] })),
    ],
  }),
  ...servers('Protocol clash on a port', 'istio.port-clash', {
    'HTTP, then TLS': [
      [http({ port: 443 }), https({ hosts: b })],
      [http({ port: 80 }), https({ hosts: b })],
    ],
    'HTTP, then TCP': [
      [http(), IstioServer.tcp({ hosts: ['*'], port: 80 })],
      [http(), IstioServer.tcp({ hosts: ['*'], port: 81 })],
    ],
  }),
  ...programs('Protocol clash on a port', 'istio.gateway-conflict', {
    'HTTP and TLS, in two Gateways': [beside(http({ port: 443 }), https({ hosts: b })), beside(http({ port: 8080 }), https({ hosts: b }))],
    'HTTP and TCP, in two Gateways': [
      beside(http({ port: 9000 }), IstioServer.tcp({ hosts: ['*'], port: 9000 })),
      beside(http({ port: 9000 }), IstioServer.tcp({ hosts: ['*'], port: 9001 })),
    ],
  }),
];

const selecting =
  (labels: Record<string, string>): Program =>
  (chart) => {
    proxies(chart);
    gateway({ workload: IstioIngressGateway.fromLabels(labels, { namespace: 'edge' }) })(chart);
  };

const selectors: Line[] = [
  ...lines<Record<string, string>>(
    'Selector',
    'istio.gateway-without-pods',
    { 'labels that no proxy has, but for a slip': [{ istio: 'egde' }, { istio: 'edge' }] },
    selecting,
  ),
  ...lines<Record<string, string>>('Selector', 'istio.no-labels', { 'no labels: every proxy': [{}, { istio: 'edge' }] }, selecting),
];

export const gateways: readonly Line[] = [...said, ...versions, ...secrets, ...clashes, ...selectors];
