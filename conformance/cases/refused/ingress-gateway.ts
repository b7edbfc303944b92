import { Chart } from 'cdk8s';
import { IpFamilyPolicy } from '../../../lib/istio/ingress-gateway/options';
import { IstioIngressGateway, IstioIngressGatewayProps } from '../../../lib/istio/istio-ingress-gateway';
import { MetalLbPool } from '../../../lib/metallb/metallb-pool';
import { around, Expectation, Raw, RefusedCase, refused, silent } from './case';

// What the proxies of a gateway run in (facts: kube-apiserver).

interface Fault {
  readonly id: string;
  readonly field: string;
  readonly props: IstioIngressGatewayProps | ((chart: Chart) => IstioIngressGatewayProps);
  readonly raw: Raw;
  readonly expect: Expectation;
}

function gatewayCase(name: string, { id, field, props, raw, expect }: Fault): RefusedCase {
  return {
    name: `ingress gateway: ${name}`,
    ours: (chart) => new IstioIngressGateway(chart, 'web', typeof props === 'function' ? props(chart) : props),
    problem: [id, `IstioIngressGateway.${field}`],
    ask: 'kube',
    raw,
    expect,
  };
}

const deployment = (replicas: string, others = '', labels = 'app: web') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  ${replicas}
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { ${labels} } }, spec: { ${others} containers: [{ name: web, image: web }] } }
`;
const autoscaler = (least: number, most: number, use = 80) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: ${least}
  maxReplicas: ${most}
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: ${use} } } }]
`;
const budget = around(
  (maxUnavailable) => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { maxUnavailable: ${maxUnavailable}, selector: { matchLabels: { app: web } } }
`,
);
const service = around(
  (text) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ name: http, port: 80 }], ${text} }
`,
);
const TOO_FEW = refused('must be greater than or equal to 1');

export const ingressGateways: RefusedCase[] = [
  gatewayCase('a fixed number of proxies beside an autoscaler', {
    id: 'istio.replicas-and-autoscaling',
    field: 'replicas',
    props: { replicas: 2, autoscaling: {} },
    raw: around((replicas) => `${deployment(replicas)}---${autoscaler(1, 5)}`)('replicas: 2', ''),
    expect: silent(), // Each apply sets the number back.
  }),
  gatewayCase('fewer proxies at most than at least', {
    id: 'istio.autoscaling-range',
    field: 'autoscaling.maxReplicas',
    props: { autoscaling: { minReplicas: 3, maxReplicas: 2 } },
    raw: { wrong: autoscaler(3, 2), right: autoscaler(2, 3) },
    expect: refused('must be greater than or equal to `minReplicas`'),
  }),
  gatewayCase('no proxy at most', {
    id: 'count.range',
    field: 'autoscaling.maxReplicas',
    props: { autoscaling: { minReplicas: 1, maxReplicas: 0 } },
    raw: { wrong: autoscaler(1, 0), right: autoscaler(1, 1) },
    expect: refused('must be set and greater than 0'),
  }),
  gatewayCase('no proxy at least', {
    id: 'count.range',
    field: 'autoscaling.minReplicas',
    props: { autoscaling: { minReplicas: 0 } },
    raw: { wrong: autoscaler(0, 5), right: autoscaler(1, 5) },
    expect: TOO_FEW,
  }),
  gatewayCase('no use of CPU to aim at', {
    id: 'count.range',
    field: 'autoscaling.cpuUtilization',
    props: { autoscaling: { cpuUtilization: 0 } },
    raw: { wrong: autoscaler(1, 5, 0), right: autoscaler(1, 5, 80) },
    expect: refused('must be greater than 0'),
  }),
  gatewayCase('no proxy may be evicted', {
    id: 'istio.drain-blocked',
    field: 'maxUnavailable',
    props: { maxUnavailable: 0 },
    raw: budget('0', '1'),
    expect: silent(),
  }),
  gatewayCase('fewer than no proxies may be evicted', {
    id: 'count.range',
    field: 'maxUnavailable',
    props: { maxUnavailable: -1 },
    raw: budget('-1', '1'),
    expect: refused('must be greater than or equal to 0'),
  }),
  gatewayCase('one IP family, and an address of two', {
    id: 'istio.ip-family-policy',
    field: 'ipFamilyPolicy',
    props: (chart) => {
      const pool = new MetalLbPool(chart, 'pool', { addresses: ['192.168.1.200/29', '2001:db8::/124'] });
      return { ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK, address: pool.reserve('192.168.1.200', '2001:db8::1') };
    },
    raw: service('ipFamilyPolicy: SingleStack, ipFamilies: [IPv4, IPv6]', 'ipFamilyPolicy: SingleStack, ipFamilies: [IPv4]'),
    expect: refused('when multiple IP families are specified'),
  }),
  gatewayCase('a revision that is none', {
    id: 'name.syntax',
    field: 'revision',
    props: { revision: '1_30 ' },
    raw: around((revision) => deployment('', '', `app: web, istio.io/rev: "${revision}"`))('1_30 ', '1-30'),
    expect: refused('a valid label must be'),
  }),
  gatewayCase('labels that no node has', {
    id: 'label.key',
    field: 'nodeSelector',
    props: { nodeSelector: { 'node role': 'edge' } },
    raw: around((key) => deployment('', `nodeSelector: { ${key}: edge },`))('node role', 'node-role'),
    expect: refused('name part must consist of'),
  }),
  gatewayCase('metrics for a namespace that is none', {
    id: 'name.syntax',
    field: 'networkPolicy.metricsFrom[0]',
    props: { networkPolicy: { metricsFrom: ['Metrics_1 '] } },
    raw: around(
      (namespace) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: "${namespace}" } } }] }]
`,
    )('Metrics_1 ', 'metrics'),
    expect: refused('a valid label must be'),
  }),
];
