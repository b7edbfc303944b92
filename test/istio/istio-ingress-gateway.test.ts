import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { AddressRequest } from '../../lib/core/address-request';
import { ExternalTrafficPolicy } from '../../lib/core/external-traffic-policy';
import { IpFamilyPolicy } from '../../lib/istio/ingress-gateway/options';
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

test('its Service can be of families of its own choice', () => {
  expect(gateway('Service', { ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }).spec.ipFamilyPolicy).toBe('PreferDualStack');
  expect(gateway('Service').spec).not.toHaveProperty('ipFamilyPolicy');
  const asking = (ask: (pool: MetalLbPool) => AddressRequest, ipFamilyPolicy: IpFamilyPolicy) => (chart: Construct) => {
    const pool = new MetalLbPool(chart, 'pool', { addresses: ['192.168.1.200-192.168.1.210', '2001:db8::/120'] });
    new IstioIngressGateway(chart, 'edge', { address: ask(pool), ipFamilyPolicy });
  };
  const any = asking((pool) => pool.any(), IpFamilyPolicy.REQUIRE_DUAL_STACK);
  expect(documentOf('Service', any).spec.ipFamilyPolicy).toBe('RequireDualStack');
  expect(problemsOf(asking((pool) => pool.reserve('2001:db8::1'), IpFamilyPolicy.REQUIRE_DUAL_STACK))).toEqual([
    '[chart/edge] istio.ip-family-policy: ipFamilyPolicy: the families of the Service are RequireDualStack here, and SingleStack by ' +
      'the address it asks for. Fix: leave ipFamilyPolicy out.',
  ]);
});

describe('how many proxies run', () => {
  const kinds = (props: IstioIngressGatewayProps) =>
    yamlOf((chart) => new IstioIngressGateway(chart, 'edge', props)).match(/^kind: (HorizontalPod|PodDis).*$/gm);

  test('is a matter of their load', () => {
    expect(kinds({})).toEqual(['kind: HorizontalPodAutoscaler', 'kind: PodDisruptionBudget']);
    expect(gateway('Deployment').spec).not.toHaveProperty('replicas');
    const autoscaling = { minReplicas: 2, maxReplicas: 9, cpuUtilization: 50 };
    expect(gateway('HorizontalPodAutoscaler', { autoscaling }).spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'istio-ingressgateway' },
      minReplicas: 2,
      maxReplicas: 9,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
    });
  });

  test('or a fixed number, none among them, without an autoscaler', () => {
    expect(kinds({ replicas: 3 })).toEqual(['kind: PodDisruptionBudget']);
    expect(gateway('Deployment', { replicas: 3 }).spec.replicas).toBe(3);
    expect(gateway('Deployment', { replicas: 0 }).spec.replicas).toBe(0);
  });

  test('less those that may be missing during drains', () => {
    expect(gateway('PodDisruptionBudget', { maxUnavailable: 2 }).spec).toEqual({
      maxUnavailable: 2,
      selector: { matchLabels: { app: 'istio-ingressgateway', istio: 'ingressgateway' } },
    });
  });
});

test('where only nodes with a proxy take requests, proxies are spread over nodes', () => {
  const local = { externalTrafficPolicy: ExternalTrafficPolicy.LOCAL };
  expect(gateway('Service', local).spec.externalTrafficPolicy).toBe('Local');
  expect(gateway('Deployment', local).spec.template.spec.topologySpreadConstraints).toEqual([
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { app: 'istio-ingressgateway', istio: 'ingressgateway' } },
    },
  ]);
  const cluster = { externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER };
  expect(gateway('Service', cluster).spec.externalTrafficPolicy).toBe('Cluster');
  expect(gateway('Deployment', cluster).spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
  expect(gateway('Service').spec).not.toHaveProperty('externalTrafficPolicy');
});

test('a revision of istiod injects its pods, which run on chosen nodes', () => {
  const { template } = gateway('Deployment', { revision: '1-30', nodeSelector: { edge: 'true' } }).spec;
  expect(template.metadata.labels).toMatchObject({ 'istio.io/rev': '1-30', 'sidecar.istio.io/inject': 'true' });
  expect(template.spec.nodeSelector).toEqual({ edge: 'true' });
  expect(gateway('Deployment').spec.template.metadata.labels).not.toHaveProperty('istio.io/rev');
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
  const props = { name: 'edge', namespace: 'ingress', networkPolicy: {} };
  const yaml = yamlOf((chart) => new IstioIngressGateway(chart, 'x', props), inMesh);
  expect(yaml.match(/^ {2}namespace: .*$/gm)).toEqual(Array(8).fill('  namespace: ingress'));
  expect(yaml.match(/^ {2}name: .*$/gm)).toEqual(Array(9).fill('  name: edge'));
});

test('told nothing at all, it is what it is by default', () => {
  const told = (props: any) => yamlOf((chart) => new IstioIngressGateway(chart, 'edge', props));
  expect(told(null)).toBe(told({}));
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
    { replicas: 2, autoscaling: {} },
    'istio.replicas-and-autoscaling: replicas: the number of proxies is 2, and an autoscaler would change it. ' +
      'Fix: drop replicas, or autoscaling.',
  ],
  [
    { autoscaling: { minReplicas: 6 } },
    'istio.autoscaling-range: autoscaling.maxReplicas: 5, the greatest number of proxies, is below 6, the least. ' +
      'Fix: raise maxReplicas, or lower minReplicas.',
  ],
  [{ autoscaling: { minReplicas: 0 } }, 'count.range: autoscaling.minReplicas: 0 is too few. Allowed: 1 to 2147483647, whole.'],
  [{ autoscaling: { cpuUtilization: '80' as any } }, 'count.range: autoscaling.cpuUtilization: "80" is not a count'],
  [{ autoscaling: 3 as any }, 'input.type: autoscaling: 3 is not a group of named values'],
  [
    { maxUnavailable: 0 },
    'istio.drain-blocked: maxUnavailable: with 0, no proxy may be evicted, and a drain of its node would wait forever. ' +
      'Allowed: 1 to 2147483647, whole. Fix: write 1 or more.',
  ],
  [{ maxUnavailable: '25%' as any }, 'count.range: maxUnavailable: "25%" is not a count'],
  [{ networkPolicy: true as any }, 'input.type: networkPolicy: true is not a group of named values'],
  [{ networkPolicy: { metricsFrom: ['A'] } }, 'name.syntax: networkPolicy.metricsFrom[0]: "A" is not a valid name'],
  [{ revision: '1.30' }, 'name.syntax: revision: "1.30" is not a valid name'],
  [{ nodeSelector: { edge: true as any } }, 'input.type: nodeSelector.edge: true is not a text'],
  [{ externalTrafficPolicy: 'local' as any }, 'input.choice: externalTrafficPolicy: "local" is not one of the choices'],
  [{ ipFamilyPolicy: 'dual' as any }, 'input.choice: ipFamilyPolicy: "dual" is not one of the choices'],
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
