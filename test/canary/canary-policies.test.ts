import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { CanaryRoute } from '../../lib/canary/canary-route';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { Backend } from '../../lib/core/backend';
import { Findings } from '../../lib/core/findings';
import { LoadBalancing } from '../../lib/istio/traffic-policy/load-balancing';
import { LocalityLoadBalancing } from '../../lib/istio/traffic-policy/locality';
import { chartWith, documentOf, problemsOf } from '../support/charts';
import { base, documentWith, problemsWith, version, yamlWith } from './reviews';

const breaker = {
  connectionPool: { tcp: { maxConnections: 100 } },
  outlierDetection: { consecutive5xxErrors: 3, interval: Duration.seconds(30) },
};

test('several canaries with a circuit breaker: the Service has one DestinationRule for all of it', () => {
  const canaries = [version('v2', CanaryTraffic.percent(10)), version('v3', CanaryTraffic.percent(5))];
  const trafficPolicy = { ...breaker, loadBalancing: LoadBalancing.byHeader('x-user') };
  expect(yamlWith({ canaries, trafficPolicy })).toMatchSnapshot();
});

test('a version has a policy of its own', () => {
  const stable = { ...base.stable, trafficPolicy: { loadBalancing: LoadBalancing.roundRobin() } };
  const canaries = [version('v2', CanaryTraffic.percent(10), { trafficPolicy: breaker })];
  const { trafficPolicy, subsets } = documentWith('DestinationRule', { stable, canaries }).spec;
  expect(trafficPolicy).toBeUndefined();
  expect(subsets).toEqual([
    { name: 'v1', labels: { version: 'v1' }, trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } } },
    {
      name: 'v2',
      labels: { version: 'v2' },
      trafficPolicy: {
        connectionPool: { tcp: { maxConnections: 100 } },
        outlierDetection: { consecutive5xxErrors: 3, interval: '30s' },
      },
    },
  ]);
});

test('a version that fails over takes the outlier detection of the Service, or is warned of', () => {
  const failover = { loadBalancing: LoadBalancing.roundRobin({ locality: LocalityLoadBalancing.nearest() }) };
  const warned = (props: object) => {
    let canary: CanaryRoute;
    chartWith((chart) => (canary = new CanaryRoute(chart, 'canary', { ...base, ...props })));
    return Findings.of(canary!)
      .list()
      .map(({ id, field }) => `${id} ${field}`);
  };
  const stable = { ...base.stable, trafficPolicy: failover };
  expect(warned({ stable })).toEqual(['istio.failover-without-outlier-detection stable.trafficPolicy.loadBalancing.locality']);
  expect(warned({ stable, trafficPolicy: breaker })).toEqual([]);
});

const wrong = { connectionPool: { tcp: { maxConnections: -1 } } };

test.each<[object, string]>([
  [{ trafficPolicy: wrong }, 'count.range: trafficPolicy.connectionPool.tcp.maxConnections: -1 is not a count'],
  [{ trafficPolicy: {} }, 'istio.empty-policy: trafficPolicy: the policy says nothing'],
  [{ trafficPolicy: 'breaker' }, 'input.type: trafficPolicy: "breaker" is not a group of named values'],
  [{ stable: { ...base.stable, trafficPolicy: wrong } }, 'count.range: stable.trafficPolicy.connectionPool.tcp.maxConnections: -1 is'],
  [
    { canaries: [version('v2', CanaryTraffic.percent(1), { trafficPolicy: wrong })] },
    'count.range: canaries[0].trafficPolicy.connectionPool.tcp.maxConnections: -1 is',
  ],
  [
    { canaries: [version('v2', CanaryTraffic.percent(1), { trafficPolicy: null as any })] },
    'input.type: canaries[0].trafficPolicy: null is not a group of named values',
  ],
])('%j is reported where it was given', (props, message) => {
  expect(problemsWith(props)).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
});

test.each([
  [9080, []],
  [
    9081,
    [
      expect.stringContaining(
        '[chart/canary] backend.unknown-port: trafficPolicy.portPolicies[0].port: Service "default/reviews" has no port 9081',
      ),
    ],
  ],
])('a policy for port %i is held to the ports that the Service has in the end', (port, problems) => {
  const build = (chart: Construct): void => {
    const service = new kplus.Service(chart, 'reviews', { metadata: { name: 'reviews' }, ports: [{ port: 80, name: 'http' }] });
    const trafficPolicy = { portPolicies: [{ port, loadBalancing: LoadBalancing.random() }] };
    new CanaryRoute(chart, 'canary', { ...base, backend: Backend.fromService(service), trafficPolicy });
    service.bind(9080, { name: 'more' });
  };
  expect(problemsOf(build, { namespace: 'default' })).toEqual(problems);
});

test('a port that comes later spoils nothing of the split', () => {
  const { http } = documentOf('VirtualService', (chart) => {
    const service = new kplus.Service(chart, 'reviews', { metadata: { name: 'reviews' }, ports: [{ port: 80, name: 'http' }] });
    const trafficPolicy = { portPolicies: [{ port: 9080, loadBalancing: LoadBalancing.random() }] };
    new CanaryRoute(chart, 'canary', { ...base, backend: Backend.fromService(service), trafficPolicy });
    service.bind(9080, { name: 'more' });
  }).spec;
  expect(http[0].route.map(({ weight }: { weight: number }) => weight)).toEqual([90, 10]);
});
