import { Chart } from 'cdk8s';
import { LabelSelector } from '../../../lib/core/label-selector';
import { BgpCommunity } from '../../../lib/metallb/bgp-community';
import { BgpPeer } from '../../../lib/metallb/bgp-peer';
import { Community } from '../../../lib/metallb/community';
import { MetalLbBgpAdvertisement, MetalLbBgpAdvertisementProps } from '../../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbL2Advertisement, MetalLbL2AdvertisementProps } from '../../../lib/metallb/metallb-l2-advertisement';
import { MetalLbPool } from '../../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { around, policy, Raw, RefusedCase, refused, silent } from './case';
import { EDGE_POOL, metallb, pool, world } from './documents';

// Advertisements and communities that cannot be (facts: MetalLB, L2Advertisement, BGPAdvertisement, Community).

const bgp = (props: MetalLbBgpAdvertisementProps) => (chart: Chart) => new MetalLbBgpAdvertisement(chart, 'all', props);
const layer2 = (props: MetalLbL2AdvertisementProps) => (chart: Chart) => new MetalLbL2Advertisement(chart, 'all', props);
const rawBgp = around((spec) => metallb('BGPAdvertisement', 'all', spec));
const rawLayer2 = around((spec) => metallb('L2Advertisement', 'all', spec));
const router = BgpPeer.fromName('router');
const left = LabelSelector.of({ labels: { side: 'left' } });

/** A peer of the same AS, and a pool of two advertisements. */
const preferring = (chart: Chart): void => {
  new BgpPeer(chart, 'router', { myAsn: 64512, peerAsn: PeerAsn.of(64512), endpoint: PeerEndpoint.address('10.0.0.1') });
  new MetalLbPool(chart, 'edge', { addresses: ['10.0.0.0/24'], advertise: PoolAdvertising.bgp({ localPref: 100 }) });
  bgp({ localPref: 200 })(chart);
};
const NODE = `
apiVersion: v1
kind: Node
metadata: { name: a }
`;
const preferences = around((localPref) =>
  world(
    NODE,
    pool('edge', 'addresses: [10.0.0.0/24]'),
    metallb('BGPAdvertisement', 'edge', 'localPref: 100'),
    metallb('BGPAdvertisement', 'all', `localPref: ${localPref}`),
  ),
);

const advertisements: readonly RefusedCase[] = [
  {
    name: 'advertisement: a length that IPv4 does not have',
    ours: bgp({ aggregationLength: 33 }),
    problem: ['metallb.aggregation-length', 'MetalLbBgpAdvertisement.aggregationLength'],
    ask: 'kube',
    raw: rawBgp('aggregationLength: 33', 'aggregationLength: 32'),
    expect: refused("invalid aggregation length '!' for IPv4"), // the number, printed as a character
  },
  {
    name: 'advertisement: a length that IPv6 does not have',
    ours: bgp({ aggregationLengthV6: 129 }),
    problem: ['metallb.aggregation-length', 'MetalLbBgpAdvertisement.aggregationLengthV6'],
    ask: 'kube',
    raw: rawBgp('aggregationLengthV6: 129', 'aggregationLengthV6: 128'),
    expect: refused('for IPv6'),
  },
  {
    name: 'advertisement: more than the whole pool',
    ours: (chart) => {
      new BgpPeer(chart, 'router', { myAsn: 64512, peerAsn: PeerAsn.of(64513), endpoint: PeerEndpoint.address('10.0.0.1') });
      new MetalLbPool(chart, 'edge', {
        addresses: ['192.168.1.200-192.168.1.210'],
        advertise: PoolAdvertising.bgp({ aggregationLength: 28 }),
      });
    },
    problem: ['metallb.aggregation-too-short', 'rule'],
    ask: 'metallb',
    raw: around((length) => world(EDGE_POOL, metallb('BGPAdvertisement', 'edge', `aggregationLength: ${length}`)))('28', '29'),
    expect: refused('invalid aggregation length 28'),
  },
  {
    name: 'advertisement: whole prefixes of some Services',
    ours: bgp({ serviceSelectors: [left], aggregationLength: 24 }),
    problem: ['metallb.aggregation-with-selectors', 'MetalLbBgpAdvertisement.aggregationLength'],
    ask: 'kube',
    raw: rawBgp(
      'serviceSelectors: [{ matchLabels: { side: left } }], aggregationLength: 24',
      'serviceSelectors: [{ matchLabels: { side: left } }], aggregationLength: 32',
    ),
    expect: refused('mutually exclusive'),
  },
  {
    name: 'advertisement: one peer twice',
    ours: bgp({ peers: [router, router] }),
    problem: ['metallb.duplicate-entry', 'MetalLbBgpAdvertisement.peers'],
    ask: 'kube',
    raw: rawBgp('peers: [router, router]', 'peers: [router, other]'),
    expect: refused('duplicate definition of peers'),
  },
  {
    name: 'advertisement: one pool twice',
    ours: layer2({ pools: [MetalLbPool.fromName('edge'), MetalLbPool.fromName('edge')] }),
    problem: ['metallb.duplicate-entry', 'MetalLbL2Advertisement.pools'],
    ask: 'kube',
    raw: rawLayer2('ipAddressPools: [edge, edge]', 'ipAddressPools: [edge, other]'),
    expect: refused('duplicate definition of ipAddressPools'),
  },
  {
    name: 'advertisement: an empty list is all pools',
    ours: layer2({ pools: [] }),
    problem: ['metallb.empty-list', 'MetalLbL2Advertisement.pools'],
    ask: 'kube',
    raw: rawLayer2('ipAddressPools: []', 'ipAddressPools: [edge]'),
    expect: policy(),
  },
  {
    name: 'advertisement: two preferences of one prefix',
    ours: preferring,
    problem: ['metallb.local-pref-conflict', 'rule'],
    ask: 'metallb',
    raw: preferences('200', '100'),
    expect: refused('invalid local preference 200'),
  },
  {
    name: 'advertisement: more communities than frr-k8s can announce',
    ours: bgp({ communities: Array.from({ length: 64 }, (_, index) => BgpCommunity.value(`64512:${index}`)) }),
    problem: ['metallb.too-many-communities', 'MetalLbBgpAdvertisement.communities'],
    ask: 'kube',
    raw: rawBgp(manyCommunities(64), manyCommunities(63)),
    expect: silent(),
  },
];

function manyCommunities(count: number): string {
  const values = Array.from({ length: count }, (_, index) => `"64512:${index}"`);
  return `communities: [${values.join(', ')}]`;
}

const community = (name: string, alias: string, value: string): string =>
  metallb('Community', name, `communities: [{ name: "${alias}", value: "${value}" }]`);
const valueOf = around((value) => community('all', 'backup', value));
const named = (alias: string): Raw['wrong'] =>
  world(community('all', alias, '64512:1'), metallb('BGPAdvertisement', 'all', `communities: ["${alias}"]`));

const communities: readonly RefusedCase[] = [
  ...['65536:1', '64512:1:2', 'huge:1:2:3'].map((value): RefusedCase => ({
    name: `community: ${value}`,
    ours: (chart) => new Community(chart, 'all', { aliases: { backup: value } }),
    problem: ['metallb.community', 'Community.aliases.backup'],
    ask: 'kube',
    raw: valueOf(value, 'large:1:2:3'),
    expect: refused('parsing community "backup"'),
  })),
  {
    name: 'community: an alias with a colon is read as a value where it is used',
    ours: (chart) => new Community(chart, 'all', { aliases: { 'back:up': '64512:1' } }),
    problem: ['metallb.community-alias', 'Community.aliases'],
    ask: 'metallb',
    raw: { wrong: named('back:up'), right: named('back-up') },
    expect: refused('back:up'),
  },
  {
    name: 'community: one alias twice',
    ours: (chart) => ['one', 'other'].map((id) => new Community(chart, id, { aliases: { backup: '64512:1' } })),
    problem: ['metallb.community-duplicate', 'rule'],
    ask: 'metallb',
    raw: around((alias) => world(community('one', 'backup', '64512:1'), community('other', alias, '64512:1')))('backup', 'main'),
    expect: refused('duplicate definition of community "backup"'),
  },
];

export const metallbAdvertisements: readonly RefusedCase[] = [...advertisements, ...communities];
