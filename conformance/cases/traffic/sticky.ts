import { App, Chart } from 'cdk8s';
import { service } from '../../../clusters/workloads';
import { Backend, CanaryRoute, CanaryStickiness, CanaryTraffic } from '../../../lib';
import { documentsOf } from '../../runner/suites/traffic';
import { Load } from '../../runner/traffic';
import { clientsThatChanged, failures, ofPods, sample, TrafficScenario, versionsByClient } from '../../runner/traffic-cases/traffic-case';

const canary =
  (percent: number, sticky?: CanaryStickiness) =>
  (app: App): void => {
    const chart = new Chart(app, 'reviews', { namespace: 'default' });
    new CanaryRoute(chart, 'reviews', {
      backend: Backend.fromService(service(chart, 'reviews', 9080)),
      stable: { subset: 'v1', labels: { version: 'v1' } },
      canaries: [{ subset: 'v2', labels: { version: 'v2' }, traffic: CanaryTraffic.percent(percent) }],
      sticky,
    });
  };
const sticky = (percent: number) => canary(percent, CanaryStickiness.cookie());

const CLIENTS = 40;
const REVIEWS: Load = { host: 'reviews:9080', port: 9080, count: 1000 };
const WITH_COOKIES: Load = { ...REVIEWS, clients: CLIENTS, cookies: true };
const PODS = Object.fromEntries(
  ['v1', 'v2'].flatMap((version) => ['a', 'b'].map((pod) => [`reviews-${version}-${pod}`, { app: 'reviews', version }])),
);
const CLIENT = { type: 'sidecar', labels: { app: 'productpage' }, namespace: 'default', ip: '10.3.0.1' } as const;

const base = { pods: PODS, proxy: CLIENT, build: sticky(50) };

export const scenarios: TrafficScenario[] = [
  {
    ...base,
    name: 'a sticky canary keeps every client on its version while its share goes from 50 to 10 percent, which newcomers get',
    run: async (traffic) => {
      const answers = await traffic.apply(documentsOf(sticky(10)), WITH_COOKIES);
      const after = answers.slice(-WITH_COOKIES.count);
      const newcomers = await sample(traffic, REVIEWS, 'reviews-v2', 10);
      await traffic.apply(documentsOf(canary(50)));
      return {
        failed: failures(answers),
        clientsThatChanged: clientsThatChanged(answers),
        versionsAfter: new Set([...versionsByClient(after).values()].flatMap((versions) => [...versions])).size,
        newcomersWithin3Sigma: newcomers.within3Sigma,
        clientsThatChangeWithoutIt: clientsThatChanged(await traffic.send(WITH_COOKIES)),
      };
    },
    expect: { failed: 0, clientsThatChanged: 0, versionsAfter: 2, newcomersWithin3Sigma: true, clientsThatChangeWithoutIt: CLIENTS },
  },
  {
    ...base,
    name: 'a sticky canary that is taken back keeps nobody',
    run: async (traffic) => {
      const answers = await traffic.apply(documentsOf(sticky(0)), WITH_COOKIES);
      return { failed: failures(answers), onCanaryInTheEnd: ofPods(answers.slice(-CLIENTS), 'reviews-v2').length };
    },
    expect: { failed: 0, onCanaryInTheEnd: 0 },
  },
];
