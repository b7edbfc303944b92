import { ClusterFacts } from '../../../lib/core/cluster-facts';
import { KubeObject } from '../../../lib/manifests/document';
import { IP, KEY, metallb, pool, POOL, service } from './sketch';

export const main = pool('main', ['10.0.0.10-10.0.0.12']);
const gold = pool('gold', { addresses: ['10.0.1.10/32'], serviceAllocation: { namespaces: ['team'] } });
export const local = { externalTrafficPolicy: 'Local' };
export const requireDual = { ipFamilyPolicy: 'RequireDualStack' };
export const ADDRESSES = 'metadata.annotations["metallb.io/loadBalancerIPs"]';
export const one = service('one', { [IP]: '10.0.0.10' });
export const shared = (key: string, spec = {}) => service('one', { [IP]: '10.0.0.10', [KEY]: key, spec });

export type Row = readonly [string, readonly KubeObject[], readonly string[], ClusterFacts?];

/** Of addresses and sharing the message that a user sees. */
export const SHARING_ROWS: readonly Row[] = [
  [
    'an address that no pool has',
    [main, service('web', { [IP]: '10.0.0.21' })],
    [
      `[Service/web ${ADDRESSES}] metallb.ip-not-in-pool: "10.0.0.21" is not in any pool. Allowed: 10.0.0.10-10.0.0.12. Fix: ask for an address of a pool, or add this one to a pool.`,
    ],
  ],
  [
    'an address that avoidBuggyIPs holds back',
    [pool('main', { addresses: ['10.0.1.0/30'], avoidBuggyIPs: true }), service('web', { [IP]: '10.0.1.0' })],
    [
      `[Service/web ${ADDRESSES}] metallb.ip-held-back: "10.0.1.0" is held back by avoidBuggyIPs of pool "main". Fix: ask for another address, or drop avoidBuggyIPs.`,
    ],
  ],
  [
    'a pool for others, by address, by name and by itself',
    [gold, service('a', { [IP]: '10.0.1.10' }), service('b', { [POOL]: 'gold' }), service('c')],
    [
      `[Service/a ${ADDRESSES}] metallb.pool-excludes-service: pool "gold" is not for Service "default/a", by its serviceAllocation. Fix: let serviceAllocation have the namespace and a label of the Service, or ask for another pool.`,
      '[Service/b metadata.annotations["metallb.io/address-pool"]] metallb.pool-excludes-service: pool "gold" is not for Service "default/b", by its serviceAllocation. Fix: let serviceAllocation have the namespace and a label of the Service, or ask for another pool.',
      '[Service/c] metallb.no-automatic-pool: the Service asks for no pool, and no pool serves it by itself: each has autoAssign false or is for other Services. Allowed: a pool to name: "gold". Fix: name a pool by annotation metallb.io/address-pool, or let one assign by itself.',
    ],
  ],
  [
    'an address and the name of another pool',
    [main, gold, service('web', { [IP]: '10.0.0.10', [POOL]: 'gold' })],
    [
      `[Service/web ${ADDRESSES}] metallb.ip-in-another-pool: "10.0.0.10" is in pool "main", and the Service names pool "gold". Fix: name pool "main", or none at all.`,
    ],
  ],
  [
    'a pool that does not exist, named by an advertisement and a Service',
    [main, metallb('L2Advertisement', 'l2', { ipAddressPools: ['main', 'mian'] }), service('web', { [POOL]: 'mian' })],
    [
      '[L2Advertisement/l2 spec.ipAddressPools[1]] metallb.unknown-pool: there is no pool "mian". Allowed: "main". Fix: name a pool of this cluster, or declare this one in metallb.existing.pools of the cluster.',
      '[Service/web metadata.annotations["metallb.io/address-pool"]] metallb.unknown-pool: there is no pool "mian". Allowed: "main". Fix: name a pool of this cluster, or declare this one in metallb.existing.pools of the cluster.',
    ],
  ],
  [
    'one address twice',
    [main, service('two', { [IP]: '10.0.0.10', ports: [81] }), one],
    [
      `[Service/two ${ADDRESSES}] metallb.ip-reserved-twice: "10.0.0.10" is asked for by Service "default/one" too, and neither shares it. Fix: ask for another address, or let both share this one by annotation metallb.io/allow-shared-ip of equal value.`,
    ],
  ],
  [
    'sharing keys that differ, or are missing',
    [main, shared('left'), service('two', { [IP]: '10.0.0.10', [KEY]: 'right' }), service('z', { [IP]: '10.0.0.10' })],
    [
      `[Service/two ${ADDRESSES}] metallb.sharing-conflict: "10.0.0.10" cannot be shared with Service "default/one": sharing key "left" there, sharing key "right" here. Fix: give both the same key, or ask for another address.`,
      `[Service/z ${ADDRESSES}] metallb.sharing-conflict: "10.0.0.10" cannot be shared with Service "default/one": sharing key "left" there, no sharing key here. Fix: give both the same key, or ask for another address.`,
    ],
  ],
  [
    'one port twice',
    [main, shared('k'), service('two', { [IP]: '10.0.0.10', [KEY]: 'k', ports: [81, 80] })],
    [
      `[Service/two ${ADDRESSES}] metallb.sharing-conflict: port 80/TCP of "10.0.0.10" is that of Service "default/one" already. Fix: take another port, or another address.`,
    ],
  ],
  [
    'policies Local and Cluster',
    [main, shared('k', local), service('two', { [IP]: '10.0.0.10', [KEY]: 'k', ports: [81] })],
    [
      `[Service/two ${ADDRESSES}] metallb.sharing-conflict: "10.0.0.10" cannot be shared with Service "default/one": externalTrafficPolicy Local there, Cluster here. Fix: give both the same policy, or ask for another address.`,
    ],
  ],
  [
    'selectors that differ under policy Local',
    [main, shared('k', local), service('two', { [IP]: '10.0.0.10', [KEY]: 'k', ports: [81], spec: local })],
    [
      `[Service/two ${ADDRESSES}] metallb.sharing-conflict: "10.0.0.10" cannot be shared with Service "default/one": under externalTrafficPolicy Local their selectors have to be equal. Fix: select the same Pods, use policy Cluster, or ask for another address.`,
    ],
  ],
];
