import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Cluster } from '../../lib/cluster/cluster';
import { AddressRequest } from '../../lib/core/address-request';
import { IstioIngressGateway, IstioIngressGatewayProps } from '../../lib/istio/istio-ingress-gateway';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const inMesh = { namespace: 'istio-system' };
const gateway = (kind: string, props: IstioIngressGatewayProps = {}) =>
  documentOf(kind, (chart) => new IstioIngressGateway(chart, 'istio-ingressgateway', props), inMesh);

test('the primary object can be patched', () => {
  const deployment = documentOf('Deployment', (chart) => {
    const construct = new IstioIngressGateway(chart, 'edge');
    ApiObject.of(construct).addJsonPatch(JsonPatch.add('/spec/template/spec/nodeSelector', { edge: 'true' }));
  });
  expect(deployment.spec.template.spec.nodeSelector).toEqual({ edge: 'true' });
});

test('a gateway is its proxies, the Service before them and the right to read certificates', () => {
  expect(yamlOf((chart) => new IstioIngressGateway(chart, 'istio-ingressgateway'), inMesh)).toMatchSnapshot();
});

test('its Service asks a pool for an address', () => {
  const service = documentOf('Service', (chart) => {
    const pool = new MetalLbPool(chart, 'pool', { addresses: ['192.168.1.200-192.168.1.210'] });
    new IstioIngressGateway(chart, 'edge', { address: pool.reserve('192.168.1.200') });
  });
  expect(service.metadata.annotations).toEqual({ 'metallb.io/loadBalancerIPs': '192.168.1.200' });
  expect(service.spec.type).toBe('LoadBalancer');
});

describe('its Service is of the families that it asks for', () => {
  const specFor = (ask: (pool: MetalLbPool) => AddressRequest) => {
    const { spec } = documentOf('Service', (chart) => {
      const pool = new MetalLbPool(chart, 'pool', { addresses: ['192.168.1.200-192.168.1.210', '2001:db8::/120'] });
      new IstioIngressGateway(chart, 'edge', { address: ask(pool) });
    });
    return { ipFamilyPolicy: spec.ipFamilyPolicy as unknown, ipFamilies: spec.ipFamilies as unknown };
  };

  test.each<[string, (pool: MetalLbPool) => AddressRequest, object]>([
    [
      'of both',
      (pool) => pool.reserve('192.168.1.200', '2001:db8::1'),
      { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] },
    ],
    [
      'of IPv6 first',
      (pool) => pool.share('2001:db8::1', 'k', '192.168.1.200'),
      { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'] },
    ],
    ['of IPv6 alone', (pool) => pool.reserve('2001:db8::1'), { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv6'] }],
    ['as the cluster has it for IPv4', (pool) => pool.reserve('192.168.1.200'), {}],
    ['as the cluster has it for any', (pool) => pool.any(), {}],
  ])('%s', (_, ask, spec) => {
    expect(specFor(ask)).toEqual(spec);
  });
});

test('its Service is of the class that MetalLB serves', () => {
  const app = new App({ outdir: '/nowhere' });
  const chart = new Chart(new Cluster(app, 'lab', { metallb: { loadBalancerClass: 'example.com/metallb' } }), 'chart');
  const address = new MetalLbPool(chart, 'pool', { addresses: ['192.168.1.200-192.168.1.210'] }).any();
  expect(new IstioIngressGateway(chart, 'edge', { address }).service.toJson()).toMatchObject({
    spec: { loadBalancerClass: 'example.com/metallb' },
  });
});

test('its Service can be given more', () => {
  const service = documentOf('Service', (chart) => {
    new IstioIngressGateway(chart, 'edge').service.addJsonPatch(JsonPatch.add('/spec/externalTrafficPolicy', 'Local'));
  });
  expect(service.spec.externalTrafficPolicy).toBe('Local');
});

test('replicas reach the YAML, none among them', () => {
  expect(gateway('Deployment', { replicas: 3 }).spec.replicas).toBe(3);
  expect(gateway('Deployment', { replicas: 0 }).spec.replicas).toBe(0);
  expect(gateway('Deployment').spec).not.toHaveProperty('replicas');
});

test('labels take the place of the derived one, everywhere', () => {
  const labels = { app: 'edge-gateway', istio: 'edge' };
  const deployment = gateway('Deployment', { labels: { istio: 'edge' }, name: 'edge-gateway' });
  expect(deployment.metadata.labels).toEqual(labels);
  expect(deployment.spec.selector.matchLabels).toEqual(labels);
  expect(deployment.spec.template.metadata.labels).toEqual({ ...labels, 'sidecar.istio.io/inject': 'true' });
  expect(gateway('Service', { labels: { istio: 'edge' }, name: 'edge-gateway' }).spec.selector).toEqual(labels);
});

test('an app among the labels takes the place of the name', () => {
  expect(gateway('Deployment', { labels: { app: 'mine' } }).spec.selector.matchLabels).toEqual({ app: 'mine' });
});

test('name and namespace are those of all its objects', () => {
  const yaml = yamlOf((chart) => new IstioIngressGateway(chart, 'x', { name: 'edge', namespace: 'ingress' }), inMesh);
  expect(yaml.match(/^ {2}namespace: .*$/gm)).toEqual(Array(5).fill('  namespace: ingress'));
  expect(yaml.match(/^ {2}name: .*$/gm)).toEqual(Array(6).fill('  name: edge'));
});

test('what a gateway needs of its pods can be read', () => {
  documentOf(
    'Deployment',
    (chart) => {
      const made = new IstioIngressGateway(chart, 'istio-ingressgateway');
      expect({ namespace: made.namespace, selector: made.selector }).toEqual({
        namespace: 'istio-system',
        selector: { istio: 'ingressgateway' },
      });
    },
    inMesh,
  );
  expect(IstioIngressGateway.fromLabels({ istio: 'edge' })).toEqual({ namespace: 'istio-system', selector: { istio: 'edge' } });
  expect(IstioIngressGateway.fromLabels({ istio: 'edge' }, { namespace: 'edge' })).toMatchObject({ namespace: 'edge' });
});

test.each([
  [{ name: 'Edge 1' }, 'name.syntax: name: "Edge 1" is not a valid name'],
  [{ namespace: 'Edge' }, 'name.syntax: namespace: "Edge" is not a valid name'],
  [{ replicas: -1 }, 'count.range: replicas: -1 is not a count. Allowed: 0 to 2147483647, whole.'],
  [{ replicas: 1.5 }, 'count.range: replicas: 1.5 is not a count'],
  [
    { labels: {} },
    'istio.no-labels: labels: there are no labels, which Istio reads as every gateway of the mesh. ' +
      'Fix: name the labels of the pods that are meant.',
  ],
  [{ labels: { istio: 'a b' } }, 'label.value: labels.istio: "a b" is not a valid label value'],
  [{ labels: 'x' as any }, 'input.type: labels: "x" is not a group of named values'],
  [{ labels: { istio: 5 as any } }, 'input.type: labels.istio: 5 is not a text'],
  [{ name: 5 as any }, 'input.type: name: 5 is not a text'],
  [
    { address: '192.168.1.200' as any },
    'input.type: address: "192.168.1.200" is not an AddressRequest. Fix: write pool.reserve(…), pool.share(…) or pool.any().',
  ],
  [{ labels: { 'a b': 'x' } }, 'label.key: labels: "a b" is not a valid label key'],
])('%j', (props, message) => {
  expect(problemsOf((chart) => new IstioIngressGateway(chart, 'edge', props))).toEqual([
    expect.stringContaining(`[chart/edge] ${message}`),
  ]);
});
