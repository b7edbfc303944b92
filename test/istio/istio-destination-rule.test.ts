import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { Backend } from '../../lib/core/backend';
import { ExportTo } from '../../lib/istio/export-to';
import { IstioDestinationRule, IstioDestinationRuleProps } from '../../lib/istio/istio-destination-rule';
import { ProxyProtocolVersion } from '../../lib/istio/traffic-policy';
import { H2UpgradePolicy, IstioConnectionPool } from '../../lib/istio/traffic-policy/connection-pool';
import { IstioOutlierDetection } from '../../lib/istio/traffic-policy/outlier-detection';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const host = Backend.fromName('productpage', { port: 9080 });
const subsets = [{ name: 'v1', labels: { version: 'v1' } }];
const rule = (props: Partial<IstioDestinationRuleProps>) =>
  documentOf('DestinationRule', (chart) => new IstioDestinationRule(chart, 'rule', { host, ...props }), { namespace: 'shop' });
const problems = (props: Partial<IstioDestinationRuleProps>) =>
  problemsOf((chart) => new IstioDestinationRule(chart, 'rule', { host, ...props }));

test('the primary object can be patched', () => {
  const patched = documentOf('DestinationRule', (chart) => {
    const construct = new IstioDestinationRule(chart, 'rule', { host, subsets });
    ApiObject.of(construct).addJsonPatch(JsonPatch.add('/spec/exportTo', ['.']));
  });
  expect(patched.spec.exportTo).toEqual(['.']);
});

test('the circuit breaker of the bookinfo page', () => {
  const props = {
    host,
    connectionPool: { tcp: { maxConnections: 100 }, http: { h2UpgradePolicy: H2UpgradePolicy.DEFAULT, maxRequestsPerConnection: 10 } },
    outlierDetection: { consecutive5xxErrors: 3, interval: Duration.seconds(30), baseEjectionTime: Duration.minutes(1) },
  };
  expect(yamlOf((chart) => new IstioDestinationRule(chart, 'productpage-cb', props), { namespace: 'default' })).toMatchSnapshot();
});

test.each<[IstioConnectionPool, object]>([
  [{ tcp: { maxConnections: 0 } }, { tcp: { maxConnections: 0 } }],
  [{ tcp: { connectTimeout: Duration.millis(1500) } }, { tcp: { connectTimeout: '1500ms' } }],
  [{ http: { h2UpgradePolicy: H2UpgradePolicy.DO_NOT_UPGRADE } }, { http: { h2UpgradePolicy: 'DO_NOT_UPGRADE' } }],
  [{ http: { h2UpgradePolicy: H2UpgradePolicy.UPGRADE } }, { http: { h2UpgradePolicy: 'UPGRADE' } }],
  [{ http: { maxRequestsPerConnection: 1 } }, { http: { maxRequestsPerConnection: 1 } }],
  [{ http: { http1MaxPendingRequests: 2 } }, { http: { http1MaxPendingRequests: 2 } }],
  [{ http: { http2MaxRequests: 2147483647 } }, { http: { http2MaxRequests: 2147483647 } }],
  [{ http: { maxConcurrentStreams: 3 } }, { http: { maxConcurrentStreams: 3 } }],
  [{ http: { maxRetries: 4 } }, { http: { maxRetries: 4 } }],
  [{ http: { idleTimeout: Duration.minutes(1) } }, { http: { idleTimeout: '60s' } }],
  [{ http: { useClientProtocol: true } }, { http: { useClientProtocol: true } }],
  [{ tcp: { idleTimeout: Duration.millis(0) } }, { tcp: { idleTimeout: '0s' } }],
  [{ tcp: { maxConnectionDuration: Duration.hours(1) } }, { tcp: { maxConnectionDuration: '3600s' } }],
  [{ tcp: { tcpKeepalive: {} } }, { tcp: { tcpKeepalive: {} } }],
  [
    { tcp: { tcpKeepalive: { probes: 3, time: Duration.minutes(5), interval: Duration.seconds(20) } } },
    { tcp: { tcpKeepalive: { probes: 3, time: '300s', interval: '20s' } } },
  ],
])('the limits %j reach the YAML', (connectionPool, document) => {
  expect(rule({ connectionPool }).spec.trafficPolicy).toEqual({ connectionPool: document });
});

test.each<[IstioOutlierDetection, object]>([
  [{ consecutive5xxErrors: 0 }, { consecutive5xxErrors: 0 }],
  [{ interval: Duration.millis(1) }, { interval: '1ms' }],
  [{ baseEjectionTime: Duration.hours(1) }, { baseEjectionTime: '3600s' }],
  [{ maxEjectionPercent: 100 }, { maxEjectionPercent: 100 }],
  [{ minHealthPercent: 50 }, { minHealthPercent: 50 }],
  [{ consecutiveGatewayErrors: 2 }, { consecutiveGatewayErrors: 2 }],
  [
    { splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 4 },
    { splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 4 },
  ],
  [{}, {}],
])('outlier detection %j reaches the YAML', (outlierDetection, document) => {
  expect(rule({ outlierDetection }).spec.trafficPolicy).toEqual({ outlierDetection: document });
});

test('subsets, name and namespace reach the YAML', () => {
  const all = [...subsets, { name: 'all', labels: {} }];
  expect(rule({ subsets: all, name: 'reviews', namespace: 'other' })).toMatchObject({
    metadata: { name: 'reviews', namespace: 'other' },
    spec: { subsets: all },
  });
  expect(rule({ subsets }).spec).not.toHaveProperty('trafficPolicy');
});

test('the host is short at home and full elsewhere', () => {
  expect(rule({ subsets }).spec.host).toBe('productpage');
  expect(rule({ subsets, host: Backend.fromName('web', { port: 80, namespace: 'other' }) }).spec.host).toBe('web.other.svc.cluster.local');
});

describe('what Istio refuses is reported', () => {
  test('every wrong setting', () => {
    const seconds = Duration.seconds(0);
    expect(
      problems({
        connectionPool: {
          tcp: { maxConnections: -1, connectTimeout: Duration.millis(0.5) },
          http: { maxRequestsPerConnection: -1, http1MaxPendingRequests: 1.5, http2MaxRequests: 2147483648 },
        },
        outlierDetection: { consecutive5xxErrors: -1, interval: seconds, baseEjectionTime: seconds, maxEjectionPercent: 101 },
      }),
    ).toEqual([
      expect.stringContaining(
        '[chart/rule] count.range: connectionPool.tcp.maxConnections: -1 is not a count. Allowed: 0 to 2147483647, whole.',
      ),
      expect.stringContaining(
        'istio.duration: connectionPool.tcp.connectTimeout: 0.5 ms is not a duration Istio takes. Allowed: 1 ms and more',
      ),
      expect.stringContaining('count.range: connectionPool.http.maxRequestsPerConnection: -1 is not a count'),
      expect.stringContaining('count.range: connectionPool.http.http1MaxPendingRequests: 1.5 is not a count'),
      expect.stringContaining('count.range: connectionPool.http.http2MaxRequests: 2147483648 is not a count'),
      expect.stringContaining('count.range: outlierDetection.consecutive5xxErrors: -1 is not a count'),
      expect.stringContaining('istio.duration: outlierDetection.interval: 0 ms'),
      expect.stringContaining('istio.duration: outlierDetection.baseEjectionTime: 0 ms'),
      expect.stringContaining('percentage.range: outlierDetection.maxEjectionPercent: 101 is not a whole percentage'),
    ]);
  });

  test.each<[Partial<IstioDestinationRuleProps>, string]>([
    [
      {},
      'istio.empty-policy: the rule changes nothing. Fix: set a policy, such as connectionPool or outlierDetection, or subsets, or drop the rule.',
    ],
    [{ subsets: [] }, 'istio.empty-policy: the rule changes nothing'],
    [{ connectionPool: {} }, 'istio.empty-policy: connectionPool: no limit is set. Fix: set one, or drop connectionPool.'],
    [{ connectionPool: { tcp: {}, http: { http2MaxRequests: undefined } } }, 'istio.empty-policy: connectionPool: no limit is set'],
    [
      { subsets: [...subsets, ...subsets] },
      'istio.duplicate-subset: subsets[1].name: "v1" is the name of another subset, subsets[0].name. Fix: give each subset its own name.',
    ],
    [{ subsets: [{ name: 'v1.0', labels: {} }] }, 'name.syntax: subsets[0].name: "v1.0" is not a valid name'],
    [{ subsets: [{ name: 'v1', labels: { 'a b': 'c' } }] }, 'label.key: subsets[0].labels: "a b" is not a valid label key'],
    [{ subsets: [{ name: 'v1', labels: { a: 'b c' } }] }, 'label.value: subsets[0].labels.a: "b c" is not a valid label value'],
    [
      { subsets: [{ name: 'v1', labels: {}, trafficPolicy: {} }] },
      'istio.empty-policy: subsets[0].trafficPolicy: the policy says nothing.',
    ],
    [
      { portPolicies: [{ port: 80 }] },
      'istio.empty-policy: portPolicies[0]: the policy says nothing. Fix: set one of its fields, or drop it.',
    ],
    [{ portPolicies: [] }, 'istio.empty-policy: the rule changes nothing'],
    [
      {
        portPolicies: [
          { port: 80, outlierDetection: {} },
          { port: 80, outlierDetection: {} },
        ],
      },
      'istio.duplicate-port-policy: portPolicies[1].port: port 80 has a policy already, and Istio takes the first. Fix: say it in one policy.',
    ],
    [{ portPolicies: [{ port: 0, outlierDetection: {} }] }, 'port.range: portPolicies[0].port: 0 is not a port'],
    [
      { connectionPool: { http: { useClientProtocol: true, h2UpgradePolicy: H2UpgradePolicy.UPGRADE } } },
      'istio.client-protocol-upgrade: connectionPool.http.useClientProtocol: connections cannot be raised to HTTP/2 and stay in the protocol of the client. Fix: drop useClientProtocol, or the UPGRADE.',
    ],
    [
      { outlierDetection: { consecutiveLocalOriginFailures: 3 } },
      "istio.local-origin-failures: outlierDetection.consecutiveLocalOriginFailures: 3 failures of the proxy's own are to be counted, and they are not counted apart. Fix: set splitExternalLocalOriginErrors, or drop consecutiveLocalOriginFailures.",
    ],
    [{ outlierDetection: { minHealthPercent: 101 } }, 'percentage.range: outlierDetection.minHealthPercent: 101'],
    [{ connectionPool: { http: { idleTimeout: Duration.millis(0) } } }, 'istio.duration: connectionPool.http.idleTimeout: 0 ms'],
    [
      { connectionPool: { tcp: { tcpKeepalive: { time: Duration.millis(1500) } } } },
      'istio.duration: connectionPool.tcp.tcpKeepalive.time: 1.5 s is not a whole number of seconds, and istiod would cut off the rest. Allowed: 1 s and more, whole seconds. Fix: write whole seconds, at least one.',
    ],
    [{ retryBudget: { percent: 101 } }, 'percentage.range: retryBudget.percent: 101 is not a percentage. Allowed: 0 to 100.'],
    [{ retryBudget: { minRetryConcurrency: -1 } }, 'count.range: retryBudget.minRetryConcurrency: -1'],
    [
      { tunnel: { targetHost: 'a.example.com', targetPort: 443 }, proxyProtocol: ProxyProtocolVersion.V2 },
      'istio.tunnel-and-proxy-protocol: tunnel: a tunnel cannot begin with a PROXY protocol header. Fix: drop one of them.',
    ],
    [
      { tunnel: { targetHost: '*.example.com', targetPort: 443 } },
      'istio.tunnel-host: tunnel.targetHost: "*.example.com" is no single host',
    ],
    [{ tunnel: { targetHost: '1.2.3', targetPort: 443 } }, 'address.syntax: tunnel.targetHost: "1.2.3" is not an IP address'],
    [{ tunnel: { targetHost: 'a.example.com', targetPort: 0 } }, 'port.range: tunnel.targetPort: 0 is not a port'],
    [
      { subsets, exportTo: ExportTo.namespaces(['shop', 'web', 'shop']) },
      'istio.export-to: exportTo: namespace "shop" is named more than once. Fix: name it once.',
    ],
    [
      { subsets, exportTo: ExportTo.namespaces(['.', 'default']) },
      'istio.export-to: exportTo: namespace "default" is named more than once',
    ],
    [{ subsets, exportTo: ExportTo.namespaces([]) }, 'istio.export-to: exportTo: no namespace is named'],
    [
      { subsets, exportTo: ExportTo.namespaces(['a', '*']) },
      'istio.export-to: exportTo: "*" stands among other namespaces. Fix: write ExportTo.all().',
    ],
    [{ subsets, exportTo: ExportTo.namespaces(['A']) }, 'name.syntax: exportTo: "A" is not a valid name'],
    [{ subsets, exportTo: ExportTo.none() }, 'istio.export-to: exportTo: only a ServiceEntry can be exported to no namespace.'],
    [
      { subsets, workloadSelector: { app: 'a' }, exportTo: ExportTo.all() },
      'istio.export-to: exportTo: "*" reaches beyond the own namespace, which a rule with workloadSelector cannot. Fix: write ExportTo.ownNamespace(), or leave exportTo out.',
    ],
    [
      { subsets, workloadSelector: {} },
      'istio.no-labels: workloadSelector: there are no labels, which Istio reads as all workloads of the namespace. Fix: name the labels of the workloads that are meant.',
    ],
    [{ subsets, workloadSelector: { app: '*' } }, 'label.value: workloadSelector.app: "*" is not a valid label value'],
    [{ subsets, name: 'Rule' }, 'name.syntax: name: "Rule" is not a valid name'],
    [{ subsets, namespace: 'a.b' }, 'name.syntax: namespace: "a.b" is not a valid name'],
    [{ subsets, host: Backend.fromName('Web', { port: 80 }) }, 'name.syntax: host: "Web" is not a valid name'],
  ])('%j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/rule] ${message}`)]);
  });
});
