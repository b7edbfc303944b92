import { App, Chart } from 'cdk8s';
import { Backend, Cluster, HttpAction, IstioGatewayRoute, MeshNamespace, MetalLbLegacyConfig, MetalLbPool, PathMatch } from '../lib';
import { deployment, service } from './workloads';

/** Source documents 000 and 001: httpbin behind the Istio ingress gateway on Minikube. */
export function minikube(app: App): void {
  const cluster = new Cluster(app, 'minikube', {
    nodeAddresses: ['192.168.99.100'],
    existingNamespaces: ['istio-system', 'metallb-system'],
  });

  const metallb = new Chart(cluster, 'metallb');
  const pool = new MetalLbPool(metallb, 'custom-ip-space', {
    // The source writes 192.168.99.100/28, which MetalLB reads as the whole block 192.168.99.96-192.168.99.111. That block
    // holds the node itself, 192.168.99.100: handed to a Service, it would cut the node off. So the block comes without it.
    addresses: ['192.168.99.96-192.168.99.99', '192.168.99.101-192.168.99.111'],
  });
  new MetalLbLegacyConfig(metallb, 'legacy-config', { pools: [pool] });

  const httpbin = new Chart(cluster, 'httpbin', { namespace: 'default' });
  new MeshNamespace(httpbin, 'default');
  deployment(httpbin, 'httpbin', {
    image: 'docker.io/mccutchen/go-httpbin:v2.15.0',
    port: 8080,
    labels: { app: 'httpbin', version: 'v1' },
  });
  const backend = Backend.fromService(service(httpbin, 'httpbin', 8000, 8080));
  new IstioGatewayRoute(httpbin, 'httpbin', {
    hosts: ['*'],
    rules: [{ matches: [{ path: PathMatch.prefix('/') }], action: HttpAction.forward(backend) }],
  });
}
