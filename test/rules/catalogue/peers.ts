import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { LabelSelector } from '../../../lib/core/label-selector';
import { SecretRef } from '../../../lib/core/secret-ref';
import { BfdProfile } from '../../../lib/metallb/bfd-profile';
import { BgpPeerProps } from '../../../lib/metallb/bgp-peer';
import { PeerAsn } from '../../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../../lib/metallb/peer-endpoint';
import { announced, Impossible, Line, peer, Program, raw } from './line';

// 1.3 BGPPeer and BFDProfile

export const using =
  (props: Partial<BgpPeerProps>): Program =>
  (chart) => [announced(chart), peer(chart, props)];
export const plain = using({});
const line = (row: string, fault: string, problem: string, wrong: Partial<BgpPeerProps>, right: Partial<BgpPeerProps> = {}): Line => ({
  row,
  fault,
  problem,
  wrong: using(wrong),
  right: using(right),
});
export const seconds = (amount: number) => Duration.seconds(amount);

const ofOnePeer: readonly Line[] = [
  line('ASN', 'myASN of 0', 'metallb.asn', { myAsn: 0 }),
  line('ASN', 'peerASN of 0', 'metallb.asn', { peerAsn: PeerAsn.of(0) }),
  line('ASN', 'localASN of 0', 'metallb.asn', { localAsn: 0 }, { localAsn: 64514 }),
  line('Address or interface', 'no address', 'address.syntax', { endpoint: PeerEndpoint.address('router') }),
  line('Address or interface', 'sourceAddress', 'address.syntax', { sourceAddress: 'eth0' }),
  line('Address or interface', 'routerID', 'address.syntax', { routerId: 'one' }, { routerId: '10.0.0.2' }),
  line(
    'Multihop',
    'a peer of the same AS',
    'metallb.ibgp-multihop',
    { peerAsn: PeerAsn.of(64512), ebgpMultiHop: true },
    { ebgpMultiHop: true },
  ),
  line(
    'Multihop',
    'a peer that may only be of the same AS, which the webhook does not see',
    'metallb.ibgp-multihop',
    { peerAsn: PeerAsn.dynamicInternal(), ebgpMultiHop: true },
    { peerAsn: PeerAsn.dynamicExternal(), ebgpMultiHop: true },
  ),
  {
    ...line('Multihop', 'a peer behind a router', 'metallb.ebgp-multihop', {}, { ebgpMultiHop: true }),
    facts: { nodeSubnets: ['192.168.1.0/24'] },
  },
  line('Timers', 'a hold time under 3 s', 'metallb.timers', { holdTime: seconds(2) }, { holdTime: seconds(3) }),
  line(
    'Timers',
    'keepalive above hold',
    'metallb.timers',
    { holdTime: seconds(9), keepaliveTime: seconds(10) },
    { holdTime: seconds(9), keepaliveTime: seconds(3) },
  ),
  line('connectTime, peerPort', 'connectTime of 0', 'metallb.connect-time', { connectTime: seconds(0) }, { connectTime: seconds(1) }),
  line('connectTime, peerPort', 'port above 16384', 'metallb.peer-port', { endpoint: PeerEndpoint.address('10.0.0.1', { port: 16385 }) }),
  line('bfdProfile missing', 'a name that no BFDProfile has', 'metallb.unknown-bfd-profile', { bfdProfile: BfdProfile.fromName('fast') }),
];

const secret = (chart: Chart, more: Partial<k8s.KubeSecretProps>): ApiObject =>
  new k8s.KubeSecret(chart, 'secret', {
    metadata: { name: 'router', namespace: 'metallb-system' },
    type: 'kubernetes.io/basic-auth',
    stringData: { password: 'of a test' },
    ...more,
  });
const bySecret =
  (more: Partial<k8s.KubeSecretProps>): Program =>
  (chart) => [announced(chart), peer(chart, { passwordSecret: SecretRef.fromSecret(secret(chart, more)) })];
export const rawPeer =
  (spec: Record<string, unknown>, apiVersion = 'metallb.io/v1beta2'): Program =>
  (chart) => [
    announced(chart),
    raw(chart, 'BGPPeer', 'router', { apiVersion, spec: { myASN: 64512, peerASN: 64513, peerAddress: '10.0.0.1', ...spec } }),
  ];

const secrets: readonly Line[] = [
  {
    row: 'password + passwordSecret',
    fault: 'both',
    problem: 'metallb.password-twice',
    wrong: rawPeer({ password: 'of a test', passwordSecret: { name: 'router' } }),
    right: rawPeer({ passwordSecret: { name: 'router' } }),
  },
  ...Object.entries<Partial<k8s.KubeSecretProps>>({
    'another namespace': { metadata: { name: 'router', namespace: 'shop' } },
    'another type': { type: 'Opaque' },
    'another key': { stringData: { pasword: 'of a test' } },
  }).map(([fault, more]) => ({
    row: 'passwordSecret',
    fault,
    problem: 'metallb.peer-secret',
    wrong: bySecret(more),
    right: bySecret({}),
  })),
  {
    row: 'passwordSecret',
    fault: 'another namespace, written by hand',
    problem: 'metallb.peer-secret',
    wrong: (chart) => [
      rawPeer({ passwordSecret: { name: 'router' } })(chart),
      secret(chart, { metadata: { name: 'router', namespace: 'shop' } }),
    ],
    right: (chart) => [rawPeer({ passwordSecret: { name: 'router' } })(chart), secret(chart, {})],
  },
];

const second = (props: Partial<BgpPeerProps>): Partial<BgpPeerProps> => ({
  name: 'second',
  endpoint: PeerEndpoint.address('10.0.0.2'),
  routerId: '10.0.0.9',
  ...props,
});
const two =
  (props: Partial<BgpPeerProps>): Program =>
  (chart) => [announced(chart), peer(chart, { routerId: '10.0.0.9' }), peer(chart, second(props))];

const onNodes: readonly Line[] = [
  ...Object.entries<Partial<BgpPeerProps>>({
    'another routerID': { routerId: '10.0.0.8' },
    'another myASN': { myAsn: 64515 },
    'one address twice': { endpoint: PeerEndpoint.address('10.0.0.1') },
  }).map(([fault, props]) => ({
    row: 'FRR modes, shared node',
    fault,
    problem: 'metallb.peers-disagree',
    wrong: two(props),
    right: two({}),
  })),
  line(
    'sourceAddress on many nodes',
    'on all nodes',
    'metallb.source-address-on-many-nodes',
    { sourceAddress: '10.0.0.5' },
    { sourceAddress: '10.0.0.5', nodeSelectors: [LabelSelector.of({ labels: { 'kubernetes.io/hostname': 'a' } })] },
  ),
];

export const peers: readonly Line[] = [
  ...ofOnePeer,
  ...secrets,
  ...onNodes,
  {
    row: 'Immutable, deprecated',
    fault: 'v1beta1',
    problem: 'metallb.legacy-peer',
    wrong: rawPeer({}, 'metallb.io/v1beta1'),
    right: rawPeer({}),
  },
];

function specOf(props: Partial<BgpPeerProps>): Record<string, unknown> {
  const { apiObject } = peer(new Chart(new App({ outdir: '/nowhere' }), 'chart'), props);
  return (apiObject.toJson() as { spec: Record<string, unknown> }).spec;
}

export const impossiblePeers: readonly Impossible[] = [
  {
    row: 'ASN',
    fault: 'peerASN and dynamicASN, or neither',
    because: 'PeerAsn is one of the two',
    shows: () => {
      expect(specOf({ peerAsn: PeerAsn.of(1) }).dynamicASN).toBeUndefined();
      expect(specOf({ peerAsn: PeerAsn.dynamicInternal() }).peerASN).toBeUndefined();
    },
  },
  {
    row: 'Address or interface',
    fault: 'both, or neither',
    because: 'PeerEndpoint is one of the two',
    shows: () => {
      expect(specOf({ endpoint: PeerEndpoint.address('10.0.0.1') }).interface).toBeUndefined();
      expect(specOf({ endpoint: PeerEndpoint.unnumbered('eth0') }).peerAddress).toBeUndefined();
    },
  },
  {
    row: 'password + passwordSecret',
    fault: 'both',
    because: 'a password is a Secret, never a text of the program',
    // @ts-expect-error there is no such property
    shows: () => expect<Partial<BgpPeerProps>>({ password: 'of a test' }).toBeDefined(),
  },
  {
    row: 'disableMP: true on create',
    fault: 'with it the webhook checks nothing else',
    because: 'no property says it',
    // @ts-expect-error there is no such property
    shows: () => expect<Partial<BgpPeerProps>>({ disableMp: true }).toBeDefined(),
  },
  {
    row: 'Immutable, deprecated',
    fault: 'v1beta1',
    because: 'peers are written in v1beta2',
    shows: () => expect(peer(new Chart(new App({ outdir: '/nowhere' }), 'chart')).apiObject.apiVersion).toBe('metallb.io/v1beta2'),
  },
];
