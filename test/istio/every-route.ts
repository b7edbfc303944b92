import { Chart, Duration } from 'cdk8s';
import {
  Backend,
  ExportTo,
  FaultAbort,
  FaultDelay,
  HeaderChanges,
  HeaderMatch,
  HttpAction,
  HttpMatch,
  HttpMethod,
  HttpRule,
  HttpScheme,
  IstioDelegateRoute,
  IstioGateway,
  IstioGatewayRoute,
  IstioServer,
  PathMatch,
  PathRewrite,
  QueryParamMatch,
  RedirectPort,
  ResponseBody,
  ServerTls,
  TextMatch,
  UnmatchedPreflights,
} from '../../lib';

// All that the public API can say in a VirtualService.

const second = Duration.seconds(1);
const host = Backend.fromName('web', { port: 80 });

export function routes(chart: Chart): void {
  const delegate = new IstioDelegateRoute(chart, 'delegate', { namespace: 'team', rules: [{ action: HttpAction.forward(host) }] });
  new IstioGatewayRoute(chart, 'route', {
    hosts: ['a.lan'],
    exportTo: ExportTo.all(),
    rules: [...forwarding(), ...answering(), { matches: [{ path: PathMatch.prefix('/team') }], action: HttpAction.toRoute(delegate) }],
  });
  const gateway = new IstioGateway(chart, 'connections', {
    servers: [IstioServer.tls({ hosts: ['b.lan'], tls: ServerTls.passthrough() }), IstioServer.tcp({ hosts: ['*'], port: 9000 })],
  });
  const backends = [
    { backend: host, weight: 50, subset: 'v1' },
    { backend: host, weight: 50 },
  ];
  new IstioGatewayRoute(chart, 'tls', {
    gateway,
    hosts: ['b.lan'],
    tlsRules: [{ matches: [{ sniHosts: ['b.lan'], port: 443 }], backends }],
  });
  new IstioGatewayRoute(chart, 'tcp', { gateway, hosts: ['*'], tcpRules: [{ matches: [{ port: 9000 }], backends }] });
}

/** Those of a rule and of its backends have to be different ones. */
function headers(prefix: string): Pick<HttpRule, 'requestHeaders' | 'responseHeaders'> {
  const changes: HeaderChanges = { set: { [`${prefix}-a`]: '1' }, add: { [`${prefix}-b`]: '1' }, remove: [`${prefix}-c`] };
  return { requestHeaders: changes, responseHeaders: changes };
}

const matches: HttpMatch[] = [
  {
    path: PathMatch.exact('/a'),
    ignorePathCase: true,
    method: HttpMethod.GET,
    headers: [HeaderMatch.exact('x-a', '1'), HeaderMatch.startsWith('x-b', '1'), HeaderMatch.regex('x-c', '1')],
    withoutHeaders: [HeaderMatch.exact('x-d', '1'), HeaderMatch.startsWith('x-e', '1'), HeaderMatch.regex('x-f', '1')],
    queryParams: [QueryParamMatch.exact('a', '1'), QueryParamMatch.startsWith('b', '1'), QueryParamMatch.regex('c', '1')],
    authority: TextMatch.exact('a.lan'),
    scheme: HttpScheme.HTTP,
    port: 80,
    sourceLabels: { istio: 'ingressgateway' },
    sourceNamespace: 'istio-system',
  },
  { path: PathMatch.startsWith('/b'), authority: TextMatch.startsWith('a.') },
  { path: PathMatch.regex('/c'), authority: TextMatch.regex('a.*') },
];

function forwarding(): HttpRule[] {
  const split = HttpAction.split([
    { backend: host, weight: 50, subset: 'v1', ...headers('backend') },
    { backend: host, weight: 50 },
  ]);
  return [
    {
      name: 'all',
      matches,
      action: split,
      rewrite: { path: PathRewrite.regex('a', 'b'), host: 'b.lan' },
      ...headers('rule'),
      timeout: second,
      retries: {
        attempts: 1,
        perTryTimeout: second,
        conditions: ['5xx'],
        backoff: second,
        avoidPreviousHosts: true,
        otherLocalities: true,
      },
      fault: { delay: FaultDelay.of(second, 1), abort: FaultAbort.httpStatus(500, 1) },
      mirrors: [{ backend: host, subset: 'v2', percent: 1 }],
      cors: {
        allowOrigins: [TextMatch.exact('https://a.lan'), TextMatch.startsWith('https://'), TextMatch.regex('.*')],
        allowMethods: [HttpMethod.GET],
        allowHeaders: ['x-a'],
        exposeHeaders: ['x-b'],
        maxAge: second,
        allowCredentials: true,
        unmatchedPreflights: UnmatchedPreflights.IGNORE,
      },
    },
    {
      matches: [{ path: PathMatch.prefix('/new') }],
      action: HttpAction.forward(host),
      rewrite: { path: PathRewrite.prefix('/old') },
      fault: { abort: FaultAbort.grpcStatus('UNAVAILABLE') },
    },
  ];
}

function answering(): HttpRule[] {
  const on = (path: string, action: HttpAction): HttpRule => ({ matches: [{ path: PathMatch.exact(path) }], action });
  const https = { scheme: HttpScheme.HTTPS, host: 'b.lan', path: '/x', statusCode: 308 };
  return [
    on('/1', HttpAction.redirect({ ...https, port: RedirectPort.of(8443) })),
    on('/2', HttpAction.redirect({ ...https, port: RedirectPort.ofRequest() })),
    on('/3', HttpAction.respond({ status: 200, body: ResponseBody.text('a') })),
    on('/4', HttpAction.respond({ status: 200, body: ResponseBody.base64('AAEC') })),
  ];
}
