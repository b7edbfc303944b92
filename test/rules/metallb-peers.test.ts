import { ClusterFacts, MetalLbBgpMode } from '../../lib/core/cluster-facts';
import { bfdEchoIpv6 } from '../../lib/rules/metallb.bfd-echo-ipv6';
import { ebgpMultihop } from '../../lib/rules/metallb.ebgp-multihop';
import { legacyPeer } from '../../lib/rules/metallb.legacy-peer';
import { nativeModeFeatures } from '../../lib/rules/metallb.native-mode-features';
import { passwordTwice } from '../../lib/rules/metallb.password-twice';
import { peerSecret } from '../../lib/rules/metallb.peer-secret';
import { peersDisagree } from '../../lib/rules/metallb.peers-disagree';
import { sourceAddressOnManyNodes } from '../../lib/rules/metallb.source-address-on-many-nodes';
import { bfd, bgp, checkOf, community, labelled, peer, pool, Sketch } from './metallb-sketches';

const nodes = [
  { name: 'n1', labels: { rack: 'a' } },
  { name: 'n2', labels: { rack: 'b' } },
];
const on = (rack: string) => ({ nodeSelectors: [labelled('rack', rack)] });
const native: ClusterFacts = { metallb: { bgpMode: MetalLbBgpMode.NATIVE } };

test('metallb.legacy-peer: v1beta1', () => {
  expect(checkOf(legacyPeer)([peer('old', {}, { apiVersion: 'metallb.io/v1beta1' }), peer('new')])).toEqual([
    'warning [BGPPeer/old] metallb.legacy-peer: apiVersion: BGPPeer "old" is written in metallb.io/v1beta1, which is deprecated. Fix: write it in metallb.io/v1beta2.',
  ]);
});

describe('metallb.peer-secret', () => {
  const check = checkOf(peerSecret);
  const router = peer('router', { passwordSecret: { name: 's' } });
  const good: Sketch = { kind: 'Secret', name: 's', type: 'kubernetes.io/basic-auth', stringData: { password: 'x' } };
  const tail = 'Allowed: a Secret of type kubernetes.io/basic-auth with the key password. Fix: correct the Secret.';
  test('of a wrong type and without the key', () => {
    expect(check([router, { ...good, type: undefined, stringData: { Password: 'x' } }])).toEqual([
      `[BGPPeer/router] metallb.peer-secret: spec.passwordSecret.name: Secret "s" is of type "Opaque". ${tail}`,
      `[BGPPeer/router] metallb.peer-secret: spec.passwordSecret.name: Secret "s" has no key "password". ${tail}`,
    ]);
  });
  test('in another namespace, whatever the reference says', () => {
    expect(check([peer('router', { passwordSecret: { name: 's', namespace: 'apps' } }), { ...good, namespace: 'apps' }])).toEqual([
      '[BGPPeer/router] metallb.peer-secret: spec.passwordSecret.name: Secret "s" is in namespace "apps", and MetalLB reads only "metallb-system". Fix: make the Secret in namespace "metallb-system".',
    ]);
  });
  test.each<[string, Sketch[]]>([
    ['it is right', [router, good]],
    ['its value is encoded', [router, { ...good, stringData: undefined, data: { password: 'eA==' } }]],
    ['one of the name is elsewhere too', [router, { ...good, namespace: 'apps', type: 'Opaque' }, good]],
    ['it is not here', [router, { ...good, name: 't', namespace: 'apps' }]],
    ['none is named', [peer('p', { passwordSecret: {} }), peer('q', { passwordSecret: { name: 5 } }), peer('r', { passwordSecret: 's' })]],
  ])('not when %s', (_, sketches) => expect(check(sketches)).toEqual([]));
});

test('metallb.password-twice', () => {
  const check = checkOf(passwordTwice);
  expect(check([peer('router', { password: 'x', passwordSecret: { name: 's' } })])).toEqual([
    '[BGPPeer/router] metallb.password-twice: spec.password: BGPPeer "router" has both a password and a passwordSecret, and the speakers refuse their configuration because of it. Fix: keep passwordSecret only.',
  ]);
  expect(check([peer('a', { password: 'x', passwordSecret: {} }), peer('b', { password: '', passwordSecret: { name: 's' } })])).toEqual([]);
});

describe('metallb.native-mode-features', () => {
  const check = checkOf(nativeModeFeatures);
  const because = ', and MetalLB runs in BGP mode native, which refuses its whole configuration because of it. Fix: ';
  const v6 = pool('six', ['10.0.0.0/24', '2001:db8::/64']);
  test.each([
    ['bfdProfile', 'x'],
    ['keepaliveTime', '10s'],
    ['vrf', 'red'],
    ['connectTime', '0s'],
    ['enableGracefulRestart', true],
    ['disableMP', true],
    ['dualStackAddressFamily', true],
    ['dynamicASN', 'external'],
    ['interface', 'eth0'],
    ['localASN', 64600],
  ])('the field %s', (field, value) => {
    const sketch = peer('router', { [field]: value });
    expect(check([sketch], native)).toEqual([
      `[BGPPeer/router] metallb.native-mode-features: spec.${field}: BGPPeer "router" sets ${field}${because}leave ${field} out, or run MetalLB in mode frr-k8s.`,
    ]);
    expect(check([sketch], { metallb: { bgpMode: MetalLbBgpMode.FRR } })).toEqual([]);
    expect(check([sketch])).toEqual([]);
  });
  test('any BFD profile, IPv6 that is announced by BGP, large communities', () => {
    const ad = bgp('ad', { communities: ['64512:1', 'large:1:2:3'] });
    expect(check([bfd('x'), v6, ad, community('c', { name: 'a', value: 'large:1:2:3' })], native)).toEqual([
      `[BFDProfile/x] metallb.native-mode-features: there is a BFDProfile, "x"${because}remove it, or run MetalLB in mode frr-k8s.`,
      `[IPAddressPool/six] metallb.native-mode-features: spec.addresses: pool "six" holds the IPv6 range "2001:db8::/64" and is announced by BGP${because}announce IPv6 by layer 2, or run MetalLB in mode frr-k8s.`,
      `[BGPAdvertisement/ad] metallb.native-mode-features: spec.communities[1]: "large:1:2:3" is a large community${because}write a community of two parts, or run MetalLB in mode frr-k8s.`,
      `[Community/c] metallb.native-mode-features: spec.communities[0].value: "large:1:2:3" is a large community${because}write a community of two parts, or run MetalLB in mode frr-k8s.`,
    ]);
  });
  test.each<[string, Sketch]>([
    ['says nothing', peer('p')],
    ['says what is the default', peer('p', { keepaliveTime: '0s', vrf: '', localASN: 0, disableMP: false, bfdProfile: '', interface: '' })],
    ['says when a session ends', peer('p', { holdTime: '90s', ebgpMultiHop: true, sourceAddress: '10.0.0.9' })],
    ['is a pool that BGP does not announce', v6],
  ])('not what %s', (_, sketch) => expect(check([sketch, bgp('ad', { ipAddressPools: ['other'] })], native)).toEqual([]));
});

describe('metallb.peers-disagree', () => {
  const check = checkOf(peersDisagree);
  const apart = 'or keep them on different nodes with nodeSelectors.';
  const one = peer('one', { routerID: '10.0.0.9' });
  const second = { peerAddress: '10.0.0.2', routerID: '10.0.0.9' };
  test('in the router ID, the AS number, the neighbour', () => {
    expect(check([one, peer('two', { myASN: 64600 })], {})).toEqual([
      `[BGPPeer/two] metallb.peers-disagree: spec.routerID: routerID is not set here and "10.0.0.9" in BGPPeer "one", and both are on the same nodes. Fix: give both the same routerID, ${apart}`,
      `[BGPPeer/two] metallb.peers-disagree: spec.myASN: myASN is 64600 here and 64512 in BGPPeer "one", and both are on the same nodes in the same VRF. Fix: give both the same myASN, ${apart}`,
      `[BGPPeer/two] metallb.peers-disagree: spec.peerAddress: peerAddress "10.0.0.1" is that of BGPPeer "one" too, and both are on the same nodes. Fix: remove one of the two, ${apart}`,
    ]);
  });
  test('in an interface', () => {
    const unnumbered = { peerAddress: undefined, interface: 'eth0' };
    expect(check([peer('one', unnumbered), peer('two', unnumbered)], {})[0]).toContain('interface "eth0" is that of BGPPeer "one" too');
  });
  test('said once, on however many nodes', () => {
    expect(check([one, peer('two', { ...second, myASN: 64600 })], { nodes })).toHaveLength(1);
  });
  test('where nodes are not known, with one that is for all of them', () => {
    const some = peer('some', { ...second, myASN: 64600, ...on('a') });
    const other = peer('other', { ...second, peerAddress: '10.0.0.3', myASN: 64700, ...on('b') });
    expect(check([some, one], {}).map((line) => line.split(': ')[0])).toEqual(['[BGPPeer/some] metallb.peers-disagree']);
    expect(check([some, other], {})).toEqual([]);
  });
  test.each<[string, Sketch[], ClusterFacts | undefined]>([
    ['they agree', [one, peer('two', second)], {}],
    ['AS numbers are of different VRFs', [one, peer('two', { ...second, myASN: 64600, vrf: 'red' })], {}],
    ['one neighbour is in different VRFs', [one, peer('two', { routerID: '10.0.0.9', vrf: 'red' })], {}],
    ['they are on different nodes', [peer('one', on('a')), peer('two', { myASN: 64600, ...on('b') })], { nodes }],
    ['MetalLB itself speaks BGP', [one, peer('two', { myASN: 64600 })], native],
    ['the BGP mode is not known', [one, peer('two', { myASN: 64600 })], undefined],
    ['nobody is named', [peer('one', { peerAddress: undefined }), peer('two', { peerAddress: undefined })], {}],
  ])('not when %s', (_, sketches, facts) => expect(check(sketches, facts)).toEqual([]));
});

describe('metallb.source-address-on-many-nodes', () => {
  const check = checkOf(sourceAddressOnManyNodes);
  const router = (spec: object = {}) => peer('router', { sourceAddress: '10.0.0.9', ...spec });
  test('on all nodes, or more than one', () => {
    expect(check([router()])).toEqual([
      `warning [BGPPeer/router] metallb.source-address-on-many-nodes: spec.sourceAddress: sourceAddress "10.0.0.9" is one node's, and the peer is on all nodes. Fix: select the node that has the address with nodeSelectors, and make a BGPPeer for each of the others.`,
    ]);
    expect(check([router({ nodeSelectors: [labelled('rack', 'a'), labelled('rack', 'b')] })], { nodes })[0]).toContain(
      'is on several nodes',
    );
  });
  test.each([
    [[router(on('a'))], { nodes }],
    [[router()], { nodes: nodes.slice(1) }],
    [[router(on('a'))], undefined],
    [[peer('router')], undefined],
  ])('not on one, nor where it cannot be told: %#', (sketches, facts) => expect(check(sketches, facts)).toEqual([]));
});

describe('metallb.ebgp-multihop', () => {
  const check = checkOf(ebgpMultihop);
  const facts = { nodeSubnets: ['192.168.1.0/24', '10.1.0.0/16', '2001:db8::/64'] };
  test('an eBGP peer behind a router', () => {
    expect(check([peer('router')], facts)).toEqual([
      'warning [BGPPeer/router] metallb.ebgp-multihop: spec.ebgpMultiHop: eBGP peer "10.0.0.1" is outside the node subnets "192.168.1.0/24", "10.1.0.0/16" and "2001:db8::/64", and without ebgpMultiHop the session ends at the first router. Fix: set ebgpMultiHop, or correct nodeSubnets in the facts of the cluster.',
    ]);
    expect(check([peer('router', { peerAddress: '2001:db9::1', peerASN: undefined, dynamicASN: 'external' })], facts)).toHaveLength(1);
  });
  test.each<[string, object, ClusterFacts | undefined]>([
    ['the flag is set', { ebgpMultiHop: true }, facts],
    ['it is next door', { peerAddress: '10.1.9.9' }, facts],
    ['it is iBGP', { peerASN: 64512 }, facts],
    ['its address is link-local', { peerAddress: 'fe80::1' }, facts],
    ['no subnet of its family is known', {}, { nodeSubnets: ['2001:db8::/64'] }],
    ['no subnet is known', {}, {}],
    ['it is an interface, or cannot be read', { peerAddress: 'x' }, facts],
    ['MetalLB itself speaks BGP', {}, { ...facts, ...native }],
  ])('not when %s', (_, spec, its) => expect(check([peer('router', spec)], its)).toEqual([]));
});

describe('metallb.bfd-echo-ipv6', () => {
  const check = checkOf(bfdEchoIpv6);
  const [echo, router, six] = [bfd('echo', { echoMode: true }), peer('router', { bfdProfile: 'echo' }), pool('six', ['2001:db8::/64'])];
  const spread = [echo, peer('router', { bfdProfile: 'echo', ...on('a') }), six, bgp('ad', on('b'))];
  test('a peer with echo that a pool with IPv6 is announced to', () => {
    expect(check([echo, router, six, bgp('other', { peers: ['other'] }), bgp('ad', { peers: ['router'] })])).toEqual([
      '[BGPPeer/router] metallb.bfd-echo-ipv6: spec.bfdProfile: BFDProfile "echo" has echoMode, and BGPAdvertisement "ad" announces pool "six", which holds IPv6, to this peer. Fix: take a BFDProfile without echoMode, or do not announce IPv6 to this peer.',
    ]);
  });
  test.each<[string, Sketch[]]>([
    ['there is no echo', [bfd('echo', { echoMode: false }), router, six, bgp('ad')]],
    ['the pool is IPv4', [echo, router, pool('four'), bgp('ad')]],
    ['it goes to another peer', [echo, router, six, bgp('ad', { peers: ['other'] })]],
    ['it goes from other nodes', spread],
  ])('not when %s', (_, sketches) => expect(check(sketches, { nodes })).toEqual([]));
  test('nor when it may go from other nodes', () => expect(check(spread)).toEqual([]));
});
