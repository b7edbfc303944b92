import { Testing } from 'cdk8s';
import { Problems } from '../../lib/core/problems';
import { MetalLbLegacyConfig } from '../../lib/metallb/metallb-legacy-config';
import { chartWith, problemsOf } from '../support/charts';

const parse = (text: string) => MetalLbLegacyConfig.parse(text);
const notCarried = (text: string) => parse(text).notCarried;
const documentsOf = (text: string) => Testing.synth(chartWith((chart) => parse(text).addTo(chart))) as Record<string, any>[];
const specOf = (kind: string, text: string) => documentsOf(text).find((document) => document.kind === kind)?.spec;

const configMap = (config: string, namespace = 'metallb-system') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n  namespace: ${namespace}\ndata:\n  config: |\n${config.replace(/^/gm, '    ')}`;

const LEFT_OUT = 'peers[0].node-selectors: not all of them can be read, and others would choose other nodes, so the peer is left out';

describe('a peer is never one for other nodes than it was', () => {
  test.each([
    ['5', 'peers[0].node-selectors: 5 is not a list'],
    ['[ x ]', 'peers[0].node-selectors[0]: "x" is not a group of named values'],
    ['[ { matchLabels: { a: b } } ]', 'peers[0].node-selectors[0].matchLabels: MetalLB has no such key'],
    ['[ { match-labels: x } ]', 'peers[0].node-selectors[0].match-labels: "x" is not a group of named values'],
    [
      '[ { match-expressions: [ { key: a, operator: in, values: [ b ] } ] } ]',
      'peers[0].node-selectors[0].match-expressions[0].operator: "in" is no operator',
    ],
    [
      '[ { match-expressions: [ { key: a, operator: NotIn, values: [ b, 5 ] } ] } ]',
      'peers[0].node-selectors[0].match-expressions[0].values[1]: 5 is not a text',
    ],
  ])('node-selectors: %s', (selectors, what) => {
    const text = `peers:\n- { my-asn: 1, peer-asn: 2, peer-address: 10.0.0.1, node-selectors: ${selectors} }\n- { my-asn: 1, peer-asn: 3, peer-address: 10.0.0.2 }`;
    expect(notCarried(text)).toEqual([what, LEFT_OUT]);
    expect(documentsOf(text).map(({ metadata }) => metadata.name)).toEqual(['peer2']);
  });
});

describe('what is not carried is said with its place', () => {
  const pool = (more: string) => `address-pools:\n- { name: lan, protocol: layer2, addresses: [ 10.0.0.0/28 ]${more} }`;
  test.each([
    [pool(', colour: red'), 'address-pools[0].colour: MetalLB has no such key'],
    [`${pool('')}\npeer-autodiscovery: { from-labels: [] }`, 'peer-autodiscovery: MetalLB has no such key'],
    [pool(', auto-assign: maybe'), 'address-pools[0].auto-assign: "maybe" is not true or false'],
    ['address-pools: lan', 'address-pools: "lan" is not a list'],
    ['address-pools: [ lan ]', 'address-pools[0]: "lan" is not a group of named values'],
    [
      'address-pools:\n- { name: lan, protocol: l2, addresses: [ 10.0.0.0/28 ] }',
      'address-pools[0].protocol: "l2" is no protocol, so the pool is not advertised',
    ],
    [pool(', bgp-advertisements: [ { localpref: 5 } ]'), 'address-pools[0].bgp-advertisements: the pool is not advertised by BGP'],
    [
      'address-pools:\n- { name: lan, protocol: bgp, addresses: [ 10.0.0.0/28 ], bgp-advertisements: [ { localpref: -1, x: y } ] }',
      'address-pools[0].bgp-advertisements[0].localpref: -1 is not a whole number from 0',
      'address-pools[0].bgp-advertisements[0].x: MetalLB has no such key',
    ],
    [
      'address-pools:\n- { name: My_Pool, protocol: layer2, addresses: [ 10.0.0.0/28, 5 ] }',
      'address-pools[0].name: "My_Pool" becomes "my-pool", as objects have to be named; whoever names it has to follow',
      'address-pools[0].addresses[1]: 5 is not a text',
    ],
    [
      'address-pools:\n- { name: a, protocol: layer2, addresses: [ 10.0.0.0/28 ] }\n- { name: A, protocol: layer2, addresses: [ 10.0.1.0/28 ] }\n' +
        '- { protocol: layer2, addresses: [ 10.0.2.0/28 ] }',
      'address-pools[1].name: "A" becomes "a-2", as objects have to be named; whoever names it has to follow',
      'address-pools[2].name: nothing becomes "pool3", as objects have to be named; whoever names it has to follow',
    ],
    [
      'peers:\n- { my-asn: 1, peer-asn: 2, peer-address: 10.0.0.1, password: hidden, hold-time: soon, node-selectors: [ { match-labels: { a: 5 }, ' +
        'match-expressions: [ { key: a, operator: Is } ] } ] }',
      'peers[0].password: it is plain text: put it under the key "password" of a Secret "peer1-password" of type "kubernetes.io/basic-auth" ' +
        'in the namespace of MetalLB',
      'peers[0].node-selectors[0].match-labels.a: 5 is not a text',
      'peers[0].node-selectors[0].match-expressions[0].operator: "Is" is no operator',
      LEFT_OUT,
      'peers[0].hold-time: "soon" is not a time such as "90s"',
    ],
    ['bgp-communities: { a: 5 }', 'bgp-communities.a: 5 is not a text'],
    [`${configMap(pool(''))}\n  other: x`, 'data.other: MetalLB read the key "config" only'],
  ])('%s', (text, ...what) => {
    expect(notCarried(text)).toEqual(what);
  });

  test('keys without a value are left out, as Go read them', () => {
    expect(notCarried('address-pools:\npeers: ~\nbgp-communities: { }')).toEqual([]);
  });

  test('each is a warning that can be acknowledged', () => {
    chartWith((chart) => {
      parse(pool(', colour: red')).addTo(chart);
      expect(Problems.of(chart).list()).toEqual([
        {
          id: 'metallb.legacy-not-carried',
          severity: 'warning',
          path: 'chart/metallb-legacy',
          what: 'address-pools[0].colour: MetalLB has no such key',
          fix: 'say it in another way where it matters, and acknowledge the warning',
        },
      ]);
    });
  });

  test('a password is never repeated, and its Secret is asked for', () => {
    const peerWith = (password: string) => `peers:\n- { my-asn: 1, peer-asn: 2, peer-address: 10.0.0.1, password: ${password} }`;
    for (const text of ['"hidden"', '98765', '[ hidden ]'].map(peerWith)) {
      expect(JSON.stringify([documentsOf(text), notCarried(text)])).not.toMatch(/hidden|98765/);
      expect(notCarried(text)).toEqual([expect.stringContaining('peers[0].password: it is plain text')]);
    }
    expect(specOf('BGPPeer', peerWith('hidden')).passwordSecret).toEqual({ name: 'peer1-password' });
  });

  test('a BFD profile that was renamed keeps its peers', () => {
    const text = 'peers:\n- { my-asn: 1, peer-asn: 2, peer-address: 10.0.0.1, bfd-profile: My_Profile }\nbfd-profiles:\n- name: My_Profile';
    expect(specOf('BGPPeer', text).bfdProfile).toBe('my-profile');
  });
});

describe('what the objects refuse is a problem of theirs', () => {
  test.each([
    ['address-pools:\n- { name: lan, protocol: layer2, addresses: [ 10.0.0.5 ] }', 'pools/lan] address.bare'],
    ['address-pools:\n- { name: lan, protocol: layer2 }', 'pools/lan] metallb.pool-empty'],
    ['peers:\n- { peer-asn: 2, peer-address: 10.0.0.1 }', 'peers/peer1] metallb.asn: myAsn: 0 is not an AS number'],
    ['peers:\n- { my-asn: 1, peer-asn: 2 }', 'peers/peer1] address.syntax'],
    ['bgp-communities: { a: b }', 'communities/communities] metallb.community'],
    ['bfd-profiles:\n- { name: a, receive-interval: 5 }', 'bfd-profiles/a] metallb.bfd-range'],
  ])('%s', (text, problem) => {
    expect(problemsOf((chart) => parse(text).addTo(chart))).toEqual([expect.stringContaining(`[chart/metallb-legacy/${problem}`)]);
  });
});
