import { ApiObject, Chart, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { MetalLbBgpMode } from '../../../lib/core/cluster-facts';
import { SecretRef } from '../../../lib/core/secret-ref';
import { BfdProfile } from '../../../lib/metallb/bfd-profile';
import { BgpCommunity } from '../../../lib/metallb/bgp-community';
import { BgpPeer, BgpPeerProps } from '../../../lib/metallb/bgp-peer';
import { BgpAdvertisementOptions } from '../../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbPool } from '../../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { around, policy, Raw, RefusedCase, refused, silent } from './case';
import { configMap, EDGE_POOL, metallb, service, world } from './documents';

// What peers and advertisements are to one another. A webhook takes references out before it looks: what is silent here is refused
// by the speakers afterwards, which keep their last good configuration and announce nothing new, or it just does nothing.

const first = { service: '192.168.1.200' };
const announced = (chart: Chart, options: BgpAdvertisementOptions = {}, addresses = ['192.168.1.200-192.168.1.210']): MetalLbPool =>
  new MetalLbPool(chart, 'edge', { addresses, advertise: PoolAdvertising.bgp(options) });
const peer = (chart: Chart, props: Partial<BgpPeerProps> = {}): BgpPeer =>
  new BgpPeer(chart, props.name ?? 'router', {
    myAsn: 64512,
    peerAsn: PeerAsn.of(64513),
    endpoint: PeerEndpoint.address('10.0.0.1'),
    ...props,
  });
const written = (chart: Chart, version: string, more: object) => [
  announced(chart),
  new ApiObject(chart, 'router', {
    apiVersion: `metallb.io/${version}`,
    kind: 'BGPPeer',
    metadata: { name: 'router', namespace: 'metallb-system' },
    spec: { myASN: 64512, peerASN: 64513, peerAddress: '10.0.0.1', ...more },
  }),
];
const PEER = 'myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1';
const rawPeer = (more: string, name = 'router'): string => metallb('BGPPeer', name, `${PEER}, ${more}`);
const rawAdvertisement = (spec: string): string => metallb('BGPAdvertisement', 'edge', spec);
const secret = (type: string): string => `
apiVersion: v1
kind: Secret
metadata: { name: router, namespace: metallb-system }
type: ${type}
stringData: { password: of a test }
`;

const references: readonly RefusedCase[] = [
  {
    name: 'BGP: an advertisement, and nobody to tell',
    ours: (chart) => announced(chart),
    problem: ['metallb.bgp-no-peers', 'rule'],
    ask: 'metallb',
    raw: around((documents) => world(EDGE_POOL, rawAdvertisement(''), documents, service('web', '')))('', rawPeer('')),
    expect: silent(first, first),
  },
  {
    name: 'BGP: a peer that does not exist',
    ours: (chart) => [peer(chart), announced(chart, { peers: [BgpPeer.fromName('router'), BgpPeer.fromName('ruoter')] })],
    problem: ['metallb.unknown-peer', 'rule'],
    ask: 'metallb',
    raw: around((names) => world(rawPeer(''), rawAdvertisement(`peers: [${names}]`)))('router, ruoter', 'router'),
    expect: silent(),
  },
  {
    name: 'BGP: an alias that no Community has',
    ours: (chart) => [peer(chart), announced(chart, { communities: [BgpCommunity.fromName('backup')] })],
    problem: ['metallb.unknown-community', 'rule'],
    ask: 'metallb',
    raw: around((communities) => world(rawPeer(''), rawAdvertisement(`communities: ["${communities}"]`)))('backup', '64512:1'),
    expect: silent(),
  },
  {
    name: 'BGP: a BFD profile that does not exist',
    ours: (chart) => [announced(chart), peer(chart, { bfdProfile: BfdProfile.fromName('fast') })],
    problem: ['metallb.unknown-bfd-profile', 'rule'],
    ask: 'metallb',
    raw: { wrong: rawPeer('bfdProfile: fast'), right: world(metallb('BFDProfile', 'fast', ''), rawPeer('bfdProfile: fast')) },
    expect: silent(),
  },
  {
    name: 'BGP: BFD echo to a peer that is told of IPv6',
    ours: (chart) => [
      announced(chart, {}, ['fd00:1::/64']),
      peer(chart, { bfdProfile: new BfdProfile(chart, 'fast', { echoMode: true }) }),
    ],
    problem: ['metallb.bfd-echo-ipv6', 'rule'],
    ask: 'metallb',
    raw: around((echoMode) =>
      world(
        metallb('IPAddressPool', 'edge', 'addresses: ["fd00:1::/64"]'),
        rawAdvertisement(''),
        metallb('BFDProfile', 'fast', `echoMode: ${echoMode}`),
        rawPeer('bfdProfile: fast'),
      ),
    )('true', 'false'),
    expect: silent(),
  },
  {
    name: 'BGP: a password and a Secret with one',
    ours: (chart) => written(chart, 'v1beta2', { password: 'of a test', passwordSecret: { name: 'router' } }),
    problem: ['metallb.password-twice', 'rule'],
    ask: 'kube',
    raw: { wrong: rawPeer('password: of a test, passwordSecret: { name: router }'), right: rawPeer('passwordSecret: { name: router }') },
    expect: silent(),
  },
  {
    name: 'BGP: a Secret of another type',
    ours: (chart) => [
      announced(chart),
      peer(chart, {
        passwordSecret: SecretRef.fromSecret(
          new k8s.KubeSecret(chart, 'secret', {
            metadata: { name: 'router', namespace: 'metallb-system' },
            type: 'Opaque',
            stringData: { password: 'of a test' },
          }),
        ),
      }),
    ],
    problem: ['metallb.peer-secret', 'rule'],
    ask: 'metallb',
    raw: around((type) => world(secret(type), rawPeer('passwordSecret: { name: router }')))('Opaque', 'kubernetes.io/basic-auth'),
    expect: silent(),
  },
  {
    name: 'BGP: a peer in the old version',
    ours: (chart) => written(chart, 'v1beta1', {}),
    problem: ['metallb.legacy-peer', 'rule'],
    ask: 'kube',
    raw: { wrong: metallb('BGPPeer', 'router', PEER, 'v1beta1'), right: rawPeer('') },
    expect: policy(),
  },
  {
    name: 'BGP: lines for the FRR of speakers that have none',
    ours: (chart) =>
      new k8s.KubeConfigMap(chart, 'extras', {
        metadata: { name: 'bgpextras', namespace: 'metallb-system' },
        data: { extras: 'router bgp 64512' },
      }),
    problem: ['metallb.bgpextras', 'rule'],
    ask: 'kube',
    raw: around((name) => configMap(name, 'extras', 'router bgp 64512'))('bgpextras', 'extras'),
    expect: silent(),
  },
];

/** A second peer on the same nodes, as a document and as a program. */
const second: Readonly<Record<string, [Partial<BgpPeerProps>, raw: Raw, fragment: string]>> = {
  'another router ID': [
    { routerId: '10.0.0.8' },
    peers('peerAddress: 10.0.0.2, routerID: 10.0.0.8', 'peerAddress: 10.0.0.2, routerID: 10.0.0.9'),
    'must all have the same RouterID',
  ],
  'another AS number of its own': [
    { routerId: '10.0.0.9', myAsn: 64515 },
    peers('peerAddress: 10.0.0.2, routerID: 10.0.0.9, myASN: 64515', 'peerAddress: 10.0.0.2, routerID: 10.0.0.9, myASN: 64512'),
    'must have the same myAsn',
  ],
  'the same address': [
    { routerId: '10.0.0.9', endpoint: PeerEndpoint.address('10.0.0.1') },
    peers('peerAddress: 10.0.0.1, routerID: 10.0.0.9', 'peerAddress: 10.0.0.2, routerID: 10.0.0.9'),
    "doesn't support duplicate BGPPeers",
  ],
};

function peers(wrong: string, right: string): Raw {
  return around((spec) =>
    world(
      rawPeer('routerID: 10.0.0.9'),
      metallb('BGPPeer', 'second', `peerASN: 64513, ${spec}${spec.includes('myASN') ? '' : ', myASN: 64512'}`),
    ),
  )(wrong, right);
}

/** What MetalLB's own BGP cannot do, as a peer says it. */
const features: Readonly<Record<string, [Partial<BgpPeerProps>, spec: string, fragment: string]>> = {
  keepaliveTime: [{ keepaliveTime: Duration.seconds(3) }, 'keepaliveTime: 3s', 'keepalive-time'],
  vrf: [{ vrf: 'red' }, 'vrf: red', 'vrf'],
  connectTime: [{ connectTime: Duration.seconds(3) }, 'connectTime: 3s', 'connect time'],
  gracefulRestart: [{ gracefulRestart: true }, 'enableGracefulRestart: true', 'EnableGracefulRestart'],
  dualStackAddressFamily: [{ dualStackAddressFamily: true }, 'dualStackAddressFamily: true', 'dualstackaddressfamily'],
  localAsn: [{ localAsn: 64514 }, 'localASN: 64514', 'localASN'],
};
const NATIVE = { metallb: { bgpMode: MetalLbBgpMode.NATIVE } };

export const metallbReferences: readonly RefusedCase[] = [
  ...references,
  ...Object.entries(second).map(([name, [props, raw, fragment]]): RefusedCase => ({
    name: `BGP: a second peer with ${name}`,
    ours: (chart) => [
      announced(chart),
      peer(chart, { routerId: '10.0.0.9' }),
      peer(chart, { name: 'second', endpoint: PeerEndpoint.address('10.0.0.2'), ...props }),
    ],
    problem: ['metallb.peers-disagree', 'rule'],
    ask: 'metallb',
    raw,
    expect: refused(fragment),
  })),
  ...Object.entries(features).map(([field, [props, spec, fragment]]): RefusedCase => ({
    name: `BGP in native mode: ${field}`,
    ours: (chart) => [announced(chart), peer(chart, props)],
    facts: NATIVE,
    problem: ['metallb.native-mode-features', 'rule'],
    ask: 'native',
    raw: { wrong: rawPeer(spec), right: rawPeer('') },
    expect: refused(fragment),
  })),
  {
    name: 'BGP in native mode: a large community',
    ours: (chart) => [announced(chart, { communities: [BgpCommunity.value('large:1:2:3')] }), peer(chart)],
    facts: NATIVE,
    problem: ['metallb.native-mode-features', 'rule'],
    ask: 'native',
    raw: { wrong: rawAdvertisement('communities: ["large:1:2:3"]'), right: rawAdvertisement('communities: ["1:2"]') },
    expect: refused('only supports legacy communities'),
  },
  {
    name: 'BGP in native mode: a pool of IPv6',
    ours: (chart) => [announced(chart, {}, ['fd00:1::/64']), peer(chart)],
    facts: NATIVE,
    problem: ['metallb.native-mode-features', 'rule'],
    ask: 'native',
    raw: around((range) => world(metallb('IPAddressPool', 'edge', `addresses: ["${range}"]`), rawAdvertisement('')))(
      'fd00:1::/64',
      '192.168.1.0/24',
    ),
    expect: refused('native bgp mode does not support ipv6'),
  },
  {
    name: 'BGP in native mode: a BFD profile, which no webhook sees',
    ours: (chart) => [announced(chart), peer(chart), new BfdProfile(chart, 'fast')],
    facts: NATIVE,
    problem: ['metallb.native-mode-features', 'rule'],
    ask: 'native',
    raw: { wrong: world(metallb('BFDProfile', 'fast', ''), rawPeer('')), right: rawPeer('') },
    expect: silent(),
  },
];
