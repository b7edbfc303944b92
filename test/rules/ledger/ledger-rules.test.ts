import { ClusterFacts } from '../../../lib/core/cluster-facts';
import { KubeObject } from '../../../lib/manifests/document';
import { POOL_ROWS } from './pool-rows';
import { REQUEST_ROWS } from './request-rows';
import { main, shared, SHARING_ROWS, one } from './sharing-rows';
import { IP, pool, POOL, problems, KEY, service } from './sketch';

const WRONG = [...SHARING_ROWS, ...REQUEST_ROWS, ...POOL_ROWS];

// As long as the function wants them: jest takes a missing one for a callback.
test.each(WRONG.map(([name, objects, expected, facts]) => [name, objects, expected, facts] as const))('%s', (_, objects, expected, facts) =>
  expect(problems(objects, facts)).toEqual(expected),
);

test.each(WRONG.map(([name, objects, , facts]) => [name, objects, facts] as const))(
  'the order of documents changes nothing: %s',
  (_, objects, facts) => expect(problems([...objects].reverse(), facts).sort()).toEqual(problems(objects, facts).sort()),
);

const RIGHT: readonly (readonly [string, readonly KubeObject[], ClusterFacts?])[] = [
  ['nothing', []],
  ['a reservation each', [main, one, service('two', { [IP]: '10.0.0.11' })]],
  ['one address, shared', [main, shared('k'), service('two', { [IP]: '10.0.0.10', [KEY]: 'k', ports: ['80/UDP'] })]],
  ['Services where no pool is among the documents', [one, service('two', { [IP]: '10.0.0.11' }), service('three', { [POOL]: 'main' })]],
  [
    'an address of a pool that may exist elsewhere',
    [main, service('web', { [IP]: '10.9.9.9' })],
    { metallb: { existing: { pools: ['other'] } } },
  ],
  ['a pool that exists elsewhere', [main, service('web', { [POOL]: 'other' })], { metallb: { existing: { pools: ['other'] } } }],
  [
    'a namespace whose labels are not known',
    [
      pool('a', { addresses: ['10.0.0.10/32'], serviceAllocation: { namespaces: ['x'], namespaceSelectors: [{}] } }),
      service('web', { [POOL]: 'a', namespace: 'elsewhere' }),
    ],
  ],
  ['as many Services as addresses', [main, service('a'), service('b'), service('c')]],
];
test.each(RIGHT.map(([name, objects, facts]) => [name, objects, facts] as const))('nothing is wrong with %s', (_, objects, facts) =>
  expect(problems(objects, facts)).toEqual([]),
);

test.each([
  null,
  7,
  'text',
  [],
  [null],
  { addresses: 7 },
  { addresses: [7] },
  { addresses: ['10.0.0.0/24'], serviceAllocation: [null], autoAssign: 'x' },
])('any YAML can be read: %j', (spec) => {
  const wild: any = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', annotations: spec, labels: spec }, spec };
  const typed: any = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'b' },
    spec: { type: 'LoadBalancer', ports: spec, selector: spec, ipFamilies: spec, clusterIPs: spec, loadBalancerIP: spec },
  };
  const broken: any = { ...main, spec };
  const allocating: any = pool('z', {
    addresses: ['10.9.0.0/24'],
    serviceAllocation: { namespaces: spec, namespaceSelectors: spec, serviceSelectors: spec, priority: spec },
  });
  expect(() => problems([wild, typed, broken, allocating], { serviceCidr: spec as any })).not.toThrow();
});
