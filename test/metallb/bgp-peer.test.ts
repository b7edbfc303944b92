import { ApiObject, App, Chart, Duration, JsonPatch } from 'cdk8s';
import { BasicAuthSecret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { LabelSelector } from '../../lib/core/label-selector';
import { Problems } from '../../lib/core/problems';
import { SecretRef } from '../../lib/core/secret-ref';
import { BfdProfile } from '../../lib/metallb/bfd-profile';
import { BgpPeer, BgpPeerProps } from '../../lib/metallb/bgp-peer';
import { PeerAsn } from '../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../lib/metallb/peer-endpoint';
import { documentOf, problemsOf } from '../support/charts';

const PEER: BgpPeerProps = { myAsn: 64512, peerAsn: PeerAsn.of(64513), endpoint: PeerEndpoint.address('10.0.0.1') };
const peer = (chart: Construct, props: Partial<BgpPeerProps> = {}) => new BgpPeer(chart, 'tor', { ...PEER, ...props });
const specOf = (props: Partial<BgpPeerProps>) => documentOf('BGPPeer', (chart) => peer(chart, props)).spec as unknown;
const problems = (props: Partial<BgpPeerProps>) => problemsOf((chart) => peer(chart, props));
const BASE = { myASN: 64512, peerASN: 64513, peerAddress: '10.0.0.1' };
const seconds = (amount: number) => Duration.seconds(amount);

test('the primary object can be patched', () => {
  const patched = documentOf('BGPPeer', (chart) => {
    ApiObject.of(peer(chart)).addJsonPatch(JsonPatch.add('/spec/peerPort', 1790));
  });
  expect(patched.spec).toEqual({ ...BASE, peerPort: 1790 });
});

test('a router at an address, and what is not said is left to MetalLB', () => {
  const { apiVersion, spec } = documentOf('BGPPeer', (chart) => peer(chart));
  expect(apiVersion).toBe('metallb.io/v1beta2');
  expect(spec).toEqual(BASE);
});

test.each<[Partial<BgpPeerProps>, object]>([
  [{ endpoint: PeerEndpoint.address('2001:db8::1', { port: 16384 }) }, { peerAddress: '2001:db8::1', peerPort: 16384 }],
  [{ endpoint: PeerEndpoint.unnumbered('eth0', { port: 1 }) }, { peerAddress: undefined, interface: 'eth0', peerPort: 1 }],
  [{ peerAsn: PeerAsn.dynamicInternal() }, { peerASN: undefined, dynamicASN: 'internal' }],
  [{ peerAsn: PeerAsn.dynamicExternal() }, { peerASN: undefined, dynamicASN: 'external' }],
  [
    { myAsn: 4294967295, localAsn: 1 },
    { myASN: 4294967295, localASN: 1 },
  ],
  [{ holdTime: seconds(0) }, { holdTime: '0s' }],
  [
    { holdTime: Duration.minutes(3), keepaliveTime: seconds(180) },
    { holdTime: '180s', keepaliveTime: '180s' },
  ],
  [{ keepaliveTime: seconds(21845) }, { keepaliveTime: '21845s' }],
  [{ connectTime: seconds(65535) }, { connectTime: '65535s' }],
  [{ ebgpMultiHop: true }, { ebgpMultiHop: true }],
  [
    { ebgpMultiHop: true, peerAsn: PeerAsn.dynamicExternal() },
    { peerASN: undefined, dynamicASN: 'external', ebgpMultiHop: true },
  ],
  [
    { ebgpMultiHop: false, peerAsn: PeerAsn.of(64512) },
    { peerASN: 64512, ebgpMultiHop: false },
  ],
  [
    { vrf: 'red', sourceAddress: '10.0.0.2', routerId: '10.0.0.3' },
    { vrf: 'red', sourceAddress: '10.0.0.2', routerID: '10.0.0.3' },
  ],
  [
    { gracefulRestart: true, dualStackAddressFamily: true },
    { enableGracefulRestart: true, dualStackAddressFamily: true },
  ],
  [{ nodeSelectors: [LabelSelector.of({ labels: { rack: '1' } })] }, { nodeSelectors: [{ matchLabels: { rack: '1' } }] }],
  [{ passwordSecret: SecretRef.fromName('tor') }, { passwordSecret: { name: 'tor' } }],
  [{ bfdProfile: BfdProfile.fromName('fast') }, { bfdProfile: 'fast' }],
  [
    { endpoint: PeerEndpoint.unnumbered('eth0'), sourceAddress: '2001:db8::2' },
    { peerAddress: undefined, interface: 'eth0', sourceAddress: '2001:db8::2' },
  ],
])('%#: %j', (props, fields) => {
  expect(problems(props)).toEqual([]);
  expect(specOf(props)).toEqual(JSON.parse(JSON.stringify({ ...BASE, ...fields })));
});

test.each<[Partial<BgpPeerProps>, string]>([
  [
    { myAsn: 0 },
    'metallb.asn: myAsn: 0 is not an AS number. Allowed: 1 to 4294967295, whole. Fix: write a whole number from 1 to 4294967295.',
  ],
  [{ myAsn: 4294967296 }, 'metallb.asn: myAsn: 4294967296 is not an AS number'],
  [{ peerAsn: PeerAsn.of(0) }, 'metallb.asn: peerAsn: 0 is not an AS number'],
  [{ localAsn: 0 }, 'metallb.asn: localAsn: 0 is not an AS number'],
  [
    { peerAsn: PeerAsn.of(64512), ebgpMultiHop: true },
    'metallb.ibgp-multihop: ebgpMultiHop: a router of the same AS takes no ebgpMultiHop: sessions inside an AS may span hops anyway. ' +
      'Fix: drop ebgpMultiHop.',
  ],
  [{ peerAsn: PeerAsn.dynamicInternal(), ebgpMultiHop: true }, 'metallb.ibgp-multihop: ebgpMultiHop: '],
  [{ endpoint: PeerEndpoint.address('10.0.0.300') }, 'address.syntax: endpoint: "10.0.0.300" is not an IP address'],
  [
    { endpoint: PeerEndpoint.address('fe80::1%eth0') },
    'address.zone: endpoint: "fe80::1%eth0" carries a zone, which MetalLB does not read. ' +
      'Fix: write PeerEndpoint.unnumbered("eth0") for the router at the other end of that link.',
  ],
  [
    { endpoint: PeerEndpoint.address('10.0.0.1', { port: 16385 }) },
    'metallb.peer-port: endpoint.port: 16385 is not a port of a BGP peer. Allowed: 1 to 16384, whole.',
  ],
  [{ endpoint: PeerEndpoint.unnumbered('eth0', { port: 0 }) }, 'metallb.peer-port: endpoint.port: 0 is not a port of a BGP peer'],
  [
    { endpoint: PeerEndpoint.unnumbered('eth0:1') },
    'interface.name: endpoint: "eth0:1" is not a name of a network interface. ' +
      'Allowed: 1 to 15 characters without spaces, "/" and ":". Fix: write it as "ip link" shows it.',
  ],
  [{ vrf: 'a-vrf-of-sixteen' }, 'interface.name: vrf: "a-vrf-of-sixteen" is not a name'],
  [{ holdTime: seconds(2) }, 'metallb.timers: holdTime: 2 s is too short for a hold time. Allowed: 0, or 3 to 65535 s.'],
  [{ holdTime: Duration.millis(3500) }, 'metallb.timers: holdTime: 3.5 s is not a hold time. Allowed: 0 to 65535 s, whole.'],
  [{ holdTime: seconds(65536) }, 'metallb.timers: holdTime: 65536 s is not a hold time'],
  [
    { holdTime: seconds(3), keepaliveTime: seconds(4) },
    'metallb.timers: keepaliveTime: 4 s is longer than the hold time, 3 s. Fix: write a third of the hold time, or less.',
  ],
  [{ keepaliveTime: seconds(21846) }, 'metallb.timers: keepaliveTime: 21846 s is longer than a third of the longest hold time, 65535 s'],
  [
    { connectTime: seconds(0) },
    'metallb.connect-time: connectTime: 0 s is not a time to wait for a connection. Allowed: 1 to 65535 s, whole.',
  ],
  [{ connectTime: Duration.millis(1500) }, 'metallb.connect-time: connectTime: 1.5 s is not'],
  [{ sourceAddress: '10.0.0' }, 'address.syntax: sourceAddress: "10.0.0" is not an IP address'],
  [
    { sourceAddress: '2001:db8::2' },
    'metallb.source-address: sourceAddress: "2001:db8::2" is IPv6, and the router is at "10.0.0.1". Allowed: an IPv4 address. ' +
      'Fix: write an IPv4 address of the node.',
  ],
  [
    { endpoint: PeerEndpoint.address('2001:db8::1'), sourceAddress: '10.0.0.2' },
    'metallb.source-address: sourceAddress: "10.0.0.2" is IPv4',
  ],
  [{ routerId: '2001:db8::1' }, 'metallb.router-id: routerId: "2001:db8::1" is not 32 bits long. Allowed: an IPv4 address.'],
  [{ routerId: '1' }, 'address.syntax: routerId: "1" is not an IP address'],
  [{ bfdProfile: BfdProfile.fromName('Fast') }, 'name.syntax: bfdProfile: "Fast" is not a valid name'],
  [{ passwordSecret: SecretRef.fromName('Tor') }, 'name.syntax: passwordSecret: "Tor" is not a valid name'],
  [{ nodeSelectors: [] }, 'metallb.empty-list: nodeSelectors: the list is empty'],
  [{ nodeSelectors: [LabelSelector.of({}), LabelSelector.of({})] }, 'metallb.duplicate-entry: nodeSelectors: "" is there twice'],
])('%#: %j', (props, message) => {
  expect(problems(props)).toEqual([expect.stringContaining(`[chart/tor] ${message}`)]);
});

describe('a password', () => {
  const metadata = { name: 'tor', namespace: 'metallb-system' };

  test('is read from a Secret of cdk8s-plus', () => {
    const build = (chart: Construct) => {
      const made = new BasicAuthSecret(chart, 'secret', { metadata, username: 'bgp', password: 'secret' });
      return peer(chart, { passwordSecret: SecretRef.fromSecret(made) });
    };
    expect(problemsOf(build)).toEqual([]);
    expect(documentOf('BGPPeer', build).spec.passwordSecret).toEqual({ name: 'tor' });
  });

  test('cannot come from a construct without a Secret', () => {
    expect(problemsOf((chart) => peer(chart, { passwordSecret: SecretRef.fromSecret(new Construct(chart, 'empty')) }))).toEqual([
      expect.stringContaining('[chart/tor] reference.not-one: passwordSecret: "chart/empty" holds no Secret'),
    ]);
  });
});

test('what stands in another cluster is out of reach', () => {
  const app = new App({ outdir: '/nowhere' });
  const [lan, wan] = ['lan', 'wan'].map((id) => new Chart(new Cluster(app, id), 'chart'));
  const secret = new BasicAuthSecret(lan, 'secret', { metadata: { namespace: 'metallb-system' }, username: 'bgp', password: 'secret' });
  peer(wan, { bfdProfile: new BfdProfile(lan, 'fast'), passwordSecret: SecretRef.fromSecret(secret) });
  expect(Problems.of(wan).list()).toEqual(
    ['bfdProfile', 'passwordSecret'].map(
      (field) => expect.objectContaining({ id: 'reference.other-cluster', path: 'wan/chart/tor', field }) as unknown,
    ),
  );
});
