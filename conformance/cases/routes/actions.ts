import { App, Chart } from 'cdk8s';
import { service } from '../../../clusters/workloads';
import {
  Backend,
  HttpAction,
  HttpRule,
  HttpScheme,
  IstioGateway,
  IstioGatewayRoute,
  IstioServer,
  PathMatch,
  RedirectOptions,
} from '../../../lib';
import { get, noRoute, reaches, redirectsTo, RouteRequest, RouteWorld, send } from '../../runner/routes/route-world';

const HOST = 'a.example.com';
const AT = `http://${HOST}`;

/** Rules for one host, by the paths they are for. */
function acting(
  name: string,
  actions: Record<string, HttpAction>,
  requests: RouteRequest[],
  more: Partial<RouteWorld> = {},
  port = 80,
): RouteWorld {
  return {
    name,
    build: (app: App) => {
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const rules: HttpRule[] = Object.entries(actions).map(([path, action]) => ({ matches: [{ path: PathMatch.prefix(path) }], action }));
      const gateway = new IstioGateway(chart, 'gateway', { servers: [IstioServer.http({ hosts: [HOST], port })] });
      new IstioGatewayRoute(chart, 'route', { gateway, hosts: [HOST], rules });
    },
    requests,
    ...more,
  };
}

const redirect = (options: RedirectOptions): HttpAction => HttpAction.redirect(options);
const CODES = [301, 302, 303, 307, 308];

export const worlds: RouteWorld[] = [
  acting(
    'redirects',
    {
      '/scheme': redirect({ scheme: HttpScheme.HTTPS }),
      '/host': redirect({ host: 'www.example.com' }),
      '/path': redirect({ path: '/new' }),
      '/all': redirect({ scheme: HttpScheme.HTTPS, host: 'www.example.com', path: '/new/', statusCode: 308 }),
      '/http': redirect({ scheme: HttpScheme.HTTP, host: 'plain.example.com' }),
    },
    [
      get(`${AT}/scheme`, redirectsTo(`https://${HOST}/scheme`)),
      get(`${AT}/scheme/x?y=1&z=2`, redirectsTo(`https://${HOST}/scheme/x?y=1&z=2`)),
      get(`${AT}/host`, redirectsTo('http://www.example.com/host')),
      get(`${AT}/host/x?y=1`, redirectsTo('http://www.example.com/host/x?y=1')),
      get(`${AT}/path`, redirectsTo(`${AT}/new`)),
      get(`${AT}/path/x`, redirectsTo(`${AT}/new`)),
      get(`${AT}/path/x?y=1`, redirectsTo(`${AT}/new?y=1`)),
      get(`${AT}/all/x`, redirectsTo('https://www.example.com/new/', 308)),
      get(`${AT}/all/x?y=1`, redirectsTo('https://www.example.com/new/?y=1', 308)),
      get(`${AT}/http/x`, redirectsTo('http://plain.example.com/http/x')),
      send('POST', `${AT}/scheme`, redirectsTo(`https://${HOST}/scheme`)),
      get(`${AT}/schemes`, noRoute),
    ],
  ),
  acting(
    'redirect codes',
    Object.fromEntries(CODES.map((statusCode) => [`/${statusCode}`, redirect({ path: '/new', statusCode })])),
    CODES.map((code) => get(`${AT}/${code}`, redirectsTo(`${AT}/new`, code))),
  ),
  acting(
    'redirects on a port of their own',
    {
      '/host': redirect({ host: 'www.example.com' }),
      '/path': redirect({ path: '/new' }),
      '/scheme': redirect({ scheme: HttpScheme.HTTPS }),
    },
    [
      get(`${AT}:8080/path`, redirectsTo(`${AT}:8080/new`)),
      get(`${AT}:8080/scheme`, redirectsTo(`https://${HOST}:8080/scheme`)),
      get(`${AT}:8080/host`, redirectsTo('http://www.example.com/host')),
    ],
    {},
    8080,
  ),
  acting(
    'a redirect beside backends',
    { '/old': redirect({ path: '/new' }), '/': HttpAction.forward(Backend.fromName('web', { port: 80 })) },
    [get(`${AT}/old/x`, redirectsTo(`${AT}/new`)), get(`${AT}/new`, reaches('web.shop')), get(`${AT}/older`, reaches('web.shop'))],
    { services: ['web.shop'] },
  ),
  acting(
    'backends here and in other namespaces',
    {
      '/here': HttpAction.forward(Backend.fromName('web', { port: 80 })),
      '/same': HttpAction.forward(Backend.fromName('web', { port: 80, namespace: 'shop' })),
      '/there': HttpAction.forward(Backend.fromName('web', { port: 8080, namespace: 'default' })),
      '/else': HttpAction.forward(Backend.fromName('api', { port: 9090, namespace: 'api' })),
    },
    [
      get(`${AT}/here`, reaches('web.shop')),
      get(`${AT}/same`, reaches('web.shop')),
      get(`${AT}/there/x?y=1`, reaches('web.default:8080')),
      get(`${AT}/else`, reaches('api.api:9090')),
    ],
    { services: ['web.shop', 'web.default:8080', 'api.api:9090'] },
  ),
  acting(
    'a backend that is not there',
    { '/': HttpAction.forward(Backend.fromName('nowhere', { port: 80 })) },
    [get(`${AT}/`, { status: 503 })],
    { analysis: ['IST0101 VirtualService shop/route'] },
  ),
  {
    name: 'Services of this program, by port',
    build: (app) => {
      const backends = new Chart(app, 'backends', { namespace: 'backends' });
      const web = service(backends, 'web', 8000, 8080);
      const chart = new Chart(app, 'edge', { namespace: 'default' });
      const rules = [{ action: HttpAction.forward(Backend.fromService(web)) }];
      new IstioGatewayRoute(chart, 'route', { hosts: [HOST], rules });
    },
    requests: [get(`${AT}/`, reaches('web.backends:8000')), get(`${AT}/x?y`, reaches('web.backends:8000'))],
  },
];
