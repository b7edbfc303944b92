import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { ExportTo } from '../../lib/istio/export-to';
import { IstioDestinationRule, IstioDestinationRuleProps } from '../../lib/istio/istio-destination-rule';
import { ProxyProtocolVersion, TunnelProtocol } from '../../lib/istio/traffic-policy';
import { H2UpgradePolicy } from '../../lib/istio/traffic-policy/connection-pool';
import { LoadBalancing } from '../../lib/istio/traffic-policy/load-balancing';
import { UpstreamTls } from '../../lib/istio/traffic-policy/upstream-tls';
import { documentOf, problemsOf } from '../support/charts';

const host = Backend.fromName('productpage', { port: 9080 });
const subsets = [{ name: 'v1', labels: { version: 'v1' } }];
const rule = (props: Partial<IstioDestinationRuleProps>) =>
  documentOf('DestinationRule', (chart) => new IstioDestinationRule(chart, 'rule', { host, ...props }), { namespace: 'shop' });
const problems = (props: Partial<IstioDestinationRuleProps>) =>
  problemsOf((chart) => new IstioDestinationRule(chart, 'rule', { host, ...props }));

const outlierDetection = { consecutive5xxErrors: 1 };

test.each<[string, Partial<IstioDestinationRuleProps>, object]>([
  [
    'a retry budget',
    { retryBudget: { percent: 12.5, minRetryConcurrency: 2 } },
    { retryBudget: { percent: 12.5, minRetryConcurrency: 2 } },
  ],
  ['the PROXY protocol', { proxyProtocol: ProxyProtocolVersion.V1 }, { proxyProtocol: { version: 'V1' } }],
  [
    'a tunnel',
    { tunnel: { targetHost: '2001:db8::1', targetPort: 443, protocol: TunnelProtocol.POST } },
    { tunnel: { targetHost: '2001:db8::1', targetPort: 443, protocol: 'POST' } },
  ],
  [
    'a policy for a port',
    { portPolicies: [{ port: 9080, outlierDetection, loadBalancing: LoadBalancing.random(), tls: UpstreamTls.disable() }] },
    { portLevelSettings: [{ port: { number: 9080 }, outlierDetection, loadBalancer: { simple: 'RANDOM' }, tls: { mode: 'DISABLE' } }] },
  ],
])('%s reaches the YAML', (_, props, trafficPolicy) => {
  expect(rule(props).spec.trafficPolicy).toEqual(trafficPolicy);
});

test('a subset has a policy of its own', () => {
  const trafficPolicy = {
    outlierDetection,
    loadBalancing: LoadBalancing.roundRobin(),
    tls: UpstreamTls.istioMutual(),
    portPolicies: [{ port: 80, connectionPool: { http: { h2UpgradePolicy: H2UpgradePolicy.UPGRADE } } }],
    retryBudget: {},
    proxyProtocol: ProxyProtocolVersion.V2,
  };
  expect(rule({ subsets: [{ name: 'v1', labels: {}, trafficPolicy }] }).spec.subsets[0].trafficPolicy).toEqual({
    outlierDetection,
    loadBalancer: { simple: 'ROUND_ROBIN' },
    tls: { mode: 'ISTIO_MUTUAL' },
    portLevelSettings: [{ port: { number: 80 }, connectionPool: { http: { h2UpgradePolicy: 'UPGRADE' } } }],
    retryBudget: {},
    proxyProtocol: { version: 'V2' },
  });
});

test.each<[ExportTo, string[]]>([
  [ExportTo.ownNamespace(), ['.']],
  [ExportTo.all(), ['*']],
  [ExportTo.namespaces(['.', 'web']), ['.', 'web']],
])('exportTo %j reaches the YAML', (exportTo, document) => {
  expect(rule({ subsets, exportTo }).spec.exportTo).toEqual(document);
});

describe('beyond its own namespace', () => {
  const found = (service: string | undefined, exportTo: ExportTo, namespace = 'web') => {
    const props = { host: Backend.fromName('web', { port: 80, namespace: service }), subsets, exportTo, namespace };
    return problems(props);
  };

  test('a rule is not looked for unless it is in the namespace of the Service', () => {
    expect(found('shop', ExportTo.all())).toEqual([
      '[chart/rule] istio.export-to: exportTo: clients of "*" do not look for the rule in namespace "web", but in that of the Service, ' +
        '"shop". Fix: set namespace to "shop", or write ExportTo.ownNamespace().',
    ]);
    expect(found('shop', ExportTo.namespaces(['.', 'blog']))).toEqual([expect.stringContaining('clients of "blog" do not look')]);
  });

  test('it is looked for there, and in the root namespace of the mesh', () => {
    expect(found('web', ExportTo.all())).toEqual([]);
    expect(found(undefined, ExportTo.all())).toEqual([]);
    expect(found('shop', ExportTo.all(), 'istio-system')).toEqual([]);
    expect(found('shop', ExportTo.ownNamespace())).toEqual([]);
    expect(found('Shop', ExportTo.all())).toEqual([expect.stringContaining('name.syntax: host: "Shop"')]);
  });
});

test('chosen workloads are written, and may be those of the own namespace by name', () => {
  const { spec } = rule({ subsets, workloadSelector: { app: 'shop' }, exportTo: ExportTo.namespaces(['shop']) });
  expect(spec).toMatchObject({ workloadSelector: { matchLabels: { app: 'shop' } }, exportTo: ['shop'] });
});

test('a host outside the cluster goes by its own name', () => {
  expect(rule({ outlierDetection, host: Backend.fromHost('api.example.com', { port: 443 }) }).spec.host).toBe('api.example.com');
});

test('a policy for a port that the Service lacks is reported, once for each', () => {
  const ports = [
    { port: 80, outlierDetection },
    { port: 81, outlierDetection },
  ];
  const build = (chart: Construct) => {
    const service = new kplus.Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
    const props = {
      host: Backend.fromService(service),
      portPolicies: ports,
      subsets: [{ ...subsets[0], trafficPolicy: { portPolicies: ports } }],
    };
    new IstioDestinationRule(chart, 'rule', props);
  };
  const what = 'Service "default/web" has no port 81. Allowed: 80. Fix: use one of the ports it has, or add port 81 to it.';
  expect(problemsOf(build)).toEqual([
    `[chart/rule] backend.unknown-port: portPolicies[1].port: ${what}`,
    `[chart/rule] backend.unknown-port: subsets[0].trafficPolicy.portPolicies[1].port: ${what}`,
  ]);
});

test('a Service that is not found is reported once, whatever the ports', () => {
  const props = { host: Backend.fromName('Web', { port: 80 }), portPolicies: [{ port: 80, outlierDetection }] };
  expect(problems(props)).toEqual([expect.stringContaining('name.syntax: host: "Web"')]);
});

const any = (value: unknown): any => value;

test.each<[unknown, string[]]>([
  [{ outlierDetection, portPolicies: null }, ['input.type: portPolicies: null is not a list']],
  [{ outlierDetection, portPolicies: ['80'] }, ['input.type: portPolicies[0]: "80" is not a group']],
  [{ outlierDetection, portPolicies: [{ outlierDetection }] }, ['port.range: portPolicies[0].port: undefined is not a port']],
  [{ subsets: null }, ['input.type: subsets: null is not a list']],
  [{ subsets: [{ ...subsets[0], trafficPolicy: 'x' }] }, ['input.type: subsets[0].trafficPolicy: "x" is not a group']],
  [{ subsets, retryBudget: 5 }, ['input.type: retryBudget: 5 is not a group']],
  [{ subsets, retryBudget: { percent: '20' } }, ['percentage.range: retryBudget.percent: "20"']],
  [{ subsets, tunnel: null }, ['input.type: tunnel: null is not a group']],
  [{ subsets, tunnel: {} }, ['input.type: tunnel.targetHost: nothing is not a text', 'port.range: tunnel.targetPort: ']],
  [{ subsets, tunnel: { targetHost: 5, targetPort: 80 } }, ['input.type: tunnel.targetHost: 5 is not a text']],
  [{ subsets, proxyProtocol: 'V3' }, ['input.choice: proxyProtocol: "V3"']],
  [{ subsets, workloadSelector: null }, ['input.type: workloadSelector: null is not a group']],
  [{ subsets, exportTo: ['.'] }, ['input.type: exportTo: ']],
  [{ subsets, connectionPool: { http: { useClientProtocol: 'true' } } }, ['input.type: connectionPool.http.useClientProtocol: ']],
  [{ subsets, connectionPool: { tcp: { tcpKeepalive: 5 } } }, ['input.type: connectionPool.tcp.tcpKeepalive: 5 is not a group']],
  [{ outlierDetection: { consecutiveLocalOriginFailures: '3' } }, ['count.range: outlierDetection.consecutiveLocalOriginFailures: ']],
])('%#: what a type checker refuses is a problem, and never a TypeError', (props, messages) => {
  expect(problems(any(props))).toEqual(messages.map((message) => expect.stringContaining(`[chart/rule] ${message}`)));
});
