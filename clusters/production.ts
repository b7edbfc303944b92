import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  Cluster,
  ClusterFacts,
  KubeProxySource,
  KubeProxyConfig,
  KubeProxyMode,
  MetalLbBgpMode,
  MetalLbPool,
  PoolAdvertising,
} from '../lib';

const LABELS = { app: 'my-cool-application' };
const WEB_ROOT = 'nginx-data';

const API_SERVER = '192.168.10.10';
const FACTS: ClusterFacts = {
  nodeAddresses: [API_SERVER],
  nodeSubnets: ['192.168.10.0/24'],
  podCidr: '10.244.0.0/16',
  nodes: [{ name: 'node-01' }, { name: 'node-02' }, { name: 'node-03' }],
  kubeProxy: KubeProxyMode.IPVS,
  metallb: { bgpMode: MetalLbBgpMode.NATIVE }, // installed from metallb-native.yaml
  existingNamespaces: ['metallb-system'],
};

/** Source document 003: a scaled nginx behind a Service with an address of the pool, on a cluster with kube-proxy in IPVS mode. */
export function production(app: App, advertise = PoolAdvertising.layer2({ name: 'external' })): void {
  const cluster = new Cluster(app, 'production', FACTS);

  new KubeProxyConfig(new Chart(cluster, 'kube-proxy'), 'kube-proxy', {
    source: KubeProxySource.kubeadm({ clusterCidr: '10.244.0.0/16', apiServer: `https://${API_SERVER}:6443` }),
    mode: KubeProxyMode.IPVS,
    strictArp: true,
  });

  const metallb = new Chart(cluster, 'metallb');
  const pool = new MetalLbPool(metallb, 'production', { addresses: ['192.168.10.100-192.168.10.150'], advertise });

  const nginx = new Chart(cluster, 'nginx', { namespace: 'default' });
  showPodAndNode(nginx);
  const service = new k8s.KubeService(nginx, 'service', {
    metadata: { name: 'nginx' },
    spec: { type: 'LoadBalancer', selector: LABELS, ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromNumber(80) }] },
  });
  pool.any().applyTo(service);
}

/** nginx serving a page that names the Pod and the node it runs on, written by an init container. */
function showPodAndNode(chart: Chart): void {
  const initContainer: k8s.Container = {
    name: 'init-nginx',
    image: 'busybox:1.28',
    command: ['sh', '-c', 'echo "POD: ${POD_NAME}\t NODE: ${NODE_NAME}" > /opt/nginx/index.html'],
    env: [fromField('NODE_NAME', 'spec.nodeName'), fromField('POD_NAME', 'metadata.name')],
    volumeMounts: [{ name: WEB_ROOT, mountPath: '/opt/nginx' }],
  };
  const container: k8s.Container = {
    name: 'nginx',
    image: 'nginx:1.27.5',
    ports: [{ containerPort: 80 }],
    volumeMounts: [{ name: WEB_ROOT, mountPath: '/usr/share/nginx/html' }],
  };
  new k8s.KubeDeployment(chart, 'deployment', {
    metadata: { name: 'nginx-app' },
    spec: {
      replicas: 3,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: { initContainers: [initContainer], containers: [container], volumes: [{ name: WEB_ROOT, emptyDir: {} }] },
      },
    },
  });
}

function fromField(name: string, fieldPath: string): k8s.EnvVar {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}
