import { App, Chart } from 'cdk8s';
import { Backend, HttpAction, IstioGatewayRoute, PathMatch } from '../../../lib';
import { get, getEach, noRoute, Outcome, reaches, RouteWorld } from '../../runner/routes/route-world';

/** A route for one host with one rule, which takes some paths and no others. */
function paths(
  name: string,
  path: PathMatch,
  taken: readonly string[],
  notTaken: readonly string[],
  more: RouteWorld['requests'] = [],
): RouteWorld {
  return {
    name,
    services: ['api'],
    build: (app: App) => {
      const action = HttpAction.forward(Backend.fromName('api', { port: 80 }));
      new IstioGatewayRoute(new Chart(app, 'nas', { namespace: 'default' }), 'nas', {
        hosts: ['nas.lan'],
        rules: [{ matches: [{ path }], action }],
      });
    },
    requests: [...getEach('http://nas.lan', taken, reaches('api')), ...getEach('http://nas.lan', notTaken, noRoute), ...more],
  };
}

/** A backend sees a path with `.` and `..` worked out, and so does the match. */
const seen = (path: string): Outcome => reaches('api', { path });

const NONE = ['/', '/ap', '/API', '/Api/x', '/x/api', '//api', '/apple', '/?path=/api'];
const BELOW = [
  '/api',
  '/api/',
  '/api/x',
  '/api/x/',
  '/api/x/y',
  '/api/x.json',
  '/api?x=1',
  '/api/?x=1',
  '/api/x?y=/z',
  '/api//x',
  '/api//',
  '/api/api',
];
const BESIDE = ['/apix', '/apix/y', '/api-v2', '/api.json', '/api_', '/api;v=1', '/api%2Fx', '/api%20', '/apix?y=/api'];

export const worlds: RouteWorld[] = [
  paths(
    'prefix',
    PathMatch.prefix('/api'),
    BELOW,
    [...NONE, ...BESIDE],
    [
      get('http://nas.lan/x/../api', seen('/api')),
      get('http://nas.lan/api/./x', seen('/api/x')),
      get('http://nas.lan/api/../admin', noRoute),
      get('http://nas.lan/api/x/../../admin', noRoute),
    ],
  ),
  paths('prefix with a slash at the end', PathMatch.prefix('/api/'), BELOW, [...NONE, ...BESIDE]),
  paths(
    'prefix of two segments',
    PathMatch.prefix('/api/v1'),
    ['/api/v1', '/api/v1/', '/api/v1/x', '/api/v1?x'],
    ['/api', '/api/', '/api/v', '/api/v11', '/api/v1.1', '/api//v1', '/api/v2/v1', '/v1'],
  ),
  paths(
    'prefix of everything',
    PathMatch.prefix('/'),
    ['/', '/?x=1', '/api', '/api/', '//', '//api', '/a/b/c', '/%2F', '/.well-known/x'],
    [],
  ),
  paths(
    'prefix with letters that mean something in a regex',
    PathMatch.prefix('/a.b+c'),
    ['/a.b+c', '/a.b+c/x'],
    ['/axb+c', '/a.bbc', '/a.b+cd'],
  ),
  paths(
    'startsWith',
    PathMatch.startsWith('/api'),
    [...BELOW, ...BESIDE],
    ['/', '/ap', '/API', '/x/api', '//api', '/apple', '/?path=/api'],
    [get('http://nas.lan/apix/../apiy', seen('/apiy')), get('http://nas.lan/api/../admin', noRoute)],
  ),
  paths(
    'startsWith with a slash at the end',
    PathMatch.startsWith('/api/'),
    ['/api/', '/api/x', '/api//', '/api/?x'],
    ['/api', '/api?x=/api/', '/apix', '/'],
  ),
  paths('startsWith of everything', PathMatch.startsWith('/'), ['/', '/x', '//x', '/?x'], []),
  paths(
    'exact',
    PathMatch.exact('/api'),
    ['/api', '/api?x=1', '/api?', '/api?/x'],
    ['/api/', '/api/x', '/apix', '/API', '/', '//api', '/api;v=1'],
  ),
  paths('exact with a slash at the end', PathMatch.exact('/api/'), ['/api/', '/api/?x=1'], ['/api', '/api//', '/api/x']),
  paths('exact root', PathMatch.exact('/'), ['/', '/?x=1'], ['/x', '//', '/index.html']),
  paths(
    'regex',
    PathMatch.regex('/v[0-9]+/items'),
    ['/v1/items', '/v12/items', '/v1/items?x=1', '/v1/items?/v2'],
    ['/v1/items/', '/v1/items/7', '/x/v1/items', '/v/items', '/V1/items', '/v1/itemsx', '/v1x/items', '/?/v1/items'],
  ),
  paths(
    'regex with an ending',
    PathMatch.regex('/.*\\.(png|jpe?g)'),
    ['/a.png', '/a/b.jpg', '/a.jpeg?w=100', '/.png'],
    ['/a.PNG', '/a.png/x', '/a.gif?x=.png', '/apng'],
  ),
  paths('regex with alternatives', PathMatch.regex('/a|/b/?'), ['/a', '/b', '/b/'], ['/a/', '/ab', '/ba', '/b//', '/']),
  paths('regex that ignores case', PathMatch.regex('(?i)/shop(/.*)?'), ['/shop', '/SHOP', '/Shop/Cart', '/shop/'], ['/shopping', '/']),
];
