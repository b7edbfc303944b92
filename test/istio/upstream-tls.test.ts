import * as kplus from 'cdk8s-plus-27';
import { Backend } from '../../lib/core/backend';
import { Findings } from '../../lib/core/findings';
import { SecretRef } from '../../lib/core/secret-ref';
import { IstioDestinationRule } from '../../lib/istio/istio-destination-rule';
import { UpstreamTls } from '../../lib/istio/traffic-policy/upstream-tls';
import { chartWith, documentOf, problemsOf } from '../support/charts';

const host = Backend.fromName('web', { port: 80 });
const secret = SecretRef.fromName('client');
const document = (tls: UpstreamTls) =>
  documentOf('DestinationRule', (chart) => new IstioDestinationRule(chart, 'rule', { host, tls })).spec.trafficPolicy.tls;
const problems = (tls: UpstreamTls) => problemsOf((chart) => new IstioDestinationRule(chart, 'rule', { host, tls }));
const warnings = (tls: UpstreamTls, workloadSelector?: Record<string, string>) => {
  const found: string[] = [];
  chartWith((chart) => {
    const rule = new IstioDestinationRule(chart, 'rule', { host, tls, workloadSelector });
    found.push(
      ...Findings.of(rule)
        .warnings()
        .map(({ id, field, what, fix }) => `${id}: ${field}: ${what}. Fix: ${fix}.`),
    );
  });
  return found;
};
const files = { clientCertificate: '/etc/certs/tls.crt', privateKey: '/etc/certs/tls.key' };

test.each<[UpstreamTls, object]>([
  [UpstreamTls.disable(), { mode: 'DISABLE' }],
  [UpstreamTls.simple(), { mode: 'SIMPLE', caCertificates: 'system' }],
  [
    UpstreamTls.simple({ caCertificates: '/ca.pem', caCrl: '/crl.pem', sni: 'a.example.com', subjectAltNames: ['b.example.com'] }),
    { mode: 'SIMPLE', caCertificates: '/ca.pem', caCrl: '/crl.pem', sni: 'a.example.com', subjectAltNames: ['b.example.com'] },
  ],
  [UpstreamTls.simple({ insecureSkipVerify: true }), { mode: 'SIMPLE', insecureSkipVerify: true }],
  [UpstreamTls.simpleFromSecret(secret, { sni: 'a' }), { mode: 'SIMPLE', credentialName: 'client', sni: 'a' }],
  [
    UpstreamTls.mutualFromSecret(secret, { sni: 'a', insecureSkipVerify: true }),
    { mode: 'MUTUAL', credentialName: 'client', sni: 'a', insecureSkipVerify: true },
  ],
  [UpstreamTls.mutualFromFiles(files), { mode: 'MUTUAL', ...files, caCertificates: 'system' }],
  [UpstreamTls.mutualFromFiles({ ...files, caCertificates: '/ca.pem' }), { mode: 'MUTUAL', ...files, caCertificates: '/ca.pem' }],
  [
    UpstreamTls.istioMutual({ sni: 'a', subjectAltNames: ['spiffe://x'] }),
    { mode: 'ISTIO_MUTUAL', sni: 'a', subjectAltNames: ['spiffe://x'] },
  ],
])('%#: reaches the YAML', (tls, expected) => {
  expect(problems(tls)).toEqual([]);
  expect(document(tls)).toEqual(expected);
});

test.each<[UpstreamTls, string]>([
  [
    UpstreamTls.simple({ insecureSkipVerify: true, caCertificates: '/ca.pem', subjectAltNames: ['a'] }),
    'istio.insecure-skip-verify: tls.insecureSkipVerify: any certificate is to do, and subjectAltNames, caCertificates to be checked. Fix: drop insecureSkipVerify, or the others.',
  ],
  [
    UpstreamTls.mutualFromSecret(secret, { insecureSkipVerify: true, subjectAltNames: ['a'] }),
    'istio.insecure-skip-verify: tls.insecureSkipVerify: any certificate is to do, and subjectAltNames to be checked.',
  ],
  [
    UpstreamTls.simple({ caCertificates: 'ca.pem' }),
    'istio.file-path: tls.caCertificates: "ca.pem" is not an absolute path. Allowed: a path from "/" on. Fix: write the path in the container of the proxy.',
  ],
  [UpstreamTls.mutualFromFiles({ ...files, privateKey: '' }), 'istio.file-path: tls.privateKey: "" is not an absolute path'],
  [UpstreamTls.simple({ sni: '' }), 'istio.empty-text: tls.sni: the text is empty'],
  [UpstreamTls.istioMutual({ subjectAltNames: ['a', ''] }), 'istio.empty-text: tls.subjectAltNames[1]: the text is empty'],
  [UpstreamTls.mutualFromSecret(SecretRef.fromName('Client')), 'name.syntax: tls.secret: "Client" is not a valid name'],
])('%#: what Istio refuses is reported', (tls, message) => {
  expect(problems(tls)).toEqual([expect.stringContaining(`[chart/rule] ${message}`)]);
});

test('a server that is not checked is a warning', () => {
  expect(warnings(UpstreamTls.simple({ insecureSkipVerify: true }))).toEqual([
    'istio.server-not-verified: tls.insecureSkipVerify: the certificate of the server is not checked, so anybody in between can read along. Fix: drop insecureSkipVerify, and name the CA of the server.',
  ]);
  expect(warnings(UpstreamTls.simple({ insecureSkipVerify: false }))).toEqual([]);
});

test.each([UpstreamTls.mutualFromSecret(secret), UpstreamTls.simpleFromSecret(secret)])(
  '%#: a Secret that sidecars do not read is a warning',
  (tls) => {
    expect(warnings(tls)).toEqual([
      'istio.credential-unread: tls.secret: only gateways read the Secret: a sidecar sends plain text without workloadSelector. Fix: set workloadSelector for the pods that may read it, or acknowledge it if only gateways send there.',
    ]);
    expect(warnings(tls, { app: 'shop' })).toEqual([]);
  },
);

test('a Secret of this program has to be where the chosen pods are', () => {
  const of = (namespace: string) =>
    problemsOf((chart) => {
      const tls = UpstreamTls.mutualFromSecret(
        SecretRef.fromSecret(new kplus.Secret(chart, 'client', { metadata: { name: 'client', namespace } })),
      );
      new IstioDestinationRule(chart, 'rule', { host, tls, workloadSelector: { app: 'shop' }, namespace: 'shop' });
    });
  expect(of('shop')).toEqual([]);
  expect(of('web')).toEqual([
    '[chart/rule] istio.secret-namespace: tls.secret: Secret "web/client" is out of reach of the pods, which read it from namespace "shop". Fix: put the Secret into namespace "shop".',
  ]);
});

const any = (value: unknown): any => value;

test.each<[UpstreamTls, string[]]>([
  [any('simple'), ['input.type: tls: "simple" is not an UpstreamTls']],
  [UpstreamTls.mutualFromSecret(any('client')), ['input.type: tls.secret: "client" is not a SecretRef']],
  [UpstreamTls.mutualFromSecret(any(undefined)), ['input.type: tls.secret: nothing is not a SecretRef']],
  [
    UpstreamTls.mutualFromFiles(any(undefined)),
    ['input.type: tls.clientCertificate: nothing is not a text', 'input.type: tls.privateKey: nothing is not a text'],
  ],
  [UpstreamTls.simple(any({ subjectAltNames: 'a' })), ['input.type: tls.subjectAltNames: "a" is not a list']],
  [UpstreamTls.simple(any({ insecureSkipVerify: 'true' })), ['input.type: tls.insecureSkipVerify: "true" is neither']],
  [UpstreamTls.simple(any(null)), []],
])('%#: what a type checker refuses is a problem', (tls, messages) => {
  expect(problems(tls)).toEqual(messages.map((message) => expect.stringContaining(`[chart/rule] ${message}`)));
});
