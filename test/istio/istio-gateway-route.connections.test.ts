import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Backend } from '../../lib/core/backend';
import { Problems } from '../../lib/core/problems';
import { SecretRef } from '../../lib/core/secret-ref';
import { ExportTo } from '../../lib/istio/export-to';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute, IstioGatewayRouteProps } from '../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { TcpRule, TlsRule } from '../../lib/routing/connection-rule';
import { HttpAction } from '../../lib/routing/http-action';
import { GitOpsApp } from '../../lib/synth/gitops-app';
import { chartWith, documentOf, problemsOf } from '../support/charts';

const backends = [{ backend: Backend.fromName('web', { port: 80 }), weight: 100 }];
const rules = [{ action: HttpAction.forward(backends[0].backend) }];
const hosts = ['*.lan'];
const HTTP = IstioServer.http({ hosts });
const PASSED = IstioServer.tls({ hosts, port: 443, tls: ServerTls.passthrough() });
const ENDED = IstioServer.https({ hosts, port: 443, tls: ServerTls.simple(SecretRef.fromName('cert')) });
const TCP = IstioServer.tcp({ hosts, port: 9000 });
const TCP_TLS = IstioServer.tls({ hosts, port: 443, tls: ServerTls.simple(SecretRef.fromName('cert')) });

const build = (servers: IstioServer[], props: Partial<IstioGatewayRouteProps>) => (chart: Construct) => {
  const gateway = new IstioGateway(chart, 'gateway', { servers });
  return new IstioGatewayRoute(chart, 'route', { hosts, gateway, ...props });
};
const problems = (servers: IstioServer[], props: Partial<IstioGatewayRouteProps>) =>
  problemsOf(build(servers, props), { namespace: 'shop' });
const spec = (servers: IstioServer[], props: Partial<IstioGatewayRouteProps>) =>
  documentOf('VirtualService', build(servers, props), { namespace: 'shop' }).spec;
const tls = (...tlsRules: TlsRule[]) => problems([PASSED], { tlsRules });
const tcp = (...tcpRules: TcpRule[]) => problems([TCP], { tcpRules });

describe('rules that no server asks', () => {
  test.each<[string, IstioServer[], Partial<IstioGatewayRouteProps>, string[]]>([
    ['HTTP where TLS is passed on', [PASSED], { rules }, ['rules']],
    ['HTTP where TCP comes in', [TCP, TCP_TLS], { rules }, ['rules']],
    ['TLS where it ends at the gateway', [ENDED], { tlsRules: [{ backends }] }, ['tlsRules']],
    ['TCP where TLS is passed on', [PASSED, HTTP], { tcpRules: [{ backends }] }, ['tcpRules']],
    ['each kind of rules', [TCP], { rules, tlsRules: [{ backends }] }, ['rules', 'tlsRules']],
  ])('%s', (_, servers, props, fields) => {
    expect(problems(servers, props)).toEqual(
      fields.map((field) => expect.stringContaining(`[chart/route] istio.route-never-used: ${field}: `)),
    );
  });

  test('in the words of a message', () => {
    expect(problems([ENDED], { tlsRules: [{ backends }] })).toEqual([
      '[chart/route] istio.route-never-used: tlsRules: gateway "gateway" has no server for TLS that is passed on for these hosts, so tlsRules are never ' +
        'asked. Fix: pass a gateway with such a server, or drop tlsRules.',
    ]);
  });

  test('counted by the servers for the hosts of the route', () => {
    const other = IstioServer.http({ hosts: ['a.example.com'] });
    expect(problems([PASSED, other], { rules })).toEqual([expect.stringContaining('istio.route-never-used: rules: ')]);
  });

  test('which the own gateway does not have', () => {
    const own = (chart: Construct) => new IstioGatewayRoute(chart, 'route', { hosts, tlsRules: [{ backends }] });
    expect(problemsOf(own)).toEqual([expect.stringContaining('istio.route-never-used: tlsRules: gateway "route-gateway" has no server')]);
  });

  test.each<[IstioServer[], Partial<IstioGatewayRouteProps>]>([
    [[HTTP], { rules }],
    [[ENDED], { rules }],
    [[PASSED], { tlsRules: [{ backends }] }],
    [[TCP], { tcpRules: [{ backends }] }],
    [[TCP_TLS], { tcpRules: [{ backends }] }],
    [[HTTP, PASSED, TCP], { rules, tlsRules: [{ backends }], tcpRules: [{ backends }] }],
  ])('but not %#', (servers, props) => expect(problems(servers, props)).toEqual([]));
});

test('a route without any rules is none', () => {
  expect(problems([HTTP], {})).toEqual([expect.stringContaining('[chart/route] route.no-rules: rules: the route has no rules')]);
});

describe('rules for TLS', () => {
  test('are for the hosts of the route, unless they name some', () => {
    expect(spec([PASSED], { tlsRules: [{ backends }] })).toMatchObject({ tls: [{ match: [{ sniHosts: ['*.lan'] }] }] });
    const named = spec([PASSED], { tlsRules: [{ matches: [{ sniHosts: ['a.lan'] }, { port: 443, sniHosts: ['b.lan'] }], backends }] });
    expect(named.tls[0].match).toEqual([{ sniHosts: ['a.lan'] }, { sniHosts: ['b.lan'], port: 443 }]);
    expect(named.http).toBeUndefined();
  });

  test('ask for a name once', () => {
    const matches = [{ sniHosts: ['a.lan'] }];
    expect(tls({ matches, backends }, { matches, backends })).toEqual([
      '[chart/route] istio.duplicate-sni: tlsRules[1].matches[0]: "a.lan" is asked for in tlsRules[0].matches[0] already, and Istio drops the second ' +
        'match. Fix: ask for each name in one match.',
    ]);
    const other = IstioServer.tls({ hosts, port: 444, tls: ServerTls.passthrough() });
    const asked = (port: number) => ({ matches: [{ sniHosts: ['a.lan'], port }], backends });
    expect(problems([PASSED, other], { tlsRules: [asked(443), asked(444)] })).toEqual([]);
  });

  test('had better ask for narrower names first, since the gateway does', () => {
    const all: TlsRule = { backends };
    const one: TlsRule = { matches: [{ sniHosts: ['a.lan'] }], backends };
    const warnings = (...tlsRules: TlsRule[]) =>
      Problems.of(chartWith(build([PASSED], { tlsRules })))
        .list()
        .map(({ severity, id, what }) => `${severity} ${id}: ${what}`);
    expect(warnings(all, one)).toEqual([
      'warning istio.sni-order: "*.lan" of tlsRules[0] holds "a.lan", and a gateway asks the narrower name first',
    ]);
    expect(warnings(one, all)).toEqual([]);
  });

  test('ask for no more than the server is for', () => {
    const narrow = IstioServer.tls({ hosts: ['a.lan', '*.b.lan'], port: 443, tls: ServerTls.passthrough() });
    expect(problems([narrow], { tlsRules: [{ backends }] })).toEqual([
      '[chart/route] istio.sni-not-in-gateway: tlsRules[0]: "*.lan" is more than the server on port 443 is for, and the gateway would pass all of it ' +
        'on. Allowed: a.lan, *.b.lan. Fix: narrow sniHosts, say for which port they are, or widen the server.',
    ]);
    const matches = [{ sniHosts: ['a.lan', '*.b.lan', 'c.b.lan'] }];
    expect(problems([narrow], { tlsRules: [{ matches, backends }] })).toEqual([]);
    const wide = IstioServer.tls({ hosts, port: 8443, tls: ServerTls.passthrough() });
    expect(problems([narrow, wide], { tlsRules: [{ matches: [{ port: 8443 }], backends }] })).toEqual([]);
  });
});

describe('rules for TCP', () => {
  test('are for every connection, or those to a port', () => {
    const tcpRules = [{ matches: [{ port: 9000 }], backends }, { backends }];
    expect(spec([TCP], { tcpRules }).tcp.map(({ match }: { match: unknown }) => match)).toEqual([[{ port: 9000 }], undefined]);
  });

  test('are asked once for a port', () => {
    expect(tcp({ backends }, { matches: [{ port: 9000 }], backends })).toEqual([
      '[chart/route] route.unreachable-rule: tcpRules[1]: tcpRules[0] takes every connection before this rule is asked. ' +
        'Fix: give each rule a port of its own, or drop it.',
    ]);
    const [first, second] = [
      { matches: [{ port: 9000 }], backends },
      { matches: [{ port: 9000 }, { port: 9001 }], backends },
    ];
    expect(tcp(first, first)).toEqual([expect.stringContaining('route.unreachable-rule: tcpRules[1]: ')]);
    expect(problems([TCP, IstioServer.tcp({ hosts, port: 9001 })], { tcpRules: [first, second, { backends }] })).toEqual([]);
  });

  test('are for ports that the gateway has, unless clients of the mesh come there', () => {
    const tcpRules = [{ matches: [{ port: 9001 }], backends }];
    expect(problems([TCP], { tcpRules })).toEqual([
      '[chart/route] route.never-matches: tcpRules[0].matches[0].port: gateway "gateway" has no such server for these hosts on port 9001. ' +
        'Allowed: 9000. Fix: mend it, or drop the match.',
    ]);
    expect(problems([TCP], { tcpRules, includeMesh: true })).toEqual([]);
  });
});

test('backends that cannot be written are named', () => {
  const wrong = [{ backend: Backend.fromName('Web', { port: 80 }), weight: 100 }];
  expect(problems([TCP, PASSED], { tlsRules: [{ backends: wrong }], tcpRules: [{ backends: wrong }] })).toEqual([
    expect.stringContaining('name.syntax: tlsRules[0].backends[0]: "Web" is not'),
    expect.stringContaining('name.syntax: tcpRules[0].backends[0]: "Web" is not'),
  ]);
});

describe('who uses the route', () => {
  test('clients inside the mesh, if told so', () => {
    expect(spec([HTTP], { rules }).gateways).toEqual(['gateway']);
    expect(spec([HTTP], { rules, includeMesh: false }).gateways).toEqual(['gateway']);
    expect(spec([HTTP], { rules, includeMesh: true }).gateways).toEqual(['gateway', 'mesh']);
  });

  test('not all hosts of the mesh at once', () => {
    const all = [IstioServer.http({ hosts: ['*'] })];
    expect(problems(all, { hosts: ['*'], rules, includeMesh: true })).toEqual([
      '[chart/route] istio.mesh-host: hosts: the rules would be for every host that clients inside the mesh ask for, which Istio refuses. ' +
        'Fix: name the hosts, or leave includeMesh out.',
    ]);
    expect(problems(all, { rules, includeMesh: 'no' as unknown as boolean })).toEqual([
      expect.stringContaining('input.type: includeMesh: '),
    ]);
  });

  test('the namespaces it is exported to', () => {
    const exportTo = ExportTo.namespaces(['istio-system', '.']);
    expect(spec([HTTP], { rules, exportTo }).exportTo).toEqual(['istio-system', '.']);
    expect(spec([HTTP], { rules }).exportTo).toBeUndefined();
  });

  test('and the proxies of the gateway among them', () => {
    expect(problems([HTTP], { rules, exportTo: ExportTo.ownNamespace() })).toEqual([
      '[chart/route] istio.route-not-exported: exportTo: the proxies of gateway "gateway" are in namespace "istio-system", and the route is not ' +
        'exported there. Fix: add namespace "istio-system" to exportTo, or leave that out.',
    ]);
    expect(problems([HTTP], { rules, exportTo: ExportTo.none() })).toEqual([expect.stringContaining('istio.export-to: exportTo: ')]);
  });

  test('of one cluster', () => {
    const app = new GitOpsApp({ outdir: '/nowhere' });
    const [lab, other] = ['lab', 'other'].map((id) => new Chart(new Cluster(app, id), 'chart'));
    const gateway = new IstioGateway(lab, 'gateway', { servers: [HTTP] });
    new IstioGatewayRoute(other, 'route', { hosts, gateway, rules });
    expect(Problems.of(app).list()).toMatchObject([{ id: 'reference.other-cluster', field: 'gateway', path: 'other/chart/route' }]);
  });
});
