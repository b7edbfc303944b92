import { ApiObject } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { SecretRef } from '../../../lib/core/secret-ref';
import { UpstreamTls } from '../../../lib/istio/traffic-policy/upstream-tls';
import { around, policy, RefusedCase, silent } from './case';
import { destinationRule } from './documents';
import { ruleWith, valueCase } from './policy-case';

// How proxies speak TLS to pods (facts: Istio, DestinationRule, tls).

const SIMPLE = 'tls: { mode: SIMPLE, caCertificates: system }';
const CREDENTIAL = 'trafficPolicy: { tls: { mode: SIMPLE, credentialName: ca } }';
const SELECTOR = 'workloadSelector: { matchLabels: { app: api } }';
const OUTSIDE = Backend.fromHost('example.com', { port: 443 });
const FOR_API = { workloadSelector: { app: 'api' } };

export const upstreamTls: RefusedCase[] = [
  valueCase(
    'istio.insecure-skip-verify',
    'tls.insecureSkipVerify',
    { tls: UpstreamTls.simple({ insecureSkipVerify: true, caCertificates: '/etc/ca.pem' }) },
    'tls: { mode: SIMPLE, insecureSkipVerify: true, caCertificates: /etc/ca.pem }',
    'tls: { mode: SIMPLE, caCertificates: /etc/ca.pem }',
    'cannot specify CaCertificates or CredentialName or SubjectAltNames',
  ),
  {
    ...valueCase(
      'istio.server-not-verified',
      'tls.insecureSkipVerify',
      { tls: UpstreamTls.simple({ insecureSkipVerify: true }) },
      'tls: { mode: SIMPLE, insecureSkipVerify: true }',
      SIMPLE,
      silent({ analyzer: 'IST0128' }),
    ),
    name: 'destination rule: the certificate of the server is not checked',
  },
  {
    name: 'destination rule: a Secret that sidecars do not read',
    ours: ruleWith({ host: OUTSIDE, tls: UpstreamTls.simpleFromSecret(SecretRef.fromName('ca')) }),
    problem: ['istio.credential-unread', 'IstioDestinationRule.tls.secret'],
    ask: 'istio',
    raw: around((selector) => destinationRule(`${CREDENTIAL}${selector}`).replace('host: web', 'host: example.com'))('', `, ${SELECTOR}`),
    expect: silent({ analyzer: 'IST0128' }),
  },
  {
    name: 'destination rule: a Secret beside other pods',
    ours: (chart) => {
      const metadata = { name: 'ca', namespace: 'other' };
      const secret = new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata });
      return ruleWith({ tls: UpstreamTls.simpleFromSecret(SecretRef.fromSecret(secret)), ...FOR_API })(chart);
    },
    problem: ['istio.secret-namespace', 'IstioDestinationRule.tls.secret'],
    ask: 'istio',
    raw: around(
      (namespace) => `
apiVersion: v1
kind: Secret
metadata: { name: ca, namespace: ${namespace} }
---
${destinationRule(`${CREDENTIAL}, ${SELECTOR}`)}`,
    )('other', 'shop'),
    expect: silent(),
  },
  valueCase(
    'istio.file-path',
    'tls.caCertificates',
    { tls: UpstreamTls.simple({ caCertificates: 'certs/ca.pem' }) },
    'tls: { mode: SIMPLE, caCertificates: certs/ca.pem }',
    'tls: { mode: SIMPLE, caCertificates: /certs/ca.pem }',
    policy(),
  ),
  valueCase(
    'istio.file-path',
    'tls.privateKey',
    { tls: UpstreamTls.mutualFromFiles({ clientCertificate: '/certs/cert.pem', privateKey: '' }) },
    'tls: { mode: MUTUAL, caCertificates: system, clientCertificate: /certs/cert.pem }',
    'tls: { mode: MUTUAL, caCertificates: system, clientCertificate: /certs/cert.pem, privateKey: /certs/key.pem }',
    'private key required',
  ),
  valueCase(
    'istio.empty-text',
    'tls.sni',
    { tls: UpstreamTls.simple({ sni: '' }) },
    SIMPLE.replace(' }', ', sni: "" }'),
    SIMPLE.replace(' }', ', sni: example.com }'),
    policy(),
  ),
];
