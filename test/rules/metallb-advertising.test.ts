import { ClusterFacts, MetalLbBgpMode } from '../../lib/core/cluster-facts';
import { advertisementWithoutPool } from '../../lib/rules/metallb.advertisement-without-pool';
import { bgpExtras } from '../../lib/rules/metallb.bgpextras';
import { interfaceRestrictionLost } from '../../lib/rules/metallb.interface-restriction-lost';
import { legacyConfig } from '../../lib/rules/metallb.legacy-config';
import { legacyKind } from '../../lib/rules/metallb.legacy-kind';
import { noInterface } from '../../lib/rules/metallb.no-interface';
import { noNode } from '../../lib/rules/metallb.no-node';
import { poolUnadvertised } from '../../lib/rules/metallb.pool-unadvertised';
import { metalLbWrongNamespace } from '../../lib/rules/metallb.wrong-namespace';
import { bfd, bgp, checkOf, community, l2, labelled, peer, pool, Sketch } from './metallb-sketches';

const nodes = [
  { name: 'n1', labels: { rack: 'a' }, interfaces: ['eth0'] },
  { name: 'n2', labels: { rack: 'b' }, interfaces: ['eth1'] },
];

describe('metallb.pool-unadvertised', () => {
  const check = checkOf(poolUnadvertised);
  test('no advertisement is for the pool', () => {
    expect(check([pool('a'), pool('b'), l2('l2', { ipAddressPools: ['a', 'a'] })])).toEqual([
      '[IPAddressPool/b] metallb.pool-unadvertised: no L2Advertisement or BGPAdvertisement is for pool "b", so Services get its addresses and nobody announces them. Fix: name "b" in ipAddressPools of an advertisement, or choose its labels with ipAddressPoolSelectors.',
    ]);
  });
  test('nor one whose selectors choose nothing', () => {
    expect(check([pool('a', undefined, { tier: 'x' }), l2('l2', { ipAddressPoolSelectors: [labelled('tier', 'y')] })])).toHaveLength(1);
  });
  test.each<[string, Sketch]>([
    ['by name', bgp('ad', { ipAddressPools: ['a'] })],
    ['by label', l2('ad', { ipAddressPoolSelectors: [labelled('tier', 'y'), labelled('tier', 'x')] })],
    ['by label, beside an unknown name', l2('ad', { ipAddressPools: ['b'], ipAddressPoolSelectors: [labelled('tier', 'x')] })],
    ['with all others', bgp('ad')],
    ['with all others, by an empty list', l2('ad', { ipAddressPools: [], ipAddressPoolSelectors: [] })],
  ])('not when it is chosen %s', (_, advertisement) => {
    expect(check([pool('a', undefined, { tier: 'x' }), advertisement])).toEqual([]);
  });
});

describe('metallb.advertisement-without-pool', () => {
  const check = checkOf(advertisementWithoutPool);
  const selecting = bgp('ad', { ipAddressPoolSelectors: [labelled('tier', 'x')] });
  test('selectors that choose no pool', () => {
    expect(check([pool('a'), selecting])).toEqual([
      'warning [BGPAdvertisement/ad] metallb.advertisement-without-pool: spec.ipAddressPoolSelectors: the selectors of advertisement "ad" choose no pool of this cluster, so it announces nothing. Fix: choose labels that a pool has, or name the pools in ipAddressPools.',
    ]);
    expect(check([selecting], { metallb: { existing: { peers: ['p'] } } })).toHaveLength(1);
  });
  test.each<[string, Sketch[], ClusterFacts | undefined]>([
    ['one is chosen', [pool('a', undefined, { tier: 'x' }), selecting], {}],
    ['nothing is known of the cluster', [selecting], undefined],
    ['a pool is named too', [pool('a'), l2('ad', { ipAddressPools: ['b'], ipAddressPoolSelectors: [labelled('tier', 'x')] })], {}],
    ['a pool exists elsewhere', [pool('a'), selecting], { metallb: { existing: { pools: ['b'] } } }],
  ])('not when %s', (_, sketches, facts) => expect(check(sketches, facts)).toEqual([]));
});

describe('metallb.wrong-namespace', () => {
  const check = checkOf(metalLbWrongNamespace);
  const apps = { namespace: 'apps' };
  test.each([l2('x', {}, apps), bgp('x', {}, apps), peer('x', {}, apps), bfd('x', {}, apps)])('$kind', (sketch) => {
    expect(check([sketch], { metallb: { namespace: 'metallb-system' } })).toEqual([
      `[${sketch.kind}/x] metallb.wrong-namespace: metadata.namespace: ${sketch.kind} "x" is in namespace "apps", and MetalLB reads only "metallb-system". Fix: move it to "metallb-system", or say where MetalLB runs with metallb.namespace in the facts of the cluster.`,
    ]);
  });
  test('each of the other two kinds, and against the namespace of the facts', () => {
    const elsewhere = [pool('x'), community('x')];
    expect(check(elsewhere, { metallb: { namespace: 'network' } })).toHaveLength(2);
    expect(check(elsewhere)).toEqual([]);
    expect(check([{ ...pool('x'), namespace: 'network' }], { metallb: { namespace: 'network' } })).toEqual([]);
  });
  test('two namespaces, where it is not known in which of them MetalLB runs', () => {
    expect(check([l2('l2'), bgp('bgp', {}, apps), { ...pool('x'), namespace: 'network' }, { ...pool('y'), namespace: 'network' }])).toEqual(
      ['L2Advertisement "l2" is in namespace "metallb-system"', 'BGPAdvertisement "bgp" is in namespace "apps"'].map((what) =>
        expect.stringContaining(
          `${what}, and MetalLB reads those of one namespace, and IPAddressPool "x" is in "network". Fix: move it to "network", or`,
        ),
      ),
    );
    expect([check([l2('l2', {}, apps), bgp('bgp', {}, apps)]), check([l2('l2', {}, apps)], {})]).toEqual([[], []]);
  });
});

describe('what MetalLB no longer reads', () => {
  test('metallb.legacy-kind: an AddressPool', () => {
    expect(checkOf(legacyKind)([{ kind: 'AddressPool', name: 'old' }, pool('new')])).toEqual([
      '[AddressPool/old] metallb.legacy-kind: kind: "old" is an AddressPool, a kind that MetalLB has not had since 0.14. Fix: write an IPAddressPool, and an L2Advertisement or BGPAdvertisement for it.',
    ]);
  });

  describe('metallb.legacy-config', () => {
    const check = checkOf(legacyConfig);
    const config = (text: unknown): Sketch => ({ kind: 'ConfigMap', name: 'config', data: { config: text } });
    const legacy = config('address-pools:\n- name: a\n  protocol: layer2\n  addresses: []\n- name: b\n- 5\n');
    test('pools that are nowhere else', () => {
      expect(check([legacy])).toEqual([
        'warning [ConfigMap/config] metallb.legacy-config: data.config: the ConfigMap has the pools "a" and "b", and MetalLB has not read it since 0.13. Fix: make an IPAddressPool and an advertisement for each, which MetalLbLegacyConfig can read from it.',
      ]);
      expect(check([legacy, pool('a')])[0]).toContain('the ConfigMap has the pool "b", and');
    });
    test.each<[string, Sketch[], string[]]>([
      ['all pools are here, or exist elsewhere', [legacy, pool('a')], ['b']],
      ['it is not that of MetalLB', [{ ...legacy, namespace: 'apps' }], []],
      ['it cannot be read', [config('a: [b'), config('- x'), config(7), config('address-pools: 5'), config('[*a]')], []],
    ])('not when %s', (_, sketches, existing) => expect(check(sketches, { metallb: { existing: { pools: existing } } })).toEqual([]));
  });

  test('metallb.bgpextras: FRR lines without the FRR of the speaker', () => {
    const check = checkOf(bgpExtras);
    const extras: Sketch = { kind: 'ConfigMap', name: 'bgpextras', data: { extras: 'log file /tmp/frr.log' } };
    const inMode = (bgpMode: MetalLbBgpMode) => check([extras], { metallb: { bgpMode } });
    expect(check([extras])).toEqual([]); // nothing is known of the mode
    expect(check([extras], {})).toEqual([
      '[ConfigMap/bgpextras] metallb.bgpextras: data.extras: MetalLB in BGP mode frr-k8s takes no ConfigMap "bgpextras", and its speakers refuse their BGP configuration because of it. Fix: remove it, and write an FRRConfiguration of frr-k8s instead.',
    ]);
    expect(inMode(MetalLbBgpMode.NATIVE)).toHaveLength(1);
    expect(inMode(MetalLbBgpMode.FRR)).toEqual([]);
    expect(check([{ ...extras, data: { extras: '' } }])).toEqual([]);
  });
});

describe('metallb.no-node', () => {
  const check = checkOf(noNode);
  const onRack = (rack: string) => ({ nodeSelectors: [labelled('rack', rack)] });
  test('selectors that select none, of advertisements and of peers', () => {
    expect(check([l2('l2', onRack('c')), bgp('bgp', onRack('c')), peer('peer', onRack('c'))], { nodes })).toEqual(
      ['L2Advertisement/l2', 'BGPAdvertisement/bgp', 'BGPPeer/peer'].map(
        (path) =>
          `[${path}] metallb.no-node: spec.nodeSelectors: the selectors of "${path.split('/')[1]}" select no node of the cluster, which has nodes "n1" and "n2". Fix: select labels that a node has, or correct nodes in the facts of the cluster.`,
      ),
    );
  });
  test('many nodes are not all listed', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ name: `n${index}` }));
    expect(check([l2('l2', onRack('c'))], { nodes: many })[0]).toContain('which has nodes "n0", "n1", "n2" and 6 more.');
  });
  test.each([onRack('a'), { nodeSelectors: [labelled('rack', 'c'), labelled('kubernetes.io/hostname', 'n2')] }, {}])(
    'not when one is selected: %j',
    (spec) => expect(check([l2('l2', spec)], { nodes })).toEqual([]),
  );
  test.each([undefined, {}, { nodes: [] }])('not when nodes are not known: %j', (facts) => {
    expect(check([l2('l2', onRack('c'))], facts)).toEqual([]);
  });
});

describe('metallb.no-interface', () => {
  const check = checkOf(noInterface);
  const restricted = l2('l2', { interfaces: ['eth1', 'eth2'] });
  test('a node that it selects has none of them', () => {
    expect(check([pool('a'), restricted], { nodes })).toEqual([
      '[L2Advertisement/l2] metallb.no-interface: spec.interfaces: node "n1" has no interfaces "eth1" and "eth2", and would announce nothing when elected. Fix: name an interface of every node it selects, or select the nodes that have one with nodeSelectors.',
    ]);
  });
  test('nor does what announces only some Services help, or what is for another pool', () => {
    expect(check([pool('a'), restricted, l2('open', { serviceSelectors: [labelled('app', 'x')] })], { nodes })).toHaveLength(1);
    expect(check([pool('a'), pool('b'), restricted, l2('open', { ipAddressPools: ['b'] })], { nodes })).toHaveLength(1);
  });
  test.each<[string, Sketch[]]>([
    ['each node has one of them', [l2('l2', { interfaces: ['eth1', 'eth0'] })]],
    ['only those that have one are selected', [l2('l2', { interfaces: ['eth1'], nodeSelectors: [labelled('rack', 'b')] })]],
    [
      'another advertisement names an interface of the node',
      [restricted, l2('more', { interfaces: ['eth0'], nodeSelectors: [labelled('rack', 'a')] })],
    ],
    ['it is for no pool', [l2('l2', { interfaces: ['eth9'], ipAddressPools: ['none'] })]],
  ])('not when %s', (_, sketches) => expect(check([pool('a'), ...sketches], { nodes })).toEqual([]));
  test('not when interfaces are not known', () => {
    expect(check([pool('a'), restricted], { nodes: [{ name: 'n1' }] })).toEqual([]);
    expect(check([pool('a'), restricted])).toEqual([]);
  });
});

describe('metallb.interface-restriction-lost', () => {
  const check = checkOf(interfaceRestrictionLost);
  const on = (rack: string) => ({ nodeSelectors: [labelled('rack', rack)] });
  test('another advertisement of the pool names no interfaces', () => {
    expect(check([pool('a'), l2('open'), l2('eth', { interfaces: ['eth0'], ipAddressPools: ['a'] })])).toEqual([
      'warning [L2Advertisement/eth] metallb.interface-restriction-lost: spec.interfaces: L2Advertisement "open" is for pool "a" too and names no interfaces, so its addresses are announced on all of them. Fix: name the interfaces in "open" as well, or take the pool out of one of the two.',
    ]);
  });
  test('for the Services that only one of them selects', () => {
    expect(check([pool('a'), l2('open', { serviceSelectors: [labelled('app', 'x')] }), l2('eth', { interfaces: ['eth0'] })])).toHaveLength(
      1,
    );
  });
  test.each<[string, Sketch[]]>([
    ['both name some', [l2('open', { interfaces: ['eth1'] }), l2('eth', { interfaces: ['eth0'] })]],
    ['they are for other pools', [l2('open', { ipAddressPools: ['b'] }), l2('eth', { interfaces: ['eth0'], ipAddressPools: ['a'] })]],
    ['they are on other nodes', [l2('open', on('a')), l2('eth', { interfaces: ['eth1'], ...on('b') })]],
    [
      'they may select other Services',
      [
        l2('open', { serviceSelectors: [labelled('app', 'x')] }),
        l2('eth', { interfaces: ['eth1'], serviceSelectors: [labelled('app', 'y')] }),
      ],
    ],
  ])('not when %s', (_, sketches) => {
    expect(check([pool('a'), pool('b'), ...sketches], { nodes })).toEqual([]);
    expect(check([pool('a'), pool('b'), ...sketches])).toEqual([]);
  });
});
