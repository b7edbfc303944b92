import { MetalLbLegacyConfig } from '../../lib/metallb/metallb-legacy-config';
import { chartWith } from '../support/charts';

const parse = (text: string) => MetalLbLegacyConfig.parse(text);

describe('what cannot be read is refused with the reason', () => {
  test('the message', () => {
    expect(() => parse('a: [')).toThrow(
      /^metallb\.legacy-unreadable: this is no configuration of MetalLB before 0\.13: .+\. Fix: pass the YAML of the ConfigMap that MetalLB read before 0\.13, or the text under its key "config"\.$/,
    );
  });

  test.each([
    ['', 'the text holds nothing, not a group of named values'],
    ['lan', 'the text holds "lan", not a group of named values'],
    ['[]', 'the text holds [], not a group of named values'],
    ['colour: red', 'it has none of address-pools, peers, bgp-communities, bfd-profiles'],
    ['kind: Deployment', 'it is of kind "Deployment"'],
    ['kind: ConfigMap', 'the ConfigMap has no text under its key "config"'],
    ['kind: ConfigMap\ndata: 5', 'the ConfigMap has no text under its key "config"'],
    ['kind: ConfigMap\ndata: { config: { } }', 'the ConfigMap has no text under its key "config"'],
    ['kind: ConfigMap\ndata: { config: x }', 'the text under "config" holds "x", not a group of named values'],
    ['peers:\npeers:', 'Map keys must be unique'],
    ['peers: []\n---\npeers: []', 'Source contains multiple documents'],
    ['peers: *a', 'Unresolved alias'],
  ])('%j', (text, reason) => {
    expect(() => parse(text)).toThrow(`metallb.legacy-unreadable: this is no configuration of MetalLB before 0.13: ${reason}`);
  });

  test.each([[undefined], [null], [5], [{}]])('%j', (text: any) => expect(() => parse(text)).toThrow(/^input\.type: /));
});

test('no YAML of the right kind is too odd to carry', () => {
  const odd = [
    '~',
    '5',
    'x',
    '[]',
    '{}',
    '[ ~ ]',
    '[ x ]',
    '[ { } ]',
    '{ a: ~ }',
    '[ [ ] ]',
    '-1',
    '1.5',
    '"__proto__"',
    '{ __proto__: 5 }',
    'yes',
  ];
  const keys = ['name', 'protocol', 'addresses', 'auto-assign', 'bgp-advertisements', 'my-asn', 'peer-asn', 'peer-address', 'peer-port'];
  const others = ['hold-time', 'node-selectors', 'bfd-profile', 'password', 'receive-interval', 'echo-mode', 'source-address', '__proto__'];
  const inner = ['match-labels', 'match-expressions', 'communities', 'localpref'];
  for (const value of odd) {
    const texts = [
      ...['address-pools', 'peers', 'bgp-communities', 'bfd-profiles'].flatMap((section) => [
        `${section}: ${value}`,
        ...[...keys, ...others].map((key) => `${section}: [ { ${key}: ${value} } ]`),
        ...inner.map(
          (key) =>
            `${section}: [ { protocol: bgp, bgp-advertisements: [ { ${key}: ${value} } ], node-selectors: [ { ${key}: ${value} } ] } ]`,
        ),
      ]),
    ];
    texts.forEach((text) => chartWith((chart) => expect(() => parse(text).addTo(chart)).not.toThrow()));
  }
});
