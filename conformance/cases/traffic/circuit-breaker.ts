import { App, Chart, Duration } from 'cdk8s';
import { bookinfo } from '../../../clusters/bookinfo';
import { service } from '../../../clusters/workloads';
import { Backend, HttpAction, IstioDestinationRule, IstioGatewayRoute } from '../../../lib';
import { Load, Traffic, TrafficAnswer } from '../../runner/traffic';
import { failures, ofPods, TrafficScenario, Verdict } from '../../runner/traffic-cases/traffic-case';

const HOST = 'bookinfo.example.com';
const REQUESTS: Load = { host: HOST, path: '/productpage', port: 80, count: 100 };

/** The circuit breaker of source 002, with a share of the pods that may be left out. */
const breaker =
  (maxEjectionPercent?: number) =>
  (app: App): void => {
    const chart = new Chart(app, 'bookinfo', { namespace: 'default' });
    const backend = Backend.fromService(service(chart, 'productpage', 9080));
    new IstioGatewayRoute(chart, 'bookinfo', { hosts: [HOST], rules: [{ action: HttpAction.forward(backend) }] });
    new IstioDestinationRule(chart, 'productpage-cb', {
      host: backend,
      connectionPool: { tcp: { maxConnections: 100 }, http: { maxRequestsPerConnection: 10 } },
      outlierDetection: {
        consecutive5xxErrors: 3,
        interval: Duration.seconds(30),
        baseEjectionTime: Duration.seconds(60),
        maxEjectionPercent,
      },
    });
  };

const pods = (count: number): TrafficScenario['pods'] =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`productpage-${index}`, { app: 'productpage', version: 'v1' }]));

/**
 * One pod fails, all requests are sent one after the other. The third failure in a row leaves it out a moment later, since the
 * threads of Envoy tell each other: a fourth request may still get through, so what counts is the first failures and the end.
 * A pod is chosen by chance: of ten pods, one is asked less than three times in 50 requests in 11 of 100 runs, in 450 in none.
 */
async function oneFails(traffic: Traffic): Promise<Verdict> {
  await traffic.fail('productpage-0');
  const answers = await traffic.send({ ...REQUESTS, count: 500 });
  const times = (some: readonly TrafficAnswer[]): number => ofPods(some, 'productpage-0').length;
  return { isLeftOut: times(answers.slice(-50)) === 0, isAskedThreeTimes: times(answers) >= 3 };
}

const LEFT_OUT = { isLeftOut: true, isAskedThreeTimes: true };
const NEVER = { isLeftOut: false, isAskedThreeTimes: true };

export const scenarios: TrafficScenario[] = [
  {
    // 10 percent of two pods is no pod: the source lets Envoy choose the share, and Envoy's is 10.
    name: 'circuit breaker of source 002: of two pods none is left out',
    build: bookinfo,
    pods: pods(2),
    secrets: { 'istio-system/bookinfo-tls-secret': [HOST] },
    proxy: { labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' }, namespace: 'istio-system' },
    run: oneFails,
    expect: NEVER,
  },
  {
    name: 'circuit breaker: of ten pods one is left out after three failures',
    build: breaker(),
    pods: pods(10),
    run: oneFails,
    expect: LEFT_OUT,
  },
  {
    name: 'circuit breaker for half of the pods: of two pods one is left out after three failures',
    build: breaker(50),
    pods: pods(2),
    run: oneFails,
    expect: LEFT_OUT,
  },
  {
    name: 'circuit breaker for half of the pods: of two pods that both fail one stays',
    build: breaker(50),
    pods: pods(2),
    run: async (traffic) => {
      await traffic.fail('productpage-0', 'productpage-1');
      const answers = await traffic.send(REQUESTS);
      const late = answers.slice(-50);
      return {
        failed: failures(answers),
        podsAskedInTheEnd: new Set(late.map(({ pod }) => pod)).size,
        byEnvoy: late.filter(({ pod }) => pod === undefined).length,
      };
    },
    expect: { failed: 100, podsAskedInTheEnd: 1, byEnvoy: 0 },
  },
  {
    name: 'circuit breaker with one pod: it is never left out by default',
    build: breaker(),
    pods: pods(1),
    run: oneFails,
    expect: NEVER,
  },
  {
    // The trap: nobody is left to answer, although the pod may be well again at once.
    name: 'circuit breaker with one pod: where all may be left out, it is, and even a healthy one is not asked',
    build: breaker(100),
    pods: pods(1),
    run: async (traffic) => {
      await traffic.fail('productpage-0');
      const answers = await traffic.send(REQUESTS);
      await traffic.fail();
      const after = await traffic.send({ ...REQUESTS, count: 10 });
      return {
        isAskedThreeTimes: ofPods(answers, 'productpage-0').length >= 3,
        failed: failures(answers),
        failedAfterwards: failures(after),
      };
    },
    expect: { isAskedThreeTimes: true, failed: 100, failedAfterwards: 10 },
  },
];
