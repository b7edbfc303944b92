import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Cluster } from '../../lib/cluster/cluster';
import { LabelExpression, LabelSelector } from '../../lib/core/label-selector';
import { Problems } from '../../lib/core/problems';
import { MetalLbL2Advertisement, MetalLbL2AdvertisementProps } from '../../lib/metallb/metallb-l2-advertisement';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { documentOf, problemsOf } from '../support/charts';

const specOf = (props?: MetalLbL2AdvertisementProps) =>
  documentOf('L2Advertisement', (chart) => new MetalLbL2Advertisement(chart, 'lan', props)).spec as unknown;
const problems = (props: MetalLbL2AdvertisementProps) => problemsOf((chart) => new MetalLbL2Advertisement(chart, 'lan', props));
const zone = (...values: string[]) => LabelSelector.of({ expressions: [LabelExpression.isIn('zone', values)] });

test('the primary object can be patched', () => {
  const patched = documentOf('L2Advertisement', (chart) => {
    ApiObject.of(new MetalLbL2Advertisement(chart, 'lan')).addJsonPatch(JsonPatch.add('/spec/preferredNodeSelectors', []));
  });
  expect(patched.spec).toEqual({ preferredNodeSelectors: [] });
});

test('is for all pools when it names none', () => {
  expect(specOf()).toEqual({});
});

test('is for pools by object, by name and by label', () => {
  const advertisement = documentOf('L2Advertisement', (chart) => {
    const edge = new MetalLbPool(chart, 'edge', { addresses: ['10.0.0.0/24'], advertise: PoolAdvertising.byOthers() });
    return new MetalLbL2Advertisement(chart, 'lan', {
      name: 'office',
      pools: [edge, MetalLbPool.fromName('elsewhere')],
      poolSelectors: [LabelSelector.of({ labels: { zone: 'dmz' } })],
    });
  });
  expect(advertisement.metadata.name).toBe('office');
  expect(advertisement.spec).toEqual({
    ipAddressPools: ['edge', 'elsewhere'],
    ipAddressPoolSelectors: [{ matchLabels: { zone: 'dmz' } }],
  });
});

test('limits interfaces, nodes and Services', () => {
  expect(specOf({ interfaces: ['eth0', 'bond0.100'], nodeSelectors: [zone('a')], serviceSelectors: [zone('b')] })).toEqual({
    interfaces: ['eth0', 'bond0.100'],
    nodeSelectors: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }],
    serviceSelectors: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['b'] }] }],
  });
});

test('a list of nothing limits nothing in MetalLB', () => {
  const message = (field: string) =>
    `[chart/lan] metallb.empty-list: ${field}: the list is empty, which MetalLB reads as if it were not there. ` +
    'Allowed: at least one entry. Fix: leave it out to mean all, or name at least one.';
  const lists = ['pools', 'poolSelectors', 'nodeSelectors', 'serviceSelectors', 'interfaces'];
  expect(problems(Object.fromEntries(lists.map((list) => [list, []])))).toEqual(lists.map(message));
});

const pool = MetalLbPool.fromName('edge');
test.each<[MetalLbL2AdvertisementProps, string]>([
  [{ pools: [pool, pool] }, 'metallb.duplicate-entry: pools: "edge" is there twice, which MetalLB refuses. Fix: name it once.'],
  [{ poolSelectors: [zone('a', 'b'), zone('b', 'a')] }, 'metallb.duplicate-entry: poolSelectors: "zone in (a,b)" is there twice'],
  [{ nodeSelectors: [zone('a', 'a')] }, 'metallb.duplicate-entry: nodeSelectors[0].expressions: "a" is there twice'],
  [
    { serviceSelectors: [LabelSelector.of({ expressions: [LabelExpression.exists('a'), LabelExpression.exists('a')] })] },
    'metallb.duplicate-entry: serviceSelectors[0].expressions: "a" is there twice',
  ],
  [{ nodeSelectors: [LabelSelector.of({}), LabelSelector.of({})] }, 'metallb.duplicate-entry: nodeSelectors: "" is there twice'],
  [{ pools: [MetalLbPool.fromName('Edge')] }, 'name.syntax: pools[0]: "Edge" is not a valid name'],
  [{ interfaces: ['a name of 16 ch.'] }, 'interface.name: interfaces[0]: '],
  [{ interfaces: ['sixteen-letters-'] }, 'interface.name: interfaces[0]: '],
  [{ interfaces: [''] }, 'interface.name: interfaces[0]: '],
  [{ interfaces: ['..'] }, 'interface.name: interfaces[0]: '],
  [{ name: 'Lan' }, 'name.syntax: name: "Lan" is not a valid name'],
])('%#: %j', (props, message) => {
  expect(problems(props)).toEqual([expect.stringContaining(`[chart/lan] ${message}`)]);
});

test('expressions in another order, or of another label, are other selectors to MetalLB', () => {
  const [a, b] = [LabelExpression.exists('a'), LabelExpression.exists('b')];
  const nodeSelectors = [[a, b], [b, a], [a]].map((expressions) => LabelSelector.of({ expressions }));
  expect(problems({ nodeSelectors })).toEqual([]);
});

test('a pool of another cluster is out of reach', () => {
  const app = new App({ outdir: '/nowhere' });
  const [lan, wan] = ['lan', 'wan'].map((id) => new Chart(new Cluster(app, id), 'chart'));
  new MetalLbL2Advertisement(wan, 'l2', { pools: [new MetalLbPool(lan, 'edge', { addresses: ['10.0.0.0/24'] })] });
  expect(Problems.of(wan).list()).toEqual([
    expect.objectContaining({
      id: 'reference.other-cluster',
      path: 'wan/chart/l2',
      field: 'pools',
      what: '"lan/chart/edge" stands in cluster "lan", and what refers to it in cluster "wan"',
    }),
  ]);
});
