import { CommittedCluster } from '../support/dist';

const cluster = new CommittedCluster('bookinfo');

describe('source document 002, MetalLB with Istio Ingress Gateway', () => {
  test('the pool and its advertisement', () => {
    expect(cluster.the('IPAddressPool', 'istio-pool').spec.addresses).toEqual(['192.168.1.200-192.168.1.210']);
    expect(cluster.the('L2Advertisement', 'istio-l2')).toMatchObject({
      metadata: { namespace: 'metallb-system' },
      spec: { ipAddressPools: ['istio-pool'] },
    });
  });

  test('the Service of the ingress gateway is pinned to 192.168.1.200, by the annotation of today', () => {
    const { metadata, spec } = cluster.the('Service', 'istio-ingressgateway');
    expect(metadata).toMatchObject({ namespace: 'istio-system', annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.200' } });
    expect(spec.type).toBe('LoadBalancer');
    expect(spec.ports.map(({ port }: { port: number }) => port)).toEqual([15021, 80, 443]);
    expect(spec.loadBalancerIP).toBeUndefined();
  });

  test('the Gateway selects the Pods of that ingress gateway', () => {
    const labels = cluster.the('Deployment', 'istio-ingressgateway').spec.template.metadata.labels;
    expect(labels).toMatchObject(cluster.the('Gateway', 'app-gateway').spec.selector);
    expect(labels).toMatchObject(cluster.the('Service', 'istio-ingressgateway').spec.selector);
  });

  test('the namespace gets sidecars', () => {
    expect(cluster.the('Namespace', 'default').metadata.labels).toEqual({ 'istio-injection': 'enabled' });
  });

  test('productpage: two replicas, ready when /health answers', () => {
    const { spec } = cluster.the('Deployment', 'productpage');
    expect(spec.replicas).toBe(2);
    expect(spec.selector).toEqual({ matchLabels: { app: 'productpage' } });
    expect(spec.template.metadata.labels).toEqual({ app: 'productpage', version: 'v1' });
    expect(spec.template.spec.containers).toEqual([
      {
        name: 'productpage',
        image: 'docker.io/istio/examples-bookinfo-productpage-v1:1.20.2',
        ports: [{ containerPort: 9080 }],
        readinessProbe: { httpGet: { path: '/health', port: 9080 }, initialDelaySeconds: 10, periodSeconds: 5 },
      },
    ]);
    expect(cluster.the('Service', 'productpage').spec).toMatchObject({ selector: { app: 'productpage' }, ports: [{ port: 9080, targetPort: 9080 }] });
  });

  test('the Gateway: HTTP on 80 and HTTPS on 443 with the certificate', () => {
    const hosts = ['bookinfo.example.com'];
    expect(cluster.the('Gateway', 'app-gateway').spec).toEqual({
      selector: { istio: 'ingressgateway' },
      servers: [
        { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts },
        { port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts, tls: { mode: 'SIMPLE', credentialName: 'bookinfo-tls-secret' } },
      ],
    });
  });

  test('the VirtualService sends everything to productpage', () => {
    expect(cluster.the('VirtualService', 'bookinfo-vs').spec).toEqual({
      hosts: ['bookinfo.example.com'],
      gateways: ['app-gateway'],
      http: [{ match: [{ uri: { prefix: '/' } }], route: [{ destination: { host: 'productpage', port: { number: 9080 } } }] }],
    });
  });

  test('the canary: 90 percent to v1, 10 percent to v2', () => {
    const { hosts, http } = cluster.the('VirtualService', 'reviews-canary').spec;
    expect(hosts).toEqual(['reviews']);
    expect(http).toEqual([
      {
        route: [
          expect.objectContaining({ destination: expect.objectContaining({ host: 'reviews', subset: 'v1' }), weight: 90 }),
          expect.objectContaining({ destination: expect.objectContaining({ host: 'reviews', subset: 'v2' }), weight: 10 }),
        ],
      },
    ]);
  });

  test('its subsets, each with Pods', () => {
    const { host, subsets } = cluster.the('DestinationRule', 'reviews-dr').spec;
    expect(host).toBe('reviews');
    expect(subsets).toEqual([
      { name: 'v1', labels: { version: 'v1' } },
      { name: 'v2', labels: { version: 'v2' } },
    ]);
    for (const { name, labels } of subsets) {
      expect(cluster.the('Deployment', `reviews-${name}`).spec.template.metadata.labels).toEqual({ app: 'reviews', ...labels });
    }
  });

  test('the circuit breaker', () => {
    expect(cluster.the('DestinationRule', 'productpage-cb').spec).toEqual({
      host: 'productpage',
      trafficPolicy: {
        connectionPool: { tcp: { maxConnections: 100 }, http: { h2UpgradePolicy: 'DEFAULT', maxRequestsPerConnection: 10 } },
        outlierDetection: { consecutive5xxErrors: 3, interval: '30s', baseEjectionTime: '60s' },
      },
    });
  });
});
