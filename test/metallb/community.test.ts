import { ApiObject, JsonPatch } from 'cdk8s';
import { Community, CommunityProps } from '../../lib/metallb/community';
import { MetalLbBgpAdvertisement } from '../../lib/metallb/metallb-bgp-advertisement';
import { documentOf, problemsOf } from '../support/charts';

const aliases = { 'no-export': '65535:65281', blue: 'large:64512:1:4294967295' };
const problems = (props: CommunityProps) => problemsOf((chart) => new Community(chart, 'names', props));

test('the primary object can be patched', () => {
  const patched = documentOf('Community', (chart) => {
    ApiObject.of(new Community(chart, 'names', { aliases })).addJsonPatch(JsonPatch.remove('/spec/communities/0'));
  });
  expect(patched.spec.communities).toHaveLength(1);
});

test('each alias has its value, in the order they are written', () => {
  const { metadata, spec } = documentOf('Community', (chart) => new Community(chart, 'names', { aliases, name: 'common' }));
  expect(metadata.name).toBe('common');
  expect(spec).toEqual({
    communities: [
      { name: 'no-export', value: '65535:65281' },
      { name: 'blue', value: 'large:64512:1:4294967295' },
    ],
  });
});

test.each(['0:0', '65535:65535', 'large:0:0:0', 'large:4294967295:4294967295:4294967295', '007:1'])('%s is a community', (value) => {
  expect(problems({ aliases: { a: value } })).toEqual([]);
});

test.each([
  '',
  '1',
  '1:',
  ':1',
  '65536:1',
  '1:65536',
  '-1:1',
  '1:2:3',
  'large:1:2',
  'large:1:2:4294967296',
  'small:1:2:3',
  '1:2:3:4',
  '1:2 ',
])('%j is none', (value) => {
  expect(problems({ aliases: { a: value } })).toEqual([
    `[chart/names] metallb.community: aliases.a: "${value}" is not a BGP community. ` +
      'Allowed: two numbers from 0 to 65535, or "large" and three numbers from 0 to 4294967295, with ":" between. ' +
      'Fix: write a value such as "65535:65281" or "large:64512:1:2".',
  ]);
});

test.each(['', 'no:export', '1:2'])('%j cannot be an alias, since MetalLB would take it for a value', (alias) => {
  expect(problems({ aliases: { [alias]: '1:2' } })).toEqual([
    `[chart/names] metallb.community-alias: aliases: "${alias}" is not an alias of a community. Allowed: text without ":". ` +
      'Fix: take a name without ":", or write BgpCommunity.value(…) for a value.',
  ]);
});

describe('an alias that it does not have cannot be taken from it', () => {
  const taken = (given: unknown, alias: unknown) =>
    problemsOf((chart) => {
      const community = new Community(chart, 'names', { aliases: given as CommunityProps['aliases'] });
      new MetalLbBgpAdvertisement(chart, 'wan', { communities: [community.alias(alias as string)] });
    });

  test('and is told apart from those that it has', () => {
    expect(taken(aliases, 'no-exports')).toEqual([
      '[chart/names] metallb.community-alias: alias("no-exports"): there is no alias "no-exports". Allowed: no-export, blue. ' +
        'Fix: add it to aliases, or take one of those.',
    ]);
    expect(taken({}, 'blue')).toEqual([
      '[chart/names] metallb.community-alias: alias("blue"): there is no alias "blue". Fix: add it to aliases.',
    ]);
  });

  test.each([5, undefined, null, ''])('and %j is reported once', (alias) => {
    expect(taken(aliases, alias)).toEqual([expect.stringContaining('[chart/names] metallb.community-alias: alias(')]);
  });

  test.each([undefined, 'blue', 5])('but not while its aliases are %j: they are the problem to solve', (given) => {
    expect(taken(given, 'blue')).toEqual([expect.stringContaining('[chart/names] input.type: aliases: ')]);
  });
});
