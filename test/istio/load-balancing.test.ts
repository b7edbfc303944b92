import { Duration } from 'cdk8s';
import { Backend } from '../../lib/core/backend';
import { Findings } from '../../lib/core/findings';
import { IstioDestinationRule, IstioDestinationRuleProps } from '../../lib/istio/istio-destination-rule';
import { HashAlgorithm } from '../../lib/istio/traffic-policy/consistent-hash';
import { LoadBalancing } from '../../lib/istio/traffic-policy/load-balancing';
import { LocalityLoadBalancing } from '../../lib/istio/traffic-policy/locality';
import { chartWith, documentOf, problemsOf } from '../support/charts';

const host = Backend.fromName('web', { port: 80 });
const outlierDetection = {};
const balancer = (loadBalancing: LoadBalancing) =>
  documentOf('DestinationRule', (chart) => new IstioDestinationRule(chart, 'rule', { host, loadBalancing })).spec.trafficPolicy
    .loadBalancer;
const problems = (loadBalancing: LoadBalancing) =>
  problemsOf((chart) => new IstioDestinationRule(chart, 'rule', { host, loadBalancing, outlierDetection }));
const warnings = (props: Partial<IstioDestinationRuleProps>) => {
  const found: string[] = [];
  chartWith((chart) => {
    const rule = new IstioDestinationRule(chart, 'rule', { host, ...props });
    found.push(
      ...Findings.of(rule)
        .warnings()
        .map(({ id, field, what }) => `${id}: ${field}: ${what}`),
    );
  });
  return found;
};

const warmup = { duration: Duration.minutes(1), minimumPercent: 5.5, aggression: 1.5 };
const locality = LocalityLoadBalancing.disabled();
const noLocality = { localityLbSetting: { enabled: false } };

test.each<[LoadBalancing, object]>([
  [LoadBalancing.leastRequest(), { simple: 'LEAST_REQUEST' }],
  [LoadBalancing.leastRequest({ locality }), { simple: 'LEAST_REQUEST', ...noLocality }],
  [LoadBalancing.roundRobin({ warmup }), { simple: 'ROUND_ROBIN', warmup: { duration: '60s', minimumPercent: 5.5, aggression: 1.5 } }],
  [LoadBalancing.random({ locality }), { simple: 'RANDOM', ...noLocality }],
  [LoadBalancing.passthrough(), { simple: 'PASSTHROUGH' }],
  [LoadBalancing.byHeader('x-user'), { consistentHash: { httpHeaderName: 'x-user' } }],
  [LoadBalancing.byCookie({ name: 'user' }), { consistentHash: { httpCookie: { name: 'user' } } }],
  [
    LoadBalancing.byCookie(
      { name: 'user', path: '/', ttl: Duration.millis(0), attributes: [{ name: 'SameSite', value: 'Strict' }, { name: 'Secure' }] },
      { algorithm: HashAlgorithm.maglev(), locality },
    ),
    {
      consistentHash: {
        httpCookie: { name: 'user', path: '/', ttl: '0s', attributes: [{ name: 'SameSite', value: 'Strict' }, { name: 'Secure' }] },
        maglev: { tableSize: 65537 },
      },
      ...noLocality,
    },
  ],
  [
    LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.ringHash(2048) }),
    { consistentHash: { useSourceIp: true, ringHash: { minimumRingSize: 2048 } } },
  ],
  [
    LoadBalancing.byQueryParameter('user', { algorithm: HashAlgorithm.ringHash() }),
    { consistentHash: { httpQueryParameterName: 'user', ringHash: {} } },
  ],
])('%#: reaches the YAML', (loadBalancing, document) => {
  expect(problems(loadBalancing)).toEqual([]);
  expect(balancer(loadBalancing)).toEqual(document);
});

test.each<[LocalityLoadBalancing, object]>([
  [LocalityLoadBalancing.nearest(), { enabled: true }],
  [
    LocalityLoadBalancing.distribute([
      { source: 'eu/one', destinations: { 'eu/one/*': 80, 'eu/two': 20 } },
      { source: 'eu/*', destinations: { eu: 100 } },
      { source: '*', destinations: { '*': 100 } },
    ]),
    {
      distribute: [
        { from: 'eu/one', to: { 'eu/one/*': 80, 'eu/two': 20 } },
        { from: 'eu/*', to: { eu: 100 } },
        { from: '*', to: { '*': 100 } },
      ],
    },
  ],
  [LocalityLoadBalancing.failover([{ source: 'eu', destination: 'us' }]), { failover: [{ from: 'eu', to: 'us' }] }],
  [
    LocalityLoadBalancing.failover([{ source: 'eu', destination: 'us' }], ['topology.istio.io/network']),
    { failover: [{ from: 'eu', to: 'us' }], failoverPriority: ['topology.istio.io/network'] },
  ],
  [
    LocalityLoadBalancing.failoverPriority(['topology.kubernetes.io/region', 'version=v1']),
    { failoverPriority: ['topology.kubernetes.io/region', 'version=v1'] },
  ],
])('locality %#: reaches the YAML', (given, document) => {
  const loadBalancing = LoadBalancing.leastRequest({ locality: given });
  expect(problems(loadBalancing)).toEqual([]);
  expect(balancer(loadBalancing)).toEqual({ simple: 'LEAST_REQUEST', localityLbSetting: document });
});

const near = (given: LocalityLoadBalancing) => LoadBalancing.leastRequest({ locality: given });
const distribute = (...destinations: Record<string, number>[]) =>
  near(LocalityLoadBalancing.distribute(destinations.map((to, index) => ({ source: `r${index}`, destinations: to }))));
const from = (...sources: string[]) =>
  near(LocalityLoadBalancing.distribute(sources.map((source) => ({ source, destinations: { a: 100 } }))));
const failover = (source: string, destination: string, priority?: string[]) =>
  near(LocalityLoadBalancing.failover([{ source, destination }], priority));

test.each<[LoadBalancing, string]>([
  [LoadBalancing.byHeader('x user'), 'header.name: loadBalancing: "x user" is not a header name'],
  [
    LoadBalancing.byQueryParameter(''),
    'istio.empty-text: loadBalancing: the text is empty, which Istio reads as not set. Fix: write it, or leave it out.',
  ],
  [LoadBalancing.byCookie({ name: '' }), 'istio.empty-text: loadBalancing.cookie.name: the text is empty'],
  [LoadBalancing.byCookie({ name: 'a', ttl: Duration.millis(0.5) }), 'istio.duration: loadBalancing.cookie.ttl: 0.5 ms'],
  [
    LoadBalancing.byCookie({ name: 'a', attributes: [{ name: 'Secure' }, { name: 'Secure' }] }),
    'istio.duplicate-cookie-attribute: loadBalancing.cookie.attributes[1].name: the cookie has two attributes "Secure". Fix: drop one of them.',
  ],
  [
    LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.maglev(65536) }),
    'istio.table-size: loadBalancing.algorithm: 65536 is not the size of a table. Allowed: a prime number less than 5000011. Fix: write a prime number, such as 65537.',
  ],
  [LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.maglev(5000011) }), 'istio.table-size: loadBalancing.algorithm: 5000011'],
  [LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.maglev(0) }), 'istio.table-size: loadBalancing.algorithm: 0'],
  [
    LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.ringHash(8388609) }),
    'istio.ring-size: loadBalancing.algorithm: 8388609 is not the size of a ring. Allowed: 1 to 8388608, whole.',
  ],
  [
    LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(1), aggression: 0 } }),
    'istio.aggression: loadBalancing.warmup.aggression: 0 is not above 0. Allowed: above 0. Fix: write a number above 0, 1 for an even rise.',
  ],
  [
    LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(1), minimumPercent: 101 } }),
    'percentage.range: loadBalancing.warmup.minimumPercent: 101',
  ],
  [LoadBalancing.roundRobin({ warmup: { duration: Duration.seconds(0) } }), 'istio.duration: loadBalancing.warmup.duration: 0 ms'],
  [
    near(LocalityLoadBalancing.distribute([])),
    'istio.empty-policy: loadBalancing.locality: the list is empty. Fix: name at least one, or drop it.',
  ],
  [near(LocalityLoadBalancing.failoverPriority([])), 'istio.empty-policy: loadBalancing.locality: the list is empty'],
  [near(LocalityLoadBalancing.failoverPriority(['a b'])), 'label.key: loadBalancing.locality[0]: "a b" is not a valid label key'],
  [
    distribute({ a: 60, b: 30 }),
    'istio.locality-weight: loadBalancing.locality[0].destinations: the shares add up to 90 percent. Allowed: a sum of 100. Fix: make them 100 percent in all.',
  ],
  [distribute({ a: 100, b: 0 }), 'istio.locality-weight: loadBalancing.locality[0].destinations: 0 is not the share of "b".'],
  [distribute({ 'a/': 100 }), 'istio.locality: loadBalancing.locality[0].destinations: "a/" is not a locality'],
  [distribute({}), 'istio.locality-weight: loadBalancing.locality[0].destinations: the shares add up to 0 percent'],
  [distribute({ a: 50, 'a/b': 50 }), 'istio.locality-overlap: loadBalancing.locality[0].destinations: "a/b" and "a" overlap.'],
  [distribute({ 'a/b': 50, 'a/*': 50 }), 'istio.locality-overlap: loadBalancing.locality[0].destinations: "a/*" and "a/b" overlap.'],
  [
    from('a//b'),
    'istio.locality: loadBalancing.locality[0].source: "a//b" is not a locality. Allowed: region, region/zone or region/zone/sub-zone, or "*" for any last part.',
  ],
  [from('*/b'), 'istio.locality: loadBalancing.locality[0].source: "*/b"'],
  [
    from('a', 'a/b'),
    'istio.locality-overlap: loadBalancing.locality[1].source: "a/b" and "a" before it overlap. Fix: name each place once; one with "*" can come after those inside it.',
  ],
  [from('a/b', 'a'), 'istio.locality-overlap: loadBalancing.locality[1].source: "a" and "a/b" before it overlap.'],
  [failover('a', 'a'), 'istio.region: loadBalancing.locality[0].destination: "a" would stand in for itself. Fix: name another region.'],
  [failover('a/b', 'c'), 'istio.region: loadBalancing.locality[0].source: "a/b" is not a region. Allowed: the name of a region.'],
  [failover('a', '*'), 'istio.region: loadBalancing.locality[0].destination: "*" is not a region'],
  [
    failover('a', 'b', ['topology.kubernetes.io/zone']),
    'istio.failover-priority: loadBalancing.locality.priority[0]: "topology.kubernetes.io/zone" says where a pod is, and so do the regions that fail over.',
  ],
])('%#: what Istio refuses is reported', (loadBalancing, message) => {
  expect(problems(loadBalancing)).toEqual([expect.stringContaining(`[chart/rule] ${message}`)]);
});

test.each([LocalityLoadBalancing.nearest(), LocalityLoadBalancing.failoverPriority(['a'])])(
  '%#: a failover takes outlier detection',
  (given) => {
    const message =
      'istio.failover-without-outlier-detection: loadBalancing.locality: without outlier detection no pod counts as failed, so far pods never stand in for near ones';
    expect(warnings({ loadBalancing: near(given) })).toEqual([message]);
    expect(warnings({ loadBalancing: near(given), outlierDetection })).toEqual([]);
    expect(warnings({ outlierDetection, portPolicies: [{ port: 80, loadBalancing: near(given) }] })).toEqual([
      message.replace('loadBalancing', 'portPolicies[0].loadBalancing'),
    ]);
    const subset = (trafficPolicy: object) => ({ subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy }] });
    const place = 'subsets[0].trafficPolicy.loadBalancing';
    expect(warnings(subset({ loadBalancing: near(given) }))).toEqual([message.replace('loadBalancing', place)]);
    // A subset has what its rule says, a port of it does not (istiod, `MergeTrafficPolicy`).
    expect(warnings({ outlierDetection, ...subset({ loadBalancing: near(given) }) })).toEqual([]);
    expect(warnings({ outlierDetection, ...subset({ portPolicies: [{ port: 80, loadBalancing: near(given) }] }) })).toEqual([
      message.replace('loadBalancing', 'subsets[0].trafficPolicy.portPolicies[0].loadBalancing'),
    ]);
  },
);

const any = (value: unknown): any => value;

test.each<[LoadBalancing, string]>([
  [any('random'), 'input.type: loadBalancing: "random" is not a LoadBalancing'],
  [LoadBalancing.byHeader(any(undefined)), 'input.type: loadBalancing: nothing is not a text'],
  [LoadBalancing.byCookie(any(null)), 'input.type: loadBalancing.cookie: null is not a group of named values'],
  [LoadBalancing.byCookie(any({ name: 'a', ttl: '1s' })), 'input.type: loadBalancing.cookie.ttl: "1s" is not a Duration'],
  [LoadBalancing.byCookie(any({ name: 'a', attributes: 'Secure' })), 'input.type: loadBalancing.cookie.attributes: "Secure" is not a list'],
  [LoadBalancing.byCookie(any({ name: 'a', attributes: ['Secure'] })), 'input.type: loadBalancing.cookie.attributes[0]: "Secure" is not'],
  [LoadBalancing.bySourceIp(any({ algorithm: 'maglev' })), 'input.type: loadBalancing.algorithm: "maglev" is not a HashAlgorithm'],
  [LoadBalancing.bySourceIp({ algorithm: HashAlgorithm.maglev(any('65537')) }), 'istio.table-size: loadBalancing.algorithm: "65537"'],
  [LoadBalancing.roundRobin(any({ warmup: 5 })), 'input.type: loadBalancing.warmup: 5 is not'],
  [LoadBalancing.roundRobin(any({ warmup: {} })), 'input.type: loadBalancing.warmup.duration: nothing is not a Duration'],
  [LoadBalancing.random(any({ locality: 'near' })), 'input.type: loadBalancing.locality: "near" is not a LocalityLoadBalancing'],
  [near(LocalityLoadBalancing.distribute(any('eu'))), 'input.type: loadBalancing.locality: "eu" is not a list'],
  [near(LocalityLoadBalancing.distribute(any(['eu']))), 'input.type: loadBalancing.locality[0]: "eu" is not'],
  [from(any(5)), 'input.type: loadBalancing.locality[0].source: 5 is not a text'],
  [distribute(any(5)), 'input.type: loadBalancing.locality[0].destinations: 5 is not'],
  [distribute(any({ a: '100' })), 'istio.locality-weight: loadBalancing.locality[0].destinations: "100" is not the share of "a"'],
  [near(LocalityLoadBalancing.failover(any([null]))), 'input.type: loadBalancing.locality[0]: null is not'],
  [near(LocalityLoadBalancing.failoverPriority(any([5]))), 'input.type: loadBalancing.locality[0]: 5 is not a text'],
])('%#: what a type checker refuses is one problem', (loadBalancing, message) => {
  expect(problems(loadBalancing)).toEqual([expect.stringContaining(`[chart/rule] ${message}`)]);
});
