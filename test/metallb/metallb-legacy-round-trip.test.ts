import { Chart, Duration, Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { LabelExpression, LabelSelector } from '../../lib/core/label-selector';
import { BfdProfile } from '../../lib/metallb/bfd-profile';
import { BgpCommunity } from '../../lib/metallb/bgp-community';
import { BgpPeer } from '../../lib/metallb/bgp-peer';
import { Community } from '../../lib/metallb/community';
import { MetalLbLegacyConfig } from '../../lib/metallb/metallb-legacy-config';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { chartWith, problemsOf } from '../support/charts';

const SEED = 13;
const CASES = 60;

/** The minimal standard of Park and Miller: the same numbers everywhere. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}
const random = randomNumbers(SEED);
const oneOf = <T>(...choices: T[]): T => choices[random(choices.length)];
/** A group with each field there or not, decided for each. */
const some = (fields: Record<string, () => unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(() => random(2) === 0)
      .map(([key, make]) => [key, make()]),
  );
const listOf = <T>(most: number, make: (index: number) => T, least = 0): T[] =>
  Array.from({ length: least + random(most + 1 - least) }, (_, index) => make(index));

const ALIASES = ['no-export', 'black.hole', 'lan_only'];
const community = () => `${random(65536)}:${random(65536)}`;

function randomSelector(): unknown {
  const expressions = [
    { key: 'kubernetes.io/arch', operator: oneOf('In', 'NotIn'), values: listOf(3, (index) => `arch-${index}`, 1) },
    { key: 'edge', operator: oneOf('Exists', 'DoesNotExist') },
  ];
  const selector = some({ 'match-labels': () => ({ rack: `r${random(1000)}` }), 'match-expressions': () => expressions.slice(random(2)) });
  return Object.keys(selector).length === 0 ? { 'match-labels': { zone: `z${random(1000)}` } } : selector;
}

function randomPeer(index: number, profiles: readonly { name: string }[]): unknown {
  const family = oneOf({ peer: `10.9.${index}.1`, own: '10.9.0.250' }, { peer: `2001:db8:9:${index}::1`, own: '2001:db8:9::250' });
  return {
    'peer-address': family.peer,
    'peer-asn': 1 + random(2147483646),
    'my-asn': 64512 + index,
    'hold-time': oneOf('0s', '3s', '90s', '180s'),
    ...some({
      'peer-port': () => 1 + random(16384),
      'source-address': () => family.own,
      'router-id': () => '1.2.3.4',
      'ebgp-multihop': () => oneOf(true, false),
      'node-selectors': () => [randomSelector()],
    }),
    ...(profiles.length > 0 && random(2) === 0 && { 'bfd-profile': profiles[random(profiles.length)].name }),
  };
}

function randomPool(index: number, aliases: readonly string[]): unknown {
  const addresses = oneOf([`10.0.${index}.0/24`], [`10.0.${index}.5-10.0.${index}.77`, `2001:db8:${index}::/64`]);
  const advertisements = listOf(
    3,
    (rank) => ({
      localpref: 10 + rank,
      ...some({
        'aggregation-length': () => 32,
        'aggregation-length-v6': () => 128,
        communities: () => [community(), ...aliases.slice(random(aliases.length + 1))],
      }),
    }),
    1,
  );
  const way = oneOf<object>({ protocol: 'layer2' }, { protocol: 'bgp' }, { protocol: 'bgp', 'bgp-advertisements': advertisements });
  const flags = some({ 'auto-assign': () => oneOf(true, false), 'avoid-buggy-ips': () => oneOf(true, false) });
  return { name: `pool-${index}.x`, ...way, addresses, ...flags };
}

function randomConfig(): Record<string, unknown> {
  const aliases = ALIASES.slice(random(ALIASES.length + 1));
  const profiles = listOf(2, (index) => ({
    name: `bfd-${index}`,
    ...some({
      'receive-interval': () => 10 + random(59991),
      'transmit-interval': () => 10 + random(59991),
      'echo-interval': () => 10 + random(59991),
      'detect-multiplier': () => 2 + random(254),
      'echo-mode': () => oneOf(true, false),
      'passive-mode': () => oneOf(true, false),
      'minimum-ttl': () => 1 + random(254),
    }),
  }));
  const sections = {
    'address-pools': listOf(4, (index) => randomPool(index, aliases), 1),
    peers: listOf(3, (index) => randomPeer(index, profiles), 1),
    'bgp-communities': Object.fromEntries(aliases.map((alias) => [alias, community()])),
    'bfd-profiles': profiles,
  };
  return Object.fromEntries(Object.entries(sections).filter(([, content]) => Object.keys(content).length > 0));
}

/** From a configuration to objects and back again. */
function roundTrip(text: string): { config: unknown; documents: unknown[]; notCarried: string[] } {
  const model = MetalLbLegacyConfig.parse(text);
  const documents = Testing.synth(chartWith((chart) => new MetalLbLegacyConfig(chart, 'legacy', model.addTo(chart))));
  const written = documents.filter(({ kind }) => kind === 'ConfigMap');
  const others = documents.filter(({ kind }) => kind !== 'ConfigMap');
  return { config: parse(written[0].data.config as string), documents: others, notCarried: model.notCarried };
}

test(`${CASES} random configurations come back as they were, seed ${SEED}`, () => {
  const seen = new Set<string>();
  for (let count = 0; count < CASES; count++) {
    const config = randomConfig();
    const text = Yaml.stringify(config);
    Object.keys(config).forEach((section) => seen.add(section));
    const inConfigMap = oneOf(text, Yaml.stringify({ apiVersion: 'v1', kind: 'ConfigMap', data: { config: text } }));
    const there = roundTrip(inConfigMap);
    expect(there.config).toEqual(config);
    expect(there.notCarried).toEqual([]);
    // And the objects of what came back are the same objects.
    expect(roundTrip(Yaml.stringify(there.config)).documents).toEqual(there.documents);
  }
  expect([...seen].sort()).toEqual(['address-pools', 'bfd-profiles', 'bgp-communities', 'peers']);
});

test('objects of a program come back as they were', () => {
  const build = (chart: Chart) => {
    const own = new Community(chart, 'communities', { aliases: { blackhole: '64512:666' } });
    const fast = new BfdProfile(chart, 'fast', { receiveInterval: Duration.millis(100), passiveMode: true });
    const nodeSelectors = [LabelSelector.of({ labels: { rack: 'a' }, expressions: [LabelExpression.exists('edge')] })];
    const timers = { holdTime: Duration.minutes(3), keepaliveTime: Duration.minutes(1) };
    const endpoint = PeerEndpoint.address('192.168.1.1', { port: 1179 });
    const peer = new BgpPeer(chart, 'peer1', {
      myAsn: 64512,
      peerAsn: PeerAsn.of(64513),
      endpoint,
      bfdProfile: fast,
      nodeSelectors,
      ...timers,
    });
    const communities = [own.alias('blackhole'), BgpCommunity.value('65535:65281')];
    const wan = new MetalLbPool(chart, 'wan', {
      addresses: ['203.0.113.0/28', '2001:db8::10-2001:db8::20'],
      avoidBuggyIps: true,
      advertise: PoolAdvertising.bgp({ aggregationLength: 28, localPref: 50, communities }),
    });
    const lan = new MetalLbPool(chart, 'lan', { addresses: ['192.168.1.240/28'], autoAssign: false });
    return { pools: [wan, lan], peers: [peer], communities: [own], bfdProfiles: [fast] };
  };
  const documents = Testing.synth(chartWith((chart) => new MetalLbLegacyConfig(chart, 'legacy', build(chart))));
  const { config } = documents.find(({ kind }) => kind === 'ConfigMap').data;
  const back = roundTrip(config as string);
  const sorted = (objects: unknown[]) => objects.map((object) => JSON.stringify(object)).sort();
  expect(back.notCarried).toEqual([]);
  expect(sorted(back.documents)).toEqual(sorted(documents.filter(({ kind }) => kind !== 'ConfigMap')));
  expect(problemsOf((chart) => new MetalLbLegacyConfig(chart, 'legacy', MetalLbLegacyConfig.parse(config as string).addTo(chart)))).toEqual(
    [],
  );
});
