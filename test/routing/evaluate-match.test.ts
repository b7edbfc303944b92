import { Backend } from '../../lib/core/backend';
import { RouteRequest } from '../../lib/routing/evaluation';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch, HttpMatch, HttpMethod, QueryParamMatch } from '../../lib/routing/http-match';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { PathMatch } from '../../lib/routing/path-match';
import { RouteModel } from '../../lib/routing/route-model';
import { TextMatch } from '../../lib/routing/text-match';

const HOST = 'shop.example.com';
const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));

// Each: conditions, a request that meets them, and whether it does.
test.each<[HttpMatch, Omit<RouteRequest, 'url'> & { at?: string }, boolean]>([
  [{}, { at: '/x' }, true],
  [{ headers: [HeaderMatch.exact('Host', HOST)] }, {}, true],
  [{ headers: [HeaderMatch.exact('host', 'a.example.com')] }, {}, false],
  [{ path: PathMatch.exact('/api') }, { at: '/api?x' }, true],
  [{ path: PathMatch.exact('/api') }, { at: '/api/' }, false],
  [{ path: PathMatch.exact('/api') }, { at: '/API' }, false],
  [{ path: PathMatch.exact('/Api'), ignorePathCase: true }, { at: '/aPI' }, true],
  [{ path: PathMatch.prefix('/api') }, { at: '/api' }, true],
  [{ path: PathMatch.prefix('/api') }, { at: '/api/' }, true],
  [{ path: PathMatch.prefix('/api/') }, { at: '/api' }, true],
  [{ path: PathMatch.prefix('/api') }, { at: '/apix' }, false],
  [{ path: PathMatch.prefix('/api') }, { at: '/api?x' }, true],
  [{ path: PathMatch.prefix('/api'), ignorePathCase: true }, { at: '/API/x' }, true],
  [{ path: PathMatch.prefix('/') }, { at: '/x' }, true],
  [{ path: PathMatch.startsWith('/api') }, { at: '/apix' }, true],
  [{ path: PathMatch.startsWith('/api/') }, { at: '/api' }, false],
  [{ path: PathMatch.startsWith('/Ap'), ignorePathCase: true }, { at: '/aPx' }, true],
  [{ path: PathMatch.regex('/v[0-9]') }, { at: '/v1?x' }, true],
  [{ path: PathMatch.regex('/v[0-9]') }, { at: '/v12' }, false],
  [{ path: PathMatch.regex('/v[0-9]') }, { at: '/x/v1' }, false],
  [{ path: PathMatch.exact('/b') }, { at: '/a/../b' }, true],
  [{ path: PathMatch.exact('/a/b') }, { at: '/a/%2e/b' }, true],
  [{ path: PathMatch.exact('/a/') }, { at: '/a/b/..' }, true],
  [{ path: PathMatch.exact('/a/b') }, { at: '/a//b' }, false],
  [{ path: PathMatch.exact('/a/b') }, { at: '/a\\b' }, true],
  [{ path: PathMatch.exact('/A') }, { at: '/%41' }, true],
  [{ path: PathMatch.exact('/a%20b') }, { at: '/a%20b' }, true],
  [{ path: PathMatch.exact('/a%7Cb') }, { at: '/a|b' }, true],
  [{ method: HttpMethod.POST }, { method: 'POST' }, true],
  [{ method: HttpMethod.POST }, { method: 'post' }, false],
  [{ method: HttpMethod.GET }, {}, true],
  [{ headers: [HeaderMatch.exact('X-A', '1')] }, { headers: { 'x-a': '1' } }, true],
  [{ headers: [HeaderMatch.exact('x-a', '1')] }, { headers: { 'X-A': '2' } }, false],
  [{ headers: [HeaderMatch.exact('x-a', '1,2')] }, { headers: { 'x-a': '1', 'X-A': '2' } }, true],
  [{ headers: [HeaderMatch.exact('x-a', '')] }, { headers: { 'x-a': '' } }, true],
  [{ headers: [HeaderMatch.exact('x-a', '')] }, {}, false],
  [{ headers: [HeaderMatch.regex('x-a', '.*')] }, {}, false],
  [{ headers: [HeaderMatch.startsWith('x-a', 'a')] }, { headers: { 'x-a': 'abc' } }, true],
  [{ headers: [HeaderMatch.regex('x-a', 'a')] }, { headers: { 'x-a': 'abc' } }, false],
  [{ headers: [HeaderMatch.present('x-a')] }, { headers: { 'X-A': '' } }, true],
  [{ headers: [HeaderMatch.present('x-a'), HeaderMatch.present('x-b')] }, { headers: { 'X-A': '' } }, false],
  [{ withoutHeaders: [HeaderMatch.exact('x-a', '1')] }, {}, true],
  [{ withoutHeaders: [HeaderMatch.exact('x-a', '1')] }, { headers: { 'x-a': '2' } }, true],
  [{ withoutHeaders: [HeaderMatch.exact('x-a', '1')] }, { headers: { 'x-a': '1' } }, false],
  [{ withoutHeaders: [HeaderMatch.present('x-a'), HeaderMatch.present('x-b')] }, { headers: { 'x-b': '' } }, false],
  [{ queryParams: [QueryParamMatch.exact('v', '1')] }, { at: '/?v=1' }, true],
  [{ queryParams: [QueryParamMatch.exact('v', '1')] }, { at: '/?x&v=1&v=2' }, true],
  [{ queryParams: [QueryParamMatch.exact('v', '1')] }, { at: '/?v=2&v=1' }, false],
  [{ queryParams: [QueryParamMatch.exact('v', '1')] }, { at: '/?V=1' }, false],
  [{ queryParams: [QueryParamMatch.exact('v', '1')] }, { at: '/?v=%31' }, false],
  [{ queryParams: [QueryParamMatch.exact('v', '1=2')] }, { at: '/?v=1=2' }, true],
  [{ queryParams: [QueryParamMatch.exact('v', '')] }, { at: '/?v' }, true],
  [{ queryParams: [QueryParamMatch.present('v')] }, { at: '/?v' }, true],
  [{ queryParams: [QueryParamMatch.present('v')] }, { at: '/' }, false],
  [{ authority: TextMatch.exact(HOST) }, {}, true],
  [{ authority: TextMatch.exact(`${HOST}:80`) }, { headers: { Host: `${HOST}:80` } }, true],
  [{ authority: TextMatch.exact(HOST) }, { headers: { Host: 'Shop.example.com' } }, false],
  [{ scheme: HttpScheme.HTTPS }, {}, false],
  [{ scheme: HttpScheme.HTTP }, {}, true],
  [{ port: 80 }, {}, true],
  [{ port: 443 }, {}, false],
  [{ sourceLabels: { app: 'a' } }, { sourceLabels: { app: 'a', v: '1' } }, true],
  [{ sourceLabels: { app: 'a' } }, {}, false],
  [{ sourceNamespace: 'shop' }, { sourceNamespace: 'shop' }, true],
  [{ sourceNamespace: 'shop' }, { sourceNamespace: 'other' }, false],
])('%# %j and the request %j', (match, { at = '/', ...request }, takes) => {
  const model = RouteModel.ofRules([HOST], [{ matches: [match], action }]);
  expect(model.evaluate({ url: `http://${HOST}${at}`, ...request }).result).toBe(takes ? 'forward' : 'nothing');
});
