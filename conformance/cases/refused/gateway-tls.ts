import { SecretRef } from '../../../lib/core/secret-ref';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioServer, IstioServerOptions } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { MutualTlsOptions, ServerTlsOptions, TlsCipherSuite, TlsVersion } from '../../../lib/istio/tls-options';
import { around, Expectation, policy, RefusedCase, Request, silent } from './case';
import { gateway, TO_WEB, virtualService, WEB, world } from './documents';

// How a Gateway's servers speak TLS (facts: Istio, Gateway).

const SHOP = 'shop.example.com';
const API = 'api.example.com';
const SERVED = '200 web.shop:80';
const SECRET = SecretRef.fromName('shop-tls');

const having =
  (...servers: IstioServer[]): RefusedCase['ours'] =>
  (chart) =>
    new IstioGateway(chart, 'edge', { servers });
const secure = (tls: ServerTls, others: Partial<IstioServerOptions> = {}) => IstioServer.https({ hosts: [SHOP], tls, ...others });
const simple = (options: ServerTlsOptions) => having(secure(ServerTls.simple(SECRET, options)));
const mutual = (options: MutualTlsOptions) => having(secure(ServerTls.mutual(SECRET, options)));

/** What is in it is made when it is asked: a certificate for the host, and the authority of the clients. */
const certificate = (name: string) => `
apiVersion: v1
kind: Secret
metadata: { name: ${name}, namespace: istio-system }
type: kubernetes.io/tls
`;
const HTTPS = 'port: { number: 443, name: https, protocol: HTTPS }';
/** A Gateway, with all that is needed to serve. */
const serving = (servers: string, hosts = `${SHOP}, ${API}`, secret = 'shop-tls') =>
  world(WEB, virtualService(`{ ${TO_WEB} }`, hosts), gateway(servers), certificate(secret));
const withTls = around((tls) => serving(`{ ${HTTPS}, hosts: [${SHOP}], tls: { credentialName: shop-tls, ${tls} } }`));
const asked = (...hosts: string[]): Request[] => hosts.map((host) => ({ host, port: 443, tls: true }));

interface TlsFault {
  readonly id: string;
  readonly option: string;
  readonly ours: RefusedCase['ours'];
  readonly texts: [wrong: string, right: string];
  readonly expect: Expectation;
}

/** Something in the options of TLS, and what a client makes of it that has a certificate. */
function tlsCase(name: string, { id, option, ours, texts, expect }: TlsFault): RefusedCase {
  const requests: Request[] = [{ host: SHOP, port: 443, tls: true, certificate: 'trusted' }];
  const problem = [id, `IstioGateway.servers[0].tls${option}`] as const;
  return { name: `server: ${name}`, ours, problem, ask: 'istio', raw: withTls(...texts), requests, expect };
}

const LOST = silent({ answers: ['no answer'] }, { answers: [SERVED] });
const versions = (least: string, most: string) => `mode: SIMPLE, minProtocolVersion: TLSV1_${least}, maxProtocolVersion: TLSV1_${most}`;
const suites = (...names: string[]) => `mode: SIMPLE, minProtocolVersion: TLSV1_0, cipherSuites: [${names.join(', ')}]`;
const { ECDHE_RSA_AES128_GCM_SHA256: GCM } = TlsCipherSuite;

const options: RefusedCase[] = [
  tlsCase('the highest version of TLS is below the lowest', {
    id: 'istio.tls-versions',
    option: '.maxVersion',
    ours: simple({ minVersion: TlsVersion.TLS_1_3, maxVersion: TlsVersion.TLS_1_2 }),
    texts: [versions('3', '2'), versions('2', '3')],
    expect: LOST,
  }),
  tlsCase('an old version of TLS without cipher suites for it', {
    id: 'istio.tls-cipher-suites',
    option: '.cipherSuites',
    ours: simple({ minVersion: TlsVersion.TLS_1_0 }),
    texts: [versions('0', '3'), versions('2', '3')],
    // Served to a client of today.
    expect: silent({ answers: [SERVED], analyzer: 'IST0133' }, { answers: [SERVED] }),
  }),
  tlsCase('an old version of TLS with cipher suites for newer ones', {
    id: 'istio.tls-cipher-suites',
    option: '.cipherSuites',
    ours: simple({ minVersion: TlsVersion.TLS_1_0, cipherSuites: [GCM] }),
    texts: [suites(GCM), suites(GCM, 'ECDHE-RSA-AES128-SHA')],
    expect: silent({ answers: [SERVED] }, { answers: [SERVED] }),
  }),
  tlsCase('a cipher suite twice', {
    id: 'istio.duplicate-cipher-suite',
    option: '.cipherSuites',
    ours: simple({ cipherSuites: [GCM, GCM] }),
    texts: [`mode: SIMPLE, cipherSuites: [${GCM}, ${GCM}]`, `mode: SIMPLE, cipherSuites: [${GCM}]`],
    expect: policy({ answers: [SERVED], analyzer: 'IST0133' }, { answers: [SERVED] }),
  }),
  tlsCase('a cipher suite that Istio does not know', {
    id: 'input.choice',
    option: '.cipherSuites[1]',
    ours: simple({ cipherSuites: [GCM, 'ECDHE-RSA-RC4-SHA' as TlsCipherSuite] }),
    texts: [`mode: SIMPLE, cipherSuites: [${GCM}, ECDHE-RSA-RC4-SHA]`, `mode: SIMPLE, cipherSuites: [${GCM}]`],
    expect: silent({ answers: [SERVED], analyzer: 'IST0133' }, { answers: [SERVED] }),
  }),
  tlsCase('an empty name for clients', {
    id: 'istio.subject-alt-name',
    option: '.subjectAltNames[0]',
    ours: mutual({ subjectAltNames: [''] }),
    texts: ['mode: MUTUAL, subjectAltNames: [""]', 'mode: MUTUAL, subjectAltNames: [client.test]'],
    expect: LOST,
  }),
  tlsCase('a hash of a certificate that is none', {
    id: 'istio.certificate-hash',
    option: '.verifyCertificateHash[0]',
    ours: mutual({ verifyCertificateHash: ['abc'] }),
    texts: ['mode: MUTUAL, verifyCertificateHash: [abc]', 'mode: MUTUAL'],
    expect: LOST,
  }),
  tlsCase('a hash of a public key that is none', {
    id: 'istio.spki-hash',
    option: '.verifyCertificateSpki[0]',
    ours: mutual({ verifyCertificateSpki: ['abc'] }),
    texts: ['mode: MUTUAL, verifyCertificateSpki: [abc]', 'mode: MUTUAL'],
    expect: LOST,
  }),
  {
    name: 'server: a certificate in a Secret for certificates of authorities',
    ours: having(secure(ServerTls.simple(SecretRef.fromName('shop-cacert')))),
    problem: ['istio.secret-name', 'IstioGateway.servers[0].tls'],
    ask: 'istio',
    raw: around((name) => serving(`{ ${HTTPS}, hosts: [${SHOP}], tls: { mode: SIMPLE, credentialName: ${name} } }`, SHOP, name))(
      'shop-cacert',
      'shop-tls',
    ),
    expect: silent(), // Only the server of Secrets of a running istiod reads no certificate from it.
  },
];

const TLS = 'tls: { mode: SIMPLE, credentialName: shop-tls }';
/** Two servers with TLS on port 443, the first for shop.example.com. */
const twoSecure = around((hosts) =>
  serving(`{ ${HTTPS}, hosts: [${SHOP}], ${TLS} }, { ${HTTPS.replace('https', 'https-2')}, hosts: [${hosts}], ${TLS} }`),
);
const shop = secure(ServerTls.simple(SECRET));
const redirecting = (...hosts: string[]) => IstioServer.http({ hosts, httpsRedirect: true });
const redirect = (name: string, hosts: string) =>
  `{ port: { number: 80, name: ${name}, protocol: HTTP }, hosts: [${hosts}], tls: { httpsRedirect: true } }`;
const plain = (name: string, hosts: string) => `{ port: { number: 80, name: ${name}, protocol: HTTP }, hosts: [${hosts}] }`;
const passing = (host: string) => IstioServer.tls({ hosts: [host], tls: ServerTls.passthrough() });
const passingOn = (name: string, host: string) =>
  `{ port: { number: 443, name: ${name}, protocol: TLS }, hosts: [${host}], tls: { mode: PASSTHROUGH } }`;
const BY_SNI = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec: { gateways: [edge], hosts: [${SHOP}], tls: [{ match: [{ sniHosts: [${SHOP}] }], route: [{ destination: { host: web } }] }] }
`;
const DUPLICATE = ['istio.duplicate-tls-host', 'IstioGateway.servers[1].hosts'] as const;

const hosts: RefusedCase[] = [
  {
    name: 'server: a host of an earlier server with TLS, so that it is left out',
    ours: having(shop, secure(ServerTls.simple(SECRET), { hosts: [SHOP, API] })),
    problem: DUPLICATE,
    ask: 'istio',
    raw: twoSecure(`${SHOP}, ${API}`, API),
    requests: asked(SHOP, API),
    expect: silent({ answers: [SERVED, 'no answer'] }, { answers: [SERVED, SERVED] }),
  },
  {
    name: 'server: a host of an earlier server with TLS, with a namespace before it',
    ours: having(shop, secure(ServerTls.simple(SECRET), { hosts: [`shop/${SHOP}`] })),
    problem: DUPLICATE,
    ask: 'istio',
    raw: twoSecure(`shop/${SHOP}`, `shop/${API}`),
    requests: asked(SHOP, API),
    // Envoy refuses the whole port.
    expect: silent({ answers: ['no answer', 'no answer'] }, { answers: [SERVED, SERVED] }),
  },
  {
    name: 'server: a host of an earlier server that passes TLS on, with a namespace before it',
    ours: having(passing(SHOP), passing(`shop/${SHOP}`)),
    problem: DUPLICATE,
    ask: 'istio',
    raw: around((second) => world(WEB, gateway(`${passingOn('tls', SHOP)}, ${passingOn('tls-2', second)}`), BY_SNI))(
      `shop/${SHOP}`,
      `shop/${API}`,
    ),
    requests: asked(SHOP),
    expect: policy({ answers: [SERVED] }),
  },
  {
    name: 'server: a host of an earlier server that redirects',
    ours: having(redirecting(SHOP), redirecting(SHOP, API)),
    problem: DUPLICATE,
    ask: 'istio',
    raw: around((second) => serving(`${redirect('http', SHOP)}, ${redirect('http-2', second)}`))(`${SHOP}, ${API}`, API),
    requests: [{ host: API }],
    expect: silent({ answers: ['404'] }, { answers: [`301 https://${API}/`] }),
  },
  {
    name: 'server: plain HTTP for a host that an earlier server redirects, so that it never answers for it',
    ours: having(redirecting(SHOP), IstioServer.http({ hosts: [SHOP, API] })),
    problem: ['istio.redirected-host', 'IstioGateway.servers[1].hosts'],
    ask: 'istio',
    raw: around((second) => serving(`${redirect('http', SHOP)}, ${plain('http-2', second)}`))(`${SHOP}, ${API}`, API),
    requests: [{ host: SHOP }, { host: API }],
    expect: silent({ answers: [`301 https://${SHOP}/`, SERVED] }, { answers: [`301 https://${SHOP}/`, SERVED] }),
  },
  {
    name: 'server: TLS for an address, which no client names',
    ours: having(secure(ServerTls.simple(SECRET), { hosts: ['192.168.1.5'] })),
    problem: ['istio.tls-host-address', 'IstioGateway.servers[0].hosts'],
    ask: 'istio',
    raw: around((host) => serving(`{ ${HTTPS}, hosts: ["${host}"], ${TLS} }`, '"*"'))('192.168.1.5', '*'),
    requests: asked('192.168.1.5'),
    expect: LOST,
  },
];

export const gatewayTls: RefusedCase[] = [...options, ...hosts];
