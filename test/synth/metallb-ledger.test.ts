import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Problems } from '../../lib/core/problems';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { GitOpsApp } from '../../lib/synth/gitops-app';
import { MetalLbLedger } from '../../lib/synth/metallb-ledger';

const balancer = (scope: Construct, name: string, annotations: Record<string, string> = {}, port = 80): ApiObject =>
  new ApiObject(scope, name, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, annotations },
    spec: { type: 'LoadBalancer', ports: [{ port }, { port, protocol: 'UDP' }] },
  });

const edge = (root: Construct): Chart => {
  const chart = new Chart(root, 'edge', { namespace: 'edge' });
  balancer(chart, 'late', { 'metallb.io/loadBalancerIPs': '10.0.0.100' });
  balancer(chart, 'web', { 'metallb.io/loadBalancerIPs': '10.0.0.9', 'metallb.io/allow-shared-ip': 'dns' });
  balancer(chart, 'any');
  new MetalLbPool(chart, 'main', { addresses: ['10.0.0.0/24'] });
  return chart;
};

const TABLE = `ADDRESS     POOL  SERVICE    SHARED KEY  PORTS
10.0.0.9    main  edge/web   dns         80/TCP, 80/UDP
10.0.0.100  main  edge/late  -           80/TCP, 80/UDP
automatic   main  edge/any   -           80/TCP, 80/UDP
`;

test.each<[string, () => Construct]>([
  ['a plain App', () => edge(new App({ outdir: '/nowhere' }))],
  ['a Cluster', () => edge(new Cluster(new GitOpsApp({ outdir: '/nowhere' }), 'lab'))],
])('the table of %s, by address as a number', (_, scope) => expect(MetalLbLedger.of(scope()).table()).toBe(TABLE));

test('an entry tells address, pool, Service, key, ports and origin', () => {
  const [entry] = MetalLbLedger.of(edge(new App({ outdir: '/nowhere' }))).entries();
  expect(entry).toEqual({
    address: '10.0.0.9',
    pool: 'main',
    service: 'edge/web',
    sharedKey: 'dns',
    ports: ['80/TCP', '80/UDP'],
    origin: 'edge/web',
  });
});

test('how much of a pool is left, however large it is', () => {
  const chart = new Chart(new App({ outdir: '/nowhere' }), 'edge');
  new MetalLbPool(chart, 'six', { addresses: ['fd00::/64'] });
  balancer(chart, 'web', { 'metallb.io/loadBalancerIPs': 'fd00::1' });
  expect(MetalLbLedger.of(chart).pools()).toEqual([
    { pool: 'six', addresses: ['fd00::/64'], capacity: '18446744073709551616', reserved: '1', free: '18446744073709551615' },
  ]);
});

test('each cluster has a ledger of its own', () => {
  const app = new GitOpsApp({ outdir: '/nowhere' });
  const [one, other] = ['one', 'other'].map((name) => edge(new Cluster(app, name)));
  balancer(other, 'more', { 'metallb.io/loadBalancerIPs': '10.0.0.9' });
  expect(MetalLbLedger.of(one).entries()).toHaveLength(3);
  expect(
    MetalLbLedger.of(one)
      .problems()
      .map(({ id }) => id),
  ).not.toContain('metallb.sharing-conflict');
  expect(
    MetalLbLedger.of(other)
      .problems()
      .map(({ id, path }) => [id, path]),
  ).toContainEqual(['metallb.sharing-conflict', 'other/edge/web']);
});

test('an acknowledged warning keeps its reason', () => {
  const chart = edge(new App({ outdir: '/nowhere' }));
  balancer(chart, 'first', { 'metallb.io/loadBalancerIPs': '10.0.0.0' });
  Problems.of(chart).acknowledge('metallb.reserved-may-be-taken', 'applied first');
  const warnings = MetalLbLedger.of(chart).problems();
  expect(warnings.map(({ id, acknowledged }) => [id, acknowledged])).toEqual([['metallb.reserved-may-be-taken', 'applied first']]);
});

test('constructs in error have no ledger', () => {
  const chart = new Chart(new App({ outdir: '/nowhere' }), 'edge');
  new MetalLbPool(chart, 'main', { addresses: ['10.0.0.5'] });
  expect(() => MetalLbLedger.of(chart)).toThrow(
    'metallb.ledger-unknown: "edge/main" is in error: address.bare: addresses[0]: "10.0.0.5" is one address without a prefix length',
  );
});
