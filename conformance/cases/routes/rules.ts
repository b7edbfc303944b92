import { App, Chart } from 'cdk8s';
import { Backend, HeaderMatch, HttpAction, HttpMatch, HttpMethod, HttpRule, IstioGatewayRoute, PathMatch } from '../../../lib';
import { get, getEach, noRoute, reaches, RouteRequest, RouteWorld, send } from '../../runner/routes/route-world';

const to = (name: string): HttpAction => HttpAction.forward(Backend.fromName(name, { port: 80 }));
const SERVICES = ['a', 'b', 'c'];

function rules(name: string, made: HttpRule[], requests: RouteRequest[]): RouteWorld {
  return {
    name,
    services: SERVICES,
    build: (app: App) => {
      new IstioGatewayRoute(new Chart(app, 'nas', { namespace: 'default' }), 'nas', { hosts: ['nas.lan'], rules: made });
    },
    requests,
  };
}

/** A rule for `a` with one header condition; `value` is sent as `x-test`, or nothing when undefined. */
function header(name: string, match: HeaderMatch, taken: readonly string[], notTaken: readonly (string | undefined)[]): RouteWorld {
  const ask = (value: string | undefined, expect: RouteRequest['expect']): RouteRequest =>
    get('http://nas.lan/', expect, value === undefined ? {} : { headers: { 'x-test': value } });
  return rules(
    name,
    [{ matches: [{ headers: [match] }], action: to('a') }],
    [...taken.map((value) => ask(value, reaches('a'))), ...notTaken.map((value) => ask(value, noRoute))],
  );
}

const NAS = 'http://nas.lan';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const both: HttpMatch = {
  path: PathMatch.prefix('/api'),
  method: HttpMethod.POST,
  headers: [HeaderMatch.exact('x-one', '1'), HeaderMatch.startsWith('X-Two', 'two')],
};
const HEADERS = { 'x-one': '1', 'x-two': 'two and more' };

export const worlds: RouteWorld[] = [
  rules(
    'no matches take everything',
    [{ action: to('a') }],
    [...METHODS.map((method) => send(method, `${NAS}/x`, reaches('a'))), ...getEach(NAS, ['/', '//', '/a?b'], reaches('a'))],
  ),
  rules(
    'method',
    [{ matches: [{ method: HttpMethod.GET }], action: to('a') }],
    METHODS.map((method) => send(method, `${NAS}/x`, method === 'GET' ? reaches('a') : noRoute)),
  ),
  rules(
    'each method its own rule',
    [
      { matches: [{ method: HttpMethod.HEAD }, { method: HttpMethod.OPTIONS }], action: to('a') },
      { matches: [{ method: HttpMethod.POST }, { method: HttpMethod.PUT }, { method: HttpMethod.PATCH }], action: to('b') },
      { matches: [{ method: HttpMethod.DELETE }], action: to('c') },
    ],
    [
      ...['HEAD', 'OPTIONS'].map((method) => send(method, `${NAS}/`, reaches('a'))),
      ...['POST', 'PUT', 'PATCH'].map((method) => send(method, `${NAS}/`, reaches('b'))),
      send('DELETE', `${NAS}/`, reaches('c')),
      send('GET', `${NAS}/`, noRoute),
    ],
  ),
  header('header, exact', HeaderMatch.exact('x-test', 'yes'), ['yes'], [undefined, '', 'YES', 'yes!', 'oh yes', 'no']),
  header('header, exact and empty', HeaderMatch.exact('x-test', ''), [''], [undefined, 'yes']),
  header(
    'header, exact with spaces and signs',
    HeaderMatch.exact('x-test', 'a b; c="d", (e)'),
    ['a b; c="d", (e)'],
    ['a b', 'a b; c=d, (e)'],
  ),
  header(
    'header, startsWith',
    HeaderMatch.startsWith('x-test', 'curl/'),
    ['curl/', 'curl/8.5.0'],
    [undefined, 'curl', 'Curl/8', 'a curl/8'],
  ),
  header('header, regex', HeaderMatch.regex('x-test', 'v[12]'), ['v1', 'v2'], [undefined, 'v3', 'v12', 'a v1', 'V1']),
  header('header, any value', HeaderMatch.regex('x-test', '.*'), ['', 'x'], [undefined]),
  rules(
    'header names are compared without case',
    [{ matches: [{ headers: [HeaderMatch.exact('X-Canary', 'yes')] }], action: to('a') }],
    ['x-canary', 'X-Canary', 'X-CANARY'].map((name) => get(`${NAS}/`, reaches('a'), { headers: { [name]: 'yes' } })),
  ),
  rules(
    'all conditions of a match at once',
    [{ matches: [both], action: to('a') }],
    [
      send('POST', `${NAS}/api`, reaches('a'), { headers: HEADERS }),
      send('POST', `${NAS}/api/x?y`, reaches('a'), { headers: HEADERS }),
      send('GET', `${NAS}/api`, noRoute, { headers: HEADERS }),
      send('POST', `${NAS}/apix`, noRoute, { headers: HEADERS }),
      send('POST', `${NAS}/api`, noRoute, { headers: { 'x-one': '1' } }),
      send('POST', `${NAS}/api/x`, noRoute, { headers: { ...HEADERS, 'x-two': 'one, two' } }),
      send('POST', `${NAS}/api`, noRoute),
    ],
  ),
  rules(
    'one of several matches',
    [{ matches: [{ path: PathMatch.exact('/a') }, { path: PathMatch.prefix('/b'), method: HttpMethod.PUT }], action: to('a') }],
    [
      ...getEach(NAS, ['/a', '/a?b'], reaches('a')),
      send('POST', `${NAS}/a`, reaches('a')),
      send('PUT', `${NAS}/b/c`, reaches('a')),
      ...getEach(NAS, ['/b', '/a/b'], noRoute),
    ],
  ),
  rules(
    'the first rule that takes a request decides',
    [
      { matches: [{ path: PathMatch.exact('/shop/sale') }], action: to('a') },
      { matches: [{ path: PathMatch.prefix('/shop') }], action: to('b') },
      { action: to('c') },
    ],
    [
      ...getEach(NAS, ['/shop/sale', '/shop/sale?x'], reaches('a')),
      ...getEach(NAS, ['/shop', '/shop/', '/shop/sale/', '/shop/sale/1'], reaches('b')),
      ...getEach(NAS, ['/', '/shopping', '/sale'], reaches('c')),
    ],
  ),
  rules(
    'a wider rule first takes it all',
    [
      { matches: [{ path: PathMatch.startsWith('/s') }], action: to('a') },
      { matches: [{ path: PathMatch.exact('/shop') }, { path: PathMatch.exact('/x') }], action: to('b') },
      { matches: [{ path: PathMatch.regex('/.*') }], action: to('c') },
    ],
    [
      ...getEach(NAS, ['/shop', '/s', '/sale'], reaches('a')),
      get(`${NAS}/x`, reaches('b')),
      ...getEach(NAS, ['/', '/x/shop'], reaches('c')),
    ],
  ),
  rules(
    'a rule for some headers before the one for all',
    [
      { matches: [{ path: PathMatch.prefix('/'), headers: [HeaderMatch.exact('x-canary', 'yes')] }], action: to('b') },
      { matches: [{ path: PathMatch.prefix('/') }], action: to('a') },
    ],
    [
      get(`${NAS}/x`, reaches('b'), { headers: { 'x-canary': 'yes' } }),
      get(`${NAS}/x`, reaches('a'), { headers: { 'x-canary': 'no' } }),
      get(`${NAS}/x`, reaches('a')),
    ],
  ),
];
