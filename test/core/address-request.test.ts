import { App, Chart } from 'cdk8s';
import { k8s, Service } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Problems } from '../../lib/core/problems';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { chartWith, documentOf, problemsOf } from '../support/charts';

const poolIn = (chart: Construct, id = 'edge', addresses = ['192.168.1.200-192.168.1.210']) => new MetalLbPool(chart, id, { addresses });
const service = (chart: Construct, annotations?: Record<string, string>) =>
  new k8s.KubeService(chart, 'web', { metadata: { annotations }, spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } });
const annotationsOf = (build: (chart: Construct) => void) => documentOf('Service', build).metadata.annotations;

test('is put beside the annotations that the Service has', () => {
  expect(
    annotationsOf((chart) =>
      poolIn(chart)
        .any()
        .applyTo(service(chart, { team: 'shop' })),
    ),
  ).toEqual({
    team: 'shop',
    'metallb.io/address-pool': 'edge',
  });
});

test('is put on a Service of cdk8s-plus', () => {
  const build = (chart: Construct) =>
    poolIn(chart)
      .reserve('192.168.1.200')
      .applyTo(new Service(chart, 'web', { ports: [{ port: 80 }] }));
  expect(annotationsOf(build)).toEqual({ 'metallb.io/loadBalancerIPs': '192.168.1.200' });
});

test('the same request twice is one request', () => {
  const build = (chart: Construct) => {
    const request = poolIn(chart).reserve('192.168.1.200');
    const web = service(chart);
    request.applyTo(web);
    request.applyTo(web);
  };
  expect(problemsOf(build)).toEqual([]);
});

test('two requests for two addresses are a problem of the Service, and the first one stands', () => {
  expect(
    problemsOf((chart) => {
      const web = service(chart);
      ['192.168.1.200', '192.168.1.201'].forEach((address, index) => poolIn(chart, `pool-${index}`).reserve(address).applyTo(web));
    }),
  ).toEqual([
    '[chart/web] address.requested-twice: metallb.io/loadBalancerIPs is "192.168.1.200" already, and "192.168.1.201" is asked for too. ' +
      'Fix: ask for one address, or a pair, of one pool.',
  ]);
});

test('so is one that says something else by hand', () => {
  const build = (chart: Construct) =>
    poolIn(chart)
      .any()
      .applyTo(service(chart, { 'metallb.io/address-pool': 'annex' }));
  expect(problemsOf(build)).toEqual([
    expect.stringContaining('address.requested-twice: metallb.io/address-pool is "annex" already, and "edge" is asked for too'),
  ]);
});

test('leaves the spec of a Service as it is', () => {
  const { spec } = documentOf('Service', (chart) =>
    poolIn(chart, 'edge', ['192.168.1.200-192.168.1.210', '2001:db8::/120'])
      .reserve('192.168.1.200', '2001:db8::1')
      .applyTo(service(chart)),
  );
  expect(spec).toEqual({ type: 'LoadBalancer', ports: [{ port: 80 }] });
});

test('is put on a construct, and on nothing else', () => {
  chartWith((chart) =>
    expect(() =>
      poolIn(chart)
        .any()
        .applyTo('web' as unknown as Construct),
    ).toThrow('input.type: "web" is not a construct. Fix: pass the construct that holds the Service.'),
  );
});

test('a pool of another cluster cannot give an address', () => {
  const app = new App({ outdir: '/nowhere' });
  const [lan, wan] = ['lan', 'wan'].map((id) => new Chart(new Cluster(app, id), 'chart'));
  poolIn(lan).any().applyTo(service(wan));
  poolIn(wan).any().applyTo(service(lan));
  expect(Problems.of(wan).list()).toEqual([
    expect.objectContaining({
      id: 'reference.other-cluster',
      path: 'wan/chart/web',
      what: '"lan/chart/edge" stands in cluster "lan", and what refers to it in cluster "wan"',
    }),
  ]);
  poolIn(new Chart(app, 'outside'))
    .any()
    .applyTo(service(new Chart(lan, 'other')));
  expect(
    Problems.of(lan)
      .list()
      .map(({ what }) => what),
  ).toEqual([
    '"wan/chart/edge" stands in cluster "wan", and what refers to it in cluster "lan"',
    '"outside/edge" stands in no cluster, and what refers to it in cluster "lan"',
  ]);
});
