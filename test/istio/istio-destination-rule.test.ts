import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { Backend } from '../../lib/core/backend';
import { IstioDestinationRule, IstioDestinationRuleProps } from '../../lib/istio/istio-destination-rule';
import { H2UpgradePolicy, IstioConnectionPool, IstioOutlierDetection } from '../../lib/istio/traffic-policy';
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
])('the limits %j reach the YAML', (connectionPool, document) => {
  expect(rule({ connectionPool }).spec.trafficPolicy).toEqual({ connectionPool: document });
});

test.each<[IstioOutlierDetection, object]>([
  [{ consecutive5xxErrors: 0 }, { consecutive5xxErrors: 0 }],
  [{ interval: Duration.millis(1) }, { interval: '1ms' }],
  [{ baseEjectionTime: Duration.hours(1) }, { baseEjectionTime: '3600s' }],
  [{ maxEjectionPercent: 100 }, { maxEjectionPercent: 100 }],
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
    [{}, 'istio.empty-policy: the rule changes nothing. Fix: set connectionPool, outlierDetection or subsets, or drop the rule.'],
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
    [{ subsets, name: 'Rule' }, 'name.syntax: name: "Rule" is not a valid name'],
    [{ subsets, namespace: 'a.b' }, 'name.syntax: namespace: "a.b" is not a valid name'],
    [{ subsets, host: Backend.fromName('Web', { port: 80 }) }, 'name.syntax: host: "Web" is not a valid name'],
  ])('%j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/rule] ${message}`)]);
  });
});
