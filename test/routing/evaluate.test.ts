import { App, ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { AttachedRoute } from '../../lib/routing/attached-route';
import { RouteOutcome } from '../../lib/routing/evaluation';
import { HttpAction } from '../../lib/routing/http-action';
import { PathRewrite } from '../../lib/routing/http-rewrite';
import { HttpRule } from '../../lib/routing/http-rule';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { Listener } from '../../lib/routing/listener';
import { PathMatch } from '../../lib/routing/path-match';
import { readTcpRules, readTlsRules } from '../../lib/routing/read-connection-rules';
import { IDelegateRoute, ReadRule } from '../../lib/routing/read-rule';
import { RouteModel } from '../../lib/routing/route-model';
import { Host } from '../../lib/values/host';
import { reading, readingRules } from './reading';

const to = (name: string): HttpAction => HttpAction.forward(Backend.fromName(name, { port: 80 }));
const hostsOf = (hosts: readonly string[]): Host[] => hosts.map((host) => Host.parse(host));
const listener = (port: number, hosts: readonly string[], more: Partial<Listener> = {}): Listener => ({
  ...{ port, protocol: 'HTTP', httpsRedirect: false },
  hosts: hosts.map((host) => {
    const [name, namespace] = host.split('/').reverse();
    return { host: Host.parse(name), namespace: namespace ?? '*' };
  }),
  ...more,
});
const route = (path: string, hosts: readonly string[], listeners: readonly Listener[], rules: HttpRule[] = []): AttachedRoute => ({
  ...{ path, namespace: 'default', hosts: hostsOf(hosts), listeners, tls: [], tcp: [] },
  rules: rules.length === 0 ? [] : readingRules(rules).read,
});
const at = (path: string, name: string): HttpRule => ({ matches: [{ path: PathMatch.prefix(path) }], action: to(name) });
const weigh = (name: string): { backend: Backend; weight: number }[] => [{ backend: Backend.fromName(name, { port: 80 }), weight: 100 }];
const backends = ({ destinations }: RouteOutcome): string => destinations.map(({ backend }) => backend).join();

describe('a listener', () => {
  const http = listener(80, ['*.example.com']);
  const model = RouteModel._of({ listeners: [http], routes: [route('r', ['a.example.com'], [http], [at('/', 'web')])] });

  test.each([
    ['http://a.example.com:81/', 'no listener is on port 81', undefined],
    ['http://a.test/', 'no listener on port 80 is for host "a.test"', 404],
    ['http://b.example.com/', 'no route is for host "b.example.com" on port 80', 404],
    ['https://a.example.com:80/', 'port 80 is without TLS, and the request comes with it', undefined],
  ])('%s: %s', (url, reason, statusCode) => {
    expect(model.evaluate({ url })).toMatchObject({ result: 'nothing', reason });
    expect(model.evaluate({ url }).statusCode).toBe(statusCode);
  });

  test('compares hosts without case and port', () => {
    expect(backends(model.evaluate({ url: 'http://x/', headers: { host: 'A.Example.COM:1234' } }))).toBe('web.default');
  });

  test('may be for the routes of one namespace', () => {
    const shared = listener(80, ['shop/*.example.com']);
    const at80 = (namespace: string): RouteOutcome =>
      RouteModel._of({
        listeners: [shared],
        routes: [{ ...route('r', ['a.example.com'], [shared], [at('/', 'web')]), namespace }],
      }).evaluate({
        url: 'http://a.example.com/',
      });
    expect(backends(at80('shop'))).toBe('web.shop');
    expect(at80('default').reason).toBe('no route is for host "a.example.com" on port 80');
  });

  test('redirects to https, with rules and without', () => {
    const redirecting = listener(80, ['*.example.com'], { httpsRedirect: true });
    const routes = [route('r', ['a.example.com'], [redirecting], [at('/', 'web')])];
    const ask = RouteModel._of({ listeners: [redirecting], routes });
    const location = { result: 'redirect', statusCode: 301 };
    expect(ask.evaluate({ url: 'http://a.example.com/a/../b?q' })).toMatchObject({ ...location, location: 'https://a.example.com/b?q' });
    expect(ask.evaluate({ url: 'http://B.example.com/', headers: { host: 'B.example.com:80' } })).toMatchObject({
      location: 'https://B.example.com:80/',
    });
    expect(ask.evaluate({ url: 'http://a.test/' })).toMatchObject({ statusCode: 404 });
  });
});

describe('of several hosts', () => {
  const http = listener(80, ['*']);
  const routes = ['*', '*.example.com', '*.a.example.com', 'x.a.example.com'].map((host) => route(host, [host], [http], [at('/', 'web')]));
  const model = RouteModel._of({ listeners: [http], routes });

  test.each([
    ['x.a.example.com', 'x.a.example.com'],
    ['y.a.example.com', '*.a.example.com'],
    ['a.example.com', '*.example.com'],
    ['example.com', '*'],
    ['x.y.test', '*'],
  ])('the closest is for %s: %s', (name, host) => expect(model.evaluate({ url: `http://${name}/` }).route).toBe(host));

  test('only the closest is asked', () => {
    const narrow = route('narrow', ['x.test'], [http], [at('/only', 'web')]);
    const ask = RouteModel._of({ listeners: [http], routes: [...routes, narrow] });
    expect(ask.evaluate({ url: 'http://x.test/' })).toMatchObject({
      reason: 'no rule for host "x.test" takes the request',
      statusCode: 404,
    });
  });

  test('one that has nothing for the port is none', () => {
    const narrow = route('narrow', ['x.test'], [http], [{ matches: [{ port: 81 }], action: to('web') }]);
    expect(RouteModel._of({ listeners: [http], routes: [...routes, narrow] }).evaluate({ url: 'http://x.test/' }).route).toBe('*');
  });
});

test('several routes for one host are asked in their order, what takes every request last', () => {
  const http = listener(80, ['*']);
  const routes = [
    route('one', ['a.test'], [http], [at('/a', 'a1'), at('/', 'rest1'), at('/b', 'never')]),
    route('two', ['a.test'], [http], [at('/a', 'a2'), at('/b', 'b2'), at('/', 'rest2')]),
  ];
  const model = RouteModel._of({ listeners: [http], routes });
  const taker = (path: string): string => backends(model.evaluate({ url: `http://a.test${path}` }));
  expect(['/a', '/b', '/c'].map(taker)).toEqual(['a1.default', 'b2.default', 'rest1.default']);
});

describe('TLS', () => {
  const listeners = [
    listener(443, ['*.example.com'], { tls: 'terminate' }),
    listener(443, ['a.example.com'], { tls: 'terminate', clientCertificate: 'required' }),
    listener(443, ['*.raw.test', 'plain.test'], { tls: 'passthrough', protocol: 'TCP' }),
    listener(443, ['tcp.test'], { tls: 'terminate', protocol: 'TCP' }),
  ];
  const hosts = hostsOf(['*.raw.test']);
  const tls = reading((findings) =>
    readTlsRules(
      findings,
      [{ matches: [{ sniHosts: ['db.raw.test'] }, { port: 8443 }], backends: weigh('db') }, { backends: weigh('raw') }],
      hosts,
    ),
  ).read;
  const tcp = reading((findings) =>
    readTcpRules(findings, [{ matches: [{ port: 1 }], backends: weigh('no') }, { backends: weigh('tcp') }]),
  ).read;
  const routes = [
    route('http', ['*.example.com', 'a.example.com'], listeners, [at('/', 'web')]),
    { ...route('raw', ['*.raw.test'], listeners), tls },
    { ...route('tcp', ['tcp.test'], listeners), tcp },
  ];
  const model = RouteModel._of({ listeners, routes });

  test('is opened for the name that is asked for', () => {
    expect(backends(model.evaluate({ url: 'https://b.example.com/' }))).toBe('web.default');
    expect(model.evaluate({ url: 'https://c.test/' })).toMatchObject({
      result: 'nothing',
      reason: 'no listener on port 443 is for TLS with the name "c.test"',
    });
    expect(model.evaluate({ url: 'https://10.0.0.1/' }).reason).toBe('no listener on port 443 is for TLS with no name');
    expect(model.evaluate({ url: 'http://b.example.com:443/' }).reason).toBe('port 443 is for TLS, and the request comes without');
  });

  test('leads to the hosts of one listener only', () => {
    expect(model.evaluate({ url: 'https://b.example.com/', headers: { host: 'tcp.test' } })).toMatchObject({
      statusCode: 404,
      reason: 'no listener on port 443 is for host "tcp.test"',
    });
  });

  test('may want to know who the client is', () => {
    expect(model.evaluate({ url: 'https://a.example.com/' }).reason).toBe(
      'the client has to prove who it is, and shows no certificate that is trusted',
    );
    expect(backends(model.evaluate({ url: 'https://a.example.com/', hasClientCertificate: true }))).toBe('web.default');
    expect(backends(model.evaluate({ url: 'https://a.example.com/', sni: 'b.example.com' }))).toBe('web.default');
  });

  test('is passed on by name', () => {
    expect(model.evaluate({ url: 'https://db.raw.test/' })).toEqual({
      ...{ result: 'forward', route: 'raw', rule: 'tlsRules[0]', mirrors: [] },
      destinations: [{ backend: 'db.default', port: 80, weight: 100 }],
    });
    expect(model.evaluate({ url: 'https://x.raw.test/' })).toMatchObject({ rule: 'tlsRules[1]' });
    expect(model.evaluate({ url: 'https://plain.test/' }).result).toBe('nothing');
  });

  test('may end where bytes are passed on', () => {
    expect(model.evaluate({ url: 'https://tcp.test/' })).toMatchObject({ rule: 'tcpRules[1]', route: 'tcp' });
  });
});

test('connections to a port without TLS go to the first rule that takes them', () => {
  const port = listener(9000, ['*'], { protocol: 'TCP' });
  const { read } = reading((findings) =>
    readTcpRules(findings, [{ matches: [{ port: 9001 }], backends: weigh('x') }, { backends: weigh('y') }]),
  );
  const model = RouteModel._of({ listeners: [port], routes: [{ ...route('r', ['a.test'], [port]), tcp: read }] });
  expect(backends(model.evaluate({ url: 'http://a.test:9000/' }))).toBe('y.default');
  expect(backends(model.evaluate({ url: 'https://a.test:9000/' }))).toBe('y.default');
  expect(RouteModel._of({ listeners: [port], routes: [] }).evaluate({ url: 'http://a:9000/' }).reason).toBe(
    'no rule takes connections to port 9000',
  );
});

describe('a delegate', () => {
  class Delegate extends Construct implements IDelegateRoute {
    public readonly name = 'delegate';
    public constructor(
      scope: Construct,
      public readonly _rules: readonly ReadRule[],
    ) {
      super(scope, 'delegate');
      new ApiObject(this, 'Resource', { apiVersion: 'v1', kind: 'Thing', metadata: { namespace: 'team' } });
    }
  }
  const asking = (root: Partial<HttpRule>, rules: HttpRule[]): ((path: string) => RouteOutcome) => {
    const delegate = new Delegate(new Chart(new App(), 'chart'), readingRules(rules).read);
    const model = RouteModel.ofRules(['*'], [{ ...root, action: HttpAction.toRoute(delegate) }, { action: to('rest') }]);
    return (path) => model.evaluate({ url: `http://a.test${path}` });
  };

  test('takes what it and the rule that hands over take; others go on', () => {
    const ask = asking({ matches: [{ path: PathMatch.prefix('/team') }] }, [at('/team/a', 'a'), at('/b', 'b')]);
    expect(ask('/team/a')).toMatchObject({ route: 'chart/delegate', rule: 'rules[0]', destinations: [{ backend: 'a.team' }] });
    expect(ask('/team')).toMatchObject({ rule: 'rules[1]', destinations: [{ backend: 'rest.default' }] });
    expect(backends(ask('/b'))).toBe('rest.default');
  });

  test('says first what is done with requests, and the rule that hands over what it does not say', () => {
    const rewrite = { host: 'root.test', path: PathRewrite.full('/root') };
    const ask = asking({ rewrite, requestHeaders: { set: { x: '1' } } }, [
      { ...at('/a', 'a'), rewrite: { host: 'own.test' } },
      at('/b', 'b'),
    ]);
    expect(ask('/a')).toMatchObject({ host: 'own.test', path: '/a' });
    expect(ask('/b')).toMatchObject({ host: 'root.test', path: '/root' });
  });

  test('may answer itself', () => {
    const ask = asking({}, [{ action: HttpAction.redirect({ scheme: HttpScheme.HTTPS }) }]);
    expect(ask('/x')).toMatchObject({ result: 'redirect', location: 'https://a.test/x' });
  });

  test('hands nothing over in its turn', () => {
    const other = new Delegate(new Chart(new App(), 'chart'), readingRules([at('/', 'never')]).read);
    expect(backends(asking({}, [{ action: HttpAction.toRoute(other) }])('/'))).toBe('rest.default');
  });
});
