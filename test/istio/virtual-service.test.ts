import { Duration, Testing, Yaml } from 'cdk8s';
import { Backend } from '../../lib/core/backend';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute, IstioGatewayRouteProps } from '../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { ResponseBody } from '../../lib/routing/direct-response';
import { HttpAction } from '../../lib/routing/http-action';
import { FaultAbort, FaultDelay, UnmatchedPreflights } from '../../lib/routing/http-filters';
import { HeaderMatch, HttpMethod, QueryParamMatch } from '../../lib/routing/http-match';
import { PathRewrite } from '../../lib/routing/http-rewrite';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { PathMatch } from '../../lib/routing/path-match';
import { RedirectPort } from '../../lib/routing/redirect';
import { TextMatch } from '../../lib/routing/text-match';
import { chartWith } from '../support/charts';

// Every word of the route model, as it is written for Istio.

const web = Backend.fromName('web', { port: 80 });
const api = Backend.fromName('api', { port: 8080, namespace: 'api' });
const action = HttpAction.forward(web);

const ROUTES: Record<string, Partial<IstioGatewayRouteProps>> = {
  'a new prefix by segments': {
    rules: [{ matches: [{ path: PathMatch.prefix('/api') }], action, rewrite: { path: PathRewrite.prefix('/v2'), host: 'api.lan:8080' } }],
  },
  'one new prefix for several, in their order': {
    rules: [
      {
        matches: [
          { path: PathMatch.startsWith('/ap') },
          { path: PathMatch.prefix('/shop'), ignorePathCase: true },
          { path: PathMatch.startsWith('/cart') },
          { path: PathMatch.prefix('/'), method: HttpMethod.PUT },
        ],
        action,
        rewrite: { path: PathRewrite.prefix('/new/') },
      },
    ],
  },
  'a new path': {
    rules: [
      { matches: [{ path: PathMatch.exact('/old') }], action, rewrite: { path: PathRewrite.full('/new') } },
      { matches: [{ path: PathMatch.prefix('/old') }], action, rewrite: { path: PathRewrite.full('/new') } },
      { action, rewrite: { path: PathRewrite.regex('/(v[12])/', '/\\1-\\1/') } },
    ],
  },
  'every condition': {
    rules: [
      {
        matches: [
          {
            path: PathMatch.regex('/items/[0-9]+'),
            method: HttpMethod.POST,
            headers: [HeaderMatch.present('X-Trace'), HeaderMatch.startsWith('cookie', 'user=')],
            withoutHeaders: [HeaderMatch.present('x-robot'), HeaderMatch.exact('x-beta', 'no')],
            queryParams: [QueryParamMatch.present('debug'), QueryParamMatch.regex('page', '[0-9]+')],
            authority: TextMatch.startsWith('shop.'),
            scheme: HttpScheme.HTTPS,
            port: 80,
            sourceLabels: { istio: 'ingressgateway' },
            sourceNamespace: 'istio-system',
          },
        ],
        action,
      },
    ],
  },
  'shares, with headers of their own': {
    rules: [
      {
        action: HttpAction.split([
          { backend: web, subset: 'v1', weight: 90, requestHeaders: { set: { 'x-version': '1' } } },
          { backend: web, subset: 'v2', weight: 10, responseHeaders: { remove: ['x-debug'] } },
          { backend: api, weight: 0 },
        ]),
        requestHeaders: { set: { 'X-Edge': 'yes' }, add: { via: 'edge' }, remove: ['x-user'] },
        responseHeaders: { set: {}, remove: ['server'] },
      },
    ],
  },
  redirects: {
    rules: [
      {
        matches: [{ path: PathMatch.exact('/a') }],
        action: HttpAction.redirect({ scheme: HttpScheme.HTTPS, port: RedirectPort.of(8443) }),
      },
      { matches: [{ path: PathMatch.exact('/b') }], action: HttpAction.redirect({ host: 'b.example.com', port: RedirectPort.ofScheme() }) },
      {
        matches: [{ path: PathMatch.exact('/c') }],
        action: HttpAction.redirect({ path: '/new?x=1', port: RedirectPort.ofRequest(), statusCode: 308 }),
      },
    ],
  },
  answers: {
    rules: [
      { matches: [{ path: PathMatch.exact('/a') }], action: HttpAction.respond({ status: 503, body: ResponseBody.text('closed') }) },
      { matches: [{ path: PathMatch.exact('/b') }], action: HttpAction.respond({ status: 200, body: ResponseBody.base64('AAEC') }) },
      { action: HttpAction.respond({ status: 404 }), responseHeaders: { set: { 'x-why': 'nothing here' } } },
    ],
  },
  'everything beside the action': {
    rules: [
      {
        name: 'all',
        action: HttpAction.forward(web, { subset: 'v1' }),
        timeout: Duration.millis(1500),
        retries: {
          attempts: 3,
          perTryTimeout: Duration.seconds(2),
          conditions: ['5xx', '503'],
          backoff: Duration.millis(25),
          avoidPreviousHosts: false,
          otherLocalities: true,
        },
        fault: { delay: FaultDelay.of(Duration.seconds(5), 0.5), abort: FaultAbort.grpcStatus('UNAVAILABLE', 0) },
        mirrors: [{ backend: api, subset: 'v2', percent: 12.5 }, { backend: web }],
        cors: {
          allowOrigins: [TextMatch.exact('https://shop.example.com'), TextMatch.regex('https://[a-z]+\\.lan')],
          allowMethods: [HttpMethod.GET],
          allowHeaders: ['x-user'],
          exposeHeaders: ['x-trace'],
          maxAge: Duration.hours(1),
          allowCredentials: true,
          unmatchedPreflights: UnmatchedPreflights.IGNORE,
        },
      },
    ],
  },
  'failing on purpose, and never again': {
    rules: [{ action, retries: { attempts: 0 }, fault: { abort: FaultAbort.httpStatus(418) } }],
  },
  'connections, beside requests': {
    hosts: ['shop.example.com', '*.lan'],
    rules: [{ action }],
    includeMesh: true,
    tlsRules: [
      { matches: [{ sniHosts: ['nas.lan'], port: 443 }], backends: [{ backend: api, weight: 100 }] },
      {
        matches: [{ sniHosts: ['*.lan'] }, { sniHosts: ['shop.example.com'] }],
        backends: [
          { backend: web, weight: 30 },
          { backend: api, weight: 70 },
        ],
      },
    ],
    tcpRules: [{ matches: [{ port: 9000 }], backends: [{ backend: web, weight: 100 }] }, { backends: [{ backend: api, weight: 100 }] }],
  },
};

test.each(Object.entries(ROUTES))('%s', (_, props) => {
  const chart = chartWith((scope) => {
    const hosts = ['*'];
    const servers = [
      IstioServer.http({ hosts }),
      IstioServer.tls({ hosts, port: 443, tls: ServerTls.passthrough() }),
      IstioServer.tcp({ hosts, port: 9000 }),
    ];
    const gateway = new IstioGateway(scope, 'gateway', { servers });
    new IstioGatewayRoute(scope, 'route', { gateway, hosts, ...props });
  });
  const written = Testing.synth(chart) as { kind: string; spec: unknown }[];
  expect(Yaml.stringify(written.find(({ kind }) => kind === 'VirtualService')?.spec)).toMatchSnapshot();
});
