import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Cluster } from '../../lib/cluster/cluster';
import { LabelSelector } from '../../lib/core/label-selector';
import { Problems } from '../../lib/core/problems';
import { BgpCommunity } from '../../lib/metallb/bgp-community';
import { BgpPeer } from '../../lib/metallb/bgp-peer';
import { Community } from '../../lib/metallb/community';
import { MetalLbBgpAdvertisement, MetalLbBgpAdvertisementProps } from '../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../lib/metallb/peer-endpoint';
import { documentOf, problemsOf } from '../support/charts';

const specOf = (props?: MetalLbBgpAdvertisementProps) =>
  documentOf('BGPAdvertisement', (chart) => new MetalLbBgpAdvertisement(chart, 'wan', props)).spec as unknown;
const problems = (props: MetalLbBgpAdvertisementProps) => problemsOf((chart) => new MetalLbBgpAdvertisement(chart, 'wan', props));
const peer = (chart: Chart, id: string) =>
  new BgpPeer(chart, id, { myAsn: 64512, peerAsn: PeerAsn.of(64513), endpoint: PeerEndpoint.address('10.0.0.1') });
const serviceSelectors = [LabelSelector.of({ labels: { app: 'web' } })];

test('the primary object can be patched', () => {
  const patched = documentOf('BGPAdvertisement', (chart) => {
    ApiObject.of(new MetalLbBgpAdvertisement(chart, 'wan')).addJsonPatch(JsonPatch.add('/spec/localPref', 5));
  });
  expect(patched.spec).toEqual({ localPref: 5 });
});

test('is for all pools, peers and nodes when it names none', () => {
  expect(specOf()).toEqual({});
});

test('says what peers are told', () => {
  const { spec } = documentOf('BGPAdvertisement', (chart) => {
    const community = new Community(chart, 'communities', { aliases: { 'no-export': '65535:65281' } });
    return new MetalLbBgpAdvertisement(chart, 'wan', {
      pools: [MetalLbPool.fromName('edge')],
      aggregationLength: 28,
      aggregationLengthV6: 127,
      localPref: 0,
      communities: [community.alias('no-export'), BgpCommunity.value('large:64512:1:2'), BgpCommunity.fromName('vpn-only')],
      peers: [peer(chart, 'tor'), BgpPeer.fromName('elsewhere')],
      nodeSelectors: [LabelSelector.of({ labels: { rack: '1' } })],
    });
  });
  expect(spec).toEqual({
    ipAddressPools: ['edge'],
    aggregationLength: 28,
    aggregationLengthV6: 127,
    localPref: 0,
    communities: ['no-export', 'large:64512:1:2', 'vpn-only'],
    peers: ['tor', 'elsewhere'],
    nodeSelectors: [{ matchLabels: { rack: '1' } }],
  });
});

test('for some Services only, each address is announced for itself', () => {
  expect(problems({ serviceSelectors, aggregationLength: 32, aggregationLengthV6: 128 })).toEqual([]);
  expect(problems({ serviceSelectors, aggregationLength: 24, aggregationLengthV6: 64 })).toEqual([
    '[chart/wan] metallb.aggregation-with-selectors: aggregationLength: /24 may hold addresses of Services that serviceSelectors do not ' +
      'choose. Allowed: 32. Fix: drop aggregationLength, or serviceSelectors.',
    expect.stringContaining('[chart/wan] metallb.aggregation-with-selectors: aggregationLengthV6: /64 may hold'),
  ]);
});

const tor = BgpPeer.fromName('tor');
const manyCommunities = (count: number) => Array.from({ length: count }, (_, index) => BgpCommunity.value(`64512:${index}`));

test('carries 63 communities at most', () => {
  expect(problems({ communities: manyCommunities(63) })).toEqual([]);
  expect(problems({ communities: manyCommunities(64) })).toEqual([
    '[chart/wan] metallb.too-many-communities: communities: 64 communities are more than frr-k8s can announce with one address. ' +
      'Allowed: 63 at most. Fix: carry fewer.',
  ]);
});

test.each<[MetalLbBgpAdvertisementProps, string]>([
  [{ pools: [] }, 'metallb.empty-list: pools: the list is empty'],
  [{ peers: [] }, 'metallb.empty-list: peers: the list is empty'],
  [
    { aggregationLength: 0 },
    'metallb.aggregation-length: aggregationLength: 0 is not a length of an IPv4 prefix. Allowed: 1 to 32, whole.',
  ],
  [{ aggregationLength: 33 }, 'metallb.aggregation-length: aggregationLength: 33'],
  [{ aggregationLength: 1.5 }, 'metallb.aggregation-length: aggregationLength: 1.5'],
  [
    { aggregationLengthV6: 0 },
    'metallb.aggregation-length: aggregationLengthV6: 0 is not a length of an IPv6 prefix. Allowed: 1 to 128, whole.',
  ],
  [{ aggregationLengthV6: 129 }, 'metallb.aggregation-length: aggregationLengthV6: 129'],
  [{ localPref: -1 }, 'count.range: localPref: -1 is not a count'],
  [{ localPref: 2147483648 }, 'count.range: localPref: 2147483648 is not a count'],
  [{ peers: [tor, tor] }, 'metallb.duplicate-entry: peers: "tor" is there twice'],
  [{ communities: [...manyCommunities(1), ...manyCommunities(1)] }, 'metallb.duplicate-entry: communities: "64512:0" is there twice'],
  [{ communities: [BgpCommunity.fromName('65535:65281')] }, 'metallb.community-alias: communities[0]: "65535:65281" is not an alias'],
  [{ communities: [BgpCommunity.value('no-export')] }, 'metallb.community: communities[0]: "no-export" is not a BGP community'],
])('%#: %j', (props, message) => {
  expect(problems(props)).toEqual([expect.stringContaining(`[chart/wan] ${message}`)]);
});

test('peers and communities of another cluster are out of reach', () => {
  const app = new App({ outdir: '/nowhere' });
  const [lan, wan] = ['lan', 'wan'].map((id) => new Chart(new Cluster(app, id), 'chart'));
  const communities = [new Community(lan, 'communities', { aliases: { a: '1:2' } }).alias('a')];
  new MetalLbBgpAdvertisement(wan, 'bgp', { peers: [peer(lan, 'tor')], communities });
  expect(Problems.of(wan).list()).toEqual(
    ['peers', 'communities'].map(
      (field) => expect.objectContaining({ id: 'reference.other-cluster', path: 'wan/chart/bgp', field }) as unknown,
    ),
  );
});
