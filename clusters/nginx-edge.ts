import { App, Chart } from 'cdk8s';
import { Backend, Cluster, HttpAction, MetalLbLegacyConfig, MetalLbPool, NginxIngressStack, NginxRoute, PathMatch, Problems } from '../lib';
import { deployment, service } from './workloads';

/** Source document 004: two sites behind ingress-nginx, sharing its one address. */
export function nginxEdge(app: App): void {
  const cluster = new Cluster(app, 'nginx-edge', { existingNamespaces: ['metallb-system'] });

  const metallb = new Chart(cluster, 'metallb');
  const pool = new MetalLbPool(metallb, 'default', { addresses: ['192.168.20.240-192.168.20.250'] });
  new MetalLbLegacyConfig(metallb, 'legacy-config', { pools: [pool] });

  const stack = new NginxIngressStack(new Chart(cluster, 'ingress-nginx'), 'ingress-nginx', { address: pool.reserve('192.168.20.240') });
  Problems.of(stack).acknowledge('ingress.retired', 'source document 004 is about ingress-nginx');

  const sites = new Chart(cluster, 'sites', { namespace: 'default' });
  site(sites, stack, 'nginx', 'nginx:1.27.5');
  site(sites, stack, 'httpd', 'httpd:2.4.63');
}

function site(chart: Chart, stack: NginxIngressStack, name: string, image: string): void {
  deployment(chart, name, { image, port: 80, labels: { app: name } });
  const backend = Backend.fromService(service(chart, name, 80));
  new NginxRoute(chart, name, {
    ingressClass: stack.ingressClass,
    host: `${name}.example.com`,
    rules: [{ matches: [{ path: PathMatch.prefix('/') }], action: HttpAction.forward(backend) }],
  });
}
