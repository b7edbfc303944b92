import { HeaderMatch, QueryParamMatch } from '../../lib/routing/http-match';
import { PathMatch } from '../../lib/routing/path-match';
import { TextMatch } from '../../lib/routing/text-match';

describe('a header match', () => {
  test.each([
    [HeaderMatch.exact('X-Canary', 'yes'), { name: 'x-canary', kind: 'exact', value: 'yes' }],
    [HeaderMatch.startsWith('cookie', 'user='), { name: 'cookie', kind: 'startsWith', value: 'user=' }],
    [HeaderMatch.regex('user-agent', '.*Mobile.*'), { name: 'user-agent', kind: 'regex', value: '.*Mobile.*' }],
  ])('%# keeps its meaning, its name in lower case', (match, resolved) => expect(match._resolve()).toEqual(resolved));

  test('takes text alone', () => {
    expect(() => HeaderMatch.exact('x', 5 as any)._resolve()).toThrow('input.type: 5 is not a text');
    expect(() => HeaderMatch.startsWith('x', 5 as any)._resolve()).toThrow('input.type: 5 is not a text');
    expect(() => HeaderMatch.regex('x', /5/ as any)._resolve()).toThrow('input.type: /5/ is not a text');
    expect(() => HeaderMatch.exact(5 as any, 'x')._resolve()).toThrow('input.type: 5 is not a text');
    expect(() => PathMatch.exact(5 as any)._resolve()).toThrow('input.type: 5 is not a text');
    expect(() => PathMatch.regex(undefined as any)._resolve()).toThrow('input.type: nothing is not a text');
  });

  test.each(['', ':path', 'a b', 'a:'])('refuses the name "%s"', (name) => {
    expect(() => HeaderMatch.exact(name, 'x')._resolve()).toThrow('header.name: ');
  });
});

describe('a match of a query parameter', () => {
  test.each([
    [QueryParamMatch.exact('V', ''), { name: 'V', kind: 'exact', value: '' }],
    [QueryParamMatch.startsWith('v', 'b'), { name: 'v', kind: 'startsWith', value: 'b' }],
    [QueryParamMatch.regex('v', '[0-9]+'), { name: 'v', kind: 'regex', value: '[0-9]+' }],
    [QueryParamMatch.present('a b'), { name: 'a b', kind: 'present', value: '' }],
  ])('%# keeps its meaning, its name as it is', (match, resolved) => expect(match._resolve()).toEqual(resolved));

  test('has a name', () => {
    expect(() => QueryParamMatch.present('')._resolve()).toThrow('query.name: the name of the query parameter is empty');
    expect(() => QueryParamMatch.regex('v', '(')._resolve()).toThrow('query.regex: the expression cannot be read');
    expect(() => QueryParamMatch.exact('v', 5 as any)._resolve()).toThrow('input.type: 5 is not a text');
  });
});

test('a match of a text keeps its meaning', () => {
  expect(TextMatch.exact('a')._resolve()).toEqual({ kind: 'exact', value: 'a' });
  expect(TextMatch.startsWith('a')._resolve()).toEqual({ kind: 'startsWith', value: 'a' });
  expect(() => TextMatch.regex('')._resolve()).toThrow('text.regex: the expression is empty');
});
