import { ClusterFacts } from '../../lib/core/cluster-facts';
import { KubeObject } from '../../lib/manifests/document';
import { IP, KEY, metallb, namespace, pool, problems, service } from './ledger/sketch';

// What rules about Services know, and what they do not: the messages are in ledger/*-rows.ts.

/** The objects and ids alone. */
const ids = (objects: KubeObject[], facts?: ClusterFacts): string[] =>
  problems(objects, facts).map((line) => [/^\[([^\s\]]+)/.exec(line)?.[1], /metallb\.[a-z-]+(?=: )/.exec(line)?.[0]].join(' '));

const main = pool('main', ['10.0.0.0/24']);
const nodes = [
  { name: 'n1', labels: { rack: 'left', disk: 'fast' } },
  { name: 'n2', labels: { rack: 'right', disk: 'fast' } },
];
const on = (labels: Record<string, string>) => ({ nodeSelectors: [{ matchLabels: labels }] });
const of = (tier: string) => ({ serviceSelectors: [{ matchLabels: { tier } }] });
const l2 = (name: string, spec: object = {}) => metallb('L2Advertisement', name, spec);

describe('metallb.shared-not-announced', () => {
  const sharer = (name: string, port: number, tier: string) =>
    service(name, { [IP]: '10.0.0.9', [KEY]: 'k', ports: [port], labels: { tier } });
  const sharers = [sharer('a', 80, 'gold'), sharer('b', 81, 'tin')];
  const found = (advertisements: KubeObject[], facts?: ClusterFacts) => ids([main, ...advertisements, ...sharers], facts);
  const apart = [l2('gold', { ...of('gold'), ...on({ rack: 'left' }) }), l2('tin', { ...of('tin'), ...on({ rack: 'right' }) })];

  test('one is announced from other nodes than the other', () => {
    const said = ['Service/b metallb.shared-not-announced'];
    expect([found(apart), found(apart, { nodes })]).toEqual([said, said]);
    expect(found([l2('all', on({ rack: 'left' })), l2('gold', of('gold'))], { nodes })).toEqual(said);
  });

  test.each<[string, KubeObject[], ClusterFacts | undefined]>([
    ['an advertisement that selects Services is for both', [l2('l2', { serviceSelectors: [{}], ...on({ rack: 'left' }) })], undefined],
    ['each has its own, for all nodes', [l2('gold', of('gold')), l2('tin', of('tin'))], undefined],
    ['each has its own, for the same nodes', [l2('gold', { ...of('gold'), ...on({ disk: 'fast' }) }), l2('tin', of('tin'))], { nodes }],
    ['one is not announced at all', [apart[0]], undefined],
  ])('not when %s', (_, advertisements, facts) => expect(found(advertisements, facts)).toEqual([]));
});

describe('metallb.allocation-matches-nothing', () => {
  const forTeam = (labels: Record<string, string>) =>
    pool('team', { addresses: ['10.0.0.0/24'], serviceAllocation: { namespaceSelectors: [{ matchLabels: labels }] } });
  const found = (labels: Record<string, string>, facts?: ClusterFacts) => ids([forTeam(labels), namespace('made')], facts);
  const said = ['IPAddressPool/team metallb.allocation-matches-nothing'];

  test('all namespaces are known', () => {
    expect(found({ team: 'a' }, {})).toEqual(said);
    expect(found({ team: 'a' }, { existingNamespaces: ['made'] })).toEqual(said);
  });
  test('of those that are made elsewhere, the name is known, and no other label', () => {
    const facts = { existingNamespaces: ['elsewhere'] };
    expect(found({ team: 'a' }, facts)).toEqual([]);
    expect(found({ 'kubernetes.io/metadata.name': 'nowhere' }, facts)).toEqual(said);
    expect(found({ 'kubernetes.io/metadata.name': 'elsewhere' }, facts)).toEqual([]);
  });
  test('without facts nothing is said', () => expect(found({ team: 'a' })).toEqual([]));
});

describe('metallb.local-policy-nodes', () => {
  const web = service('web', { [IP]: '10.0.0.9', spec: { externalTrafficPolicy: 'Local' } });
  const spec = { template: { metadata: { labels: { app: 'web' } }, spec: {} } };
  const pods = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
  const found = (advertisements: KubeObject[], facts?: ClusterFacts) => ids([main, web, pods, ...advertisements], facts);
  const [left, right] = [l2('left', on({ rack: 'left' })), l2('right', on({ rack: 'right' }))];

  test('some nodes announce', () => {
    const said = ['Service/web metallb.local-policy-nodes'];
    expect([found([left], { nodes }), found([left, right])]).toEqual([said, said]);
  });
  test('not when all nodes do, by one advertisement or by several', () => {
    expect([found([left, right], { nodes }), found([left, l2('all')])]).toEqual([[], []]);
  });
});

test('without facts and install, the class that MetalLB serves is not known', () => {
  const other = service('a', { [IP]: '10.0.0.9', spec: { loadBalancerClass: 'x/y' } });
  expect([ids([main, other]), ids([main, other], {})]).toEqual([[], ['Service/a metallb.lb-class-mismatch']]);
});
