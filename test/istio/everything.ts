import { Chart, Duration } from 'cdk8s';
import {
  Backend,
  CertificateIssuer,
  ExportTo,
  H2UpgradePolicy,
  HashAlgorithm,
  IstioConnectionPolicy,
  IstioDestinationRule,
  IstioGateway,
  IstioIngressGateway,
  IstioServer,
  IstioServiceEntry,
  IstioTrafficPolicy,
  LoadBalancing,
  LocalityLoadBalancing,
  ProxyProtocolVersion,
  SecretRef,
  ServerTls,
  ServiceEntryEndpoint,
  ServiceEntryLocation,
  ServiceEntryProtocol,
  ServiceEntryResolution,
  TlsCipherSuite,
  TlsVersion,
  TunnelProtocol,
  UpstreamTls,
} from '../../lib';

// All that the public API can say in the documents of Istio, but for routes.

const second = Duration.seconds(1);
const host = Backend.fromName('web', { port: 80 });

export function gateways(chart: Chart): void {
  const secret = SecretRef.fromName('web');
  const mutual = ServerTls.mutual(secret, {
    secondCertificate: SecretRef.fromName('web-ecdsa'),
    caCertificates: SecretRef.fromName('clients-cacert'),
    minVersion: TlsVersion.TLS_1_2,
    maxVersion: TlsVersion.TLS_1_3,
    cipherSuites: [TlsCipherSuite.ECDHE_RSA_AES128_GCM_SHA256],
    subjectAltNames: ['client.lan'],
    verifyCertificateHash: ['0123456789abcdef'.repeat(4)],
    verifyCertificateSpki: [`${'A'.repeat(43)}=`],
  });
  new IstioGateway(chart, 'gateway', {
    workload: IstioIngressGateway.fromLabels({ istio: 'edge' }),
    servers: [
      IstioServer.http({ hosts: ['a.lan'], name: 'plain', portName: 'web', bind: '127.0.0.1', httpsRedirect: true }),
      IstioServer.https({ hosts: ['a.lan'], tls: mutual }),
      IstioServer.https({ hosts: ['b.lan'], tls: ServerTls.simple(secret) }),
      IstioServer.https({ hosts: ['c.lan'], tls: ServerTls.certManager({ issuer: CertificateIssuer.clusterIssuer('acme') }) }),
    ],
  });
}

/** Every setting of a policy, in as many policies as it takes: some exclude each other. */
function connectionPolicies(): IstioConnectionPolicy[] {
  const outlierDetection = {
    consecutive5xxErrors: 1,
    consecutiveGatewayErrors: 1,
    splitExternalLocalOriginErrors: true,
    consecutiveLocalOriginFailures: 1,
    interval: second,
    baseEjectionTime: second,
    maxEjectionPercent: 1,
    minHealthPercent: 1,
  };
  const tcp = {
    maxConnections: 1,
    connectTimeout: second,
    idleTimeout: second,
    maxConnectionDuration: second,
    tcpKeepalive: { probes: 1, time: second, interval: second },
  };
  const http = {
    h2UpgradePolicy: H2UpgradePolicy.DEFAULT,
    useClientProtocol: true,
    maxRequestsPerConnection: 1,
    http1MaxPendingRequests: 1,
    http2MaxRequests: 1,
    maxConcurrentStreams: 1,
    maxRetries: 1,
    idleTimeout: second,
  };
  const files = { caCertificates: '/ca.pem', caCrl: '/ca.crl', clientCertificate: '/cert.pem', privateKey: '/key.pem' };
  const warmup = { duration: second, minimumPercent: 1, aggression: 1 };
  const cookie = { name: 'user', ttl: second, path: '/', attributes: [{ name: 'SameSite', value: 'Lax' }] };
  const failover = LocalityLoadBalancing.failover([{ source: 'eu', destination: 'us' }], ['app']);
  const distribute = LocalityLoadBalancing.distribute([{ source: 'eu/*', destinations: { 'eu/*': 100 } }]);
  return [
    { outlierDetection, connectionPool: { tcp, http }, loadBalancing: LoadBalancing.roundRobin({ warmup, locality: failover }) },
    { loadBalancing: LoadBalancing.leastRequest({ locality: distribute }), tls: UpstreamTls.mutualFromFiles({ ...files, sni: 'a.lan' }) },
    { loadBalancing: LoadBalancing.random({ locality: LocalityLoadBalancing.disabled() }) },
    {
      loadBalancing: LoadBalancing.byCookie(cookie),
      tls: UpstreamTls.mutualFromSecret(SecretRef.fromName('client'), { subjectAltNames: ['a.lan'] }),
    },
    { loadBalancing: LoadBalancing.byHeader('x-user', { algorithm: HashAlgorithm.maglev() }) },
    { loadBalancing: LoadBalancing.byQueryParameter('user', { algorithm: HashAlgorithm.ringHash(1024) }) },
    { loadBalancing: LoadBalancing.bySourceIp(), tls: UpstreamTls.simple({ insecureSkipVerify: true }) },
  ];
}

function trafficPolicies(): IstioTrafficPolicy[] {
  return [
    ...connectionPolicies(),
    {
      portPolicies: connectionPolicies().map((policy, index) => ({ port: 80 + index, ...policy })),
      retryBudget: { percent: 1, minRetryConcurrency: 1 },
      tunnel: { targetHost: 'a.lan', targetPort: 443, protocol: TunnelProtocol.POST },
    },
    { proxyProtocol: ProxyProtocolVersion.V2 },
  ];
}

export function destinationRules(chart: Chart): void {
  trafficPolicies().forEach((policy, index) => new IstioDestinationRule(chart, `rule-${index}`, { host, ...policy }));
  const subsets = trafficPolicies().map((trafficPolicy, index) => ({ name: `v${index}`, labels: { version: `v${index}` }, trafficPolicy }));
  new IstioDestinationRule(chart, 'subsets', { host, subsets, exportTo: ExportTo.ownNamespace(), workloadSelector: { app: 'shop' } });
}

export function serviceEntries(chart: Chart): void {
  const ports = [{ number: 443, name: 'https', protocol: ServiceEntryProtocol.HTTPS, targetPort: 8443 }];
  const endpoint: ServiceEntryEndpoint = {
    address: '192.0.2.1',
    ports: { https: 8443 },
    labels: { version: 'v1' },
    network: 'branch',
    locality: 'eu/one/rack',
    weight: 3,
    serviceAccount: 'api',
  };
  const resolution = ServiceEntryResolution.staticEndpoints([endpoint]);
  const more = { addresses: ['192.0.2.9'], subjectAltNames: ['a.lan'], exportTo: ExportTo.none() };
  new IstioServiceEntry(chart, 'endpoints', { hosts: ['a.lan'], ports, resolution, location: ServiceEntryLocation.MESH_INTERNAL, ...more });
  new IstioServiceEntry(chart, 'vms', { hosts: ['b.lan'], ports, resolution: ServiceEntryResolution.staticWorkloads({ app: 'vm' }) });
}
