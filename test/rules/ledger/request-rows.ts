import { local, main, ADDRESSES, requireDual, Row, shared } from './sharing-rows';
import { annotated, DUAL, IP, KEY, metallb, namespace, pool, service } from './sketch';

const MAY_BE_TAKEN = (address: string, by: string, from: string): string =>
  `metallb.reserved-may-be-taken: "${address}" may be given to Service "default/${by}", which takes any address of pool "${from}", if that is applied first. Fix: ask for it in a pool with autoAssign false that nobody else names, or let every Service of the pool ask for its address.`;

/** Of requests, families, pools and types the message that a user sees. */
export const REQUEST_ROWS: readonly Row[] = [
  [
    'annotation and spec.loadBalancerIP',
    [main, service('one', { [IP]: '10.0.0.10', spec: { loadBalancerIP: '10.0.0.11' } })],
    [
      `[Service/one ${ADDRESSES}] metallb.ip-double-request: "10.0.0.10" is asked for here and "10.0.0.11" by spec.loadBalancerIP, and MetalLB refuses to have both. Fix: drop spec.loadBalancerIP.`,
    ],
  ],
  [
    'what is no address',
    [main, service('one', { [IP]: 'x.example.com' })],
    [
      `[Service/one ${ADDRESSES}] metallb.ip-request: "x.example.com" holds what is not an IP address. Allowed: one address, or an IPv4 and an IPv6 address with a comma between. Fix: ask for one address of each IP family of the Service.`,
    ],
  ],
  [
    'both families, in two pools',
    [main, pool('six', ['fd00::/64']), service('web', { [IP]: '10.0.0.10,fd00::1', spec: requireDual })],
    [
      `[Service/web ${ADDRESSES}] metallb.dual-stack-pool: "10.0.0.10, fd00::1" are in pools "main" and "six", and a Service is served from one. Fix: put a range of each IP family into one pool.`,
    ],
    DUAL,
  ],
  [
    'both families, of a pool of one',
    [main, service('web', { spec: requireDual })],
    [
      '[Service/web] metallb.dual-stack-pool: the Service needs an IPv4 and an IPv6 address, and pool "main" has not both. Fix: put a range of each IP family into one pool.',
    ],
    DUAL,
  ],
  [
    'a pair on a Service that has no ipFamilyPolicy, which is SingleStack whatever the cluster has',
    [pool('both', ['10.0.0.0/24', 'fd00::/64']), service('web', { [IP]: 'fd00::1,10.0.0.10' })],
    [
      `[Service/web ${ADDRESSES}] metallb.family-mismatch: "fd00::1, 10.0.0.10" is asked for, and the Service is SingleStack. Allowed: one address. Fix: ask for an address of each IP family of the Service, or write ipFamilyPolicy: RequireDualStack and ipFamilies: [IPv6, IPv4] in its spec.`,
    ],
  ],
  [
    'an IPv6 address on a Service that is of the default family of its cluster',
    [pool('both', ['10.0.0.0/24', 'fd00::/64']), service('web', { [IP]: 'fd00::1' })],
    [
      `[Service/web ${ADDRESSES}] metallb.family-mismatch: "fd00::1" is asked for, and the Service is IPv4. Allowed: one address of each: IPv4. Fix: ask for an address of each IP family of the Service, or write ipFamilyPolicy: SingleStack and ipFamilies: [IPv6] in its spec.`,
    ],
    DUAL,
  ],
  [
    'a single address on a Service whose families are not known',
    [pool('both', ['10.0.0.0/24', 'fd00::/64']), service('web', { [IP]: 'fd00::1' })],
    [],
  ],
  [
    'a family that the pool has not',
    [main, service('web', { spec: { ipFamilies: ['IPv6'] } })],
    [
      '[Service/web] metallb.family-mismatch: the Service is IPv6, and pool "main" has no such address. Fix: add a range of that family to the pool, or change the ipFamilies of the Service.',
    ],
  ],
  [
    'more Services than addresses',
    [pool('tiny', ['10.0.0.10/32']), service('a'), service('b')],
    [
      '[Service/b] metallb.pool-exhausted: pool "tiny" cannot serve every Service that depends on it; addresses: 1, reserved: 0. Fix: add addresses to the pool, or let Services share one.',
    ],
  ],
  [
    'a key without an address',
    [main, service('one', { [KEY]: 'k' }), shared('k')].slice(0, 2).concat(service('two', { [KEY]: 'k', [IP]: '10.0.0.11' })),
    [
      '[Service/one metadata.annotations["metallb.io/allow-shared-ip"]] warning metallb.key-without-ip: sharing key "k" alone does not make this Service and the others of that key have one address. Fix: ask for the address too, by metallb.io/loadBalancerIPs.',
    ],
  ],
  [
    'as many Services that take any address as there are in front of a reserved one, and one more',
    [
      pool('wide', { addresses: ['10.0.1.0/30', '10.0.0.0/24'], avoidBuggyIPs: true }),
      service('any'),
      service('some'),
      service('front', { [IP]: '10.0.1.1' }),
      service('safe', { [IP]: '10.0.0.2' }),
      service('taken', { [IP]: '10.0.1.3' }),
    ],
    [
      `[Service/front ${ADDRESSES}] warning ${MAY_BE_TAKEN('10.0.1.1', 'any', 'wide')}`,
      `[Service/taken ${ADDRESSES}] warning ${MAY_BE_TAKEN('10.0.1.3', 'any', 'wide')}`,
    ],
  ],
  [
    'a Service that takes any address, and may share the reserved one or not',
    [
      main,
      service('any', { [KEY]: 'k', ports: [443] }),
      service('dns', { [IP]: '10.0.0.10', [KEY]: 'k', ports: [53] }),
      service('web', { [IP]: '10.0.0.10', [KEY]: 'k', ports: [443] }),
    ],
    [
      '[Service/any metadata.annotations["metallb.io/allow-shared-ip"]] warning metallb.key-without-ip: sharing key "k" alone does not make this Service and the others of that key have one address. Fix: ask for the address too, by metallb.io/loadBalancerIPs.',
      `[Service/web ${ADDRESSES}] warning ${MAY_BE_TAKEN('10.0.0.10', 'any', 'main')}`,
    ],
  ],
  [
    'both addresses of one Service that others may have been given',
    [
      pool('both', ['10.0.0.10/32', '10.0.0.12/32', 'fd00::/64']),
      service('any', { spec: { ipFamilies: ['IPv4'] } }),
      service('six', { spec: { ipFamilies: ['IPv6'] } }),
      service('web', { [IP]: '10.0.0.10,fd00::', spec: requireDual }),
    ],
    [`[Service/web ${ADDRESSES}] warning ${MAY_BE_TAKEN('10.0.0.10', 'any', 'both')}`],
    DUAL,
  ],
  [
    'the deprecated field',
    [main, service('a', { spec: { loadBalancerIP: '10.0.0.10' } })],
    [
      '[Service/a spec.loadBalancerIP] warning metallb.load-balancer-ip-field: "10.0.0.10" is asked for by a field that is deprecated. Fix: ask by annotation metallb.io/loadBalancerIPs.',
    ],
  ],
  [
    'annotations that MetalLB does not read',
    [
      service('a', {
        'metallb.io/loadBalancerIP': 'x',
        'metallb.org/address-pool': 'x',
        'metallb.io/ip-allocated-from-pool': 'x',
        'a.com/pool': 'x',
      }),
      annotated('b', { loadBalancerIPs: 'x', pool: 'x' }),
    ],
    [
      '[Service/a metadata.annotations["metallb.io/loadBalancerIP"]] metallb.unknown-annotation: MetalLB does not read an annotation "metallb.io/loadBalancerIP". Allowed: metallb.io/address-pool, metallb.io/loadBalancerIPs, metallb.io/allow-shared-ip. Fix: write "metallb.io/loadBalancerIPs".',
      '[Service/a metadata.annotations["metallb.org/address-pool"]] metallb.unknown-annotation: MetalLB does not read an annotation "metallb.org/address-pool". Allowed: metallb.io/address-pool, metallb.io/loadBalancerIPs, metallb.io/allow-shared-ip. Fix: write "metallb.io/address-pool".',
      '[Service/b metadata.annotations["loadBalancerIPs"]] metallb.unknown-annotation: MetalLB does not read an annotation "loadBalancerIPs". Allowed: metallb.io/address-pool, metallb.io/loadBalancerIPs, metallb.io/allow-shared-ip. Fix: write "metallb.io/loadBalancerIPs".',
    ],
  ],
  [
    'the old prefix',
    [main, service('a', { 'metallb.universe.tf/loadBalancerIPs': '10.0.0.10' })],
    [
      '[Service/a metadata.annotations["metallb.universe.tf/loadBalancerIPs"]] warning metallb.legacy-annotation: "metallb.universe.tf/loadBalancerIPs" is deprecated. Fix: write "metallb.io/loadBalancerIPs".',
    ],
  ],
  [
    'a type and a class that MetalLB does not serve',
    [
      main,
      service('a', { [IP]: '10.0.0.10', spec: { type: 'NodePort' } }),
      service('b', { [IP]: '10.0.0.10', spec: { loadBalancerClass: 'x/y' } }),
    ],
    [
      '[Service/a spec.type] metallb.not-a-load-balancer: the Service asks MetalLB for something, and is of type "NodePort". Allowed: LoadBalancer. Fix: make it of type LoadBalancer, or drop the annotations of MetalLB.',
      '[Service/b spec.loadBalancerClass] metallb.lb-class-mismatch: the Service asks MetalLB for something, and is of class "x/y"; MetalLB serves only Services without one. Fix: drop loadBalancerClass, or drop the annotations of MetalLB.',
    ],
    {},
  ],
  [
    'entries that overlap, in one pool and in two, and pools of nothing',
    [
      pool('a', ['10.0.0.0/28', '10.0.0.10-10.0.0.20']),
      pool('b', ['10.0.0.20/32']),
      pool('c', []),
      pool('d', { addresses: ['10.2.0.0/32'], avoidBuggyIPs: true }),
    ],
    [
      '[IPAddressPool/a spec.addresses[1]] metallb.pool-overlap: "10.0.0.10-10.0.0.20" overlaps "10.0.0.0/28". Fix: keep each address in one entry.',
      '[IPAddressPool/b spec.addresses[0]] metallb.pool-overlap: "10.0.0.20/32" overlaps "10.0.0.10-10.0.0.20" of pool "a". Fix: keep each address in one entry.',
      '[IPAddressPool/c spec.addresses] metallb.pool-without-address: pool "c" has no addresses. Fix: add a CIDR or first-last.',
      '[IPAddressPool/d spec.addresses] metallb.pool-without-address: avoidBuggyIPs holds back every address of pool "d". Fix: add addresses that do not end in .0 or .255, or drop avoidBuggyIPs.',
    ],
  ],
  [
    'a namespace selector that matches nothing',
    [
      namespace('team', { tier: 'gold' }),
      pool('a', {
        addresses: ['10.0.0.10/32'],
        serviceAllocation: { namespaceSelectors: ['gold', 'tin'].map((tier) => ({ matchLabels: { tier } })) },
      }),
    ],
    [
      '[IPAddressPool/a spec.serviceAllocation.namespaceSelectors[1]] warning metallb.allocation-matches-nothing: it selects none of the known namespaces for pool "a". Fix: select labels that a Namespace of this cluster has.',
    ],
    {},
  ],
  [
    'a shared address that is announced from other nodes for each Service',
    [
      main,
      ...['left', 'right'].map((rack) =>
        metallb('L2Advertisement', rack, { serviceSelectors: [{ matchLabels: { rack } }], nodeSelectors: [{ matchLabels: { rack } }] }),
      ),
      service('a', { [IP]: '10.0.0.10', [KEY]: 'k', labels: { rack: 'left' } }),
      service('b', { [IP]: '10.0.0.10', [KEY]: 'k', labels: { rack: 'right' }, ports: ['81/TCP'] }),
    ],
    [
      '[Service/b metadata.annotations["metallb.io/allow-shared-ip"]] warning metallb.shared-not-announced: the Service shares "10.0.0.10" with Service "default/a", and L2Advertisements that select one of the two announce them from different nodes, so two nodes may answer for the address. Fix: let both be announced from the same nodes, or share no address.',
    ],
  ],
  [
    'policy Local, some nodes, and Pods anywhere',
    [
      main,
      metallb('L2Advertisement', 'l2', { nodeSelectors: [{ matchLabels: { edge: 'yes' } }] }),
      service('a', { [IP]: '10.0.0.10', spec: local }),
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'a' },
        spec: { template: { metadata: { labels: { app: 'a' } }, spec: {} } },
      },
    ],
    [
      '[Service/a spec.externalTrafficPolicy] warning metallb.local-policy-nodes: pool "main" is advertised from some nodes only, and the Pods of the Service may run on others, from which policy Local does not announce. Fix: keep the Pods on those nodes by nodeSelector or affinity, or use policy Cluster.',
    ],
  ],
];
