import { Duration } from 'cdk8s';
import { SecretRef } from '../../../lib/core/secret-ref';
import { ExportTo } from '../../../lib/istio/export-to';
import { IstioSubset } from '../../../lib/istio/subset';
import { IstioConnectionPolicy, ProxyProtocolVersion } from '../../../lib/istio/traffic-policy';
import { H2UpgradePolicy, IstioConnectionPool } from '../../../lib/istio/traffic-policy/connection-pool';
import { HashAlgorithm, HashCookie } from '../../../lib/istio/traffic-policy/consistent-hash';
import { LoadBalancing } from '../../../lib/istio/traffic-policy/load-balancing';
import { LocalityLoadBalancing } from '../../../lib/istio/traffic-policy/locality';
import { IstioOutlierDetection } from '../../../lib/istio/traffic-policy/outlier-detection';
import { UpstreamTls } from '../../../lib/istio/traffic-policy/upstream-tls';
import { Line } from '../catalogue/line';
import { lines, policies, policy, times, Twins } from './world';

// 2.3 DestinationRule

const v1: IstioSubset = { name: 'v1', labels: { version: 'v1' } };
const v2: IstioSubset = { name: 'v2', labels: { version: 'v2' } };
const subsets: Line[] = [
  ...policies('DR subsets', 'name.syntax', {
    'no name': [{ subsets: [{ ...v1, name: '' }] }, { subsets: [v1] }],
    'a name that is no label': [{ subsets: [{ ...v1, name: 'v1.0' }] }, { subsets: [v1] }],
  }),
  ...policies('DR subsets', 'istio.duplicate-subset', {
    'one name twice': [{ subsets: [v1, { ...v2, name: 'v1' }] }, { subsets: [v1, v2] }],
  }),
  ...policies('DR subsets', 'label.value', {
    'a label that is none': [{ subsets: [{ ...v1, labels: { version: '-1' } }] }, { subsets: [{ ...v1, labels: { version: '1' } }] }],
  }),
];

const one = { consecutive5xxErrors: 1 };
const empties: Line[] = [
  ...policies('DR trafficPolicy', 'istio.empty-policy', {
    'nothing said': [{}, { outlierDetection: one }],
    'nothing said of a subset': [{ subsets: [{ ...v1, trafficPolicy: {} }] }, { subsets: [v1] }],
    'nothing said of a port': [{ portPolicies: [{ port: 80 }] }, { portPolicies: [{ port: 80, outlierDetection: one }] }],
    'a connection pool without limits': [{ connectionPool: {} }, { connectionPool: { tcp: { maxConnections: 1 } } }],
  }),
  ...policies('DR trafficPolicy', 'port.range', {
    'no port': [{ portPolicies: [{ port: 0, outlierDetection: one }] }, { portPolicies: [{ port: 1, outlierDetection: one }] }],
  }),
  ...policies('DR trafficPolicy', 'istio.tunnel-and-proxy-protocol', {
    'a tunnel and the PROXY protocol': [
      { tunnel: { targetHost: 'a.com', targetPort: 443 }, proxyProtocol: ProxyProtocolVersion.V1 },
      { tunnel: { targetHost: 'a.com', targetPort: 443 } },
    ],
  }),
];

const outliers = (problem: string, twins: Record<string, Twins<IstioOutlierDetection>>): Line[] =>
  lines('DR outlierDetection', problem, twins, (outlierDetection) => policy({ outlierDetection }));
const millis = (amount: number): Duration => Duration.millis(amount);
const seconds = (amount: number): Duration => Duration.seconds(amount);
const outlierDetection: Line[] = [
  ...outliers('istio.duration', {
    'no time between two looks': [{ interval: seconds(0) }, { interval: millis(1) }],
    'a part of a millisecond': [{ baseEjectionTime: millis(0.5) }, { baseEjectionTime: millis(500) }],
  }),
  ...outliers('percentage.range', {
    'more than all pods': [{ maxEjectionPercent: 101 }, { maxEjectionPercent: 100 }],
    'less than no pod': [{ minHealthPercent: -1 }, { minHealthPercent: 0 }],
  }),
  ...outliers('istio.local-origin-failures', {
    'failures that are not counted apart': [
      { consecutiveLocalOriginFailures: 5 },
      { consecutiveLocalOriginFailures: 5, splitExternalLocalOriginErrors: true },
    ],
  }),
];

const pools = (problem: string, twins: Record<string, Twins<IstioConnectionPool>>): Line[] =>
  lines('DR connectionPool', problem, twins, (connectionPool) => policy({ connectionPool }));
const connectionPool: Line[] = [
  ...pools('count.range', {
    'a negative number of connections': [{ tcp: { maxConnections: -1 } }, { tcp: { maxConnections: 1 } }],
    'a negative number of requests': [{ http: { http2MaxRequests: -1 } }, { http: { http2MaxRequests: 1 } }],
  }),
  ...pools('istio.duration', {
    'no time to connect': [{ tcp: { connectTimeout: seconds(0) } }, { tcp: { connectTimeout: seconds(1) } }],
    'no time to be idle, for requests': [{ http: { idleTimeout: seconds(0) } }, { tcp: { idleTimeout: seconds(0) } }],
  }),
  ...pools('istio.client-protocol-upgrade', {
    'the protocol of the client, and HTTP/2': [
      { http: { useClientProtocol: true, h2UpgradePolicy: H2UpgradePolicy.UPGRADE } },
      { http: { useClientProtocol: true, h2UpgradePolicy: H2UpgradePolicy.DO_NOT_UPGRADE } },
    ],
  }),
];

const balancing = (row: string, problem: string, twins: Record<string, Twins<LoadBalancing>>): Line[] =>
  lines(row, problem, twins, (loadBalancing) => policy({ loadBalancing }));
const cookies = (problem: string, twins: Record<string, Twins<HashCookie>>): Line[] =>
  lines('DR consistentHash', problem, twins, (cookie) => policy({ loadBalancing: LoadBalancing.byCookie(cookie) }));
const algorithm = (wrong: HashAlgorithm, right: HashAlgorithm): Twins<LoadBalancing> => [
  LoadBalancing.bySourceIp({ algorithm: wrong }),
  LoadBalancing.bySourceIp({ algorithm: right }),
];
const consistentHash: Line[] = [
  ...cookies('istio.empty-text', { 'a cookie without a name': [{ name: '' }, { name: 'user' }] }),
  ...cookies('istio.duplicate-cookie-attribute', {
    'an attribute twice': [
      { name: 'user', attributes: times(2, () => ({ name: 'SameSite', value: 'Lax' })) },
      { name: 'user', attributes: times(2, (index) => ({ name: `Attribute${index}` })) },
    ],
  }),
  ...balancing('DR consistentHash', 'istio.table-size', {
    'a table whose size is no prime number': algorithm(HashAlgorithm.maglev(65536), HashAlgorithm.maglev(65537)),
    'a table too large': algorithm(HashAlgorithm.maglev(5000077), HashAlgorithm.maglev(4999999)),
  }),
  ...balancing('DR consistentHash', 'istio.ring-size', {
    'a ring that Envoy refuses': algorithm(HashAlgorithm.ringHash(8388609), HashAlgorithm.ringHash(8388608)),
  }),
];

const distribute = (destinations: Record<string, number>): LoadBalancing =>
  LoadBalancing.roundRobin({ locality: LocalityLoadBalancing.distribute([{ source: 'eu/one', destinations }]) });
const localities = (problem: string, twins: Record<string, Twins<LocalityLoadBalancing>>): Line[] =>
  lines('DR locality', problem, twins, (locality) => policy({ loadBalancing: LoadBalancing.random({ locality }), outlierDetection: one }));
const failover = (destination: string): LocalityLoadBalancing => LocalityLoadBalancing.failover([{ source: 'eu', destination }]);
const locality: Line[] = [
  ...balancing('DR locality', 'istio.locality-weight', {
    'shares of less than all': [distribute({ 'eu/one': 50, 'eu/two': 49 }), distribute({ 'eu/one': 50, 'eu/two': 50 })],
    'a share of nothing': [distribute({ 'eu/one': 100, 'eu/two': 0 }), distribute({ 'eu/one': 99, 'eu/two': 1 })],
  }),
  ...localities('istio.region', {
    'a region that stands in for itself': [failover('eu'), failover('us')],
    'a zone': [failover('us/one'), failover('us')],
    'any region': [failover('*'), failover('us')],
  }),
  ...lines<IstioConnectionPolicy>(
    'DR locality',
    'istio.failover-without-outlier-detection',
    {
      'no pod counts as failed': [{}, { outlierDetection: one }],
    },
    (more) => policy({ loadBalancing: LoadBalancing.random({ locality: failover('us') }), ...more }),
  ),
];

const secret = SecretRef.fromName('client');
const app = { workloadSelector: { app: 'shop' } };
const FILES = { clientCertificate: '/cert.pem', privateKey: '/key.pem', caCertificates: '/ca.pem' };
const tls: Line[] = [
  ...policies('DR tls', 'istio.file-path', {
    'a certificate in no file': [
      { tls: UpstreamTls.mutualFromFiles({ ...FILES, clientCertificate: '' }) },
      { tls: UpstreamTls.mutualFromFiles(FILES) },
    ],
    'a key in no file': [{ tls: UpstreamTls.mutualFromFiles({ ...FILES, privateKey: '' }) }, { tls: UpstreamTls.mutualFromFiles(FILES) }],
  }),
  ...policies('DR tls', 'istio.insecure-skip-verify', {
    'no checks, and a CA': [
      { tls: UpstreamTls.simple({ insecureSkipVerify: true, caCertificates: '/ca.pem' }) },
      { tls: UpstreamTls.simple({ caCertificates: '/ca.pem' }) },
    ],
    'no checks, and names': [
      { tls: UpstreamTls.simple({ insecureSkipVerify: true, subjectAltNames: ['a.com'] }) },
      { tls: UpstreamTls.simple({ subjectAltNames: ['a.com'], caCertificates: '/ca.pem' }) },
    ],
  }),
  ...policies('DR SIMPLE/MUTUAL without CA', 'istio.credential-unread', {
    'a Secret that sidecars do not read': [
      { tls: UpstreamTls.mutualFromSecret(secret) },
      { tls: UpstreamTls.mutualFromSecret(secret), ...app },
    ],
  }),
  ...policies('DR SIMPLE/MUTUAL without CA', 'istio.server-not-verified', {
    'a server that goes unchecked': [
      { tls: UpstreamTls.simple({ insecureSkipVerify: true }) },
      { tls: UpstreamTls.simple({ caCertificates: '/ca.pem' }) },
    ],
  }),
];

const selected: Line[] = policies('DR exportTo + workloadSelector', 'istio.export-to', {
  'beyond the own namespace': [
    { outlierDetection: one, ...app, exportTo: ExportTo.all() },
    { outlierDetection: one, ...app, exportTo: ExportTo.ownNamespace() },
  ],
});

export const destinationRules: readonly Line[] = [
  ...subsets,
  ...empties,
  ...outlierDetection,
  ...connectionPool,
  ...consistentHash,
  ...locality,
  ...tls,
  ...selected,
];
