import { App, Chart } from 'cdk8s';
import { Backend, HttpAction, IstioGateway, IstioGatewayRoute, IstioServer, PathMatch } from '../../../lib';
import { get, getEach, noHost, noRoute, reaches, RouteRequest, RouteWorld } from '../../runner/routes/route-world';

const to = (name: string): HttpAction => HttpAction.forward(Backend.fromName(name, { port: 80 }));

/** Routes for everything below their hosts, each with a backend of its own name, on one gateway or each on its own. */
function hosts(name: string, routes: Record<string, string[]>, requests: RouteRequest[], gatewayHosts?: string[]): RouteWorld {
  return {
    name,
    services: Object.keys(routes),
    build: (app: App) => {
      const chart = new Chart(app, 'edge', { namespace: 'default' });
      const gateway = gatewayHosts && new IstioGateway(chart, 'gateway', { servers: [IstioServer.http({ hosts: gatewayHosts })] });
      for (const [route, names] of Object.entries(routes)) {
        new IstioGatewayRoute(chart, route, { gateway, hosts: names, rules: [{ action: to(route) }] });
      }
    },
    requests,
  };
}

const at = (name: string, expect: RouteRequest['expect']): RouteRequest => get(`http://${name}/`, expect);

export const worlds: RouteWorld[] = [
  hosts('one host', { shop: ['shop.example.com'] }, [
    at('shop.example.com', reaches('shop')),
    at('SHOP.Example.com', reaches('shop')),
    ...['example.com', 'www.shop.example.com', 'shop.example.com.evil.org', 'xshop.example.com', 'shop', '192.168.1.200'].map((name) =>
      at(name, noHost),
    ),
  ]),
  hosts('two hosts of one route', { shop: ['shop.example.com', 'shop.example.org'] }, [
    at('shop.example.com', reaches('shop')),
    at('shop.example.org', reaches('shop')),
    at('shop.example.net', noHost),
  ]),
  hosts('every name below a domain', { shop: ['*.example.com'] }, [
    ...['a.example.com', 'a.b.example.com', 'A.example.com'].map((name) => at(name, reaches('shop'))),
    ...['example.com', 'aexample.com', 'a.example.com.org', 'a.example.org'].map((name) => at(name, noHost)),
  ]),
  hosts(
    'any host',
    { shop: ['*'] },
    ['a.example.com', 'localhost', '192.168.1.200', 'nas'].map((name) => at(name, reaches('shop'))),
  ),
  hosts('an address as the host', { shop: ['192.168.1.9'] }, [
    at('192.168.1.9', reaches('shop')),
    at('192.168.1.90', noHost),
    at('nas.lan', noHost),
  ]),
  hosts('routes with gateways of their own share a port', { a: ['a.example.com'], b: ['b.example.com'], c: ['*.example.org'] }, [
    at('a.example.com', reaches('a')),
    at('b.example.com', reaches('b')),
    at('x.example.org', reaches('c')),
    at('c.example.com', noHost),
  ]),
  hosts(
    'the narrowest host decides',
    { any: ['*'], domain: ['*.example.com'], below: ['*.shop.example.com'], one: ['www.example.com'] },
    [
      at('www.example.com', reaches('one')),
      at('x.shop.example.com', reaches('below')),
      at('shop.example.com', reaches('domain')),
      at('a.b.example.com', reaches('domain')),
      at('example.com', reaches('any')),
      at('192.168.1.200', reaches('any')),
    ],
    ['*'],
  ),
  hosts(
    'a gateway for more hosts than its route',
    { shop: ['shop.example.com'] },
    [at('shop.example.com', reaches('shop')), at('other.example.com', noHost)],
    ['*.example.com'],
  ),
  hosts(
    'a route for more hosts than its gateway',
    { shop: ['*.example.com'] },
    [at('shop.example.com', reaches('shop')), at('other.example.com', noHost)],
    ['shop.example.com'],
  ),
  // Expected at first: the narrowest route decides here too. It does only among hosts that the gateway itself tells apart. For
  // one host of the gateway istiod joins all routes that fit, by age and then by name, and the first rule for everything wins.
  hosts(
    'a wider route takes over a host that the gateway names itself',
    { all: ['*.example.com'], shop: ['shop.example.com'] },
    [at('shop.example.com', reaches('all'))],
    ['shop.example.com'],
  ),
  hosts(
    'a narrower route that comes first by name keeps it',
    { shop: ['*.example.com'], cart: ['shop.example.com'] },
    [at('shop.example.com', reaches('cart'))],
    ['shop.example.com'],
  ),
  {
    name: 'a host that no rule serves does not fall through to a wider one',
    services: ['cart', 'any'],
    build: (app) => {
      const chart = new Chart(app, 'edge', { namespace: 'default' });
      const gateway = new IstioGateway(chart, 'gateway', { servers: [IstioServer.http({ hosts: ['*'] })] });
      const rules = [{ matches: [{ path: PathMatch.prefix('/cart') }], action: to('cart') }];
      new IstioGatewayRoute(chart, 'shop', { gateway, hosts: ['shop.example.com'], rules });
      new IstioGatewayRoute(chart, 'any', { gateway, hosts: ['*'], rules: [{ action: to('any') }] });
    },
    requests: [
      ...getEach('http://shop.example.com', ['/cart', '/cart/1'], reaches('cart')),
      ...getEach('http://shop.example.com', ['/', '/carts'], noRoute),
      ...getEach('http://nas.lan', ['/cart', '/'], reaches('any')),
    ],
  },
  {
    name: 'two routes of one host are read as one, the rule for everything last',
    services: ['all', 'cart', 'blog'],
    build: (app) => {
      const chart = new Chart(app, 'edge', { namespace: 'default' });
      const gateway = new IstioGateway(chart, 'gateway', { servers: [IstioServer.http({ hosts: ['shop.example.com'] })] });
      const route = (name: string, path?: string) =>
        new IstioGatewayRoute(chart, name, {
          gateway,
          hosts: ['shop.example.com'],
          rules: [{ matches: path === undefined ? undefined : [{ path: PathMatch.prefix(path) }], action: to(name) }],
        });
      route('all');
      route('cart', '/cart');
      route('blog', '/blog');
    },
    requests: [
      ...getEach('http://shop.example.com', ['/cart', '/cart/1'], reaches('cart')),
      ...getEach('http://shop.example.com', ['/blog/', '/blog?p=1'], reaches('blog')),
      ...getEach('http://shop.example.com', ['/', '/cartoon'], reaches('all')),
    ],
  },
];
