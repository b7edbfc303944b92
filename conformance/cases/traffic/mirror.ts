import { App, Chart } from 'cdk8s';
import { service } from '../../../clusters/workloads';
import { Backend, CanaryRoute, CanaryTraffic } from '../../../lib';
import { Load, Traffic } from '../../runner/traffic';
import { failures, ofPods, TrafficScenario } from '../../runner/traffic-cases/traffic-case';

function dark(app: App): void {
  const chart = new Chart(app, 'reviews', { namespace: 'default' });
  new CanaryRoute(chart, 'reviews', {
    backend: Backend.fromService(service(chart, 'reviews', 9080)),
    stable: { subset: 'v1', labels: { version: 'v1' } },
    canaries: [{ subset: 'v2', labels: { version: 'v2' }, traffic: CanaryTraffic.mirror() }],
  });
}

const REQUESTS: Load = { host: 'reviews:9080', port: 9080, count: 400 };

/** How many copies came. Nobody waits for them: they are counted when no more come. */
async function copies(traffic: Traffic): Promise<number> {
  const count = async () => (await traffic.counts())['reviews-v2'] ?? 0;
  for (let [before, now] = [-1, await count()]; ; [before, now] = [now, await count()]) {
    if (before === now) {
      return now;
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

export const scenarios: TrafficScenario[] = [
  {
    name: 'a dark version gets a copy of each request and answers none, and may fail',
    build: dark,
    pods: { 'reviews-v1': { app: 'reviews', version: 'v1' }, 'reviews-v2': { app: 'reviews', version: 'v2' } },
    proxy: { type: 'sidecar', labels: { app: 'productpage' }, namespace: 'default', ip: '10.3.0.1' },
    run: async (traffic) => {
      const before = await traffic.send(REQUESTS);
      await traffic.fail('reviews-v2');
      const answers = [...before, ...(await traffic.send(REQUESTS))];
      return { failed: failures(answers), answeredByStable: ofPods(answers, 'reviews-v1').length, copies: await copies(traffic) };
    },
    expect: { failed: 0, answeredByStable: 800, copies: 800 },
  },
];
