import { App, Chart } from 'cdk8s';
import { service } from '../../../clusters/workloads';
import { Backend, IstioDestinationRule, IstioGateway, IstioGatewayRoute, IstioServer } from '../../../lib';
import { clientsThatChanged, failures, TrafficScenario, versionsByClient } from '../../runner/traffic-cases/traffic-case';

const CLIENTS = 40;
const PODS = { 'store-v1': { app: 'store', version: 'v1' }, 'store-v2': { app: 'store', version: 'v2' } };

function store(app: App): void {
  const chart = new Chart(app, 'store', { namespace: 'default' });
  const backend = Backend.fromService(service(chart, 'store', 6379));
  const subsets = ['v1', 'v2'].map((version) => ({ name: version, labels: { version } }));
  new IstioDestinationRule(chart, 'store', { host: backend, subsets });
  const gateway = new IstioGateway(chart, 'gateway', { servers: [IstioServer.tcp({ hosts: ['*'], port: 9000 })] });
  const backends = subsets.map(({ name }) => ({ backend, subset: name, weight: 50 }));
  new IstioGatewayRoute(chart, 'store-route', { gateway, hosts: ['*'], tcpRules: [{ backends }] });
}

export const scenarios: TrafficScenario[] = [
  {
    name: 'connections of TCP are shared out, each as a whole',
    build: store,
    pods: PODS,
    run: async (traffic) => {
      const answers = await traffic.send({ host: 'store.lan', port: 9000, count: 1000, clients: CLIENTS });
      const versions = [...versionsByClient(answers).values()].flatMap((some) => [...some]);
      return { failed: failures(answers), clientsThatChanged: clientsThatChanged(answers), versions: new Set(versions).size };
    },
    expect: { failed: 0, clientsThatChanged: 0, versions: 2 },
  },
];
