import { App, Chart, Duration, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { LabelSelector } from '../../lib/core/label-selector';
import { SecretRef } from '../../lib/core/secret-ref';
import { BfdProfile } from '../../lib/metallb/bfd-profile';
import { BgpCommunity } from '../../lib/metallb/bgp-community';
import { BgpPeer, BgpPeerProps } from '../../lib/metallb/bgp-peer';
import { Community } from '../../lib/metallb/community';
import { MetalLbBgpAdvertisement } from '../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbLegacyConfig } from '../../lib/metallb/metallb-legacy-config';
import { MetalLbPool, MetalLbPoolProps } from '../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { problemsOf } from '../support/charts';

const poolOf = (chart: Construct, props: Partial<MetalLbPoolProps> = {}) =>
  new MetalLbPool(chart, 'lan', { addresses: ['192.168.1.0/28'], ...props });
const peerOf = (chart: Construct, props: Partial<BgpPeerProps> = {}) =>
  new BgpPeer(chart, 'router', { myAsn: 64512, peerAsn: PeerAsn.of(64513), endpoint: PeerEndpoint.address('192.168.1.1'), ...props });

describe('what the ConfigMap has no word for is a problem, not lost', () => {
  const problemOf = (build: (chart: Construct) => ConstructorParameters<typeof MetalLbLegacyConfig>[2]) =>
    problemsOf((chart) => new MetalLbLegacyConfig(chart, 'legacy', build(chart)));
  const pools = (chart: Construct) => [poolOf(chart)];

  test('the message', () => {
    expect(problemOf((chart) => ({ pools: pools(chart), peers: [peerOf(chart, { vrf: 'red' })] }))).toEqual([
      '[chart/legacy] metallb.legacy-unsupported: peers[0].vrf: BGPPeer "router" has vrf, for which the ConfigMap of MetalLB before 0.13 ' +
        'has no word. Fix: leave it out, or run a MetalLB that reads the objects themselves.',
    ]);
  });

  test.each<[string, Partial<BgpPeerProps>]>([
    ['connectTime', { connectTime: Duration.seconds(5) }],
    ['enableGracefulRestart', { gracefulRestart: true }],
    ['localASN', { localAsn: 64600 }],
    ['dualStackAddressFamily', { dualStackAddressFamily: true }],
    ['passwordSecret', { passwordSecret: SecretRef.fromName('secret') }],
    ['dynamicASN', { peerAsn: PeerAsn.dynamicExternal() }],
    ['interface', { endpoint: PeerEndpoint.unnumbered('eth0') }],
  ])('%s of a peer', (field, props) => {
    expect(problemOf((chart) => ({ pools: pools(chart), peers: [peerOf(chart, props)] }))).toEqual([
      expect.stringContaining(`metallb.legacy-unsupported: peers[0].${field}: BGPPeer "router" has ${field}, `),
    ]);
  });

  test('what is off says nothing', () => {
    const props = { gracefulRestart: false, dualStackAddressFamily: false };
    expect(problemOf((chart) => ({ pools: pools(chart), peers: [peerOf(chart, props)] }))).toEqual([]);
  });

  test.each<[string, string, Partial<MetalLbPoolProps>]>([
    ['serviceAllocation', 'IPAddressPool "lan" has serviceAllocation', { serviceAllocation: { priority: 5 } }],
    ['advertise.interfaces', 'L2Advertisement "lan" has interfaces', { advertise: PoolAdvertising.layer2({ interfaces: ['eth0'] }) }],
    [
      'advertise.nodeSelectors',
      'L2Advertisement "lan" has nodeSelectors',
      { advertise: PoolAdvertising.layer2({ nodeSelectors: [LabelSelector.of({ labels: { a: 'b' } })] }) },
    ],
    ['advertise.peers', 'BGPAdvertisement "lan" has peers', { advertise: PoolAdvertising.bgp({ peers: [BgpPeer.fromName('a')] }) }],
    [
      'advertise.communities',
      'advertisement "lan" has the large community "large:1:2:3"',
      { advertise: PoolAdvertising.bgp({ communities: [BgpCommunity.value('large:1:2:3')] }) },
    ],
    ['advertise', 'pool "lan" is not advertised', { advertise: PoolAdvertising.none() }],
  ])('%s of a pool', (field, what, props) => {
    expect(problemOf((chart) => ({ pools: [poolOf(chart, props)], peers: [peerOf(chart)] }))).toEqual([
      expect.stringContaining(`metallb.legacy-unsupported: pools[0].${field}: ${what}`),
    ]);
  });

  test('both protocols at once', () => {
    expect(
      problemOf((chart) => {
        new MetalLbBgpAdvertisement(chart, 'all');
        return { pools: pools(chart), peers: [peerOf(chart)] };
      }),
    ).toEqual([expect.stringContaining('pools[0].advertise: pool "lan" is advertised both by layer 2 and by BGP')]);
  });

  test('what would be referred to and is not written', () => {
    expect(
      problemOf((chart) => {
        const community = new Community(chart, 'own', { aliases: { blackhole: '64512:666' } });
        const bfdProfile = new BfdProfile(chart, 'fast');
        const advertise = PoolAdvertising.bgp({ communities: [community.alias('blackhole')] });
        return { pools: [poolOf(chart, { advertise })], peers: [peerOf(chart, { bfdProfile })] };
      }),
    ).toEqual([
      '[chart/legacy] metallb.legacy-missing: pools[0].advertise.communities: advertisement "lan" has the community "blackhole", which is ' +
        'not among those written: the old MetalLB would refuse all of it. Fix: add the Community that names it to communities.',
      '[chart/legacy] metallb.legacy-missing: peers[0].bfdProfile: BGPPeer "router" has the BFD profile "fast", which is not among those ' +
        'written: the old MetalLB would refuse all of it. Fix: add it to bfdProfiles.',
    ]);
  });

  test('patches count too', () => {
    expect(
      problemOf((chart) => {
        const pool = poolOf(chart);
        pool.apiObject.addJsonPatch(JsonPatch.add('/spec/future', { field: 1 }));
        return { pools: [pool] };
      }),
    ).toEqual([expect.stringContaining('pools[0].future: IPAddressPool "lan" has future, ')]);
  });
});

test('a pool that is advertised by BGP needs a peer', () => {
  const build = (chart: Construct) =>
    new MetalLbLegacyConfig(chart, 'legacy', { pools: [poolOf(chart, { advertise: PoolAdvertising.bgp() })] });
  expect(problemsOf(build)).toEqual([
    '[chart/legacy] metallb.legacy-missing: peers: a pool is advertised by BGP, and no peer is written: nobody would be told of it. ' +
      'Fix: add the BgpPeer.',
  ]);
});

test('each is there once, and of the same cluster', () => {
  const build = (chart: Construct) => {
    const [pool, peer] = [poolOf(chart), peerOf(chart)];
    new MetalLbLegacyConfig(chart, 'legacy', { pools: [pool, pool], peers: [peer, peer] });
  };
  expect(problemsOf(build)).toEqual([
    '[chart/legacy] metallb.duplicate-entry: pools: "lan" is there twice, which MetalLB refuses. Fix: name it once.',
    '[chart/legacy] metallb.duplicate-entry: peers: "router" is there twice, which MetalLB refuses. Fix: name it once.',
  ]);
  const app = new App();
  const [one, other] = ['one', 'other'].map((id) => new Chart(new Cluster(app, id), 'chart'));
  const legacy = new MetalLbLegacyConfig(one, 'legacy', { pools: [poolOf(other)] });
  expect(legacy.node.validate()).toEqual([
    'reference.other-cluster: pools[0]: "other/chart/lan" stands in cluster "other", and what refers to it in cluster "one". ' +
      'Fix: refer to one that is made in the same cluster.',
  ]);
});
