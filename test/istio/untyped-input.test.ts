import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { SecretRef } from '../../lib/core/secret-ref';
import { IstioDestinationRule } from '../../lib/istio/istio-destination-rule';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { IstioIngressGateway } from '../../lib/istio/istio-ingress-gateway';
import { IstioServer, ServerTls } from '../../lib/istio/istio-server';
import { HttpAction } from '../../lib/routing/http-action';
import { problemsOf } from '../support/charts';

// What a type checker refuses, and JavaScript and other languages let through: one problem each, and never a TypeError.

const any = (value: unknown): any => value;
const GATEWAY = { servers: [IstioServer.http({ hosts: ['*'] })] };
const ROUTE = { hosts: ['*'], rules: [{ action: HttpAction.forward(Backend.fromName('web', { port: 80 })) }] };
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
    [{ ...GATEWAY, name: 5 }, 'input.type: name: 5 is not a text'],
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
    [{ ...ROUTE, rules: undefined }, 'input.type: rules: nothing is not a list'],
    [{ ...ROUTE, gateway: 'edge' }, 'input.type: gateway: "edge" is not'],
    [{ ...ROUTE, name: 5 }, 'input.type: name: 5 is not a text'],
    [{ ...ROUTE, namespace: 5 }, 'input.type: namespace: 5 is not a text'],
    [{ ...ROUTE, gatewayName: 5 }, 'input.type: gatewayName: 5 is not a text'],
  ])('%#: %j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/route] ${message}`)]);
  });

  test('told nothing misses each thing it needs', () => {
    expect(problems(undefined)).toEqual([
      expect.stringContaining('[chart/route] input.type: hosts: nothing is not a list'),
      expect.stringContaining('[chart/route] input.type: rules: nothing is not a list'),
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
