import { App, Chart, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  Backend,
  CanaryRoute,
  CanaryTraffic,
  Cluster,
  H2UpgradePolicy,
  HttpAction,
  IstioDestinationRule,
  IstioGateway,
  IstioGatewayRoute,
  IstioIngressGateway,
  IstioServer,
  MeshNamespace,
  MetalLbPool,
  PathMatch,
  PoolAdvertising,
  SecretRef,
  ServerTls,
} from '../lib';
import { deployment, service } from './workloads';

const HOSTS = ['bookinfo.example.com'];

/** Source document 002: Bookinfo behind an Istio ingress gateway with a fixed address, a canary and a circuit breaker. */
export function bookinfo(app: App): void {
  const cluster = new Cluster(app, 'bookinfo', { existingNamespaces: ['istio-system', 'metallb-system'] });

  const metallb = new Chart(cluster, 'metallb');
  const pool = new MetalLbPool(metallb, 'istio-pool', {
    addresses: ['192.168.1.200-192.168.1.210'],
    advertise: PoolAdvertising.layer2({ name: 'istio-l2' }),
  });

  const edge = new Chart(cluster, 'edge', { namespace: 'istio-system' });
  const workload = new IstioIngressGateway(edge, 'istio-ingressgateway', { address: pool.reserve('192.168.1.200') });

  const chart = new Chart(cluster, 'bookinfo', { namespace: 'default' });
  new MeshNamespace(chart, 'default');
  productpage(chart, workload);
  reviews(chart);
}

function productpage(chart: Chart, workload: IstioIngressGateway): void {
  deployment(chart, 'productpage', {
    image: 'docker.io/istio/examples-bookinfo-productpage-v1:1.20.2',
    port: 9080,
    labels: { app: 'productpage', version: 'v1' },
    selector: { app: 'productpage' },
    replicas: 2,
    readinessProbe: { httpGet: { path: '/health', port: k8s.IntOrString.fromNumber(9080) }, initialDelaySeconds: 10, periodSeconds: 5 },
  });
  const backend = Backend.fromService(service(chart, 'productpage', 9080));

  const gateway = new IstioGateway(chart, 'app-gateway', {
    workload,
    servers: [
      IstioServer.http({ hosts: HOSTS }),
      IstioServer.https({ hosts: HOSTS, tls: ServerTls.simple(SecretRef.fromName('bookinfo-tls-secret')) }),
    ],
  });
  new IstioGatewayRoute(chart, 'bookinfo-vs', {
    gateway,
    hosts: HOSTS,
    rules: [{ matches: [{ path: PathMatch.prefix('/') }], action: HttpAction.forward(backend) }],
  });
  new IstioDestinationRule(chart, 'productpage-cb', {
    host: backend,
    connectionPool: { tcp: { maxConnections: 100 }, http: { h2UpgradePolicy: H2UpgradePolicy.DEFAULT, maxRequestsPerConnection: 10 } },
    outlierDetection: { consecutive5xxErrors: 3, interval: Duration.seconds(30), baseEjectionTime: Duration.seconds(60) },
  });
}

function reviews(chart: Chart): void {
  for (const version of ['v1', 'v2']) {
    deployment(chart, `reviews-${version}`, {
      image: `docker.io/istio/examples-bookinfo-reviews-${version}:1.20.2`,
      port: 9080,
      labels: { app: 'reviews', version },
    });
  }
  new CanaryRoute(chart, 'reviews-canary', {
    backend: Backend.fromService(service(chart, 'reviews', 9080)),
    destinationRuleName: 'reviews-dr',
    stable: { subset: 'v1', labels: { version: 'v1' } },
    canaries: [{ subset: 'v2', labels: { version: 'v2' }, traffic: CanaryTraffic.percent(10) }],
  });
}
