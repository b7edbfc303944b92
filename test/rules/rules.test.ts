import { ClusterFacts } from '../../lib/core/cluster-facts';
import { Manifests } from '../../lib/manifests/manifests';
import { checkRules } from '../../lib/rules/all-rules';

interface Sketch {
  apiVersion?: string;
  kind: string;
  name: string;
  namespace?: string;
  file?: string;
  chart?: string;
  spec?: unknown;
}
const check = (sketches: Sketch[], facts?: ClusterFacts): string[] => {
  const documents = sketches.map(({ apiVersion = 'v1', kind, name, namespace, file = 'a.yaml', chart, spec }, index) => ({
    origin: `object-${index}`,
    chart: chart ?? file,
    file,
    object: { apiVersion, kind, metadata: { name, namespace }, spec },
  }));
  return checkRules(new Manifests(documents, facts?.defaultNamespace ?? 'default'), facts).map(
    ({ id, path, what }) => `${path} ${id}: ${what}`,
  );
};

test('nothing is wrong with nothing', () => expect(check([], {})).toEqual([]));

describe('object.duplicate', () => {
  test('two objects with one identity', () => {
    const web = { kind: 'Service', name: 'web' };
    expect(check([web, { ...web, namespace: 'default' }, { ...web, apiVersion: 'v1', namespace: 'kube-system' }], {})).toEqual([
      'object-1 object.duplicate: Service default/web is already made by "object-0", and only one of the two would survive',
    ]);
  });
  test('the default namespace is that of the cluster', () => {
    const facts = { defaultNamespace: 'apps', existingNamespaces: ['apps'] };
    expect(
      check(
        [
          { kind: 'Service', name: 'web' },
          { kind: 'Service', name: 'web', namespace: 'apps' },
        ],
        facts,
      ),
    ).toHaveLength(1);
    expect(
      check(
        [
          { kind: 'Service', name: 'web' },
          { kind: 'Service', name: 'web', namespace: 'default' },
        ],
        facts,
      ),
    ).toEqual([]);
  });
  test('versions of one group are one identity, groups are not', () => {
    const deployment = { kind: 'Deployment', name: 'web' };
    expect(
      check([
        { ...deployment, apiVersion: 'apps/v1' },
        { ...deployment, apiVersion: 'apps/v1beta1' },
      ]),
    ).toHaveLength(1);
    expect(
      check([
        { ...deployment, apiVersion: 'apps/v1' },
        { ...deployment, apiVersion: 'other/v1' },
      ]),
    ).toEqual([]);
  });
  test('the namespace of a cluster-scoped object does not tell it apart', () => {
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'r' };
    expect(check([role, { ...role, namespace: 'kube-system' }], {})).toHaveLength(1);
  });
});

describe('namespace.undeclared', () => {
  const web = { kind: 'Service', name: 'web', namespace: 'shop' };
  test('reported once for each namespace, at the first object in it', () => {
    expect(check([web, { ...web, name: 'other' }], {})).toEqual([
      'object-0 namespace.undeclared: namespace "shop" is neither made in this cluster nor declared as existing',
    ]);
  });
  test.each<[string, Sketch[], ClusterFacts | undefined]>([
    ['made here', [web, { kind: 'Namespace', name: 'shop' }], {}],
    ['declared', [web], { existingNamespaces: ['shop'] }],
    ['always there', [{ ...web, namespace: 'kube-system' }], {}],
    ['in a cluster that was never declared', [web], undefined],
    ['of a cluster-scoped object', [{ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name: 'nginx', namespace: 'shop' }], {}],
  ])('not when it is %s', (_, documents, facts) => expect(check(documents, facts)).toEqual([]));
});

describe('file.collision', () => {
  const config = (file: string, chart: string, index: number) => ({ kind: 'ConfigMap', name: `c${index}`, file, chart });
  test('two charts with one file, be it in case only', () => {
    const charts = [
      ['lab/Edge.yaml', 'Edge'],
      ['lab/edge.yaml', 'edge'],
      ['lab/edge.yaml', 'edge'],
      ['lab/a-b.yaml', 'a-b'],
      ['lab/a-b.yaml', 'a/b'],
    ];
    expect(check(charts.map(([file, chart], index) => config(file, chart, index)))).toEqual([
      'object-1 file.collision: chart "edge" and chart "Edge" are both the file "lab/edge.yaml"',
      'object-4 file.collision: chart "a/b" and chart "a-b" are both the file "lab/a-b.yaml"',
    ]);
  });
});

describe('file.name', () => {
  test.each(['../k/c.yaml', 'lab/.yaml', 'lab//c.yaml', 'a b.yaml', 'é.yaml', `${'a'.repeat(256)}.yaml`, '', 'a\0.yaml', './a.yaml'])(
    '%j',
    (file) => {
      expect(check([{ kind: 'ConfigMap', name: 'c', file }])).toEqual([
        `object-0 file.name: ${JSON.stringify(file)} cannot be a file of the output folder`,
      ]);
    },
  );
  test('not when it is one', () => expect(check([{ kind: 'ConfigMap', name: 'c', file: 'site/east/My_chart-1.k8s.yaml' }])).toEqual([]));
});
