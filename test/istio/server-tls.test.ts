import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { SecretRef } from '../../lib/core/secret-ref';
import { CertificateIssuer } from '../../lib/istio/certificate-issuer';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioIngressGateway } from '../../lib/istio/istio-ingress-gateway';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { CertManagerTlsOptions, TlsCipherSuite, TlsVersion } from '../../lib/istio/tls-options';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const hosts = ['a.example.com'];
const secret = SecretRef.fromName('tls');
const serving = (tls: ServerTls) => (chart: Construct) =>
  new IstioGateway(chart, 'gateway', { servers: [IstioServer.https({ hosts, tls })] });
const written = (tls: ServerTls) => documentOf('Gateway', serving(tls)).spec.servers[0].tls;
const problems = (tls: ServerTls) => problemsOf(serving(tls));

const HASH = 'ab'.repeat(32);
const SPKI = `${'A'.repeat(43)}=`;

describe('each mode', () => {
  test.each<[ServerTls, object]>([
    [ServerTls.simple(secret), { mode: 'SIMPLE', credentialName: 'tls' }],
    [ServerTls.mutual(secret), { mode: 'MUTUAL', credentialName: 'tls' }],
    [ServerTls.optionalMutual(secret), { mode: 'OPTIONAL_MUTUAL', credentialName: 'tls' }],
    [ServerTls.istioMutual(), { mode: 'ISTIO_MUTUAL' }],
    [ServerTls.istioMutual({ subjectAltNames: ['spiffe://x'] }), { mode: 'ISTIO_MUTUAL', subjectAltNames: ['spiffe://x'] }],
    [ServerTls.passthrough(), { mode: 'PASSTHROUGH' }],
    [ServerTls.autoPassthrough(), { mode: 'AUTO_PASSTHROUGH' }],
  ])('%#', (tls, expected) => {
    expect(written(tls)).toEqual(expected);
  });
});

test('every option reaches the YAML', () => {
  const tls = ServerTls.mutual(secret, {
    minVersion: TlsVersion.TLS_1_2,
    maxVersion: TlsVersion.TLS_1_3,
    cipherSuites: [TlsCipherSuite.ECDHE_ECDSA_AES128_GCM_SHA256, TlsCipherSuite.ECDHE_RSA_AES128_GCM_SHA256],
    secondCertificate: SecretRef.fromName('tls-ecdsa'),
    caCertificates: SecretRef.fromName('clients'),
    subjectAltNames: ['client.example.com'],
    verifyCertificateHash: [HASH],
    verifyCertificateSpki: [SPKI],
  });
  expect(written(tls)).toEqual({
    mode: 'MUTUAL',
    credentialNames: ['tls', 'tls-ecdsa'],
    caCertCredentialName: 'clients-cacert',
    minProtocolVersion: 'TLSV1_2',
    maxProtocolVersion: 'TLSV1_3',
    cipherSuites: ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
    subjectAltNames: ['client.example.com'],
    verifyCertificateHash: [HASH],
    verifyCertificateSpki: [SPKI],
  });
});

test('authorities are asked for by the name by which Istio reads authorities', () => {
  const named = (name: string) => written(ServerTls.mutual(secret, { caCertificates: SecretRef.fromName(name) })).caCertCredentialName;
  expect(named('clients')).toBe('clients-cacert');
  expect(named('clients-cacert')).toBe('clients-cacert');
});

test('TLS of twenty years ago needs cipher suites of its time', () => {
  const old = { minVersion: TlsVersion.TLS_1_0, maxVersion: TlsVersion.TLS_1_1 };
  expect(problems(ServerTls.simple(secret, { ...old, cipherSuites: [TlsCipherSuite.ECDHE_RSA_AES128_SHA] }))).toEqual([]);
  const allowed =
    'Allowed: ECDHE-ECDSA-AES128-SHA, ECDHE-RSA-AES128-SHA, ECDHE-ECDSA-AES256-SHA, ECDHE-RSA-AES256-SHA, AES128-SHA, AES256-SHA, ' +
    'DES-CBC3-SHA. Fix: raise minVersion to TLS 1.2, or add a cipher suite for older clients.';
  expect(problems(ServerTls.simple(secret, old))).toEqual([
    '[chart/gateway] istio.tls-cipher-suites: servers[0].tls.cipherSuites: none of the cipher suites that Envoy takes by itself works with ' +
      `TLS 1.0, which is the lowest version. ${allowed}`,
  ]);
  expect(problems(ServerTls.simple(secret, { ...old, cipherSuites: [TlsCipherSuite.AES128_GCM_SHA256] }))).toEqual([
    '[chart/gateway] istio.tls-cipher-suites: servers[0].tls.cipherSuites: none of the cipher suites works with TLS 1.0, which is the ' +
      `lowest version. ${allowed}`,
  ]);
});

describe('what Istio accepts and Envoy does not, or the other way round', () => {
  test.each<[ServerTls, string]>([
    [
      ServerTls.simple(secret, { minVersion: TlsVersion.TLS_1_3, maxVersion: TlsVersion.TLS_1_2 }),
      'istio.tls-versions: servers[0].tls.maxVersion: TLS 1.2, the highest version, is below TLS 1.3, the lowest, so that every client is ' +
        'refused. Fix: raise maxVersion, or lower minVersion.',
    ],
    [
      ServerTls.simple(secret, { maxVersion: TlsVersion.TLS_1_1 }),
      'istio.tls-versions: servers[0].tls.maxVersion: TLS 1.1, the highest version, is below TLS 1.2, the lowest that Istio accepts by ' +
        'itself, so that every client is refused. Fix: raise maxVersion, or lower minVersion.',
    ],
    [
      ServerTls.simple(secret, { cipherSuites: [TlsCipherSuite.AES128_SHA, TlsCipherSuite.AES128_SHA] }),
      'istio.duplicate-cipher-suite: servers[0].tls.cipherSuites: AES128-SHA is said more than once. Fix: say it once.',
    ],
    [
      ServerTls.simple(secret, { minVersion: TlsVersion.TLS_1_3, cipherSuites: [TlsCipherSuite.AES128_SHA] }),
      'istio.tls-cipher-suites: servers[0].tls.cipherSuites: TLS 1.3 is the lowest version, and its cipher suites are not a matter of ' +
        'choice. Fix: drop cipherSuites, or lower minVersion.',
    ],
    [
      ServerTls.mutual(secret, { verifyCertificateHash: ['xyz'] }),
      'istio.certificate-hash: servers[0].tls.verifyCertificateHash[0]: "xyz" is not a SHA-256 hash. Allowed: 64 hexadecimal digits, also ' +
        'with ":" between each two. Fix: take it from: openssl x509 -in client.crt -noout -fingerprint -sha256.',
    ],
    [
      ServerTls.mutual(secret, { verifyCertificateSpki: [HASH] }),
      `istio.spki-hash: servers[0].tls.verifyCertificateSpki[0]: "${HASH}" is not a SHA-256 hash in Base64. Allowed: 43 characters of ` +
        'Base64 and "=". Fix: hash the public key with SHA-256, and encode the hash, not its digits, in Base64.',
    ],
    [
      ServerTls.mutual(secret, { subjectAltNames: [''] }),
      'istio.subject-alt-name: servers[0].tls.subjectAltNames[0]: the name is empty, and no certificate has it. ' +
        'Fix: write a name, or drop it.',
    ],
    [
      ServerTls.simple(SecretRef.fromName('web-cacert')),
      'istio.secret-name: servers[0].tls: Istio reads certificates of authorities from Secret "web-cacert", since its name ends in ' +
        '"-cacert", and no certificate of a server. Fix: give the Secret a name with another end.',
    ],
    [ServerTls.simple(secret, { minVersion: '1.2' as any }), 'input.choice: servers[0].tls.minVersion: "1.2" is not one of the choices'],
    [ServerTls.simple(secret, { cipherSuites: 'AES' as any }), 'input.type: servers[0].tls.cipherSuites: "AES" is not a list'],
    [ServerTls.simple(secret, { cipherSuites: ['RC4'] as any }), 'input.choice: servers[0].tls.cipherSuites[0]: "RC4" is not one of'],
    [ServerTls.simple(secret, { secondCertificate: 'x' as any }), 'input.type: servers[0].tls.secondCertificate: "x" is not a SecretRef'],
    [ServerTls.mutual(secret, { caCertificates: 'x' as any }), 'input.type: servers[0].tls.caCertificates: "x" is not a SecretRef'],
    [ServerTls.mutual(secret, { caCertificates: SecretRef.fromName('X') }), 'name.syntax: servers[0].tls.caCertificates: "X" is not'],
    [ServerTls.mutual(secret, 'x' as any), 'input.type: servers[0].tls: "x" is not a group of named values'],
    [ServerTls.mutual(undefined as any), 'input.type: servers[0].tls: nothing is not a SecretRef'],
    [ServerTls.istioMutual({ subjectAltNames: 'x' as any }), 'input.type: servers[0].tls.subjectAltNames: "x" is not a list'],
  ])('%#', (tls, message) => {
    expect(problems(tls)).toEqual([expect.stringContaining(`[chart/gateway] ${message}`)]);
  });
});

test('authorities and a second certificate are read from the namespace of the proxies too', () => {
  const elsewhere = (chart: Construct, name: string) =>
    SecretRef.fromSecret(new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' } }));
  const found = problemsOf((chart) =>
    serving(ServerTls.mutual(secret, { caCertificates: elsewhere(chart, 'ca'), secondCertificate: elsewhere(chart, 'second') }))(chart),
  );
  expect(found).toEqual([
    expect.stringContaining('istio.secret-namespace: servers[0].tls.secondCertificate: Secret "shop/second" is read from namespace'),
    expect.stringContaining(
      'istio.secret-namespace: servers[0].tls.caCertificates: Secret "shop/ca" is read from namespace "istio-system"',
    ),
  ]);
});

describe('a certificate of cert-manager', () => {
  const issuer = CertificateIssuer.clusterIssuer('letsencrypt');
  const managed = (options: Partial<CertManagerTlsOptions> = {}) => ServerTls.certManager({ issuer, ...options });

  test('is made where the proxies are, for all hosts of the servers that share it', () => {
    const build = (chart: Construct) => {
      const shared = managed();
      const workload = new IstioIngressGateway(chart, 'edge', { namespace: 'edge' });
      new IstioGateway(chart, 'gateway', {
        workload,
        servers: [
          IstioServer.https({ hosts: ['a.example.com', 'shop/*.example.com'], tls: shared }),
          IstioServer.tls({ hosts: ['a.example.com', 'db.example.org'], port: 8443, tls: shared }),
          IstioServer.https({ hosts: ['own.example.org'], tls: managed({ issuer: CertificateIssuer.issuer('ca'), secretName: 'own' }) }),
        ],
      });
    };
    const documents = yamlOf(build, { namespace: 'shop' }).split(/^---\n/m);
    expect(documents.filter((document) => /^kind: (Gateway|Certificate)$/m.test(document)).join('---\n')).toMatchSnapshot();
  });

  test('takes the versions and cipher suites of TLS', () => {
    const tls = managed({ minVersion: TlsVersion.TLS_1_2, maxVersion: TlsVersion.TLS_1_3, cipherSuites: [TlsCipherSuite.AES256_SHA] });
    expect(written(tls)).toEqual({
      mode: 'SIMPLE',
      credentialName: 'gateway-https',
      minProtocolVersion: 'TLSV1_2',
      maxProtocolVersion: 'TLSV1_3',
      cipherSuites: ['AES256-SHA'],
    });
  });

  test.each<[CertManagerTlsOptions, string[], string]>([
    [
      { issuer },
      ['a.example.com', '*'],
      'istio.certificate-for-any-host: servers[0].hosts: no certificate is for "*", every name. ' +
        'Fix: name the hosts, "*.example.com" for those of a domain.',
    ],
    [undefined as any, hosts, 'input.type: servers[0].tls.issuer: nothing is not a CertificateIssuer'],
    [{ issuer: 'x' as any }, hosts, 'input.type: servers[0].tls.issuer: "x" is not a CertificateIssuer'],
    [{ issuer: CertificateIssuer.issuer('X') }, hosts, 'name.syntax: servers[0].tls.issuer: "X" is not a valid name'],
    [{ issuer, secretName: 'X' }, hosts, 'name.syntax: servers[0].tls.secretName: "X" is not a valid name'],
    [{ issuer, secretName: 'x-cacert' }, hosts, 'istio.secret-name: servers[0].tls.secretName: '],
  ])('%#', (options, of, message) => {
    const servers = [IstioServer.https({ hosts: of, tls: ServerTls.certManager(options) })];
    expect(problemsOf((chart) => new IstioGateway(chart, 'gateway', { servers }))).toEqual([
      expect.stringContaining(`[chart/gateway] ${message}`),
    ]);
  });

  test('has no name of its own where that of the port can be none', () => {
    const servers = [IstioServer.https({ hosts, portName: 'My Port', tls: managed() })];
    expect(problemsOf((chart) => new IstioGateway(chart, 'gateway', { servers }))).toEqual([
      expect.stringContaining('[chart/gateway] name.syntax: servers[0].tls.secretName: "gateway-My Port" is not a valid name'),
    ]);
    expect(problemsOf((chart) => new IstioGateway(chart, 'gateway', { servers, name: 'My' }))).toEqual([
      expect.stringContaining('[chart/gateway] name.syntax: name: "My" is not a valid name'),
    ]);
  });
});
