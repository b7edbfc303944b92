import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { SecretRef } from '../../lib/core/secret-ref';
import { IstioDestinationRule } from '../../lib/istio/istio-destination-rule';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { IstioIngressGateway } from '../../lib/istio/istio-ingress-gateway';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { HttpAction } from '../../lib/routing/http-action';
import { problemsOf } from '../support/charts';

// What a type checker refuses, and JavaScript and other languages let through: one problem each, and never a TypeError.

const any = (value: unknown): any => value;
const GATEWAY = { servers: [IstioServer.http({ hosts: ['*'] })] };
const ROUTE = { hosts: ['*'], rules: [{ action: HttpAction.forward(Backend.fromName('web', { port: 80 })) }] };
const BACKENDS = [{ backend: Backend.fromName('web', { port: 80 }), weight: 100 }];
const RULE = { host: Backend.fromName('web', { port: 80 }), subsets: [{ name: 'v1', labels: { version: 'v1' } }] };
const tls = ServerTls.simple(SecretRef.fromName('tls'));

describe('a gateway', () => {
  const problems = (props: unknown) => problemsOf((chart) => new IstioGateway(chart, 'gateway', any(props)));
  const ofServer = (...options: unknown[]) => ({ servers: options.map((option) => IstioServer.http(any(option))) });

  test.each<[unknown, string]>([
    [undefined, 'input.type: servers: nothing is not a list'],
    [{}, 'input.type: servers: nothing is not a list'],
    [{ servers: GATEWAY.servers[0] }, 'input.type: servers: '],
    [{ servers: [{ hosts: ['*'] }] }, 'input.type: servers[0]: '],
    [{ servers: [null] }, 'input.type: servers[0]: null is not'],
    [ofServer(undefined), 'input.type: servers[0].hosts: nothing is not a list'],
    [ofServer({ hosts: 'a.example.com' }), 'input.type: servers[0].hosts: "a.example.com" is not a list'],
    [ofServer({ hosts: [5] }), 'input.type: servers[0].hosts[0]: 5 is not a text'],
    [ofServer({ hosts: ['*'], port: '80' }), 'port.range: servers[0].port: '],
    [ofServer({ hosts: ['*'], portName: 5 }), 'input.type: servers[0].portName: 5 is not a text'],
    [ofServer({ hosts: ['*'], httpsRedirect: 'false' }), 'input.type: servers[0].httpsRedirect: "false" is neither true nor false'],
    [{ servers: [IstioServer.https(any({ hosts: ['*'] }))] }, 'input.type: servers[0].tls: nothing is not'],
    [{ servers: [IstioServer.https({ hosts: ['*'], tls: any('tls') })] }, 'input.type: servers[0].tls: "tls" is not'],
    [{ servers: [IstioServer.https({ hosts: ['*'], tls: ServerTls.simple(any('tls')) })] }, 'input.type: servers[0].tls: "tls" is not'],
    [{ ...GATEWAY, workload: 'edge' }, 'input.type: workload: "edge" is not a group of named values'],
    [{ ...GATEWAY, workload: IstioIngressGateway.fromLabels(any('edge')) }, 'input.type: workload.selector: "edge" is not a group'],
    [{ ...GATEWAY, workload: IstioIngressGateway.fromLabels({ app: any(5) }) }, 'input.type: workload.selector.app: 5 is not a text'],
    [ofServer({ hosts: ['*'], port: Symbol('80') }), 'port.range: servers[0].port: Symbol(80) is not a port'],
    [ofServer({ hosts: ['*'], portName: Symbol('web') }), 'input.type: servers[0].portName: Symbol(web) is not a text'],
    [ofServer({ hosts: ['*'], name: Object.create(null) }), 'input.type: servers[0].name: [Object: null prototype] {} is not a text'],
    [ofServer({ hosts: ['*'], bind: Symbol('lo') }), 'input.type: servers[0].bind: Symbol(lo) is not a text'],
    [{ ...GATEWAY, name: 5 }, 'input.type: name: 5 is not a text'],
    [{ ...GATEWAY, name: null }, 'input.type: name: null is not a text'],
    [{ ...GATEWAY, name: Symbol('edge') }, 'input.type: name: Symbol(edge) is not a text'],
    [{ ...GATEWAY, namespace: 5 }, 'input.type: namespace: 5 is not a text'],
  ])('%#: %j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/gateway] ${message}`)]);
  });

  test('whose workload is a construct of another kind', () => {
    expect(problemsOf((chart) => new IstioGateway(chart, 'gateway', { ...GATEWAY, workload: any(new Construct(chart, 'x')) }))).toEqual([
      expect.stringContaining('[chart/gateway] input.type: workload.selector: nothing is not a group of named values'),
    ]);
  });

  test('whose servers are right among wrong ones', () => {
    expect(problems({ servers: [null, IstioServer.https({ hosts: ['a'], tls })] })).toEqual([
      expect.stringContaining('input.type: servers[0]: '),
      expect.stringContaining('istio.host-unqualified: servers[1].hosts[0]: '),
    ]);
  });
});

describe('a route', () => {
  const problems = (props: unknown) => problemsOf((chart) => new IstioGatewayRoute(chart, 'route', any(props)));

  test.each<[unknown, string]>([
    [{ ...ROUTE, hosts: undefined }, 'input.type: hosts: nothing is not a list'],
    [{ ...ROUTE, hosts: 'a.example.com' }, 'input.type: hosts: "a.example.com" is not a list'],
    [{ ...ROUTE, hosts: [5] }, 'input.type: hosts[0]: 5 is not a text'],
    [{ ...ROUTE, rules: undefined }, 'route.no-rules: rules: the route has no rules'],
    [{ ...ROUTE, gateway: 'edge' }, 'input.type: gateway: "edge" is not'],
    [{ hosts: ['*'], tlsRules: [{ backends: BACKENDS }], gateway: 'edge' }, 'input.type: gateway: "edge" is not'],
    [{ ...ROUTE, exportTo: '.' }, 'input.type: exportTo: "." is not'],
    [{ ...ROUTE, hosts: new Array(1) }, 'input.type: hosts[0]: nothing is not a text'],
    [{ ...ROUTE, rule: [] }, 'route.unknown-word: rule: "rule" is not known here, and would be ignored'],
    [{ ...ROUTE, name: 5 }, 'input.type: name: 5 is not a text'],
    [{ ...ROUTE, namespace: 5 }, 'input.type: namespace: 5 is not a text'],
    [{ ...ROUTE, gatewayName: 5 }, 'input.type: gatewayName: 5 is not a text'],
  ])('%#: %j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/route] ${message}`)]);
  });

  test('with a wrong exportTo is asked as one without', () => {
    problemsOf((chart) => {
      const { gateway } = new IstioGatewayRoute(chart, 'route', any({ ...ROUTE, exportTo: '.' }));
      expect(gateway.routeModel().evaluate({ url: 'http://a.test/' }).result).toBe('forward');
    });
  });

  test('told nothing misses each thing it needs', () => {
    expect(problems(undefined)).toEqual([
      expect.stringContaining('[chart/route] input.type: hosts: nothing is not a list'),
      expect.stringContaining('[chart/route] route.no-rules: rules: the route has no rules'),
    ]);
  });
});

describe('a destination rule', () => {
  const problems = (props: object | undefined) =>
    problemsOf((chart) => new IstioDestinationRule(chart, 'rule', any(props && { ...RULE, ...props })));

  test.each<[object, string]>([
    [{ host: 'web' }, 'input.type: host: "web" is not'],
    [{ host: undefined }, 'input.type: host: nothing is not'],
    [{ subsets: 'v1' }, 'input.type: subsets: "v1" is not a list'],
    [{ subsets: ['v1'] }, 'input.type: subsets[0]: "v1" is not a group of named values'],
    [{ subsets: [{ name: 'v1' }] }, 'input.type: subsets[0].labels: nothing is not a group of named values'],
    [{ subsets: [{ labels: {} }] }, 'input.type: subsets[0].name: nothing is not a text'],
    [{ subsets: [{ name: 'v1', labels: { version: 1 } }] }, 'input.type: subsets[0].labels.version: 1 is not a text'],
    [{ connectionPool: 5 }, 'input.type: connectionPool: 5 is not a group of named values'],
    [{ connectionPool: { tcp: 5 } }, 'input.type: connectionPool.tcp: 5 is not a group of named values'],
    [{ connectionPool: { tcp: null } }, 'input.type: connectionPool.tcp: null is not a group of named values'],
    [{ tunnel: { targetHost: Symbol('db'), targetPort: 80 } }, 'input.type: tunnel.targetHost: Symbol(db) is not a text'],
    [{ host: Backend.fromName('web', any(null)) }, 'port.range: host: undefined is not a port'],
    [{ connectionPool: { tcp: { connectTimeout: 5 } } }, 'input.type: connectionPool.tcp.connectTimeout: 5 is not'],
    [{ connectionPool: { tcp: { maxConnections: '5' } } }, 'count.range: connectionPool.tcp.maxConnections: "5" is not a count'],
    [
      { connectionPool: { http: { h2UpgradePolicy: 'ALWAYS' } } },
      'input.choice: connectionPool.http.h2UpgradePolicy: "ALWAYS" is not one of the choices. Allowed: DEFAULT, DO_NOT_UPGRADE, UPGRADE.',
    ],
    [{ outlierDetection: 'on' }, 'input.type: outlierDetection: "on" is not a group of named values'],
    [{ outlierDetection: { interval: '10s' } }, 'input.type: outlierDetection.interval: "10s" is not'],
    [{ name: 5 }, 'input.type: name: 5 is not a text'],
  ])('%#: %j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/rule] ${message}`)]);
  });

  test('told nothing misses each thing it needs', () => {
    expect(problems(undefined)).toEqual([
      expect.stringContaining('[chart/rule] istio.empty-policy: the rule changes nothing'),
      expect.stringContaining('[chart/rule] input.type: host: nothing is not'),
    ]);
  });
});
