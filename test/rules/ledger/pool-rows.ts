import { KubeObject } from '../../../lib/manifests/document';
import { ADDRESSES, main, Row } from './sharing-rows';
import { DUAL, IP, KEY, metallb, pool, POOL, service } from './sketch';

const misplaced = (name: string, addresses: string[]): KubeObject => {
  const { metadata, ...rest } = pool(name, addresses);
  return { ...rest, metadata: { ...metadata, namespace: 'shop' } };
};
const IN_SYSTEM = { metallb: { namespace: 'metallb-system' } };
const pinned = (name: string, address: string, more = {}): KubeObject => service(name, { [IP]: address, ...more });

/** Of pools as documents have them, and of Services without any, the message that a user sees. */
export const POOL_ROWS: readonly Row[] = [
  [
    'entries that MetalLB cannot read, or reads otherwise than they look',
    [pool('edge', ['10.0.0.10/24', '10.1.0.5', '10.2.0.9-10.2.0.5', '10.3.0.1-fd00::1', ' 10.4.0.0/24'])],
    [
      '[IPAddressPool/edge spec.addresses[0]] metallb.pool-address: "10.0.0.10/24" has host bits set, and would silently be read as the whole block 10.0.0.0/24. Allowed: a CIDR whose address is the network address, or first-last. Fix: write "10.0.0.0/24" if the whole block is meant, or "10.0.0.10-10.0.0.255" from here on.',
      '[IPAddressPool/edge spec.addresses[1]] metallb.pool-address: "10.1.0.5" is one address without a prefix length. Allowed: a CIDR or first-last. Fix: write "10.1.0.5/32" for this address alone.',
      '[IPAddressPool/edge spec.addresses[2]] metallb.pool-address: "10.2.0.9-10.2.0.5" ends before it begins. Allowed: first-last, first not after last. Fix: write "10.2.0.5-10.2.0.9".',
      '[IPAddressPool/edge spec.addresses[3]] metallb.pool-address: "10.3.0.1-fd00::1" begins in IPv4 and ends in IPv6, and would hold no address. Allowed: both ends IPv4 or both ends IPv6. Fix: write one range for each family.',
      '[IPAddressPool/edge spec.addresses[4]] metallb.pool-address: " 10.4.0.0/24" has blanks around the CIDR. Allowed: a CIDR or first-last. Fix: write "10.4.0.0/24".',
    ],
  ],
  [
    'a serviceAllocation that says one thing twice',
    [
      pool('edge', {
        addresses: ['10.0.0.0/24'],
        serviceAllocation: {
          namespaces: ['a', 'b', 'a'],
          serviceSelectors: [{ matchExpressions: [{ key: 'k', operator: 'In', values: ['v', 'v'] }] }],
        },
      }),
    ],
    [
      '[IPAddressPool/edge spec.serviceAllocation.namespaces] metallb.duplicate-entry: pool "edge" has an entry twice here, for which MetalLB refuses all pools. Fix: name it once.',
      '[IPAddressPool/edge spec.serviceAllocation.serviceSelectors[0].matchExpressions[0].values] metallb.duplicate-entry: pool "edge" has an entry twice here, for which MetalLB refuses all pools. Fix: name it once.',
    ],
  ],
  [
    'Services that MetalLB never serves, whatever its pools are',
    [
      pinned('a', '10.0.0.1', { spec: { loadBalancerIP: '10.0.0.1' } }),
      pinned('b', '10.0.0'),
      pinned('c', '10.0.0.3'),
      pinned('d', '10.0.0.3'),
      pinned('e', '10.0.0.4', { [KEY]: 'k', [POOL]: 'elsewhere' }),
      pinned('f', '10.0.0.4', { [KEY]: 'k', [POOL]: 'elsewhere' }),
      service('of-another', { spec: { loadBalancerIP: '10.0.0.5' } }),
      service('of-another-too', { spec: { loadBalancerIP: '10.0.0.5' } }),
    ],
    [
      `[Service/b ${ADDRESSES}] metallb.ip-request: "10.0.0" holds what is not an IP address. Allowed: one address, or an IPv4 and an IPv6 address with a comma between. Fix: ask for one address of each IP family of the Service.`,
      `[Service/a ${ADDRESSES}] metallb.ip-double-request: "10.0.0.1" is asked for here and "10.0.0.1" by spec.loadBalancerIP, and MetalLB refuses to have both. Fix: drop spec.loadBalancerIP.`,
      `[Service/d ${ADDRESSES}] metallb.ip-reserved-twice: "10.0.0.3" is asked for by Service "default/c" too, and neither shares it. Fix: ask for another address, or let both share this one by annotation metallb.io/allow-shared-ip of equal value.`,
      `[Service/f ${ADDRESSES}] metallb.sharing-conflict: port 80/TCP of "10.0.0.4" is that of Service "default/e" already. Fix: take another port, or another address.`,
    ],
  ],
  [
    'a pool that is neither made here nor said to exist',
    [metallb('L2Advertisement', 'l2', { ipAddressPools: ['edge', 'made'] }), service('web', { [POOL]: 'edge' })],
    [
      '[L2Advertisement/l2 spec.ipAddressPools[0]] warning metallb.unknown-pool: there is no pool "edge". Fix: name a pool of this cluster, or declare this one in metallb.existing.pools of the cluster.',
      '[Service/web metadata.annotations["metallb.io/address-pool"]] warning metallb.unknown-pool: there is no pool "edge". Fix: name a pool of this cluster, or declare this one in metallb.existing.pools of the cluster.',
    ],
    { metallb: { existing: { pools: ['made'] } } },
  ],
  [
    'an address that no pool has, where a peer exists elsewhere',
    [main, pinned('web', '10.9.9.9')],
    [
      `[Service/web ${ADDRESSES}] metallb.ip-not-in-pool: "10.9.9.9" is not in any pool. Allowed: 10.0.0.10-10.0.0.12. Fix: ask for an address of a pool, or add this one to a pool.`,
    ],
    { metallb: { existing: { peers: ['router'] } } },
  ],
  [
    'addresses where pools overlap, and beside them',
    [
      pool('b', ['10.0.0.8/29']),
      pool('a', { addresses: ['10.0.0.0/28'], serviceAllocation: { namespaces: ['team'] } }),
      pinned('inside', '10.0.0.9', { [POOL]: 'b' }),
      pinned('twice', '10.0.0.9'),
      pinned('outside', '10.0.0.7'),
    ],
    [
      '[IPAddressPool/b spec.addresses[0]] metallb.pool-overlap: "10.0.0.8/29" overlaps "10.0.0.0/28" of pool "a". Fix: keep each address in one entry.',
      `[Service/outside ${ADDRESSES}] metallb.pool-excludes-service: pool "a" is not for Service "default/outside", by its serviceAllocation. Fix: let serviceAllocation have the namespace and a label of the Service, or ask for another pool.`,
      `[Service/twice ${ADDRESSES}] metallb.ip-reserved-twice: "10.0.0.9" is asked for by Service "default/inside" too, and neither shares it. Fix: ask for another address, or let both share this one by annotation metallb.io/allow-shared-ip of equal value.`,
    ],
  ],
  [
    'one range in two pools',
    [pool('b', ['10.0.0.0/28']), pool('a', ['10.0.0.0/28'])],
    [
      '[IPAddressPool/b spec.addresses[0]] metallb.pool-overlap: "10.0.0.0/28" overlaps "10.0.0.0/28" of pool "a". Fix: keep each address in one entry.',
    ],
  ],
  [
    'an address in no pool, and one of a pool in the wrong namespace',
    [main, misplaced('shop', ['10.9.0.0/24']), pinned('in', '10.9.0.1'), pinned('out', '10.8.0.1'), service('named', { [POOL]: 'shop' })],
    [
      `[Service/out ${ADDRESSES}] metallb.ip-not-in-pool: "10.8.0.1" is not in any pool. Allowed: 10.0.0.10-10.0.0.12. Fix: ask for an address of a pool, or add this one to a pool.`,
    ],
    IN_SYSTEM,
  ],
  [
    'pools in any order, by name',
    [
      pool('b', ['10.1.0.0/30']),
      pool('a', ['10.2.0.0/30']),
      pinned('out', '10.8.0.1'),
      pinned('two', 'fd00::1,10.1.0.1'),
      service('six', { [POOL]: 'c', spec: { ipFamilies: ['IPv6'] } }),
      pool('c', ['10.3.0.0/30']),
    ],
    [
      `[Service/out ${ADDRESSES}] metallb.ip-not-in-pool: "10.8.0.1" is not in any pool. Allowed: 10.2.0.0/30, 10.1.0.0/30, 10.3.0.0/30. Fix: ask for an address of a pool, or add this one to a pool.`,
      `[Service/two ${ADDRESSES}] metallb.family-mismatch: "fd00::1, 10.1.0.1" is asked for, and the Service is IPv4. Allowed: one address of each: IPv4. Fix: ask for an address of each IP family of the Service, or write ipFamilyPolicy: RequireDualStack and ipFamilies: [IPv6, IPv4] in its spec.`,
      '[Service/six metadata.annotations["metallb.io/address-pool"]] metallb.family-mismatch: the Service is IPv6, and pool "c" has no such address. Fix: add a range of that family to the pool, or change the ipFamilies of the Service.',
    ],
    DUAL,
  ],
];
