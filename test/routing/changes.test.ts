import { HttpAction } from '../../lib/routing/http-action';
import { HttpMethod } from '../../lib/routing/http-match';
import { PathRewrite } from '../../lib/routing/http-rewrite';
import { PathMatch } from '../../lib/routing/path-match';
import { backend, filters, only, problems } from './reading';

describe('changes of headers', () => {
  test('keep what is said, the names in lower case', () => {
    expect(filters({ requestHeaders: { set: { 'X-A': '1' }, add: { 'X-B': '%REQ(x)%' }, remove: ['X-C'] } })).toEqual({
      requestHeaders: { set: { 'x-a': '1' }, add: { 'x-b': '%REQ(x)%' }, remove: ['x-c'] },
    });
  });

  test.each(['', 'ä', '100%%', '%HOST%', 'a %HOST% b', '%START_TIME(%s)%', '%A(["b","c"])%', '%A( [ "b" , "c" ] ) %', '%A(x\\))%', '\t'])(
    'write the value %p',
    (value) => expect(problems({ requestHeaders: { set: { x: value } } })).toEqual([]),
  );

  test.each(['%', '100%', '%a', '%%%', '%HOST', '%A(', '%A(b', '%A(["b"%', '%A(["b" "c"])%', '%A(["b"]x)%', '%A(b)x%', '%START_TIME%%'])(
    'do not write the value %p, which ends inside a variable',
    (value) => {
      expect(problems({ responseHeaders: { add: { x: value } } })).toEqual([
        `header.value: rules[0].responseHeaders.add.x: ${JSON.stringify(value)} has a "%" that begins no variable. ` +
          'Fix: write "%%" for a percent sign, and a variable as "%NAME%".',
      ]);
    },
  );

  test('are refused with all that is wrong', () => {
    const requestHeaders = {
      set: { 'a b': '1', x: 5, y: 'a\nb' },
      add: { X: '1', 'X-Z': '1' },
      remove: ['host', ':path', 'x-z', 5],
      drop: [],
    };
    expect(problems({ requestHeaders })).toEqual([
      expect.stringContaining('route.unknown-word: rules[0].requestHeaders.drop'),
      expect.stringContaining('header.name: rules[0].requestHeaders.set: "a b" is not a header name'),
      expect.stringContaining('input.type: rules[0].requestHeaders.set.x: 5 is not a text'),
      'header.value: rules[0].requestHeaders.set.y: "a\\nb" has a control character in it. Fix: leave it out.',
      expect.stringContaining('header.reserved: rules[0].requestHeaders.remove[0]: header "host" cannot be changed here.'),
      expect.stringContaining('header.reserved: rules[0].requestHeaders.remove[1]: header ":path" cannot be changed here.'),
      expect.stringContaining('input.type: rules[0].requestHeaders.remove[3]: 5 is not a text'),
      'header.changed-twice: rules[0].requestHeaders: header "x-z" is changed more than once. Fix: set it, add to it or remove it.',
    ]);
  });

  test('change something', () => {
    for (const changes of [{}, { set: {} }, { set: {}, add: {}, remove: [] }]) {
      expect(problems({ requestHeaders: changes })).toEqual(only('route.no-change: rules[0].requestHeaders: no header is changed.'));
    }
    expect(problems({ requestHeaders: { set: 'x' } })).toEqual(only('input.type: rules[0].requestHeaders.set: "x"'));
  });

  test('have the host of a request once', () => {
    expect(problems({ requestHeaders: { set: { Host: 'a.example.com' } } })).toEqual([]);
    expect(problems({ responseHeaders: { set: { Host: 'a.example.com' } } })).toEqual(only('header.reserved'));
    expect(problems({ requestHeaders: { set: { host: 'a' }, add: { ':authority': 'b' } } })).toEqual([
      'rewrite.host-twice: rules[0]: the host is changed more than once: to "a" and to "b". Fix: change it in one place, best by rewrite.host.',
    ]);
    expect(problems({ requestHeaders: { set: { host: 'a' } }, rewrite: { host: 'b' } })).toEqual(only('to "b" and to "a"'));
    const split = HttpAction.split([{ backend, weight: 100, requestHeaders: { set: { host: 'c' } } }]);
    expect(problems({ action: split })).toEqual([]);
    expect(problems({ action: split, rewrite: { host: 'b' } })).toEqual(only('rewrite.host-twice: rules[0].action[0]: '));
  });
});

describe('a rewrite', () => {
  const matches = [{ path: PathMatch.prefix('/api') }];

  test('of a prefix is no matter while the path is wrong', () => {
    const wrong = [{ path: PathMatch.prefix('api') }];
    expect(problems({ matches: wrong, rewrite: { path: PathRewrite.prefix('/') } })).toEqual(
      only('path.syntax: rules[0].matches[0].path: '),
    );
  });

  test('keeps what is said', () => {
    expect(filters({ matches, rewrite: { path: PathRewrite.prefix('/v2'), host: 'a.example.com:8080' } })).toEqual({
      rewrite: { path: { kind: 'prefix', value: '/v2' }, host: 'a.example.com:8080' },
    });
    expect(filters({ rewrite: { path: PathRewrite.full('/') } })).toEqual({ rewrite: { path: { kind: 'full', value: '/' } } });
    expect(filters({ rewrite: { path: PathRewrite.regex('^/(.*)$', '/x/\\1\\\\') } })).toEqual({
      rewrite: { path: { kind: 'regex', pattern: '^/(.*)$', substitution: '/x/\\1\\\\' } },
    });
  });

  test.each<[object, string]>([
    [{}, 'rewrite.empty: rules[0].rewrite: the rewrite changes nothing. Fix: set path or host, or leave it out.'],
    [{ path: PathRewrite.full('a') }, 'rewrite.path: rules[0].rewrite.path: "a" is not an absolute path. Allowed: '],
    [{ path: PathRewrite.full('/a?b') }, 'rewrite.path: rules[0].rewrite.path: "/a?b" is not an absolute path.'],
    [{ path: PathRewrite.full('/ä') }, 'Fix: write "/%C3%A4".'],
    [{ path: PathRewrite.regex('(', 'x') }, 'rewrite.regex: rules[0].rewrite.path: the expression cannot be read'],
    [{ path: PathRewrite.regex('a', '') }, 'rewrite.substitution: rules[0].rewrite.path: the substitution is empty'],
    [
      { path: PathRewrite.regex('(a)', '\\2') },
      'rewrite.substitution: rules[0].rewrite.path: "\\\\2" has "\\\\2" in it. Allowed: text that is not empty;',
    ],
    [{ path: PathRewrite.regex('a', '\\') }, 'rewrite.substitution'],
    [{ path: PathRewrite.regex('a', '\\x') }, 'rewrite.substitution'],
    [{ path: '/x' }, 'input.type: rules[0].rewrite.path: "/x" is not a PathRewrite.'],
    [{ host: '*.example.com' }, 'rewrite.host: rules[0].rewrite.host: "*.example.com" is not one host'],
    [{ host: 'a.example.com:0' }, 'port.range: rules[0].rewrite.host: '],
    [{ host: 'a.example.com:x' }, 'port.range: rules[0].rewrite.host: '],
    [{ host: 'A' }, 'host.syntax: rules[0].rewrite.host: "A"'],
    [{ host: '' }, 'host.syntax: rules[0].rewrite.host: ""'],
    [{ host: 5 }, 'input.type: rules[0].rewrite.host: 5'],
  ])('%j is refused', (rewrite, message) => {
    expect(problems({ rewrite })).toEqual(only(message));
  });

  test('of a prefix is for matches of a prefix', () => {
    const rewrite = { path: PathRewrite.prefix('/v2') };
    expect(problems({ rewrite, matches: [{ path: PathMatch.prefix('/a') }, { path: PathMatch.startsWith('/b') }] })).toEqual([]);
    expect(problems({ rewrite, matches: [{ path: PathMatch.prefix('/a') }, { path: PathMatch.exact('/b') }] })).toEqual([
      'rewrite.no-prefix: rules[0].rewrite.path: rules[0].matches[1] matches no prefix of the path that could be replaced. ' +
        'Fix: match a prefix such as PathMatch.prefix("/"), or use PathRewrite.full(…).',
    ]);
    expect(problems({ rewrite, matches: [{ path: PathMatch.regex('/b') }] })).toHaveLength(1);
    expect(problems({ rewrite, matches: [{ method: HttpMethod.GET }] })).toHaveLength(1);
    expect(problems({ rewrite })).toEqual(only('rewrite.no-prefix: rules[0].rewrite.path: rules[0] matches no prefix'));
  });
});
