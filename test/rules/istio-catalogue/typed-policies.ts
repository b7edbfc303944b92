import { SecretRef } from '../../../lib/core/secret-ref';
import { ServiceEntryResolution } from '../../../lib/istio/service-entry/resolution';
import { IstioTrafficPolicy } from '../../../lib/istio/traffic-policy';
import { IstioHttpConnectionPool } from '../../../lib/istio/traffic-policy/connection-pool';
import { HashAlgorithm } from '../../../lib/istio/traffic-policy/consistent-hash';
import { LoadBalancing } from '../../../lib/istio/traffic-policy/load-balancing';
import { LocalityLoadBalancing } from '../../../lib/istio/traffic-policy/locality';
import { IstioOutlierDetection } from '../../../lib/istio/traffic-policy/outlier-detection';
import { UpstreamTls } from '../../../lib/istio/traffic-policy/upstream-tls';
import { documentOf } from '../../support/charts';
import { Impossible } from '../catalogue/line';
import { cannotBeSaid, entry, policy } from './world';

// 2.3 DestinationRule and ServiceEntry, what their types leave no words for.

const written = (props: IstioTrafficPolicy): Record<string, any> => documentOf('DestinationRule', policy(props)).spec.trafficPolicy;
const balancer = (loadBalancing: LoadBalancing): Record<string, any> => written({ loadBalancing }).loadBalancer;
const secret = SecretRef.fromName('client');
const files = { clientCertificate: '/cert.pem', privateKey: '/key.pem' };

export const impossiblePolicies: readonly Impossible[] = [
  cannotBeSaid('DR outlierDetection', 'consecutiveErrors', 'no property says it', () => {
    // @ts-expect-error there is no such property
    const outlierDetection: IstioOutlierDetection = { consecutiveErrors: 5 };
    expect(outlierDetection).toBeDefined();
  }),
  cannotBeSaid('DR connectionPool', 'http2KeepAlive with one of its fields', 'the API at 1.30 does not have it', () => {
    // @ts-expect-error there is no such property
    const http: IstioHttpConnectionPool = { http2KeepAlive: {} };
    expect(http).toBeDefined();
  }),
  cannotBeSaid('DR consistentHash', 'a hash and another way', 'a LoadBalancing is one of the two', () => {
    expect(balancer(LoadBalancing.bySourceIp())).toEqual({ consistentHash: { useSourceIp: true } });
    expect(balancer(LoadBalancing.random())).toEqual({ simple: 'RANDOM' });
  }),
  cannotBeSaid('DR consistentHash', 'minimumRingSize outside of ringHash', 'it comes with the algorithm', () => {
    const balanced = balancer(LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.ringHash(1024) }));
    expect(balanced).toEqual({ consistentHash: { useSourceIp: true, ringHash: { minimumRingSize: 1024 } } });
  }),
  cannotBeSaid('DR locality', 'shares and failover', 'a LocalityLoadBalancing is one of the two', () => {
    const ways = [
      LocalityLoadBalancing.distribute([{ source: 'eu', destinations: { eu: 100 } }]),
      LocalityLoadBalancing.failover([{ source: 'eu', destination: 'us' }]),
    ];
    const said = ways.map((locality) => Object.keys(balancer(LoadBalancing.random({ locality })).localityLbSetting));
    expect(said).toEqual([['distribute'], ['failover']]);
  }),
  cannotBeSaid('DR tls', 'MUTUAL without a certificate', 'a Secret or both files are required', () => {
    const tls = [UpstreamTls.mutualFromSecret(secret), UpstreamTls.mutualFromFiles(files)].map((way) => written({ tls: way }).tls);
    expect(tls).toEqual([
      { mode: 'MUTUAL', credentialName: 'client' },
      { mode: 'MUTUAL', ...files, caCertificates: 'system' },
    ]);
  }),
  cannotBeSaid('DR tls', 'a Secret and files', 'there is a way to make each', () => {
    // @ts-expect-error there is no such property
    const tls = UpstreamTls.mutualFromSecret(secret, { clientCertificate: '/cert.pem', sni: 'a.com' });
    expect(written({ tls }).tls).toEqual({ mode: 'MUTUAL', credentialName: 'client', sni: 'a.com' });
  }),
  cannotBeSaid('DR SIMPLE/MUTUAL without CA', 'no CA', 'those of the system are written', () => {
    expect(written({ tls: UpstreamTls.simple() }).tls).toEqual({ mode: 'SIMPLE', caCertificates: 'system' });
  }),
  cannotBeSaid('SE resolution', 'endpoints where there are none', 'a ServiceEntryResolution takes those it can use', () => {
    const endpoint = { address: '192.0.2.1' };
    // @ts-expect-error there is nothing to say
    const ways = [ServiceEntryResolution.none([endpoint]), ServiceEntryResolution.dynamicDns([endpoint])];
    expect(ways.map((resolution) => resolution._document())).toEqual([{ resolution: 'NONE' }, { resolution: 'DYNAMIC_DNS' }]);
  }),
  cannotBeSaid('SE resolution', 'two endpoints, by DNS in turn', 'it takes one', () => {
    // @ts-expect-error there is one argument
    const resolution = ServiceEntryResolution.dnsRoundRobin({ address: 'a.lan' }, { address: 'b.lan' });
    expect(resolution._document()).toMatchObject({ endpoints: [{ address: 'a.lan' }] });
  }),
  cannotBeSaid('SE other', 'endpoints and workloads', 'there is a way to make each', () => {
    const ways = [
      ServiceEntryResolution.staticEndpoints([{ address: '192.0.2.1' }]),
      ServiceEntryResolution.staticWorkloads({ app: 'vm' }),
    ];
    const said = ways.map((resolution) => Object.keys(documentOf('ServiceEntry', entry({ resolution })).spec));
    expect(said.map((words) => words.filter((word) => ['endpoints', 'workloadSelector'].includes(word)))).toEqual([
      ['endpoints'],
      ['workloadSelector'],
    ]);
  }),
];
