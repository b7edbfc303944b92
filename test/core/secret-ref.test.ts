import { ApiObject, Chart } from 'cdk8s';
import { SecretRef } from '../../lib/core/secret-ref';
import { chartWith } from '../support/charts';

const certificate = (spec: unknown) => (chart: Chart) =>
  new ApiObject(chart, 'certificate', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'web' }, spec });
const resolve = (build: (chart: Chart) => SecretRef) => {
  let resolved: unknown;
  chartWith((chart) => (resolved = build(chart)._resolve()), { namespace: 'shop' });
  return resolved;
};

test('a Certificate of this program stands for the Secret that cert-manager writes', () => {
  expect(resolve((chart) => SecretRef.fromCertificate(certificate({ secretName: 'web-tls' })(chart)))).toEqual({
    name: 'web-tls',
    namespace: 'shop',
  });
});

test.each([[{}], [undefined], [{ secretName: 5 }]])('a Certificate that names no Secret: %j', (spec) => {
  expect(() => resolve((chart) => SecretRef.fromCertificate(certificate(spec)(chart)))).toThrow(
    'reference.no-secret-name: Certificate "web" names no Secret. Fix: set its spec.secretName.',
  );
});

test('a construct without a Certificate', () => {
  expect(() => resolve((chart) => SecretRef.fromCertificate(chart))).toThrow('reference.not-one: "chart" holds no Certificate');
});
