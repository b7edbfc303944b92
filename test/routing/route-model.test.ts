import { Backend } from '../../lib/core/backend';
import { HttpAction, HttpScheme, RedirectOptions } from '../../lib/routing/http-action';
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

describe('an action', () => {
  test.each(['/new?from=old&to=/x?y', '/?', '/web//page', '/stra%C3%9Fe'])('redirects to the path %s', (path) => {
    expect(HttpAction.redirect({ path })._resolve()).toMatchObject({ redirect: { path } });
  });

  test('forwards to a backend alone', () => {
    expect(() => HttpAction.forward('web' as any)._resolve()).toThrow(
      /input\.type: "web" is not .*Backend\..*Backend\.fromService\(…\) or Backend\.fromName\(…\)/,
    );
  });

  test('forwards', () => {
    const backend = Backend.fromName('web', { port: 80 });
    expect(HttpAction.forward(backend)._resolve()).toEqual({ forward: backend });
  });

  test('redirects, for ever unless told otherwise', () => {
    expect(HttpAction.redirect({ scheme: HttpScheme.HTTPS })._resolve()).toEqual({ redirect: { scheme: 'https', statusCode: 301 } });
    expect(HttpAction.redirect({ host: 'a.example.com', path: '/', statusCode: 302 })._resolve()).toEqual({
      redirect: { host: 'a.example.com', path: '/', statusCode: 302 },
    });
  });

  test.each<[RedirectOptions, string]>([
    [{}, 'redirect.empty: the redirect changes nothing'],
    [{ statusCode: 302 }, 'redirect.empty'],
    [{ scheme: 'ftp' as HttpScheme }, 'input.choice: "ftp" is not one of the choices. Allowed: http, https'],
    [{ scheme: HttpScheme.HTTPS, statusCode: 300 }, 'redirect.status: 300 is not a redirect. Allowed: 301, 302, 303, 307, 308'],
    [{ path: '/', statusCode: '301' as any }, 'redirect.status: "301" is not a redirect.'],
    [{ path: 'home' }, 'redirect.path: "home" is not an absolute path. Allowed: '],
    [{ path: 'home' }, 'Fix: write "/home"'],
    [{ path: '/a b?q=ü' }, 'Fix: write "/a%20b?q=%C3%BC"'],
    [{ path: '/a\nb' }, 'redirect.path: "/a\\nb" is not an absolute path.'],
    [{ path: '/a#b' }, 'redirect.path: "/a#b" is not an absolute path.'],
    [{ path: 5 as any }, 'input.type: 5 is not a text'],
    [{ host: 5 as any }, 'input.type: 5 is not a text'],
    [
      { schema: 'https', path: '/' } as RedirectOptions,
      'route.unknown-word: "schema" is not known here, and would be ignored. Allowed: scheme, host, path, statusCode. Fix: write "scheme"',
    ],
    [undefined as any, 'input.type: nothing is not a group of named values'],
    ['/new' as any, 'input.type: "/new" is not a group of named values'],
    [{ host: '*.example.com' }, 'redirect.host: "*.example.com" is not one host'],
    [{ host: 'Example.com' }, 'host.syntax: "Example.com"'],
  ])('refuses %j', (options, message) => expect(() => HttpAction.redirect(options)._resolve()).toThrow(message));
});
