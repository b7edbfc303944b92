import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { MetalLbPool, MetalLbPoolProps } from '../../../lib/metallb/metallb-pool';
import { around, policy, RefusedCase, silent } from './case';
import { EDGE_POOL, pool, service, world } from './documents';
import { loadBalancer } from './load-balancer';

// Services as they are written by hand, which only the whole cluster tells to be wrong (facts: MetalLB, Service).

const IP = '192.168.1.205';
const IPS = 'metallb.io/loadBalancerIPs';
const had = { service: IP };
const first = { service: '192.168.1.200' };

const edge = (chart: Chart, props: Partial<MetalLbPoolProps> = {}): MetalLbPool =>
  new MetalLbPool(chart, props.name ?? 'edge', { addresses: ['192.168.1.200-192.168.1.210'], ...props });
const asking =
  (annotations: Record<string, string>, spec: Partial<k8s.ServiceSpec> = {}, props: Partial<MetalLbPoolProps> = {}) =>
  (chart: Chart) => [edge(chart, props), loadBalancer(chart, 'web', annotations, spec)];
/** A Service beside the pool. */
const beside = around((annotations) => world(EDGE_POOL, service('web', annotations)));
/** A Service, and another one in front of it. */
const behind = (one: string, other: string): string => world(EDGE_POOL, service('first', one), service('web', other));
const SIX = pool('six', 'addresses: ["fd00:1::/64"]');
const WIDE = pool('wide', 'addresses: [192.168.1.200-192.168.1.210, "fd00:1::/64"]');
const DUAL = 'ipFamilyPolicy: RequireDualStack';
const dual = { ipFamilyPolicy: 'RequireDualStack' };

const requests: readonly RefusedCase[] = [
  {
    name: 'Service: one address asked for in two ways',
    ours: asking({ [IPS]: IP }, { loadBalancerIp: IP }),
    problem: ['metallb.ip-double-request', 'rule'],
    ask: 'metallb',
    raw: around((spec) => world(EDGE_POOL, service('web', `${IPS}: ${IP}`, spec)))(`loadBalancerIP: ${IP}`, ''),
    expect: silent({ service: 'pending', event: 'can not have both' }, had),
  },
  {
    name: 'Service: two addresses of one family',
    ours: asking({ [IPS]: `${IP},192.168.1.206` }),
    problem: ['metallb.ip-request', 'rule'],
    ask: 'metallb',
    raw: beside(`${IPS}: "${IP},192.168.1.206"`, `${IPS}: ${IP}`),
    expect: silent({ service: 'pending', event: 'same address family' }, had),
  },
  {
    name: 'Service: two addresses of one family, of a pool',
    ours: (chart) => edge(chart).reserve(IP, '192.168.1.206'),
    problem: ['metallb.ip-request', `MetalLbPool.reserve("${IP}", "192.168.1.206")`],
    ask: 'metallb',
    raw: beside(`${IPS}: "${IP},192.168.1.206"`, `${IPS}: ${IP}`),
    expect: silent({ service: 'pending', event: 'same address family' }, had),
  },
  {
    name: 'Service: an address outside of all pools, written by hand',
    ours: asking({ [IPS]: '192.168.1.250' }),
    problem: ['metallb.ip-not-in-pool', 'rule'],
    ask: 'metallb',
    raw: beside(`${IPS}: 192.168.1.250`, `${IPS}: ${IP}`),
    expect: silent({ service: 'pending', event: 'is not allowed in config' }, had),
  },
  {
    name: 'Service: an address that avoidBuggyIPs holds back, written by hand',
    ours: asking({ [IPS]: '192.168.1.0' }, {}, { addresses: ['192.168.1.0/24'], avoidBuggyIps: true }),
    problem: ['metallb.ip-held-back', 'rule'],
    ask: 'metallb',
    raw: around((ip) => world(pool('edge', 'addresses: [192.168.1.0/24], avoidBuggyIPs: true'), service('web', `${IPS}: ${ip}`)))(
      '192.168.1.0',
      IP,
    ),
    expect: silent({ service: 'pending', event: 'is not allowed in config' }, had),
  },
  {
    name: 'Service: an address, and the name of another pool',
    ours: (chart) => [
      edge(chart, { name: 'six', addresses: ['fd00:1::/64'] }),
      asking({ [IPS]: IP, 'metallb.io/address-pool': 'six' })(chart),
    ],
    problem: ['metallb.ip-in-another-pool', 'rule'],
    ask: 'metallb',
    raw: around((name) => world(EDGE_POOL, SIX, service('web', `${IPS}: ${IP}, metallb.io/address-pool: ${name}`)))('six', 'edge'),
    expect: silent({ service: 'pending', event: 'is not compatible with requested address pool six' }, had),
  },
  {
    name: 'Service: a pool that does not exist',
    ours: asking({ 'metallb.io/address-pool': 'egde' }),
    problem: ['metallb.unknown-pool', 'rule'],
    ask: 'metallb',
    raw: beside('metallb.io/address-pool: egde', 'metallb.io/address-pool: edge'),
    expect: silent({ service: 'pending', event: 'unknown pool "egde"' }, first),
  },
  {
    name: 'Service: one address on a Service of two families',
    ours: asking({ [IPS]: IP }, dual, { addresses: ['192.168.1.200-192.168.1.210', 'fd00:1::/64'] }),
    problem: ['metallb.family-mismatch', 'rule'],
    ask: 'metallb',
    raw: around((ips) => world(WIDE, service('web', `${IPS}: "${ips}"`, DUAL)))(IP, `${IP},fd00:1::5`),
    expect: silent({ service: 'pending', event: 'does not match the ipFamily of the service' }, had),
  },
  {
    name: 'Service: two families, and no pool of both',
    ours: (chart) => [edge(chart, { name: 'six', addresses: ['fd00:1::/64'] }), asking({}, dual)(chart)],
    problem: ['metallb.dual-stack-pool', 'rule'],
    ask: 'metallb',
    raw: around((pools) => world(...pools.split('---'), service('web', '', DUAL)))(`${EDGE_POOL}---${SIX}`, WIDE),
    expect: silent({ service: 'pending', event: 'no available IPs' }, first),
  },
];

const pools: readonly RefusedCase[] = [
  {
    name: 'Service: a pool for others',
    ours: asking({ [IPS]: IP }, {}, { serviceAllocation: { namespaces: ['other'] } }),
    problem: ['metallb.pool-excludes-service', 'rule'],
    ask: 'metallb',
    raw: around((namespace) =>
      world(
        pool('edge', `addresses: [192.168.1.200-192.168.1.210], serviceAllocation: { namespaces: [${namespace}] }`),
        service('web', `${IPS}: ${IP}`),
      ),
    )('other', 'shop'),
    expect: silent({ service: 'pending', event: 'pool edge not compatible for ip assignment' }, had),
  },
  {
    name: 'Service: no pool that assigns by itself',
    ours: asking({}, {}, { autoAssign: false }),
    problem: ['metallb.no-automatic-pool', 'rule'],
    ask: 'metallb',
    raw: around((autoAssign) =>
      world(pool('edge', `addresses: [192.168.1.200-192.168.1.210], autoAssign: ${autoAssign}`), service('web', '')),
    )('false', 'true'),
    expect: silent({ service: 'pending', event: 'no available IPs' }, first),
  },
  {
    name: 'Service: more of them than addresses',
    ours: (chart) => [edge(chart, { addresses: ['192.168.1.200/32'] }), ...['first', 'web'].map((name) => loadBalancer(chart, name))],
    problem: ['metallb.pool-exhausted', 'rule'],
    ask: 'metallb',
    raw: around((range) => world(pool('edge', `addresses: [${range}]`), service('first', ''), service('web', '')))(
      '192.168.1.200/32',
      '192.168.1.200/31',
    ),
    expect: silent({ service: 'pending', event: 'no available IPs' }, { service: '192.168.1.201' }),
  },
  {
    name: 'Service: an address that another one may have been given',
    ours: (chart) => [edge(chart), loadBalancer(chart, 'first'), loadBalancer(chart, 'web', { [IPS]: '192.168.1.200' })],
    problem: ['metallb.reserved-may-be-taken', 'rule'],
    ask: 'metallb',
    raw: { wrong: behind('', `${IPS}: 192.168.1.200`), right: behind(`${IPS}: ${IP}`, `${IPS}: 192.168.1.200`) },
    expect: silent({ service: 'pending', event: 'address also in use by shop/first' }, first),
  },
];

const words: readonly RefusedCase[] = [
  {
    name: 'Service: an annotation that MetalLB does not read',
    ours: asking({ 'metallb.io/loadBalancerIP': IP }),
    problem: ['metallb.unknown-annotation', 'rule'],
    ask: 'metallb',
    raw: beside(`metallb.io/loadBalancerIP: ${IP}`, `${IPS}: ${IP}`),
    expect: silent(first, had),
  },
  {
    name: 'Service: an annotation of the old prefix is read',
    ours: asking({ 'metallb.universe.tf/loadBalancerIPs': IP }),
    problem: ['metallb.legacy-annotation', 'rule'],
    ask: 'metallb',
    raw: beside(`metallb.universe.tf/loadBalancerIPs: ${IP}`, `${IPS}: ${IP}`),
    expect: policy(had),
  },
  {
    name: 'Service: the deprecated field is read',
    ours: asking({}, { loadBalancerIp: IP }),
    problem: ['metallb.load-balancer-ip-field', 'rule'],
    ask: 'metallb',
    raw: { wrong: world(EDGE_POOL, service('web', '', `loadBalancerIP: ${IP}`)), right: world(EDGE_POOL, service('web', `${IPS}: ${IP}`)) },
    expect: policy(had),
  },
  {
    name: 'Service: a class that MetalLB does not serve',
    ours: asking({ [IPS]: IP }, { loadBalancerClass: 'example.com/metallb' }),
    problem: ['metallb.lb-class-mismatch', 'rule'],
    ask: 'metallb',
    raw: around((spec) => world(EDGE_POOL, service('web', `${IPS}: ${IP}`, spec)))('loadBalancerClass: example.com/metallb', ''),
    expect: silent({ service: 'pending' }, had),
  },
  {
    name: 'Service: a type that gets no address',
    ours: asking({ [IPS]: IP }, { type: 'NodePort' }),
    problem: ['metallb.not-a-load-balancer', 'rule'],
    ask: 'metallb',
    raw: {
      wrong: world(EDGE_POOL, service('web', `${IPS}: ${IP}`).replace('type: LoadBalancer', 'type: NodePort')),
      right: world(EDGE_POOL, service('web', `${IPS}: ${IP}`)),
    },
    expect: silent({ service: 'pending' }, had),
  },
];

export const metallbServices: readonly RefusedCase[] = [...requests, ...pools, ...words];
