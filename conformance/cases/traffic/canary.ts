import { App, Chart } from 'cdk8s';
import { service } from '../../../clusters/workloads';
import { Backend, CanaryRoute, CanaryTraffic } from '../../../lib';
import { documentsOf } from '../../runner/suites/traffic';
import { Load } from '../../runner/traffic';
import { failures, ofPods, sample, TrafficScenario } from '../../runner/traffic-cases/traffic-case';

const canary =
  (percent: number) =>
  (app: App): void => {
    const chart = new Chart(app, 'reviews', { namespace: 'default' });
    new CanaryRoute(chart, 'reviews', {
      backend: Backend.fromService(service(chart, 'reviews', 9080)),
      stable: { subset: 'v1', labels: { version: 'v1' } },
      canaries: [{ subset: 'v2', labels: { version: 'v2' }, traffic: CanaryTraffic.percent(percent) }],
    });
  };

const REVIEWS: Load = { host: 'reviews:9080', port: 9080, count: 1000, clients: 4 };
const PODS = Object.fromEntries(
  ['v1', 'v2'].flatMap((version) => ['a', 'b'].map((pod) => [`reviews-${version}-${pod}`, { app: 'reviews', version }])),
);
const CLIENT = { type: 'sidecar', labels: { app: 'productpage' }, namespace: 'default', ip: '10.3.0.1' } as const;

const base = { pods: PODS, proxy: CLIENT, build: canary(10) };

export const scenarios: TrafficScenario[] = [
  {
    ...base,
    name: 'a canary of 10 percent gets 10 percent of the requests',
    run: async (traffic) => ({ ...(await sample(traffic, REVIEWS, 'reviews-v2', 10)) }),
    expect: { within3Sigma: true, failed: 0 },
  },
  {
    ...base,
    name: 'promotion from 10 to 50 percent loses no request',
    run: async (traffic) => {
      const meanwhile = await traffic.apply(documentsOf(canary(50)), { ...REVIEWS, count: 500 });
      const after = await sample(traffic, REVIEWS, 'reviews-v2', 50);
      return { atLeast1000Meanwhile: meanwhile.length >= 1000, failedMeanwhile: failures(meanwhile), ...after };
    },
    expect: { atLeast1000Meanwhile: true, failedMeanwhile: 0, within3Sigma: true, failed: 0 },
  },
  {
    ...base,
    name: 'promotion to 100 percent takes all requests from the stable version',
    run: async (traffic) => {
      const meanwhile = await traffic.apply(documentsOf(canary(100)), { ...REVIEWS, count: 200 });
      const after = await traffic.send({ ...REVIEWS, count: 200 });
      return { failedMeanwhile: failures(meanwhile), stableAfter: ofPods(after, 'reviews-v1').length, failedAfter: failures(after) };
    },
    expect: { failedMeanwhile: 0, stableAfter: 0, failedAfter: 0 },
  },
];
