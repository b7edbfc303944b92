import { ApiObject, JsonPatch } from 'cdk8s';
import { MeshNamespace } from '../../lib/istio/mesh-namespace';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

test('the primary object can be patched', () => {
  const namespace = documentOf('Namespace', (chart) => {
    ApiObject.of(new MeshNamespace(chart, 'shop')).addJsonPatch(JsonPatch.add('/metadata/labels/team', 'web'));
  });
  expect(namespace.metadata.labels).toEqual({ 'istio-injection': 'enabled', team: 'web' });
});

test('a namespace asks for proxies, and is in no namespace itself', () => {
  expect(yamlOf((chart) => new MeshNamespace(chart, 'shop'), { namespace: 'other' })).toMatchSnapshot();
});

test('a revision takes the place of the injection label', () => {
  const namespace = documentOf('Namespace', (chart) => new MeshNamespace(chart, 'x', { name: 'shop', revision: '1-30-3' }));
  expect(namespace.metadata).toEqual({ name: 'shop', labels: { 'istio.io/rev': '1-30-3' } });
});

test.each([
  [{ name: 'a.b' }, 'name.syntax: name: "a.b" is not a valid name'],
  [{ revision: '1.30.3' }, 'name.syntax: revision: "1.30.3" is not a valid name'],
])('%j', (props, message) => {
  expect(problemsOf((chart) => new MeshNamespace(chart, 'shop', props))).toEqual([expect.stringContaining(`[chart/shop] ${message}`)]);
});
