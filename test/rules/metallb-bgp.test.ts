import { ClusterFacts, ExistingMetalLbObjects } from '../../lib/core/cluster-facts';
import { aggregationTooShort } from '../../lib/rules/metallb.aggregation-too-short';
import { bgpNoPeers } from '../../lib/rules/metallb.bgp-no-peers';
import { communityDuplicate } from '../../lib/rules/metallb.community-duplicate';
import { localPrefConflict } from '../../lib/rules/metallb.local-pref-conflict';
import { localPrefEbgp } from '../../lib/rules/metallb.local-pref-ebgp';
import { peerUnused } from '../../lib/rules/metallb.peer-unused';
import { unknownBfdProfile } from '../../lib/rules/metallb.unknown-bfd-profile';
import { unknownCommunity } from '../../lib/rules/metallb.unknown-community';
import { unknownPeer } from '../../lib/rules/metallb.unknown-peer';
import { bfd, bgp, checkOf, community, labelled, peer, pool, Sketch } from './metallb-sketches';

const nodes = [
  { name: 'n1', labels: { rack: 'a' } },
  { name: 'n2', labels: { rack: 'b' } },
];
const on = (rack: string) => ({ nodeSelectors: [labelled('rack', rack)] });

describe('metallb.aggregation-too-short', () => {
  const check = checkOf(aggregationTooShort);
  test('shorter than the largest block of an entry', () => {
    expect(check([pool('a', ['10.0.0.240-10.0.0.250']), bgp('ad', { aggregationLength: 28 })])).toEqual([
      '[BGPAdvertisement/ad] metallb.aggregation-too-short: spec.aggregationLength: aggregationLength 28 reaches beyond "10.0.0.240-10.0.0.250" of pool "a", whose largest block is a /29. Allowed: 29 to 32. Fix: set it to 29 or more, or give the pool whole blocks of /28.',
    ]);
  });
  test('said once, of the entry that asks for most among all pools, for each family', () => {
    const pools = [pool('a', ['10.0.0.0/24', '10.0.1.0/28']), pool('b', ['10.0.2.0/26', '2001:db8::/64', '2001:db8:1::/120'])];
    expect(check([...pools, bgp('ad', { aggregationLength: 24, aggregationLengthV6: 64 })]).map((line) => line.split('. Fix')[0])).toEqual([
      '[BGPAdvertisement/ad] metallb.aggregation-too-short: spec.aggregationLength: aggregationLength 24 reaches beyond "10.0.1.0/28" of pool "a", whose largest block is a /28. Allowed: 28 to 32',
      '[BGPAdvertisement/ad] metallb.aggregation-too-short: spec.aggregationLengthV6: aggregationLengthV6 64 reaches beyond "2001:db8:1::/120" of pool "b", whose largest block is a /120. Allowed: 120 to 128',
    ]);
  });
  test.each([{ aggregationLength: 29 }, {}, { aggregationLengthV6: 0 }, { aggregationLength: 1, ipAddressPools: ['b'] }])(
    'not %j',
    (spec) => {
      expect(check([pool('a', ['10.0.0.240-10.0.0.250']), bgp('ad', spec)])).toEqual([]);
    },
  );
});

describe('metallb.local-pref-conflict', () => {
  const check = checkOf(localPrefConflict);
  const v4 = pool('a');
  const both = pool('a', ['10.0.0.0/24', '2001:db8::/64']);
  const message =
    '[BGPAdvertisement/two] metallb.local-pref-conflict: spec.localPref: localPref 0 of "two" and 200 of "one" are for the same prefixes of pool "a", to the same peer from the same node. Fix: set the same localPref in both, or let them differ in pools, peers, nodes or aggregation length.';
  const one = (spec: object = {}) => bgp('one', { localPref: 200, ...spec });
  const two = (spec: object = {}) => bgp('two', spec);

  test('two preferences for one update', () => expect(check([v4, one(), two()])).toEqual([message]));

  test.each<[string, Sketch[], ClusterFacts | undefined]>([
    ['with a peer in common', [v4, one({ peers: ['p', 'q'] }), two({ peers: ['q', 'r'] })], undefined],
    ['with all peers after one', [v4, one({ peers: ['p'] }), two()], undefined],
    ['with one peer after all', [v4, one(), two({ peers: ['p'] })], undefined],
    ['with a node in common', [v4, one(on('a')), two()], { nodes }],
    ['in one family of two', [both, one({ aggregationLength: 24 }), two()], undefined],
    ['in the only family, where they differ in the other', [v4, one({ aggregationLengthV6: 64 }), two()], undefined],
    ['among more, once', [v4, pool('b'), one(), bgp('again', { localPref: 200 }), two()], undefined],
  ])('%s', (_, sketches, facts) => expect(check(sketches, facts)).toEqual([message]));

  test.each<[string, Sketch[], ClusterFacts | undefined]>([
    ['preferences are the same', [v4, one(), two({ localPref: 200 })], undefined],
    ['they are for other pools', [v4, pool('b'), one({ ipAddressPools: ['a'] }), two({ ipAddressPools: ['b'] })], undefined],
    ['they are for other peers', [v4, one({ peers: ['p'] }), two({ peers: ['q'] })], undefined],
    ['they are on other nodes', [v4, one(on('a')), two(on('b'))], { nodes }],
    ['nodes are not known, and one selects some', [v4, one(on('a')), two()], undefined],
    ['the prefixes differ', [v4, one({ aggregationLength: 28 }), two()], undefined],
    ['the prefixes differ in both families', [both, one({ aggregationLength: 24, aggregationLengthV6: 64 }), two()], undefined],
    ['one selects Services', [v4, one({ serviceSelectors: [labelled('app', 'x')] }), two()], undefined],
    ['the pool holds nothing', [pool('a', []), one(), two()], undefined],
  ])('not when %s', (_, sketches, facts) => expect(check(sketches, facts)).toEqual([]));
});

describe('metallb.local-pref-ebgp', () => {
  const check = checkOf(localPrefEbgp);
  const ad = (spec: object = {}) => bgp('ad', { localPref: 200, ...spec });
  const ibgp = peer('ibgp', { peerASN: 64512 });
  test('all peers it goes to are eBGP', () => {
    expect(check([ad(), peer('ebgp')])).toEqual([
      'warning [BGPAdvertisement/ad] metallb.local-pref-ebgp: spec.localPref: localPref 200 goes to eBGP peers only, and LOCAL_PREF is not told to another autonomous system. Fix: leave it out; communities can tell another system how to prefer a route.',
    ]);
    expect(check([ad({ peers: ['ebgp'] }), peer('ebgp', { peerASN: undefined, dynamicASN: 'external' }), ibgp])).toHaveLength(1);
  });
  test.each<[string, Sketch[]]>([
    ['one is iBGP', [ad(), peer('ebgp'), ibgp]],
    ['one is iBGP by dynamicASN', [ad(), peer('dynamic', { peerASN: undefined, dynamicASN: 'internal' })]],
    ['one is not here', [ad({ peers: ['ebgp', 'elsewhere'] }), peer('ebgp')]],
    ['none is here', [ad()]],
    ['there is no preference', [bgp('ad'), bgp('zero', { localPref: 0 }), peer('ebgp')]],
    ['it cannot be told', [ad(), peer('odd', { peerASN: 'x' })]],
  ])('not when %s', (_, sketches) => expect(check(sketches)).toEqual([]));
});

describe('metallb.community-duplicate', () => {
  const check = checkOf(communityDuplicate);
  const x = { name: 'x', value: '64512:1' };
  test('an alias of two Community objects', () => {
    expect(check([community('one', x), community('two', { ...x, name: 'y' }, x)])).toEqual([
      '[Community/two] metallb.community-duplicate: spec.communities[1].name: the alias "x" is defined by Community "one" already. Fix: define it once, or give one of the two another name.',
    ]);
  });
  test('not different ones, and not what is no alias', () => {
    expect(check([community('one', x, {}, {}), community('two', { ...x, name: 'y' }, { name: 5 }, { name: 5 })])).toEqual([]);
  });
});

describe('a name that nothing has', () => {
  const lab: ClusterFacts = {};
  const elsewhere = (kind: keyof ExistingMetalLbObjects): ClusterFacts => ({ metallb: { existing: { [kind]: ['x'] } } });
  test('metallb.unknown-community', () => {
    const check = checkOf(unknownCommunity);
    const ad = bgp('ad', { communities: ['64512:1', 'large:1:2:3', 'x'] });
    expect(check([ad], lab)).toEqual([
      'warning [BGPAdvertisement/ad] metallb.unknown-community: spec.communities[2]: no Community defines the alias "x". Fix: define it in a Community, write a value such as "64512:100", or add "x" to metallb.existing.communities in the facts of the cluster.',
    ]);
    expect(check([ad, community('c', { name: 'y' })])).toEqual([
      expect.stringMatching(/^\[BGPAdvertisement\/ad\] metallb.unknown-community: /),
    ]);
    expect(check([ad], elsewhere('peers'))).toHaveLength(1);
    expect([check([ad]), check([ad], elsewhere('communities')), check([ad, community('c', { name: 'x' })], lab)]).toEqual([[], [], []]);
  });
  test('metallb.unknown-peer', () => {
    const check = checkOf(unknownPeer);
    const ad = bgp('ad', { peers: ['y', 'x'] });
    expect(check([ad, peer('y')], lab)).toEqual([
      '[BGPAdvertisement/ad] metallb.unknown-peer: spec.peers[1]: there is no BGPPeer "x", so nothing is announced to it. Fix: make the BGPPeer in this cluster, or add "x" to metallb.existing.peers in the facts of the cluster.',
    ]);
    expect(check([bgp('ad', { peers: ['x'] })], lab)).toEqual([
      expect.stringMatching(/^warning \[BGPAdvertisement\/ad\] metallb.unknown-peer: /),
    ]);
    expect([check([ad]), check([ad, peer('y')], elsewhere('peers')), check([ad, peer('x'), peer('y')], lab)]).toEqual([[], [], []]);
  });
  test('metallb.unknown-bfd-profile', () => {
    const check = checkOf(unknownBfdProfile);
    const router = peer('router', { bfdProfile: 'x' });
    expect(check([router], lab)).toEqual([
      'warning [BGPPeer/router] metallb.unknown-bfd-profile: spec.bfdProfile: there is no BFDProfile "x", and the speakers refuse their configuration because of it. Fix: make the BFDProfile in this cluster, or add "x" to metallb.existing.bfdProfiles in the facts of the cluster.',
    ]);
    expect(check([router, bfd('y')])).toEqual([expect.stringMatching(/^\[BGPPeer\/router\] metallb.unknown-bfd-profile: /)]);
    expect([check([router]), check([router], elsewhere('bfdProfiles')), check([router, bfd('x')], lab)]).toEqual([[], [], []]);
    expect(check([peer('router', { bfdProfile: '' }), peer('other')], lab)).toEqual([]);
  });
});

describe('advertisements and peers without one another', () => {
  test('metallb.bgp-no-peers', () => {
    const check = checkOf(bgpNoPeers);
    const elsewhere = { metallb: { existing: { pools: ['p'], bfdProfiles: ['p'], communities: ['p'] } } };
    expect(check([bgp('ad')], {})).toEqual([
      '[BGPAdvertisement/ad] metallb.bgp-no-peers: BGPAdvertisement "ad" is for all peers, and there is no BGPPeer, so nothing is announced. Fix: make a BGPPeer in this cluster, or add the name of one to metallb.existing.peers in the facts of the cluster.',
    ]);
    expect([
      check([bgp('ad'), peer('p')], {}),
      check([bgp('ad')], { metallb: { existing: { peers: ['p'] } } }),
      check([bgp('ad')]),
    ]).toEqual([[], [], []]);
    expect(check([bgp('ad')], elsewhere)).toHaveLength(1);
    expect(check([bgp('ad', { peers: ['p'] })], {})).toEqual([]); // metallb.unknown-peer
  });

  describe('metallb.peer-unused', () => {
    const check = checkOf(peerUnused);
    const message =
      'warning [BGPPeer/p] metallb.peer-unused: no BGPAdvertisement goes to BGPPeer "p" from a node it is on, so nothing is announced to it. Fix: make a BGPAdvertisement for it, or name "p" in the peers of one.';
    test.each<[string, Sketch[]]>([
      ['no advertisement', [peer('p')]],
      ['none that names it', [peer('p'), bgp('ad', { peers: ['q'] })]],
      ['none from its nodes', [peer('p', on('a')), bgp('ad', on('b'))]],
    ])('%s', (_, sketches) => expect(check(sketches, { nodes })).toEqual([message]));
    test.each<[string, Sketch[]]>([
      ['one is for all peers', [peer('p'), bgp('ad')]],
      ['one names it', [peer('p'), bgp('ad', { peers: ['q', 'p'] })]],
      ['one is on one of its nodes', [peer('p', on('a')), bgp('other', on('b')), bgp('ad', { peers: ['p'], ...on('a') })]],
      ['one is on no node, which is what is wrong', [peer('p', on('a')), bgp('ad', on('c'))]],
      ['it is on no node, which is what is wrong', [peer('p', on('c')), bgp('ad', on('a'))]],
    ])('not when %s', (_, sketches) => expect(check(sketches, { nodes })).toEqual([]));
    test('not when nodes are not known', () => expect(check([peer('p', on('a')), bgp('ad', on('b'))])).toEqual([]));
  });
});
