import { Backend } from '../../lib/core/backend';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch, HttpMatch, HttpMethod, QueryParamMatch } from '../../lib/routing/http-match';
import { HttpRule } from '../../lib/routing/http-rule';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { PathMatch } from '../../lib/routing/path-match';
import { TextMatch } from '../../lib/routing/text-match';
import { documentOf, problemsOf } from '../support/charts';

const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));
const toWeb = [{ destination: { host: 'web', port: { number: 80 } } }];
const http = (...rules: HttpRule[]) =>
  documentOf('VirtualService', (chart) => new IstioGatewayRoute(chart, 'route', { hosts: ['*'], rules }), { namespace: 'shop' }).spec.http;
const problems = (...rules: HttpRule[]) => problemsOf((chart) => new IstioGatewayRoute(chart, 'route', { hosts: ['*'], rules }));

describe('a rule', () => {
  test('without matches is for every request', () => expect(http({ action })).toEqual([{ route: toWeb }]));

  test.each([
    [PathMatch.prefix('/'), [{ uri: { prefix: '/' } }]],
    [PathMatch.prefix('/api'), [{ uri: { exact: '/api' } }, { uri: { prefix: '/api/' } }]],
    [PathMatch.startsWith('/api'), [{ uri: { prefix: '/api' } }]],
    [PathMatch.exact('/api'), [{ uri: { exact: '/api' } }]],
    [PathMatch.regex('/a.*'), [{ uri: { regex: '/a.*' } }]],
  ])('%#: by path', (path, match) => expect(http({ matches: [{ path }], action })).toEqual([{ match, route: toWeb }]));

  test('by method and headers, in lower case, with each of the paths', () => {
    const headers = [HeaderMatch.exact('X-Canary', 'yes'), HeaderMatch.startsWith('a', 'b'), HeaderMatch.regex('c', 'd+')];
    const conditions = {
      method: { exact: 'GET' },
      headers: { 'x-canary': { exact: 'yes' }, a: { prefix: 'b' }, c: { regex: 'd+' } },
    };
    expect(http({ matches: [{ path: PathMatch.prefix('/api'), method: HttpMethod.GET, headers }], action })[0].match).toEqual([
      { uri: { exact: '/api' }, ...conditions },
      { uri: { prefix: '/api/' }, ...conditions },
    ]);
    expect(http({ matches: [{ method: HttpMethod.GET, headers }, { path: PathMatch.exact('/a') }], action })[0].match).toEqual([
      conditions,
      { uri: { exact: '/a' } },
    ]);
  });

  test('forwards to a Service by its short name at home and by its full one elsewhere', () => {
    const host = (namespace?: string) =>
      http({ action: HttpAction.forward(Backend.fromName('web', { port: 80, namespace })) })[0].route[0].destination.host;
    expect([host(), host('shop'), host('other')]).toEqual(['web', 'web', 'web.other.svc.cluster.local']);
  });

  test('redirects', () => {
    expect(
      http({ action: HttpAction.redirect({ scheme: HttpScheme.HTTPS, host: 'a.example.com', path: '/new', statusCode: 308 }) }),
    ).toEqual([{ redirect: { scheme: 'https', authority: 'a.example.com', uri: '/new', redirectCode: 308 } }]);
    expect(http({ action: HttpAction.redirect({ scheme: HttpScheme.HTTPS }) })).toEqual([
      { redirect: { scheme: 'https', redirectCode: 301 } },
    ]);
  });
});

describe('what Istio refuses or never uses is reported', () => {
  test.each<[HttpMatch[] | undefined]>([
    [undefined],
    [[{}]],
    [[{ path: PathMatch.exact('/a') }, {}]],
    [[{ path: PathMatch.prefix('/') }]],
    [[{ path: PathMatch.startsWith('/') }]],
    [[{ path: PathMatch.regex('.*') }]],
  ])('%#: a rule after one that takes every request', (matches) => {
    expect(problems({ matches, action }, { matches: [{ path: PathMatch.exact('/a') }], action })).toEqual([
      '[chart/route] route.unreachable-rule: rules[1]: rules[0] takes every request before this rule is asked. ' +
        'Fix: move the rule before that one, or drop it.',
    ]);
  });

  test.each<[HttpMatch]>([
    [{ path: PathMatch.exact('/') }],
    [{ path: PathMatch.prefix('/'), method: HttpMethod.GET }],
    [{ headers: [HeaderMatch.exact('a', '')] }],
  ])('%#: but not after one that takes only some', (match) => {
    expect(problems({ matches: [match], action }, { action })).toEqual([]);
  });

  test('everything wrong with one rule', () => {
    const headers = [
      HeaderMatch.exact('a b', 'x'),
      HeaderMatch.exact('X-A', '1'),
      HeaderMatch.regex('x-a', '2'),
      HeaderMatch.startsWith('y', ''),
    ];
    const rule = { matches: [{ path: PathMatch.exact('api'), headers }], action: HttpAction.redirect({}) };
    expect(problems(rule)).toEqual([
      expect.stringContaining('path.syntax: rules[0].matches[0].path: "api" is not a path'),
      expect.stringContaining('header.name: rules[0].matches[0].headers[0]: "a b" is not a header name'),
      expect.stringContaining('route.duplicate-header: rules[0].matches[0].headers: header "x-a" is matched more than once'),
      expect.stringContaining('redirect.empty: rules[0].action: the redirect changes nothing'),
      expect.stringContaining('istio.empty-prefix: rules[0].matches[0].headers[3]: header "y" is to start with no text'),
    ]);
  });

  test('nor after one that is wrong itself, which is the problem to solve', () => {
    const path = PathMatch.prefix('/a b');
    expect(problems({ matches: [{ path }], action }, { action })).toEqual([expect.stringContaining('path.syntax: rules[0]')]);
    expect(problems({ match: [{ path: PathMatch.prefix('/a') }], action } as HttpRule, { action })).toEqual([
      expect.stringContaining('route.unknown-word: rules[0].match: "match" is not known here'),
    ]);
    expect(problems({} as HttpRule, { action })).toEqual([expect.stringContaining('input.type: rules[0].action: nothing is not')]);
  });

  test('a text that is to start with nothing', () => {
    const match = {
      withoutHeaders: [HeaderMatch.startsWith('x', '')],
      queryParams: [QueryParamMatch.startsWith('q', '')],
      authority: TextMatch.startsWith(''),
    };
    expect(problems({ matches: [match], action })).toEqual([
      '[chart/route] istio.empty-prefix: rules[0].matches[0].withoutHeaders[0]: header "x" is to start with no text, which Istio refuses. ' +
        'Fix: write the text, or match the regular expression ".*".',
      expect.stringContaining('rules[0].matches[0].queryParams[0]: query parameter "q" is to start with no text'),
      expect.stringContaining('rules[0].matches[0].authority: the host is to start with no text'),
    ]);
  });

  test.each([HeaderMatch.exact('x', ''), HeaderMatch.regex('x', '.*'), HeaderMatch.regex('x', '(a|b)?')])(
    '%#: a header to be without, where an empty one would do',
    (header) => {
      expect(problems({ matches: [{ withoutHeaders: [header] }], action })).toEqual([
        '[chart/route] istio.without-empty-header: rules[0].matches[0].withoutHeaders[0]: Istio takes a missing header "x" for an empty one here, ' +
          'so no request without it would be taken. Fix: write a condition that an empty text does not meet, or HeaderMatch.present(…).',
      ]);
      expect(problems({ matches: [{ headers: [header] }], action })).toEqual([]);
    },
  );

  test('but not where an empty header would not do', () => {
    const withoutHeaders = [HeaderMatch.exact('x', 'y'), HeaderMatch.regex('z', '.+'), HeaderMatch.present('a')];
    expect(problems({ matches: [{ withoutHeaders }], action })).toEqual([]);
  });

  test('a header that the rule changes, and a backend too', () => {
    const backend = Backend.fromName('web', { port: 80 });
    const split = HttpAction.split([
      { backend, subset: 'v1', weight: 50 },
      { backend, subset: 'v2', weight: 50, requestHeaders: { remove: ['X-A'] }, responseHeaders: { set: { x: '1' } } },
    ]);
    expect(problems({ action: split, requestHeaders: { set: { 'x-a': '1' } }, responseHeaders: { set: { y: '1' } } })).toEqual([
      '[chart/route] istio.header-changed-twice: rules[0].action[1].requestHeaders: the rule changes header "x-a" too, and Istio does not keep the ' +
        'two in order. Fix: say it for each backend, and not in rules[0].requestHeaders.',
    ]);
  });

  test('backends of shares and mirrors that cannot be written, all of them', () => {
    const wrong = Backend.fromName('Web', { port: 80 });
    const shares = [
      { backend: wrong, weight: 50 },
      { backend: wrong, weight: 50 },
    ];
    expect(problems({ action: HttpAction.split(shares), mirrors: [{ backend: wrong }] })).toEqual([
      expect.stringContaining('name.syntax: rules[0].action[0]: "Web" is not'),
      expect.stringContaining('name.syntax: rules[0].action[1]: "Web" is not'),
      expect.stringContaining('name.syntax: rules[0].mirrors[0].backend: "Web" is not'),
    ]);
  });
});
