import { isDeepStrictEqual } from 'node:util';
import { Construct } from 'constructs';
import { LabelSelector } from '../../lib/core/label-selector';
import { BfdProfile } from '../../lib/metallb/bfd-profile';
import { BgpCommunity } from '../../lib/metallb/bgp-community';
import { BgpPeer } from '../../lib/metallb/bgp-peer';
import { Community } from '../../lib/metallb/community';
import { MetalLbBgpAdvertisement } from '../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbL2Advertisement } from '../../lib/metallb/metallb-l2-advertisement';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { problemsOf } from '../support/charts';

// What a type checker refuses, and JavaScript and other languages let through: problems, and never a TypeError.

const any = (value: unknown): any => value;
const WRONG = [null, 5, '', 'text', true, {}, [], [null], [5], ['text'], [{}], Number.NaN, () => undefined];

const PEER = { myAsn: 64512, peerAsn: PeerAsn.of(64513), endpoint: PeerEndpoint.address('10.0.0.1') };
const COMMON = ['labels', 'namespace', 'install', 'name'];
const SELECTED = ['nodeSelectors', 'serviceSelectors'];
const BGP = ['aggregationLength', 'aggregationLengthV6', 'localPref', 'communities', 'peers', ...SELECTED];

interface Kind {
  readonly make: (scope: Construct, props: any) => Construct;
  readonly right: object;
  readonly fields: readonly string[];
}

const KINDS: Record<string, Kind> = {
  'a pool': {
    make: (scope, props) => new MetalLbPool(scope, 'made', any(props)),
    right: { addresses: ['10.0.0.0/24'] },
    fields: [...COMMON, 'addresses', 'advertise', 'autoAssign', 'avoidBuggyIps', 'serviceAllocation'],
  },
  'a layer 2 advertisement': {
    make: (scope, props) => new MetalLbL2Advertisement(scope, 'made', any(props)),
    right: {},
    fields: [...COMMON, ...SELECTED, 'pools', 'poolSelectors', 'interfaces'],
  },
  'a BGP advertisement': {
    make: (scope, props) => new MetalLbBgpAdvertisement(scope, 'made', any(props)),
    right: {},
    fields: [...COMMON, ...BGP, 'pools', 'poolSelectors'],
  },
  'a pool with BGP': {
    make: (scope, props) => new MetalLbPool(scope, 'made', { addresses: ['10.0.0.0/24'], advertise: PoolAdvertising.bgp(any(props)) }),
    right: {},
    fields: BGP,
  },
  'the allocation of a pool': {
    make: (scope, props) => new MetalLbPool(scope, 'made', { addresses: ['10.0.0.0/24'], serviceAllocation: any(props) }),
    right: {},
    fields: ['priority', 'namespaces', 'namespaceSelectors', 'serviceSelectors'],
  },
  'a peer': {
    make: (scope, props) => new BgpPeer(scope, 'made', any(props)),
    right: PEER,
    fields: [
      ...COMMON,
      ...['myAsn', 'peerAsn', 'endpoint', 'nodeSelectors', 'holdTime', 'keepaliveTime', 'connectTime', 'ebgpMultiHop', 'vrf'],
      ...['sourceAddress', 'routerId', 'gracefulRestart', 'localAsn', 'dualStackAddressFamily', 'passwordSecret', 'bfdProfile'],
    ],
  },
  'a BFD profile': {
    make: (scope, props) => new BfdProfile(scope, 'made', any(props)),
    right: {},
    fields: [
      ...COMMON,
      ...['receiveInterval', 'transmitInterval', 'echoInterval', 'detectMultiplier', 'minimumTtl', 'echoMode', 'passiveMode'],
    ],
  },
  'a community': {
    make: (scope, props) => new Community(scope, 'made', any(props)),
    right: { aliases: {} },
    fields: [...COMMON, 'aliases'],
  },
};

// What of the wrong values is right for a field.
const RIGHT: Record<string, readonly unknown[]> = {
  labels: [{}],
  name: ['text'],
  namespace: ['text'],
  vrf: ['text'],
  aliases: [{}],
  serviceAllocation: [{}],
  autoAssign: [true],
  avoidBuggyIps: [true],
  ebgpMultiHop: [true],
  gracefulRestart: [true],
  dualStackAddressFamily: [true],
  echoMode: [true],
  passiveMode: [true],
  interfaces: [['text']],
  namespaces: [['text']],
  communities: [[]],
  localPref: [5],
  priority: [5],
  aggregationLength: [5],
  aggregationLengthV6: [5],
  myAsn: [5],
  localAsn: [5],
  detectMultiplier: [5],
  minimumTtl: [5],
};

describe.each(Object.entries(KINDS))('%s', (_, { make, right, fields }) => {
  const problems = (props: unknown) => problemsOf((chart) => make(chart, props));

  test('is right to begin with', () => {
    expect(problems(right)).toEqual([]);
  });

  test.each(fields)('has problems with every wrong %s', (field) => {
    for (const wrong of WRONG) {
      const found = problems({ ...right, [field]: wrong });
      const isRight = (RIGHT[field] ?? []).some((value) => isDeepStrictEqual(value, wrong));
      expect([wrong, found.length === 0]).toEqual([wrong, isRight]);
      found.forEach((line) => expect(line).toMatch(/^\[chart\/made\] [a-z]+\.[a-z0-9-]+: /));
    }
  });

  test('takes nothing for no props', () => {
    expect(() => problems(undefined)).not.toThrow();
  });
});

test.each<[unknown, string]>([
  [{ endpoint: PeerEndpoint.address(any(5)) }, 'input.type: endpoint: 5 is not a text'],
  [{ endpoint: PeerEndpoint.unnumbered(any(undefined)) }, 'input.type: endpoint: nothing is not a text'],
  [{ endpoint: PeerEndpoint.address('10.0.0.1', any('179')) }, 'input.type: endpoint: "179" is not a group of named values'],
  [{ endpoint: PeerEndpoint.address('10.0.0.1', any({ port: '179' })) }, 'metallb.peer-port: endpoint.port: "179" is not a port'],
  [{ peerAsn: PeerAsn.of(any('64512')) }, 'metallb.asn: peerAsn: "64512" is not an AS number'],
  [{ peerAsn: 64512 }, 'input.type: peerAsn: 64512 is not a PeerAsn'],
  [{ bfdProfile: 'fast' }, 'input.type: bfdProfile: "fast" is not a BfdProfile. Fix: pass a BfdProfile, or BfdProfile.fromName(…).'],
  [{ bfdProfile: BfdProfile.fromName(any(5)) }, 'input.type: bfdProfile: 5 is not a text'],
])('%#: a peer with %j', (props, message) => {
  expect(problemsOf((chart) => new BgpPeer(chart, 'made', any({ ...PEER, ...any(props) })))).toEqual([
    expect.stringContaining(`[chart/made] ${message}`),
  ]);
});

test('communities of texts that are none', () => {
  const communities = [BgpCommunity.value(any(5)), BgpCommunity.fromName(any(undefined))];
  expect(problemsOf((chart) => new MetalLbBgpAdvertisement(chart, 'made', { communities }))).toEqual([
    expect.stringContaining('[chart/made] input.type: communities[0]: 5 is not a text'),
    expect.stringContaining('[chart/made] input.type: communities[1]: nothing is not a text'),
  ]);
});

test.each([undefined, null])('a selector of %s chooses nothing, where it is used', (options) => {
  const nodeSelectors = [LabelSelector.of(any(options))];
  const message = expect.stringMatching(
    /^\[chart\/made\] input\.type: (advertise\.)?nodeSelectors\[0\]: (nothing|null) is not a group of named values/,
  );
  const found = (build: (chart: Construct) => Construct) => problemsOf((chart) => build(chart));
  expect(found((chart) => new MetalLbL2Advertisement(chart, 'made', { nodeSelectors }))).toEqual([message]);
  expect(found((chart) => new BgpPeer(chart, 'made', { ...PEER, nodeSelectors }))).toEqual([message]);
  const advertise = PoolAdvertising.bgp({ nodeSelectors });
  expect(found((chart) => new MetalLbPool(chart, 'made', { addresses: ['10.0.0.0/24'], advertise }))).toEqual([message]);
});

test('requests for addresses that are none', () => {
  const use = (chart: Construct) => {
    const pool = new MetalLbPool(chart, 'made', { addresses: ['10.0.0.0/24'] });
    [pool.reserve(any(undefined)), pool.share(any(5), any(5), any(null))].forEach((request) => expect(request).toBeDefined());
  };
  expect(problemsOf(use)).toEqual([
    expect.stringContaining('[chart/made] input.type: reserve(undefined): nothing is not a text'),
    expect.stringContaining('[chart/made] input.type: share(5): 5 is not a text'),
    expect.stringContaining('[chart/made] input.type: share(5, null): 5 is not a text'),
    expect.stringContaining('[chart/made] input.type: share(5, null): null is not a text'),
  ]);
});
