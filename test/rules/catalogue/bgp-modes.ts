import { Chart, Duration } from 'cdk8s';
import { MetalLbBgpMode } from '../../../lib/core/cluster-facts';
import { BfdProfile, BfdProfileProps } from '../../../lib/metallb/bfd-profile';
import { BgpCommunity } from '../../../lib/metallb/bgp-community';
import { BgpPeerProps } from '../../../lib/metallb/bgp-peer';
import { MetalLbPool } from '../../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { announced, Line, peer, pool, Program } from './line';
import { plain, rawPeer, seconds, using } from './peers';

// 1.3 BGPPeer and BFDProfile: what depends on the BGP mode, and BFD

const NATIVE = { metallb: { bgpMode: MetalLbBgpMode.NATIVE } };
const native = (row: string, fault: string, wrong: Program, right: Program = plain): Line => ({
  row,
  fault,
  problem: 'metallb.native-mode-features',
  facts: NATIVE,
  wrong,
  right,
});
const bfd = (chart: Chart, props: BfdProfileProps = {}): BfdProfile => new BfdProfile(chart, 'fast', props);

const inNativeMode: readonly Line[] = [
  ...Object.entries<Partial<BgpPeerProps>>({
    keepaliveTime: { keepaliveTime: seconds(3) },
    vrf: { vrf: 'red' },
    connectTime: { connectTime: seconds(3) },
    enableGracefulRestart: { gracefulRestart: true },
    dualStackAddressFamily: { dualStackAddressFamily: true },
    dynamicASN: { peerAsn: PeerAsn.dynamicExternal() },
    interface: { endpoint: PeerEndpoint.unnumbered('eth0') },
    localASN: { localAsn: 64514 },
  }).map(([fault, props]) => native('Native mode forbids', fault, using(props))),
  native('Native mode forbids', 'disableMP, written by hand', rawPeer({ disableMP: true }), rawPeer({})),
  native('Native mode forbids', 'an IPv6 pool', (chart) => [peer(chart), announced6(chart)]),
  native(
    'Native mode forbids',
    'a large community',
    (chart) => [peer(chart), announced(chart, { communities: [BgpCommunity.value('large:1:2:3')] })],
    (chart) => [peer(chart), announced(chart, { communities: [BgpCommunity.value('1:2')] })],
  ),
  native('Native mode + any BFD', 'a profile that nobody uses', (chart) => [plain(chart), bfd(chart)]),
  native('Native mode + any BFD', 'a peer that uses one', (chart) => [announced(chart), peer(chart, { bfdProfile: bfd(chart) })]),
];

function announced6(chart: Chart): MetalLbPool {
  return pool(['fd00:1::/64'], { advertise: PoolAdvertising.bgp() })(chart);
}

const ofBfd: readonly Line[] = [
  ...Object.entries<BfdProfileProps>({
    receiveInterval: { receiveInterval: Duration.millis(9) },
    transmitInterval: { transmitInterval: Duration.millis(60001) },
    echoInterval: { echoInterval: Duration.millis(9) },
    detectMultiplier: { detectMultiplier: 1 },
    minimumTtl: { minimumTtl: 255 },
  }).map(([fault, props]) => ({
    row: 'BFD ranges, delete',
    fault,
    problem: 'metallb.bfd-range',
    wrong: (chart: Chart) => bfd(chart, props),
    right: (chart: Chart) => bfd(chart, { receiveInterval: Duration.millis(10), detectMultiplier: 2, minimumTtl: 254 }),
  })),
  {
    row: 'BFD ranges, delete',
    fault: 'a profile is dropped that a peer still uses',
    problem: 'metallb.unknown-bfd-profile',
    wrong: rawPeer({ bfdProfile: 'fast' }),
    right: (chart) => [rawPeer({ bfdProfile: 'fast' })(chart), bfd(chart)],
  },
  {
    row: 'BFD echo + IPv6',
    fault: 'a peer to which an IPv6 pool is announced',
    problem: 'metallb.bfd-echo-ipv6',
    wrong: (chart) => [announced6(chart), peer(chart, { bfdProfile: bfd(chart, { echoMode: true }) })],
    right: (chart) => [announced(chart), peer(chart, { bfdProfile: bfd(chart, { echoMode: true }) })],
  },
];

export const bgpModes: readonly Line[] = [...inNativeMode, ...ofBfd];
