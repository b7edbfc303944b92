import { App, Chart } from 'cdk8s';
import { Cluster } from '../../lib/cluster/cluster';
import { ClusterFacts } from '../../lib/core/cluster-facts';
import { Problems } from '../../lib/core/problems';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';

const problemsOf = (id: string, facts: ClusterFacts = {}) => {
  const app = new App();
  new Cluster(app, id, facts);
  return Problems.of(app)
    .list()
    .map(({ id: problem, field, what, fix }) => `${problem} ${field}: ${what}; ${fix}`);
};

test('facts are kept as they were given', () => {
  const facts = {
    nodeAddresses: ['192.168.1.10', '192.168.1.0/28', '192.168.1.20-192.168.1.29'],
    existingNamespaces: ['a'],
    defaultNamespace: 'b',
  };
  expect(new Cluster(new App(), 'lab', facts).facts).toBe(facts);
  expect(problemsOf('lab', facts)).toEqual([]);
});

test.each<[string, ClusterFacts, string]>([
  ['Lab', {}, 'name.syntax id: "Lab"'],
  ['lab', { nodeAddresses: ['192.168.1'] }, 'address.syntax nodeAddresses[0]: "192.168.1"'],
  ['lab', { nodeAddresses: ['192.168.1.10/24'] }, 'address.host-bits nodeAddresses[0]: "192.168.1.10/24"'],
  ['lab', { existingNamespaces: ['a.b'] }, 'name.syntax existingNamespaces[0]: "a.b"'],
  ['lab', { defaultNamespace: '' }, 'name.syntax defaultNamespace: ""'],
])('a fact that cannot be is reported: %s %j', (id, facts, message) => {
  expect(problemsOf(id, facts)).toEqual([expect.stringContaining(message)]);
});

test('the address of an interface is read as what was meant', () => {
  expect(problemsOf('lab', { nodeAddresses: ['192.168.1.10/24'] })[0]).toContain(
    'write "192.168.1.10" for the one address, or "192.168.1.0/24" for the whole block',
  );
});

test('a cluster in a cluster would be applied with it', () => {
  const app = new App();
  new Cluster(new Cluster(app, 'outer'), 'inner');
  expect(Problems.of(app).list()).toEqual([expect.objectContaining({ id: 'cluster.nested', path: 'outer/inner' })]);
});

test('what stands in no chart says so, with the way out', () => {
  expect(() => new MetalLbPool(new Cluster(new App(), 'lab') as unknown as Chart, 'pool', { addresses: [] })).toThrow(
    'chart.missing: "lab/pool" stands in no chart, and so in no file. Fix: make a Chart first',
  );
});
