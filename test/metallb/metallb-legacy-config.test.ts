import { ApiObject, App, Chart, Duration, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { Cluster } from '../../lib/cluster/cluster';
import { LabelExpression, LabelSelector } from '../../lib/core/label-selector';
import { BfdProfile } from '../../lib/metallb/bfd-profile';
import { BgpCommunity } from '../../lib/metallb/bgp-community';
import { BgpPeer, BgpPeerProps } from '../../lib/metallb/bgp-peer';
import { Community } from '../../lib/metallb/community';
import { MetalLbBgpAdvertisement } from '../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbL2Advertisement } from '../../lib/metallb/metallb-l2-advertisement';
import { MetalLbLegacyConfig } from '../../lib/metallb/metallb-legacy-config';
import { MetalLbPool, MetalLbPoolProps } from '../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { chartWith, documentOf, problemsOf, yamlOf } from '../support/charts';

const legacyOf = (chart: Construct, namespace?: string) => {
  const pools = [
    new MetalLbPool(chart, 'lan', { addresses: ['192.168.1.0/28'], autoAssign: false, avoidBuggyIps: true }),
    new MetalLbPool(chart, 'wan', { addresses: ['203.0.113.0/28', '2001:db8::/64'], advertise: PoolAdvertising.bgp() }),
  ];
  return new MetalLbLegacyConfig(chart, 'legacy', { pools, peers: [peerOf(chart)], namespace });
};
const poolOf = (chart: Construct, props: Partial<MetalLbPoolProps> = {}) =>
  new MetalLbPool(chart, 'lan', { addresses: ['192.168.1.0/28'], ...props });
const peerOf = (chart: Construct, props: Partial<BgpPeerProps> = {}) =>
  new BgpPeer(chart, 'router', { myAsn: 64512, peerAsn: PeerAsn.of(64513), endpoint: PeerEndpoint.address('192.168.1.1'), ...props });
const configOf = (build: (chart: Construct) => void) => parse(documentOf('ConfigMap', build).data.config as string);

test('the primary object can be patched', () => {
  const patched = documentOf('ConfigMap', (chart) =>
    ApiObject.of(legacyOf(chart)).addJsonPatch(JsonPatch.add('/metadata/labels', { a: 'b' })),
  );
  expect(patched.metadata.labels).toEqual({ a: 'b' });
});

test('the pools of the CRs as the ConfigMap MetalLB read before 0.13', () => {
  expect(yamlOf(legacyOf)).toMatchSnapshot();
});

test('its namespace is that of MetalLB', () => {
  expect(documentOf('ConfigMap', (chart) => legacyOf(chart, 'lb'), { namespace: 'shop' }).metadata).toEqual({
    name: 'config',
    namespace: 'lb',
  });
  const cluster = new Cluster(new App(), 'edge', { metallb: { namespace: 'lb' } });
  expect(legacyOf(new Chart(cluster, 'chart')).apiObject.metadata.namespace).toBe('lb');
});

test('without a pool there is nothing to write', () => {
  expect(problemsOf((chart) => new MetalLbLegacyConfig(chart, 'legacy', { pools: [] }))).toEqual([
    '[chart/legacy] metallb.legacy-empty: pools: there is no pool to write. Fix: pass at least one MetalLbPool.',
  ]);
});

test('everything the ConfigMap has a word for', () => {
  const build = (chart: Construct) => {
    const communities = [
      new Community(chart, 'well-known', { aliases: { 'no-export': '65535:65281' } }),
      new Community(chart, 'own', { aliases: { blackhole: '64512:666' } }),
    ];
    const bfdProfiles = [
      new BfdProfile(chart, 'fast', {
        receiveInterval: Duration.millis(100),
        transmitInterval: Duration.millis(110),
        echoInterval: Duration.millis(60),
        detectMultiplier: 5,
        echoMode: true,
        passiveMode: false,
        minimumTtl: 250,
      }),
    ];
    const peers = [
      peerOf(chart, {
        endpoint: PeerEndpoint.address('192.168.1.1', { port: 1179 }),
        holdTime: Duration.seconds(120),
        keepaliveTime: Duration.seconds(30),
        sourceAddress: '192.168.1.2',
        routerId: '1.2.3.4',
        ebgpMultiHop: true,
        bfdProfile: bfdProfiles[0],
        nodeSelectors: [
          LabelSelector.of({ labels: { rack: 'a' }, expressions: [LabelExpression.isIn('kubernetes.io/arch', ['amd64', 'arm64'])] }),
          LabelSelector.of({ expressions: [LabelExpression.exists('edge')] }),
        ],
      }),
    ];
    const advertise = PoolAdvertising.bgp({
      aggregationLength: 32,
      aggregationLengthV6: 128,
      localPref: 0,
      communities: [communities[0].alias('no-export'), BgpCommunity.value('64512:1')],
    });
    const wan = new MetalLbPool(chart, 'wan', { addresses: ['203.0.113.0/28', '2001:db8::/64'], advertise });
    new MetalLbBgpAdvertisement(chart, 'whole', { pools: [wan], aggregationLength: 28 });
    new MetalLbLegacyConfig(chart, 'legacy', { pools: [wan], peers, communities, bfdProfiles });
  };
  expect(problemsOf(build)).toEqual([]);
  expect(documentOf('ConfigMap', build).data.config).toMatchSnapshot();
});

test('advertisements of other constructs count, by name, by label and for all pools', () => {
  const labels = { site: 'a' };
  const ways = [
    (chart: Construct, pool: MetalLbPool) => new MetalLbBgpAdvertisement(chart, 'by-name', { pools: [pool], localPref: 5 }),
    (chart: Construct) => new MetalLbBgpAdvertisement(chart, 'by-label', { poolSelectors: [LabelSelector.of({ labels })], localPref: 5 }),
    (chart: Construct) => new MetalLbBgpAdvertisement(chart, 'for-all', { localPref: 5 }),
  ];
  for (const way of ways) {
    const config = configOf((chart) => {
      const pool = poolOf(chart, { labels, advertise: PoolAdvertising.byOthers() });
      way(chart, pool);
      new MetalLbBgpAdvertisement(chart, 'for-another', { pools: [MetalLbPool.fromName('other')], localPref: 6 });
      new MetalLbLegacyConfig(chart, 'legacy', { pools: [pool], peers: [peerOf(chart)] });
    });
    expect(config['address-pools'][0]).toEqual({
      name: 'lan',
      protocol: 'bgp',
      addresses: ['192.168.1.0/28'],
      'bgp-advertisements': [{ localpref: 5 }],
    });
  }
});

test('those of another cluster do not', () => {
  const app = new App();
  const [one, other] = ['one', 'other'].map((id) => new Chart(new Cluster(app, id), 'chart'));
  new MetalLbL2Advertisement(other, 'all', { interfaces: ['eth0'] });
  const legacy = new MetalLbLegacyConfig(one, 'legacy', { pools: [poolOf(one)] });
  expect(legacy.node.validate()).toEqual([]);
});

test('objects that others made may say anything', () => {
  const odd = [undefined, null, 5, 'x', {}, [null], [5], [{}], [{ matchLabels: 5 }], [{ matchExpressions: 5 }]];
  for (const value of odd) {
    const build = (chart: Construct) => {
      const add = (apiVersion: string, kind: string, spec: unknown) =>
        new ApiObject(new Construct(chart, kind), 'Resource', {
          apiVersion: `metallb.io/${apiVersion}`,
          kind,
          metadata: { name: 'a' },
          spec,
        });
      add('v1beta1', 'L2Advertisement', { ipAddressPools: value, ipAddressPoolSelectors: value });
      add('v1beta1', 'BGPAdvertisement', { communities: value });
      add('v1beta2', 'BGPPeer', { nodeSelectors: value, bfdProfile: value });
      add('v1beta1', 'Community', { communities: value });
      const [peers, communities] = ['BGPPeer', 'Community'].map((kind) => [chart.node.findChild(kind)] as any);
      return new MetalLbLegacyConfig(chart, 'legacy', { pools: [poolOf(chart)], peers, communities });
    };
    expect(() => chartWith((chart) => build(chart).node.validate())).not.toThrow();
  }
});

test('a pool in error is its own matter', () => {
  const build = (chart: Construct) =>
    new MetalLbLegacyConfig(chart, 'legacy', {
      pools: [poolOf(chart, { addresses: ['10.0.0.5'] })],
      peers: [peerOf(chart, { peerAsn: 5 as any })],
    });
  expect(problemsOf(build).map((line) => line.split(':')[0])).toEqual(['[chart/lan] address.bare', '[chart/router] input.type']);
});

test.each<any>([
  [undefined],
  [null],
  [5],
  [{}],
  [{ pools: 'x' }],
  [{ pools: [null] }],
  [{ pools: [{}] }],
  [{ pools: [], namespace: 5 }],
  [{ pools: [], peers: 5 }],
])('%j is refused with a reason', (props) => {
  const problems = problemsOf((chart) => new MetalLbLegacyConfig(chart, 'legacy', props));
  expect(problems).not.toEqual([]);
  problems.forEach((line) => expect(line).toMatch(/^\[chart\/legacy\] [a-z.-]+: /));
});
