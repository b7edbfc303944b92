import { JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { addObject } from '../../lib/core/add-object';
import { documentOf } from '../support/charts';

const serviceWith = (...patches: JsonPatch[]) =>
  documentOf('Service', (chart) => {
    const spec = () => ({ ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('web') }] });
    addObject(chart, 'service', k8s.KubeService, { metadata: { name: 'web' }, spec }).addJsonPatch(...patches);
  });

test('fields are written as their generated class writes them, late ones when the tree is complete', () => {
  expect(serviceWith()).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { ports: [{ name: 'http', port: 80, targetPort: 'web' }] },
  });
});

test('a patch keeps what the generated class would convert or does not know', () => {
  const patched = serviceWith(
    JsonPatch.replace('/spec/ports/0/targetPort', 8080),
    JsonPatch.add('/spec/trafficDistribution', 'PreferClose'),
  );
  expect(patched.spec).toEqual({ ports: [{ name: 'http', port: 80, targetPort: 8080 }], trafficDistribution: 'PreferClose' });
});
