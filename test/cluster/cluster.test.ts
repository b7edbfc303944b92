import { App, Chart } from 'cdk8s';
import { Cluster } from '../../lib/cluster/cluster';
import { ClusterFacts, KubeProxyMode, MetalLbBgpMode } from '../../lib/core/cluster-facts';
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
    otherAddresses: ['2001:db8::1'],
    dhcpRanges: ['192.168.1.100-192.168.1.149'],
    nodeSubnets: ['192.168.1.0/24', '2001:db8::/64'],
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.96.0.0/12, fd00:10:96::/112',
    nodes: [{ name: 'a' }, { name: 'b.example.com', labels: { 'example.com/rack': '1' }, interfaces: ['eth0'] }],
    kubeProxy: KubeProxyMode.NFTABLES,
    strictArp: false,
    metallb: {
      namespace: 'metallb',
      bgpMode: MetalLbBgpMode.NATIVE,
      loadBalancerClass: 'example.com/metallb',
      existing: { pools: ['lan'], peers: ['router'], bfdProfiles: ['fast'], communities: ['no-export'] },
    },
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
  ['lab', { otherAddresses: ['192.168.1'] }, 'address.syntax otherAddresses[0]: "192.168.1"'],
  ['lab', { dhcpRanges: ['192.168.1.9-192.168.1.1'] }, 'address.reversed dhcpRanges[0]: "192.168.1.9-192.168.1.1"'],
  ['lab', { nodeSubnets: ['192.168.1.10'] }, 'address.bare nodeSubnets[0]: "192.168.1.10"'],
  ['lab', { podCidr: '10.244.0.0/16,10.245.0.0/16' }, 'address.cidr-per-family podCidr: "10.244.0.0/16,10.245.0.0/16"'],
  ['lab', { serviceCidr: '10.96.0.1/12' }, 'address.host-bits serviceCidr: "10.96.0.1/12"'],
  ['lab', { nodes: [{ name: 'Node_1' }] }, 'name.syntax nodes[0].name: "Node_1"'],
  ['lab', { nodes: [{ name: 'a', labels: { rack: 'a b' } }] }, 'label.value nodes[0].labels.rack: "a b"'],
  ['lab', { nodes: [{ name: 'a', interfaces: ['eth0', 'eth 1'] }] }, 'interface.name nodes[0].interfaces[1]: "eth 1"'],
  [
    'lab',
    { nodes: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
    'cluster.duplicate-node nodes[2].name: "a" is already the name of nodes[0]',
  ],
  ['lab', { metallb: { namespace: 'a.b' } }, 'name.syntax metallb.namespace: "a.b"'],
  ['lab', { metallb: { loadBalancerClass: '' } }, 'label.key metallb.loadBalancerClass: ""'],
  ['lab', { existingNamespaces: ['a.b'] }, 'name.syntax existingNamespaces[0]: "a.b"'],
  ['lab', { defaultNamespace: '' }, 'name.syntax defaultNamespace: ""'],
])('a fact that cannot be is reported: %s %j', (id, facts, message) => {
  expect(problemsOf(id, facts)).toEqual([expect.stringContaining(message)]);
});

test('whatever JavaScript hands in becomes problems, each in its place', () => {
  const facts = {
    nodeAddresses: '192.168.1.10',
    otherAddresses: [7],
    dhcpRanges: {},
    nodeSubnets: [null],
    podCidr: 10,
    serviceCidr: ['10.96.0.0/12'],
    nodes: ['a', null, { name: undefined }, { name: 'a', labels: 'rack', interfaces: 'eth0' }],
    kubeProxy: 'ipsv',
    strictArp: 'false',
    metallb: {
      namespace: 1,
      bgpMode: 'bird',
      loadBalancerClass: [],
      existing: { pools: [{}], peers: 'router', bfdProfiles: [null], communities: [7] },
    },
    existingNamespaces: 5,
    defaultNamespace: null,
  } as unknown as ClusterFacts;
  expect(problemsOf('lab', facts).map((line) => line.replace(/:.*/, ''))).toEqual([
    'input.type nodeAddresses',
    'input.type otherAddresses[0]',
    'input.type dhcpRanges',
    'input.type nodeSubnets[0]',
    'input.type podCidr',
    'input.type serviceCidr',
    'input.type nodes[0]',
    'input.type nodes[1]',
    'input.type nodes[2].name',
    'input.type nodes[3].labels',
    'input.type nodes[3].interfaces',
    'input.choice kubeProxy',
    'input.type strictArp',
    'input.type metallb.namespace',
    'input.choice metallb.bgpMode',
    'input.type metallb.loadBalancerClass',
    'input.type metallb.existing.pools[0]',
    'input.type metallb.existing.peers',
    'input.type metallb.existing.bfdProfiles[0]',
    'input.type metallb.existing.communities[0]',
    'input.type existingNamespaces',
    'input.type defaultNamespace',
  ]);
});

test('nothing said is nothing, and null is not', () => {
  const fields = [
    'nodeAddresses',
    'otherAddresses',
    'dhcpRanges',
    'nodeSubnets',
    'podCidr',
    'serviceCidr',
    'nodes',
    'kubeProxy',
    'strictArp',
  ];
  const all = [...fields, 'metallb', 'existingNamespaces', 'defaultNamespace'];
  const factsOf = (value: unknown) => Object.fromEntries(all.map((field) => [field, value])) as ClusterFacts;
  expect(problemsOf('lab', factsOf(undefined))).toEqual([]);
  expect(problemsOf('lab', factsOf(null)).map((line) => line.replace(/:.*/, '').replace(/.* /, ''))).toEqual(all);
  const node = { name: 'a', labels: null, interfaces: null };
  const nulls = { nodes: [node], metallb: { existing: null } } as unknown as ClusterFacts;
  expect(problemsOf('lab', nulls).map((line) => line.replace(/:.*/, ''))).toEqual([
    'input.type nodes[0].labels',
    'input.type nodes[0].interfaces',
    'input.type metallb.existing',
  ]);
});

test.each([null, 'facts', 7, []])('facts that are none: %j', (facts) => {
  expect(problemsOf('lab', facts as unknown as ClusterFacts)).toEqual([expect.stringContaining('input.type facts: ')]);
});

test.each([null, 'a', {}])('nodes and MetalLB that are none: %j', (nonsense) => {
  const facts = { nodes: nonsense, metallb: nonsense } as unknown as ClusterFacts;
  expect(() => problemsOf('lab', facts)).not.toThrow();
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
