import { ApiObject, Duration } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioTrafficPolicy, ProxyProtocolVersion } from '../../../lib/istio/traffic-policy';
import { HashAlgorithm } from '../../../lib/istio/traffic-policy/consistent-hash';
import { LoadBalancing } from '../../../lib/istio/traffic-policy/load-balancing';
import { around, Expectation, RefusedCase, silent } from './case';
import { destinationRule, WEB, world } from './documents';
import { ruleWith, valueCase } from './policy-case';

// How a DestinationRule has requests sent (facts: Istio, DestinationRule).

/** A way to balance, and the loadBalancer that stands for it. */
function balancing(id: string, field: string, loadBalancing: LoadBalancing, [wrong, right]: string[], expect: string | Expectation) {
  return valueCase(id, `loadBalancing.${field}`, { loadBalancing }, `loadBalancer: { ${wrong} }`, `loadBalancer: { ${right} }`, expect);
}

const inside = (before: string, ...choices: string[]) => choices.map((choice) => `${before} ${choice} }`);
const warmup = (aggression: number, minimumPercent = 10) =>
  LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(10), minimumPercent, aggression } });
const WARMUP = 'simple: ROUND_ROBIN, warmup: { duration: 10s,';
const COOKIE = 'consistentHash: { httpCookie: { name: user,';
const twice = { name: 'user', attributes: [{ name: 'SameSite' }, { name: 'SameSite' }] };

const balancers: RefusedCase[] = [
  balancing(
    'istio.duration',
    'warmup.duration',
    LoadBalancing.roundRobin({ warmup: { duration: Duration.millis(0) } }),
    inside('simple: ROUND_ROBIN, warmup: {', 'duration: 0s', 'duration: 1s'),
    'must be greater than 1ms',
  ),
  balancing('istio.aggression', 'warmup.aggression', warmup(0), inside(WARMUP, 'aggression: 0', 'aggression: 1'), 'greater than 0'),
  balancing(
    'percentage.range',
    'warmup.minimumPercent',
    warmup(1, 101),
    inside(WARMUP, 'minimumPercent: 101', 'minimumPercent: 100'),
    'less than or equal to 100',
  ),
  balancing(
    'istio.empty-text',
    'cookie.name',
    LoadBalancing.byCookie({ name: '' }),
    inside('consistentHash: { httpCookie: {', 'name: "" }', 'name: user }'),
    'name required',
  ),
  balancing(
    'istio.empty-text',
    'cookie.attributes[0].name',
    LoadBalancing.byCookie({ name: 'user', attributes: [{ name: '' }] }),
    inside(COOKIE, 'attributes: [{ name: "" }] }', 'attributes: [{ name: Secure }] }'),
    'cookie attribute name cannot be empty',
  ),
  balancing(
    'istio.duplicate-cookie-attribute',
    'cookie.attributes[1].name',
    LoadBalancing.byCookie(twice),
    inside(COOKIE, 'attributes: [{ name: SameSite }, { name: SameSite }] }', 'attributes: [{ name: SameSite }, { name: Secure }] }'),
    'duplicate cookie attribute',
  ),
  balancing(
    'istio.table-size',
    'algorithm',
    LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.maglev(65536) }),
    inside('consistentHash: { useSourceIp: true, maglev: {', 'tableSize: 65536 }', 'tableSize: 65537 }'),
    'prime number',
  ),
  {
    ...balancing(
      'istio.ring-size',
      'algorithm',
      LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.ringHash(8388609) }),
      inside('consistentHash: { useSourceIp: true, ringHash: {', 'minimumRingSize: 8388609 }', 'minimumRingSize: 8388608 }'),
      silent(), // Envoy refuses the cluster.
    ),
    name: 'destination rule: a ring larger than Envoy makes one',
  },
];

const tunnelTo = (targetHost: string, others: Partial<IstioTrafficPolicy> = {}) => ({ tunnel: { targetHost, targetPort: 443 }, ...others });
const TUNNEL = 'tunnel: { targetHost: example.com, targetPort: 443 }';

const portsAndTunnels: RefusedCase[] = [
  valueCase(
    'port.range',
    'tunnel.targetPort',
    { tunnel: { targetHost: 'example.com', targetPort: 70000 } },
    TUNNEL.replace('443', '70000'),
    TUNNEL,
    'tunnel target port is invalid',
  ),
  valueCase(
    'port.range',
    'portPolicies[0].port',
    { portPolicies: [{ port: 70000, outlierDetection: {} }] },
    'portLevelSettings: [{ port: { number: 70000 }, outlierDetection: {} }]',
    'portLevelSettings: [{ port: { number: 7000 }, outlierDetection: {} }]',
    silent(),
  ),
  valueCase(
    'istio.tunnel-host',
    'tunnel.targetHost',
    tunnelTo('*.example.com'),
    TUNNEL.replace('example.com', '"*.example.com"'),
    TUNNEL,
    'tunnel target host must be valid FQDN',
  ),
  valueCase(
    'istio.tunnel-and-proxy-protocol',
    'tunnel',
    tunnelTo('example.com', { proxyProtocol: ProxyProtocolVersion.V2 }),
    `${TUNNEL}, proxyProtocol: { version: V2 }`,
    TUNNEL,
    'tunnel and proxyProtocol must not be set together',
  ),
  valueCase(
    'istio.empty-policy',
    'portPolicies[0]',
    { portPolicies: [{ port: 80 }] },
    'portLevelSettings: [{ port: { number: 80 } }]',
    'portLevelSettings: [{ port: { number: 80 }, outlierDetection: {} }]',
    'port traffic policy must have at least one field',
  ),
  {
    ...valueCase(
      'istio.duplicate-port-policy',
      'portPolicies[1].port',
      {
        portPolicies: [
          { port: 80, outlierDetection: {} },
          { port: 80, loadBalancing: LoadBalancing.random() },
        ],
      },
      'portLevelSettings: [{ port: { number: 80 }, outlierDetection: {} }, { port: { number: 80 }, loadBalancer: { simple: RANDOM } }]',
      'portLevelSettings: [{ port: { number: 80 }, outlierDetection: {}, loadBalancer: { simple: RANDOM } }]',
      silent(),
    ),
    name: 'destination rule: a second policy for a port',
  },
  {
    name: 'destination rule: a policy for a port that the Service does not have',
    ours: (chart) => {
      const spec = { ports: [{ port: 80 }] };
      const service = new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
      ruleWith({ host: Backend.fromService(service), portPolicies: [{ port: 81, outlierDetection: {} }] })(chart);
    },
    problem: ['backend.unknown-port', 'IstioDestinationRule.portPolicies[0].port'],
    ask: 'istio',
    raw: around((port) =>
      world(WEB, destinationRule(`trafficPolicy: { portLevelSettings: [{ port: { number: ${port} }, outlierDetection: {} }] }`)),
    )('81', '80'),
    expect: silent(),
  },
];

export const trafficPolicies: RefusedCase[] = [...balancers, ...portsAndTunnels];
