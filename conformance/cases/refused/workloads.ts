import { Chart } from 'cdk8s';
import { KubeProxyConfig } from '../../../lib/cluster/kube-proxy-config';
import { KubeProxySource } from '../../../lib/cluster/kube-proxy-source';
import { KubeProxyMode } from '../../../lib/core/cluster-facts';
import { GitOpsController } from '../../../lib/gitops/gitops-controller';
import { IstioIngressGateway } from '../../../lib/istio/istio-ingress-gateway';
import { MetalLbInstall } from '../../../lib/metallb/metallb-install';
import { MetalLbLegacyConfig } from '../../../lib/metallb/metallb-legacy-config';
import { NginxIngressStack, NginxIngressStackProps } from '../../../lib/nginx/nginx-ingress-stack';
import { around, RefusedCase, refused, silent } from './case';

// Deployments and ConfigMaps (facts: kube-apiserver; what programs read from a ConfigMap is checked by none).

const stack = (props: NginxIngressStackProps) => (chart: Chart) => new NginxIngressStack(chart, 'ingress', props);
const kubeProxy = (source: KubeProxySource) => (chart: Chart) =>
  new KubeProxyConfig(chart, 'kube-proxy', { source, mode: KubeProxyMode.IPVS });
const kubeadm = (clusterCidr: string, apiServer = 'https://192.168.1.10:6443') =>
  kubeProxy(KubeProxySource.kubeadm({ clusterCidr, apiServer }));

const replicas = around(
  (count) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: ${count}
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web }] } }
`,
);
const configMap = (name: string, namespace: string) => (data: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${namespace} }
data: { ${data} }
`;
const proxyConfig = around((text) => configMap('kube-proxy', 'kube-system')(`config.conf: "${text}"`));
const KIND = 'kind: KubeProxyConfiguration';
const clusterCidr = (wrong: string) => proxyConfig(`${KIND}\\nclusterCIDR: ${wrong}`, `${KIND}\\nclusterCIDR: 10.244.0.0/16`);

/** kube-proxy alone would complain, in its log, when its Pods start. */
function proxyCase(id: string, name: string, ours: RefusedCase['ours'], raw: RefusedCase['raw'], field = 'clusterCidr'): RefusedCase {
  return { name: `kube-proxy: ${name}`, ours, problem: [id, `KubeProxyConfig.source.${field}`], ask: 'kube', raw, expect: silent() };
}

const tolerating = around(
  (toleration) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: speaker, namespace: shop }
spec:
  selector: { matchLabels: { app: speaker } }
  template:
    metadata: { labels: { app: speaker } }
    spec: { containers: [{ name: speaker, image: speaker }], tolerations: [${toleration}] }
`,
);

export const workloads: RefusedCase[] = [
  {
    name: 'toleration: a value without its key',
    ours: (chart) => new MetalLbInstall(chart, 'metallb', { controller: GitOpsController.flux(), tolerations: [{ value: 'edge' }] }),
    problem: ['toleration.key-missing', 'MetalLbInstall.tolerations[0]'],
    ask: 'kube',
    raw: tolerating('{ operator: Equal, value: edge }', '{ key: role, operator: Equal, value: edge }'),
    expect: refused('operator must be Exists when `key` is empty'),
  },
  {
    name: 'replicas: fewer than none',
    ours: (chart) => new IstioIngressGateway(chart, 'web', { replicas: -1 }),
    problem: ['count.range', 'IstioIngressGateway.replicas'],
    ask: 'kube',
    raw: replicas('-1', '0'),
    expect: refused('must be greater than or equal to 0'),
  },
  {
    name: 'replicas: more than a counter holds',
    ours: stack({ replicas: 2147483648 }),
    problem: ['count.range', 'NginxIngressStack.replicas'],
    ask: 'kube',
    raw: replicas('2147483648', '2147483647'),
    expect: refused('spec.replicas'),
  },
  {
    name: 'replicas: no Pod behind the admission webhook',
    ours: stack({ replicas: 0 }),
    problem: ['nginx.replicas', 'NginxIngressStack.replicas'],
    ask: 'kube',
    raw: replicas('0', '1'),
    expect: silent(),
  },
  {
    name: 'config: a key with a space',
    ours: stack({ config: { 'ssl redirect': 'false' } }),
    problem: ['nginx.config-key', 'NginxIngressStack.config'],
    ask: 'kube',
    raw: around(configMap('ingress-nginx-controller', 'shop'))('"ssl redirect": "false"', 'ssl-redirect: "false"'),
    expect: refused('a valid config key must consist of'),
  },
  {
    name: 'legacy config: no pools',
    ours: (chart) => new MetalLbLegacyConfig(chart, 'legacy', { pools: [] }),
    problem: ['metallb.legacy-empty', 'MetalLbLegacyConfig.pools'],
    ask: 'kube',
    raw: around(configMap('config', 'metallb-system'))(
      'config: "address-pools: []"',
      'config: "address-pools: [{ name: edge, protocol: layer2, addresses: [192.168.1.0/28] }]"',
    ),
    expect: silent(),
  },
  proxyCase(
    'kube-proxy.unreadable',
    'a text that is no configuration',
    kubeProxy(KubeProxySource.current('kind: Config')),
    proxyConfig('kind: Config', KIND),
    'configConf',
  ),
  proxyCase(
    'address.cidr-per-family',
    'two CIDRs of one family',
    kubeadm('10.244.0.0/16,10.245.0.0/16'),
    clusterCidr('10.244.0.0/16,10.245.0.0/16'),
  ),
  proxyCase(
    'kube-proxy.api-server',
    'no https URL of the API server',
    kubeadm('10.244.0.0/16', '192.168.1.10:6443'),
    around((server) => configMap('kube-proxy', 'kube-system')(`kubeconfig.conf: "clusters: [{ cluster: { server: '${server}' } }]"`))(
      '192.168.1.10:6443',
      'https://192.168.1.10:6443',
    ),
    'apiServer',
  ),
  proxyCase('address.bare', 'an address for the CIDR', kubeadm('10.244.0.0'), clusterCidr('10.244.0.0')),
  proxyCase('address.host-bits', 'host bits in the CIDR', kubeadm('10.244.0.1/16'), clusterCidr('10.244.0.1/16')),
  proxyCase('address.ipv4-mapped', 'an IPv4 CIDR written as IPv6', kubeadm('::ffff:10.244.0.0/112'), clusterCidr('::ffff:10.244.0.0/112')),
  proxyCase('address.leading-zero', 'an octet with a leading zero', kubeadm('10.0244.0.0/16'), clusterCidr('10.0244.0.0/16')),
  proxyCase('address.prefix-length', 'a prefix length that IPv4 does not have', kubeadm('10.244.0.0/33'), clusterCidr('10.244.0.0/33')),
  proxyCase('address.syntax', 'an octet above 255', kubeadm('10.300.0.0/16'), clusterCidr('10.300.0.0/16')),
  proxyCase('address.zone', 'a zone in the CIDR', kubeadm('fe80::1%eth0/64'), clusterCidr('fe80::1%eth0/64')),
];
