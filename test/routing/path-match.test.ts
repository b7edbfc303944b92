import { HeaderMatch } from '../../lib/routing/http-match';
import { PathMatch } from '../../lib/routing/path-match';

describe('a path match', () => {
  test.each([
    [PathMatch.exact('/api/'), { kind: 'exact', value: '/api/' }],
    [PathMatch.prefix('/'), { kind: 'prefix', value: '/' }],
    [PathMatch.prefix('/api'), { kind: 'prefix', value: '/api' }],
    [PathMatch.prefix('/api/'), { kind: 'prefix', value: '/api' }],
    [PathMatch.startsWith('/api/'), { kind: 'startsWith', value: '/api/' }],
    [PathMatch.startsWith('/api'), { kind: 'startsWith', value: '/api' }],
    [PathMatch.regex('/v[0-9]+/.*'), { kind: 'regex', value: '/v[0-9]+/.*' }],
  ])('%# keeps its meaning', (match, resolved) => expect(match._resolve()).toEqual(resolved));

  test.each(['/', "/-A9._~!$&'()*+,;=:@/", '/stra%C3%9Fe', '/a%20b', '/.well-known'])(
    'takes whatever the path of a request has: %s',
    (path) => {
      for (const match of [PathMatch.exact(path), PathMatch.startsWith(path)]) {
        expect(match._resolve().value).toBe(path);
      }
    },
  );

  test.each([
    ['/straße', '/stra%C3%9Fe'],
    ['/a b', '/a%20b'],
    ['/[id]', '/%5Bid%5D'],
    ['/100%', '/100%25'],
    ['/a%20ü', '/a%20%C3%BC'],
    ['api', '/api'],
    ['', '/'],
    ['/%7Euser', '/~user'],
    ['/%41 b', '/A%20b'],
  ])('offers for %s what is probably meant', (path, meant) => {
    expect(() => PathMatch.exact(path)._resolve()).toThrow(`Fix: write "${meant}".`);
    expect(PathMatch.exact(meant)._resolve().value).toBe(meant);
  });

  test.each(['/a?b', '/a#b', '/a//b', '/\ud800', '/ä/..', '/ä%2f', '/a\n'])('offers no way for %j', (path) => {
    expect(() => PathMatch.exact(path)._resolve()).toThrow('Fix: write an absolute path such as "/api".');
  });

  test.each(['api', '', '/a?b', '/a#b', '/a b', '//', '/a//b', '/./a', '/a/..', '/a%2Fb', '/a%2', '/a%zz', '/ü', '/a\n', '/a"', '/{id}'])(
    'refuses %s',
    (path) => {
      for (const match of [PathMatch.exact(path), PathMatch.prefix(path), PathMatch.startsWith(path)]) {
        expect(() => match._resolve()).toThrow(`path.syntax: ${JSON.stringify(path)} is not a path. Allowed: a "/" first;`);
      }
    },
  );

  test.each([
    ['', 'the expression is empty. Allowed: 1 to 1024 bytes of RE2. Fix: write one, or leave the condition out.'],
    [
      'a'.repeat(1025),
      'the expression has 1025 bytes. Allowed: 1 to 1024 bytes of RE2. Fix: shorten it, or divide it among several matches.',
    ],
    ['ä'.repeat(513), 'the expression has 1026 bytes.'],
    ['(', 'the expression cannot be read: missing closing ): `(`. Allowed: 1 to 1024 bytes of RE2. Fix: mend it, with a "\\" before each'],
    ['[a', 'the expression cannot be read: missing closing ]: `[a`.'],
    ['*', 'the expression cannot be read: missing argument to repetition operator: `*`.'],
    ['a{1001}', 'the expression cannot be read: invalid repeat count: `{1001}`.'],
    [
      '(?=a)',
      'the expression cannot be read: invalid or unsupported Perl syntax: `(?=`. Allowed: 1 to 1024 bytes of RE2. Fix: say it without lookaround',
    ],
    [
      '(?<!a)b',
      'the expression cannot be read: invalid named capture: `(?<!a)b`. Allowed: 1 to 1024 bytes of RE2. Fix: say it without lookaround and backreferences, which RE2 does not have.',
    ],
    [
      '(a)\\1',
      'the expression cannot be read: invalid escape sequence: `\\1`. Allowed: 1 to 1024 bytes of RE2. Fix: say it without lookaround',
    ],
  ])('refuses the expression %.20s, which istiod refuses too', (expression, message) => {
    expect(() => PathMatch.regex(expression)._resolve()).toThrow(`path.regex: ${message.split('. ')[0]}`);
    expect(() => PathMatch.regex(expression)._resolve()).toThrow(message);
    expect(() => HeaderMatch.regex('x', expression)._resolve()).toThrow(`header.regex: ${message.split('. ')[0]}`);
  });

  test.each(['a'.repeat(1024), 'ä'.repeat(512), '(?i)/v[0-9]+/(?P<id>\\pL+)', '[[:alpha:]]{1,1000}'])(
    'takes the expression %.20s',
    (expression) => {
      expect(PathMatch.regex(expression)._resolve().value).toBe(expression);
    },
  );
});
