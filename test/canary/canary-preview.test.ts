import { CanaryPreview } from '../../lib/canary/canary-preview';
import { CanaryStickiness } from '../../lib/canary/canary-stickiness';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { documentWith, problemsWith, version, yamlWith } from './reviews';

const preview = (given: CanaryPreview, traffic = CanaryTraffic.percent(0)) => ({ canaries: [version('v2', traffic, { preview: given })] });
const conditionsOf = (given: CanaryPreview) => documentWith('VirtualService', preview(given)).spec.http[0].match;

test('who asks for a version gets it before the shares are looked at', () => {
  expect(yamlWith(preview(CanaryPreview.header('X-Canary', 'v2')))).toMatchSnapshot();
});

test('also a version that else gets copies only, which is not sent a copy of its own', () => {
  const [first] = documentWith('VirtualService', preview(CanaryPreview.header('x-canary', 'v2'), CanaryTraffic.mirror())).spec.http;
  expect(first).toEqual({
    match: [{ headers: { 'x-canary': { exact: 'v2' } } }],
    route: [{ destination: { host: 'reviews', subset: 'v2' } }],
  });
});

describe('a cookie', () => {
  const regexOf = (name: string, value: string): string => conditionsOf(CanaryPreview.cookie(name, value))[0].headers.cookie.regex;
  const takes = (cookies: string): boolean => new RegExp(`^(?:${regexOf('beta', 'yes')})$`).test(cookies);

  test.each(['beta=yes', 'a=b; beta=yes', 'beta=yes; c=d', 'a=b; beta=yes; c=d', 'a=b;beta=yes;c=d'])('is found in "%s"', (cookies) => {
    expect(takes(cookies)).toBe(true);
  });

  test.each(['', 'beta=yes2', 'alphabeta=yes', 'beta=no', 'a=beta=yes', 'a=b; xbeta=yes', 'Beta=yes'])(
    'is not found in "%s"',
    (cookies) => {
      expect(takes(cookies)).toBe(false);
    },
  );

  test('what means something in an expression stands for itself', () => {
    expect(regexOf('a.b', 'x+y?')).toBe('(.*; *)?a\\.b=x\\+y\\?(;.*)?');
  });
});

test.each<[CanaryPreview, string]>([
  [CanaryPreview.header('x canary', 'v2'), 'header.name: canaries[0].preview: "x canary" is not a header name'],
  [
    CanaryPreview.header('Cookie', 'beta=yes'),
    'canary.preview-header: canaries[0].preview: header "Cookie" holds all cookies of a client, and hardly ever just one. ' +
      'Fix: write CanaryPreview.cookie(…).',
  ],
  [CanaryPreview.header('x-canary', ''), 'canary.preview-value: canaries[0].preview: "" is not a value to ask for a version by'],
  [CanaryPreview.header('x-canary', ' v2'), 'canary.preview-value: canaries[0].preview: " v2" is not a value to ask for a version by'],
  [CanaryPreview.header('x-canary', 2 as any), 'input.type: canaries[0].preview: 2 is not a text'],
  [CanaryPreview.header(undefined as any, 'v2'), 'input.type: canaries[0].preview: nothing is not a text'],
  [CanaryPreview.cookie('a b', 'v2'), 'canary.cookie-name: canaries[0].preview: "a b" is not the name of a cookie'],
  [CanaryPreview.cookie('', 'v2'), 'canary.cookie-name: canaries[0].preview: "" is not the name of a cookie'],
  [CanaryPreview.cookie('a', 'v2;'), 'canary.cookie-value: canaries[0].preview: "v2;" is not the value of a cookie'],
  [CanaryPreview.cookie('a', 'x'.repeat(201)), 'canary.cookie-value: canaries[0].preview: "xxx'],
  ['x-canary' as any, 'input.type: canaries[0].preview: "x-canary" is not a CanaryPreview. Fix: write CanaryPreview.header(…)'],
])('%#: what cannot be asked for is reported', (given, message) => {
  expect(problemsWith(preview(given))).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
});

test('one preview for two versions is reported', () => {
  const canaries = ['v2', 'v3'].map((subset, index) =>
    version(subset, CanaryTraffic.percent(0), { preview: CanaryPreview.header(['x-canary', 'X-Canary'][index], 'yes') }),
  );
  expect(problemsWith({ canaries })).toEqual([
    '[chart/canary] canary.same-preview: canaries[1].preview: header "x-canary: yes" leads to another version already, canaries[0].preview. ' +
      'Fix: give each version a preview of its own.',
  ]);
});

test('the cookie of sticky sessions is no preview, since there would be no rollback then', () => {
  const given = { ...preview(CanaryPreview.cookie('version', 'v2')), sticky: CanaryStickiness.cookie({ name: 'version' }) };
  expect(problemsWith(given)).toEqual([
    '[chart/canary] canary.same-cookie: canaries[0].preview: "version" is the cookie that keeps clients on their version, ' +
      'by which nobody should get one without a share. Fix: take another cookie for the preview.',
  ]);
});
