import { Duration } from 'cdk8s';
import { Backend } from '../../lib/core/backend';
import { ResponseBody } from '../../lib/routing/direct-response';
import { RouteOutcome, RouteRequest } from '../../lib/routing/evaluation';
import { HttpAction } from '../../lib/routing/http-action';
import { FaultAbort, FaultDelay, UnmatchedPreflights } from '../../lib/routing/http-filters';
import { HttpRewrite, PathRewrite } from '../../lib/routing/http-rewrite';
import { HttpRule } from '../../lib/routing/http-rule';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { PathMatch } from '../../lib/routing/path-match';
import { RedirectOptions, RedirectPort } from '../../lib/routing/redirect';
import { RouteModel } from '../../lib/routing/route-model';
import { TextMatch } from '../../lib/routing/text-match';

const web = Backend.fromName('web', { port: 80 });
const api = Backend.fromName('api', { port: 8080, namespace: 'apis' });
const action = HttpAction.forward(web);
const HOST = 'shop.example.com';

const ask = (rules: HttpRule[], request: Omit<RouteRequest, 'url'> & { at?: string } = {}, url = `http://${HOST}`): RouteOutcome => {
  const { at = '/', ...others } = request;
  return RouteModel.ofRules([HOST], rules).evaluate({ url: url + at, ...others });
};

test('the first rule that takes a request decides', () => {
  const rules = [{ matches: [{ path: PathMatch.prefix('/api') }], action: HttpAction.forward(api, { subset: 'v1' }) }, { action }];
  expect(ask(rules, { at: '/api/x?q=1' })).toEqual({
    result: 'forward',
    route: '',
    rule: 'rules[0]',
    destinations: [{ backend: 'api.apis', port: 8080, subset: 'v1', weight: 100 }],
    mirrors: [],
    path: '/api/x?q=1',
    host: HOST,
  });
  expect(ask(rules, { at: '/' })).toMatchObject({ rule: 'rules[1]', destinations: [{ backend: 'web.default', port: 80 }] });
});

test('what no rule takes is answered with 404, and why', () => {
  const rules = [{ matches: [{ path: PathMatch.exact('/a') }], action }];
  expect(ask(rules)).toEqual({
    result: 'nothing',
    destinations: [],
    mirrors: [],
    statusCode: 404,
    reason: `no rule for host "${HOST}" takes the request`,
  });
  expect(ask(rules, {}, 'http://other.example.com')).toMatchObject({
    statusCode: 404,
    reason: 'no listener on port 80 is for host "other.example.com"',
  });
});

test('a port that is not the usual one is part of what the client asks for', () => {
  const rules = [{ matches: [{ authority: TextMatch.exact(`${HOST}:8080`), port: 8080 }], action }];
  expect(ask(rules, {}, `http://${HOST}:8080`)).toMatchObject({ result: 'forward', host: `${HOST}:8080` });
  expect(ask(rules, {}, `https://${HOST}:443`).result).toBe('nothing');
});

// Each: what is matched, the rewrite, the request, and what the backend sees.
test.each<[PathMatch, HttpRewrite, string, string]>([
  [PathMatch.prefix('/api'), { path: PathRewrite.prefix('/v2') }, '/api', '/v2'],
  [PathMatch.prefix('/api'), { path: PathRewrite.prefix('/v2') }, '/api/x?q=/api', '/v2/x?q=/api'],
  [PathMatch.prefix('/api'), { path: PathRewrite.prefix('/v2/') }, '/api/x', '/v2/x'],
  [PathMatch.prefix('/api'), { path: PathRewrite.prefix('/') }, '/api/x', '/x'],
  [PathMatch.prefix('/api'), { path: PathRewrite.prefix('/') }, '/api', '/'],
  [PathMatch.prefix('/api'), { path: PathRewrite.prefix('/') }, '/api/', '/'],
  [PathMatch.prefix('/'), { path: PathRewrite.prefix('/v2') }, '/x', '/v2/x'],
  [PathMatch.prefix('/'), { path: PathRewrite.prefix('/v2') }, '/', '/v2/'],
  [PathMatch.startsWith('/api'), { path: PathRewrite.prefix('/v2') }, '/apix', '/v2x'],
  [PathMatch.startsWith('/api/'), { path: PathRewrite.prefix('/') }, '/api/x', '/x'],
  [PathMatch.regex('/x.*'), { path: PathRewrite.full('/new') }, '/xyz?q', '/new?q'],
  [PathMatch.startsWith('/x'), { path: PathRewrite.regex('/x(.)', '/\\1$-\\0') }, '/xy/xz?q=/xa', '/y$-/xy/z$-/xz?q=/xa'],
  [PathMatch.prefix('/x'), { path: PathRewrite.regex('y', '\\\\') }, '/x', '/x'],
  [PathMatch.prefix('/x'), { path: PathRewrite.regex('/', '/\\\\') }, '/x', '/\\x'],
])('%# %j rewritten by %j: %s is %s', (path, rewrite, at, seen) => {
  expect(ask([{ matches: [{ path }], rewrite, action }], { at })).toMatchObject({ path: seen, host: HOST });
});

test('the host that a backend sees is set in one place', () => {
  const host = 'inner.example.com:8080';
  const own = (backend: Backend, value: string, weight: number) => ({ backend, weight, requestHeaders: { set: { host: value } } });
  expect(ask([{ rewrite: { host }, action }])).toMatchObject({ host, path: '/' });
  expect(ask([{ requestHeaders: { set: { Host: host } }, action }])).toMatchObject({ host });
  expect(ask([{ action: HttpAction.split([own(web, 'a', 50), own(api, 'a', 50)]) }])).toMatchObject({ host: 'a' });
  expect(ask([{ action: HttpAction.split([own(web, 'a', 50), own(api, 'b', 50)]) }])).toMatchObject({
    host: HOST,
    destinations: [{ host: 'a' }, { host: 'b' }],
  });
});

test('backends and mirrors without a share get nothing', () => {
  const split = HttpAction.split([
    { backend: web, weight: 0 },
    { backend: web, weight: 30, subset: 'v1' },
    { backend: api, weight: 70 },
  ]);
  const outcome = ask([
    {
      action: split,
      mirrors: [
        { backend: api, percent: 0 },
        { backend: api, subset: 'dark' },
      ],
    },
  ]);
  expect(outcome.destinations).toEqual([
    { backend: 'web.default', port: 80, subset: 'v1', weight: 30 },
    { backend: 'api.apis', port: 8080, weight: 70 },
  ]);
  expect(outcome.mirrors).toEqual([{ backend: 'api.apis', port: 8080, subset: 'dark', weight: 100 }]);
});

// Each: a redirect, the Host that the client sends to port 80 or the other one of its URL, and where it goes. Envoy's answers.
test.each<[RedirectOptions, string, string]>([
  [{ scheme: HttpScheme.HTTPS }, `${HOST}`, `https://${HOST}/a?q=1`],
  [{ scheme: HttpScheme.HTTPS }, `${HOST}:80`, `https://${HOST}/a?q=1`],
  [{ scheme: HttpScheme.HTTPS }, `${HOST}:8080`, `https://${HOST}:8080/a?q=1`],
  [{ scheme: HttpScheme.HTTPS, port: RedirectPort.ofScheme() }, `${HOST}:8080`, `https://${HOST}:8080/a?q=1`],
  [{ scheme: HttpScheme.HTTPS, port: RedirectPort.of(443) }, `${HOST}:8080`, `https://${HOST}:8080/a?q=1`],
  [{ scheme: HttpScheme.HTTPS, port: RedirectPort.of(8443) }, `${HOST}:8080`, `https://${HOST}:8443/a?q=1`],
  [{ scheme: HttpScheme.HTTPS, port: RedirectPort.ofRequest() }, `${HOST}`, `https://${HOST}:80/a?q=1`],
  [{ port: RedirectPort.ofRequest() }, `${HOST}`, `http://${HOST}/a?q=1`],
  [{ path: '/new' }, `${HOST}:80`, `http://${HOST}:80/new?q=1`],
  [{ path: '/new?z=1' }, `${HOST}`, `http://${HOST}/new?z=1`],
  [{ host: 'other.example.com' }, `${HOST}:8080`, 'http://other.example.com/a?q=1'],
  [{ host: 'other.example.com', port: RedirectPort.of(8443) }, `${HOST}`, 'http://other.example.com:8443/a?q=1'],
])('%# the redirect %j of %s leads to %s', (options, host, location) => {
  expect(ask([{ action: HttpAction.redirect(options) }], { at: '/x/../a?q=1', headers: { host } })).toMatchObject({
    result: 'redirect',
    statusCode: 301,
    location,
    destinations: [],
  });
});

test('a direct response has status and body', () => {
  const respond = (body?: ResponseBody): RouteOutcome => ask([{ action: HttpAction.respond({ status: 503, body }) }]);
  expect(respond()).toMatchObject({ result: 'response', statusCode: 503, body: undefined, rule: 'rules[0]' });
  expect(respond(ResponseBody.text('later'))).toMatchObject({ body: 'later' });
  expect(respond(ResponseBody.base64('bGF0ZXI='))).toMatchObject({ body: 'later' });
});

test('a fault decides when it is for every request', () => {
  const abort = (fault: FaultAbort): RouteOutcome => ask([{ fault: { abort: fault }, action }]);
  expect(abort(FaultAbort.httpStatus(418))).toMatchObject({ result: 'response', statusCode: 418, destinations: [] });
  expect(abort(FaultAbort.grpcStatus('UNAVAILABLE'))).toMatchObject({ result: 'response', statusCode: 200 });
  expect(abort(FaultAbort.httpStatus(418, 99))).not.toHaveProperty('statusCode');
  expect(ask([{ fault: { delay: FaultDelay.of(Duration.seconds(1)) }, action }]).result).toBe('forward');
});

describe('a preflight request', () => {
  const preflight = (origin: string, unmatchedPreflights?: UnmatchedPreflights): RouteOutcome => {
    const headers = { origin, 'Access-Control-Request-Method': 'GET' };
    return ask([{ cors: { allowOrigins: [TextMatch.exact('https://a')], unmatchedPreflights }, action }], { method: 'OPTIONS', headers });
  };

  test('of an allowed origin is answered', () => {
    expect(preflight('https://a')).toMatchObject({ result: 'response', statusCode: 200 });
  });

  test('of another one goes on, or is ignored', () => {
    expect(preflight('https://b').result).toBe('forward');
    expect(preflight('https://b', UnmatchedPreflights.FORWARD).result).toBe('forward');
    expect(preflight('https://b', UnmatchedPreflights.IGNORE)).toMatchObject({ result: 'response', statusCode: 200 });
  });
});

test.each([
  'shop.example.com/',
  'ftp://shop.example.com/',
  'http://',
  'http://a b/',
  'http://a:0/',
  'http://a:70000/',
  'http://a/#b',
  'http://a/ü',
  '',
])('asks for an URL of HTTP, which %p is not', (url) => {
  expect(() => RouteModel.ofRules(['*'], [{ action }]).evaluate({ url })).toThrow(
    `request.url: ${JSON.stringify(url)} is not an URL of HTTP.`,
  );
});

test('asks for what the types say', () => {
  const model = RouteModel.ofRules(['*'], [{ action }]);
  expect(() => model.evaluate(undefined as any)).toThrow('input.type: nothing is not a group');
  expect(() => model.evaluate({ url: 5 } as any)).toThrow('input.type: 5 is not a text');
  expect(() => model.evaluate({ url: 'http://a/', header: {} } as any)).toThrow('route.unknown-word: "header"');
  expect(() => model.evaluate({ url: 'http://a/', headers: { a: 5 } } as any)).toThrow('input.type: 5 is not a text');
});

test('rules that are wrong have no meaning', () => {
  expect(() => RouteModel.ofRules(['A'], [{ matches: [], action }])).toThrow(
    /^host\.syntax: hosts\[0\]: "A".*\nroute\.no-matches: rules\[0\]\.matches: /s,
  );
});

test('where a backend is wrong that a request would go to, nothing takes it, and the rest counts', () => {
  const rules = [
    { matches: [{ path: PathMatch.exact('/a') }], action: HttpAction.forward(Backend.fromName('Web_1', { port: 80 })) },
    { action },
  ];
  expect(ask(rules, { at: '/a' })).toMatchObject({
    result: 'nothing',
    rule: 'rules[0]',
    destinations: [],
    reason: expect.stringContaining('name.syntax: "Web_1" is not a valid name.'),
  });
  expect(ask(rules)).toMatchObject({ result: 'forward', rule: 'rules[1]' });
});

test.each([
  { method: null },
  { headers: null },
  { headers: { a: 5 } },
  { sni: 5 },
  { sni: null },
  { hasClientCertificate: 'no' },
  { sourceLabels: null },
  { sourceNamespace: 5 },
])('a request with %j is refused', (wrong) => expect(() => ask([{ action }], wrong as any)).toThrow(/^input\.type: /));

test('any origin is one that CORS allows by the text "*"', () => {
  const headers = { origin: 'https://a.example', 'access-control-request-method': 'GET' };
  const cors = (allowed: string) => ({ action, cors: { allowOrigins: [TextMatch.exact(allowed)] } });
  expect(ask([cors('*')], { method: 'OPTIONS', headers })).toMatchObject({ result: 'response', statusCode: 200 });
  expect(ask([cors('https://b.example')], { method: 'OPTIONS', headers })).toMatchObject({ result: 'forward' });
});
