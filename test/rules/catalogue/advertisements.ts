import { Chart } from 'cdk8s';
import { LabelSelector } from '../../../lib/core/label-selector';
import { BgpCommunity } from '../../../lib/metallb/bgp-community';
import { BgpPeer } from '../../../lib/metallb/bgp-peer';
import { MetalLbBgpAdvertisementProps } from '../../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbL2Advertisement, MetalLbL2AdvertisementProps } from '../../../lib/metallb/metallb-l2-advertisement';
import { MetalLbPool } from '../../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../../lib/metallb/peer-asn';
import { advertise, announced, bare, edge, Impossible, Line, peer, pool, Program, service } from './line';

// 1.2 L2Advertisement, BGPAdvertisement, Community

const layer2 = (chart: Chart, name: string, props: MetalLbL2AdvertisementProps): MetalLbL2Advertisement =>
  new MetalLbL2Advertisement(chart, name, props);
const selector = (zone: string): LabelSelector => LabelSelector.of({ labels: { zone } });
const nodes = [
  { name: 'a', labels: { zone: 'left' }, interfaces: ['eth0'] },
  { name: 'b', labels: { zone: 'right' }, interfaces: ['eth1'] },
];

/** A pool that a peer is told of. */
export const told =
  (options: MetalLbBgpAdvertisementProps): Program =>
  (chart) => [peer(chart), announced(chart, options)];
const onEdge =
  (options: (chart: Chart, edge: MetalLbPool) => MetalLbL2AdvertisementProps): Program =>
  (chart) => {
    const its = bare(chart);
    return layer2(chart, 'all', { pools: [its], ...options(chart, its) });
  };

const poolSelection: readonly Line[] = [
  {
    row: 'Pool selection',
    fault: 'empty lists, which are all pools',
    problem: 'metallb.empty-list',
    wrong: (chart) => [bare(chart), layer2(chart, 'all', { pools: [] })],
    right: (chart) => [bare(chart), layer2(chart, 'all', {})],
  },
  {
    row: 'Pool selection',
    fault: 'selectors that choose no pool',
    problem: 'metallb.advertisement-without-pool',
    wrong: (chart) => [edge(chart, { labels: { zone: 'left' } }), layer2(chart, 'some', { poolSelectors: [selector('right')] })],
    right: (chart) => [edge(chart, { labels: { zone: 'left' } }), layer2(chart, 'some', { poolSelectors: [selector('left')] })],
  },
  {
    row: 'Unknown pool / peer name',
    fault: 'a pool',
    problem: 'metallb.unknown-pool',
    wrong: (chart) => [edge(chart), layer2(chart, 'more', { pools: [MetalLbPool.fromName('egde')] })],
    right: (chart) => [edge(chart), layer2(chart, 'more', { pools: [MetalLbPool.fromName('edge')] })],
  },
  {
    row: 'Unknown pool / peer name',
    fault: 'a peer',
    problem: 'metallb.unknown-peer',
    wrong: told({ peers: [BgpPeer.fromName('router'), BgpPeer.fromName('ruoter')] }),
    right: told({ peers: [BgpPeer.fromName('router')] }),
  },
];

const duplicates: readonly Line[] = [
  ...Object.entries<MetalLbBgpAdvertisementProps>({
    'a peer': { peers: [BgpPeer.fromName('router'), BgpPeer.fromName('router')] },
    'a community': { communities: [BgpCommunity.value('64512:1'), BgpCommunity.value('64512:1')] },
    'a selector': { nodeSelectors: [selector('left'), selector('left')] },
  }).map(([fault, options]) => ({
    row: 'Duplicates (advertisements)',
    fault,
    problem: 'metallb.duplicate-entry',
    wrong: told(options),
    right: told({ communities: [BgpCommunity.value('64512:1'), BgpCommunity.value('64512:2')] }),
  })),
  {
    row: 'Duplicates (advertisements)',
    fault: 'a pool',
    problem: 'metallb.duplicate-entry',
    wrong: onEdge((_, its) => ({ pools: [its, its] })),
    right: onEdge(() => ({})),
  },
];

/** Two Services on one address; the advertisement of each is for the nodes of a zone. */
const shared = (zoneOfTheSecond: string): Program =>
  onEdge((chart, its) => {
    const address = its.share('192.168.1.205', 'edge');
    address.applyTo(service(chart, 'web', { labels: { zone: 'left' } }));
    address.applyTo(service(chart, 'mail', { labels: { zone: 'right' }, spec: { ports: [{ port: 25 }] } }));
    layer2(chart, 'more', { pools: [its], serviceSelectors: [selector('right')], nodeSelectors: [selector(zoneOfTheSecond)] });
    return { serviceSelectors: [selector('left')], nodeSelectors: [selector('left')] };
  });

const onNodes: readonly Line[] = [
  {
    row: 'nodeSelectors match no node',
    fault: 'of the nodes of the cluster',
    problem: 'metallb.no-node',
    facts: { nodes },
    wrong: onEdge(() => ({ nodeSelectors: [selector('middle')] })),
    right: onEdge(() => ({ nodeSelectors: [selector('left')] })),
  },
  {
    row: 'interfaces (L2)',
    fault: 'an interface that some node does not have',
    problem: 'metallb.no-interface',
    facts: { nodes },
    wrong: onEdge(() => ({ interfaces: ['eth0'] })),
    right: onEdge(() => ({ interfaces: ['eth0'], nodeSelectors: [selector('left')] })),
  },
  {
    row: 'Interface union',
    fault: 'a second advertisement without interfaces',
    problem: 'metallb.interface-restriction-lost',
    wrong: onEdge((chart, its) => (layer2(chart, 'more', { pools: [its] }), { interfaces: ['eth0'] })),
    right: onEdge((chart, its) => (layer2(chart, 'more', { pools: [its], interfaces: ['eth1'] }), { interfaces: ['eth0'] })),
  },
  {
    row: 'serviceSelectors + shared IP (L2)',
    fault: 'nodes of its own for each of two Services',
    problem: 'metallb.shared-not-announced',
    wrong: shared('right'),
    right: shared('left'),
  },
];

const aggregation: readonly Line[] = [
  {
    row: 'aggregationLength',
    fault: 'of IPv4',
    problem: 'metallb.aggregation-length',
    wrong: told({ aggregationLength: 33 }),
    right: told({ aggregationLength: 32 }),
  },
  {
    row: 'aggregationLength',
    fault: 'of IPv6, without a lower bound in the CRD',
    problem: 'metallb.aggregation-length',
    wrong: told({ aggregationLengthV6: -1 }),
    right: told({ aggregationLengthV6: 128 }),
  },
  {
    row: 'aggregation vs pool',
    fault: 'longer than its prefix',
    problem: 'metallb.aggregation-too-short',
    wrong: told({ aggregationLength: 23 }),
    right: told({ aggregationLength: 24 }),
  },
  {
    row: 'aggregation vs pool',
    fault: 'longer than the largest block of a range',
    problem: 'metallb.aggregation-too-short',
    wrong: (chart) => [peer(chart), advertise(chart, 'all', { aggregationLength: 28 }), pool(['10.0.0.240-10.0.0.250'])(chart)],
    right: (chart) => [peer(chart), advertise(chart, 'all', { aggregationLength: 29 }), pool(['10.0.0.240-10.0.0.250'])(chart)],
  },
  {
    row: 'serviceSelectors + aggregation',
    fault: 'less than whole addresses',
    problem: 'metallb.aggregation-with-selectors',
    wrong: told({ serviceSelectors: [selector('left')], aggregationLength: 24 }),
    right: told({ serviceSelectors: [selector('left')], aggregationLength: 32 }),
  },
];

const preferences: readonly Line[] = [
  {
    row: 'localPref conflict',
    fault: 'to one peer',
    problem: 'metallb.local-pref-conflict',
    wrong: (chart) => [peerInside(chart), twicePreferred(chart, {})],
    right: (chart) => [peerInside(chart), twicePreferred(chart, { aggregationLength: 24 })],
  },
  {
    row: 'localPref on eBGP',
    fault: 'to a peer of another AS',
    problem: 'metallb.local-pref-ebgp',
    wrong: told({ localPref: 100 }),
    right: (chart) => [peerInside(chart), announced(chart, { localPref: 100 })],
  },
];

function peerInside(chart: Chart): BgpPeer {
  return peer(chart, { peerAsn: PeerAsn.of(64512) });
}

function twicePreferred(chart: Chart, options: MetalLbBgpAdvertisementProps): unknown {
  const pools = [pool(['10.1.0.0/24'])(chart)];
  return [advertise(chart, 'one', { pools, localPref: 100 }), advertise(chart, 'other', { pools, localPref: 200, ...options })];
}

export const advertisements: readonly Line[] = [...poolSelection, ...duplicates, ...onNodes, ...aggregation, ...preferences];

export const impossibleAdvertisements: readonly Impossible[] = [
  {
    row: 'preferredNodeSelectors',
    fault: 'a field that MetalLB 0.16 does not have',
    because: 'no property says it',
    shows: () => {
      // @ts-expect-error there is no such property
      const props: MetalLbL2AdvertisementProps = { preferredNodeSelectors: [] };
      expect(props).toBeDefined();
    },
  },
];
