import { Construct } from 'constructs';
import { Findings } from '../../lib/core/findings';
import { LabelSelector } from '../../lib/core/label-selector';
import { BgpCommunity } from '../../lib/metallb/bgp-community';
import { BgpPeer } from '../../lib/metallb/bgp-peer';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { chartWith, documentOf, problemsOf, yamlOf } from '../support/charts';

const pool = (advertise: PoolAdvertising) => (chart: Construct) =>
  new MetalLbPool(chart, 'edge', { addresses: ['10.0.0.0/24'], advertise });
const selectors = [LabelSelector.of({ labels: { zone: 'a' } })];
const matched = [{ matchLabels: { zone: 'a' } }];

test('by layer 2 with all that can be said', () => {
  const advertise = PoolAdvertising.layer2({ name: 'lan', interfaces: ['eth0'], nodeSelectors: selectors, serviceSelectors: selectors });
  expect(documentOf('L2Advertisement', pool(advertise))).toMatchObject({
    metadata: { name: 'lan' },
    spec: { ipAddressPools: ['edge'], interfaces: ['eth0'], nodeSelectors: matched, serviceSelectors: matched },
  });
});

test('by BGP with all that can be said', () => {
  const advertise = PoolAdvertising.bgp({
    name: 'wan',
    aggregationLength: 24,
    aggregationLengthV6: 64,
    localPref: 100,
    communities: [BgpCommunity.value('65535:65281')],
    peers: [BgpPeer.fromName('tor')],
    nodeSelectors: selectors,
  });
  expect(documentOf('BGPAdvertisement', pool(advertise))).toMatchObject({
    metadata: { name: 'wan' },
    spec: {
      ipAddressPools: ['edge'],
      aggregationLength: 24,
      aggregationLengthV6: 64,
      localPref: 100,
      communities: ['65535:65281'],
      peers: ['tor'],
      nodeSelectors: matched,
    },
  });
});

test.each([PoolAdvertising.byOthers(), PoolAdvertising.none()])('by others, or by nothing, is the pool alone', (advertise) => {
  expect(yamlOf(pool(advertise)).match(/^kind: .*/gm)).toEqual(['kind: IPAddressPool']);
  expect(problemsOf(pool(advertise))).toEqual([]);
});

test('only one that nothing is to advertise may stay so', () => {
  const waives = (advertise: PoolAdvertising) => {
    const chart = chartWith((scope) => pool(advertise)(scope));
    return Findings.of(chart.node.findChild('edge')).waives('metallb.pool-unadvertised');
  };
  expect(waives(PoolAdvertising.none())).toBe(true);
  expect(waives(PoolAdvertising.byOthers())).toBe(false);
  expect(waives(PoolAdvertising.layer2())).toBe(false);
});

test('what is wrong with an advertisement is reported on the pool, where it was said', () => {
  const advertise = PoolAdvertising.bgp({
    aggregationLength: 33,
    communities: [BgpCommunity.value('1')],
    peers: [BgpPeer.fromName('Tor')],
    nodeSelectors: [...selectors, ...selectors],
  });
  expect(problemsOf(pool(advertise))).toEqual([
    expect.stringContaining('[chart/edge] metallb.duplicate-entry: advertise.nodeSelectors: "zone=a" is there twice'),
    expect.stringContaining('[chart/edge] metallb.aggregation-length: advertise.aggregationLength: 33 is not a length of an IPv4 prefix'),
    expect.stringContaining('[chart/edge] name.syntax: advertise.peers[0]: "Tor" is not a valid name'),
    expect.stringContaining('[chart/edge] metallb.community: advertise.communities[0]: "1" is not a BGP community'),
  ]);
  expect(problemsOf(pool(PoolAdvertising.layer2({ interfaces: ['eth0', 'eth/0'] })))).toEqual([
    expect.stringContaining('[chart/edge] interface.name: advertise.interfaces[1]: "eth/0" is not a name of a network interface'),
  ]);
});
