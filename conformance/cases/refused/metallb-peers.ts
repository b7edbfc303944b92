import { Chart, Duration } from 'cdk8s';
import { LabelExpression, LabelSelector } from '../../../lib/core/label-selector';
import { BfdProfile, BfdProfileProps } from '../../../lib/metallb/bfd-profile';
import { BgpPeer, BgpPeerProps } from '../../../lib/metallb/bgp-peer';
import { PeerAsn } from '../../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../../lib/metallb/peer-endpoint';
import { around, Expectation, Raw, RefusedCase, refused, silent } from './case';
import { metallb } from './documents';

// What one BGPPeer or BFDProfile cannot say (facts: MetalLB, BGPPeer and BFDProfile).

const made = (props: Partial<BgpPeerProps>) => (chart: Chart) =>
  new BgpPeer(chart, 'router', {
    myAsn: 64512,
    peerAsn: PeerAsn.of(64513),
    endpoint: PeerEndpoint.address('10.0.0.1'),
    ...props,
  });
const spec = around((fields) => metallb('BGPPeer', 'router', fields));
/** A peer of another AS with this in addition. */
const plus = (wrong: string, right: string): Raw =>
  spec(`myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1, ${wrong}`, `myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1, ${right}`);

interface Fault {
  readonly props: Partial<BgpPeerProps>;
  readonly problem: RefusedCase['problem'];
  readonly raw: Raw;
  readonly expect: Expectation;
}

const seconds = (amount: number): Duration => Duration.seconds(amount);
const noValues = LabelSelector.of({ expressions: [LabelExpression.isIn('rack', [])] });
const twice = LabelSelector.of({ expressions: [LabelExpression.isIn('rack', ['a', 'a'])] });
const rack = (operator: string): string => `nodeSelectors: [{ matchExpressions: [{ key: rack, ${operator} }] }]`;

const faults: Readonly<Record<string, Fault>> = {
  'an AS number of 0 for itself': {
    props: { myAsn: 0 },
    problem: ['metallb.asn', 'BgpPeer.myAsn'],
    raw: spec('myASN: 0, peerASN: 64513, peerAddress: 10.0.0.1', 'myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1'),
    expect: refused('missing local ASN'),
  },
  'an AS number of 0 for the other side': {
    props: { peerAsn: PeerAsn.of(0) },
    problem: ['metallb.asn', 'BgpPeer.peerAsn'],
    raw: spec('myASN: 64512, peerASN: 0, peerAddress: 10.0.0.1', 'myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1'),
    expect: refused('missing peer ASN and dynamicASN'),
  },
  'an AS number above 32 bits': {
    props: { localAsn: 4294967296 },
    problem: ['metallb.asn', 'BgpPeer.localAsn'],
    raw: plus('localASN: 4294967296', 'localASN: 4294967295'),
    expect: refused('should be less than or equal to 4294967295'),
  },
  'an address that is none': {
    props: { endpoint: PeerEndpoint.address('router') },
    problem: ['address.syntax', 'BgpPeer.endpoint'],
    raw: spec('myASN: 64512, peerASN: 64513, peerAddress: router', 'myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1'),
    expect: refused('invalid BGPPeer address "router"'),
  },
  'a source address that is none': {
    props: { sourceAddress: 'eth0' },
    problem: ['address.syntax', 'BgpPeer.sourceAddress'],
    raw: plus('sourceAddress: eth0', 'sourceAddress: 10.0.0.2'),
    expect: refused('invalid source IP "eth0"'),
  },
  'a source address of the other IP family, from which the router cannot be reached': {
    props: { sourceAddress: 'fd00::2' },
    problem: ['metallb.source-address', 'BgpPeer.sourceAddress'],
    raw: plus('sourceAddress: "fd00::2"', 'sourceAddress: 10.0.0.2'),
    expect: silent(),
  },
  'a router ID that is no address': {
    props: { routerId: 'one' },
    problem: ['address.syntax', 'BgpPeer.routerId'],
    raw: plus('routerID: one', 'routerID: 10.0.0.2'),
    expect: refused('invalid router ID "one"'),
  },
  'a router ID of IPv6, which has 32 bits': {
    props: { routerId: 'fd00::1' },
    problem: ['metallb.router-id', 'BgpPeer.routerId'],
    raw: plus('routerID: "fd00::1"', 'routerID: 10.0.0.2'),
    expect: silent(),
  },
  'a name that no interface can have': {
    props: { endpoint: PeerEndpoint.unnumbered('an interface') },
    problem: ['interface.name', 'BgpPeer.endpoint'],
    raw: spec('myASN: 64512, peerASN: 64513, interface: an interface', 'myASN: 64512, peerASN: 64513, interface: eth0'),
    expect: silent(),
  },
  'several hops inside one AS': {
    props: { peerAsn: PeerAsn.of(64512), ebgpMultiHop: true },
    problem: ['metallb.ibgp-multihop', 'BgpPeer.ebgpMultiHop'],
    raw: spec(
      'myASN: 64512, peerASN: 64512, peerAddress: 10.0.0.1, ebgpMultiHop: true',
      'myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1, ebgpMultiHop: true',
    ),
    expect: refused('invalid ebgp-multihop parameter set for an ibgp peer'),
  },
  'several hops inside one AS, whichever it is': {
    props: { peerAsn: PeerAsn.dynamicInternal(), ebgpMultiHop: true },
    problem: ['metallb.ibgp-multihop', 'BgpPeer.ebgpMultiHop'],
    raw: spec(
      'myASN: 64512, dynamicASN: internal, peerAddress: 10.0.0.1, ebgpMultiHop: true',
      'myASN: 64512, dynamicASN: external, peerAddress: 10.0.0.1, ebgpMultiHop: true',
    ),
    expect: silent(),
  },
  'a hold time under 3 seconds': {
    props: { holdTime: seconds(2) },
    problem: ['metallb.timers', 'BgpPeer.holdTime'],
    raw: plus('holdTime: 2s', 'holdTime: 3s'),
    expect: refused('must be 0 or >=3s'),
  },
  'a keepalive time above the hold time': {
    props: { holdTime: seconds(9), keepaliveTime: seconds(10) },
    problem: ['metallb.timers', 'BgpPeer.keepaliveTime'],
    raw: plus('holdTime: 9s, keepaliveTime: 10s', 'holdTime: 9s, keepaliveTime: 3s'),
    expect: refused('invalid keepaliveTime'),
  },
  'no time to connect': {
    props: { connectTime: seconds(0) },
    problem: ['metallb.connect-time', 'BgpPeer.connectTime'],
    raw: plus('connectTime: 0s', 'connectTime: 1s'),
    expect: refused('connect time should be between 1 seconds to 65535'),
  },
  'a port above 16384': {
    props: { endpoint: PeerEndpoint.address('10.0.0.1', { port: 16385 }) },
    problem: ['metallb.peer-port', 'BgpPeer.endpoint.port'],
    raw: plus('peerPort: 16385', 'peerPort: 16384'),
    expect: refused('should be less than or equal to 16384'),
  },
  'a selector of no values': {
    props: { nodeSelectors: [noValues] },
    problem: ['label.no-values', 'BgpPeer.nodeSelectors[0].expressions[0]'],
    raw: plus(rack('operator: In, values: []'), rack('operator: Exists')),
    expect: refused("for 'in', 'notin' operators, values set can't be empty"),
  },
  'a selector of one value twice': {
    props: { nodeSelectors: [twice] },
    problem: ['metallb.duplicate-entry', 'BgpPeer.nodeSelectors[0].expressions'],
    raw: plus(rack('operator: In, values: [a, a]'), rack('operator: In, values: [a, b]')),
    expect: refused('duplicate definition of match expression value'),
  },
};

const bfd = around((fields) => metallb('BFDProfile', 'fast', fields));
const ranges: Readonly<Record<string, [BfdProfileProps, string, string]>> = {
  receiveInterval: [{ receiveInterval: Duration.millis(9) }, 'receiveInterval: 9', 'receiveInterval: 10'],
  transmitInterval: [{ transmitInterval: Duration.millis(60001) }, 'transmitInterval: 60001', 'transmitInterval: 60000'],
  echoInterval: [{ echoInterval: Duration.millis(9) }, 'echoInterval: 9', 'echoInterval: 10'],
  detectMultiplier: [{ detectMultiplier: 1 }, 'detectMultiplier: 1', 'detectMultiplier: 2'],
  minimumTtl: [{ minimumTtl: 255 }, 'minimumTtl: 255', 'minimumTtl: 254'],
};

export const metallbPeers: readonly RefusedCase[] = [
  ...Object.entries(faults).map(([name, { props, ...more }]): RefusedCase => ({
    name: `BGP peer: ${name}`,
    ours: made(props),
    ask: 'kube',
    ...more,
  })),
  ...Object.entries(ranges).map(([field, [props, wrong, right]]): RefusedCase => ({
    name: `BFD profile: ${field} out of its range`,
    ours: (chart) => new BfdProfile(chart, 'fast', props),
    problem: ['metallb.bfd-range', `BfdProfile.${field}`],
    ask: 'kube',
    raw: bfd(wrong, right),
    expect: refused(field),
  })),
];
