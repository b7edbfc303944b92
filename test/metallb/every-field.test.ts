import { Chart, Duration, Testing } from 'cdk8s';
import {
  BfdProfile,
  BgpCommunity,
  BgpPeer,
  Community,
  LabelExpression,
  LabelSelector,
  MetalLbBgpAdvertisement,
  MetalLbL2Advertisement,
  MetalLbPool,
  PeerAsn,
  PeerEndpoint,
  PoolAdvertising,
  SecretRef,
} from '../../lib';
import { chartWith } from '../support/charts';
import { Json } from '../support/dist';
import { fieldsOfKinds, isSaid } from '../support/schema-fields';

// Whether MetalLB can be told all that it can be told, through the public API alone. `docs/metallb.md` has the same exceptions.
const NOT_OFFERED: Record<string, string> = {
  'BGPPeer.disableMP': 'deprecated and without effect, and the webhook skips every check of a peer that sets it',
  'BGPPeer.password': 'plain text in Git; passwordSecret is what to use',
  'BGPPeer.passwordSecret.namespace': 'MetalLB looks in its own namespace, whatever is written here',
};

const selector = LabelSelector.of({ labels: { zone: 'a' }, expressions: [LabelExpression.isIn('rack', ['1', '2'])] });
const selectors = { nodeSelectors: [selector], serviceSelectors: [selector] };

function everything(chart: Chart): void {
  const advertise = PoolAdvertising.byOthers();
  const serviceAllocation = { priority: 1, namespaces: ['shop'], namespaceSelectors: [selector], serviceSelectors: [selector] };
  const pool = new MetalLbPool(chart, 'pool', {
    addresses: ['10.0.0.0/24'],
    autoAssign: false,
    avoidBuggyIps: true,
    serviceAllocation,
    advertise,
  });
  const pools = { pools: [pool], poolSelectors: [selector] };
  new MetalLbL2Advertisement(chart, 'l2', { ...pools, ...selectors, interfaces: ['eth0'] });
  const community = new Community(chart, 'community', { aliases: { 'no-export': '65535:65281' } });
  const bfdProfile = new BfdProfile(chart, 'bfd', {
    receiveInterval: Duration.millis(100),
    transmitInterval: Duration.millis(100),
    echoInterval: Duration.millis(100),
    detectMultiplier: 3,
    minimumTtl: 254,
    echoMode: false,
    passiveMode: true,
  });
  const peers = [addressed(chart, bfdProfile), unnumbered(chart)];
  new MetalLbBgpAdvertisement(chart, 'bgp', {
    ...pools,
    ...selectors,
    aggregationLength: 32,
    aggregationLengthV6: 128,
    localPref: 100,
    communities: [community.alias('no-export'), BgpCommunity.value('64512:1')],
    peers,
  });
}

function addressed(chart: Chart, bfdProfile: BfdProfile): BgpPeer {
  return new BgpPeer(chart, 'addressed', {
    myAsn: 64512,
    localAsn: 64514,
    peerAsn: PeerAsn.of(64513),
    endpoint: PeerEndpoint.address('10.0.0.1', { port: 179 }),
    nodeSelectors: [selector],
    holdTime: Duration.seconds(90),
    keepaliveTime: Duration.seconds(30),
    connectTime: Duration.seconds(10),
    ebgpMultiHop: true,
    vrf: 'red',
    sourceAddress: '10.0.0.2',
    routerId: '10.0.0.2',
    gracefulRestart: true,
    dualStackAddressFamily: true,
    passwordSecret: SecretRef.fromName('tor'),
    bfdProfile,
  });
}

function unnumbered(chart: Chart): BgpPeer {
  return new BgpPeer(chart, 'unnumbered', { myAsn: 64512, peerAsn: PeerAsn.dynamicExternal(), endpoint: PeerEndpoint.unnumbered('eth0') });
}

const all = fieldsOfKinds('metallb.io.yaml');
const fields = [...all.values()].flat();
const rendered = Testing.synth(chartWith(everything)) as Json[];

test('the schema has six kinds', () => {
  expect([...all.keys()].sort()).toEqual(['BFDProfile', 'BGPAdvertisement', 'BGPPeer', 'Community', 'IPAddressPool', 'L2Advertisement']);
  expect(fields).toContain('IPAddressPool.serviceAllocation.serviceSelectors.matchExpressions.values');
});

test.each(fields)('%s can be said, or there is a reason', (field) => {
  expect(isSaid(field, rendered)).toBe(!(field in NOT_OFFERED));
});

test('each reason is for a field of the schema', () => {
  expect(fields).toEqual(expect.arrayContaining(Object.keys(NOT_OFFERED)));
});
