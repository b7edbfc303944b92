import { Chart } from 'cdk8s';
import { Problems } from '../../../lib/core/problems';
import { MetalLbPool } from '../../../lib/metallb/metallb-pool';
import { around, RefusedCase, silent } from './case';
import { EDGE_POOL, service, world } from './documents';
import { loadBalancer } from './load-balancer';

// Several Services on one address (facts: MetalLB, Service).

const IP = '192.168.1.205';
const IPS = 'metallb.io/loadBalancerIPs';
const KEY = 'metallb.io/allow-shared-ip';
const had = { service: IP };
const first = { service: '192.168.1.200' };
const edge = (chart: Chart): MetalLbPool => new MetalLbPool(chart, 'edge', { addresses: ['192.168.1.200-192.168.1.210'] });

export const metallbSharing: readonly RefusedCase[] = [
  {
    name: 'Service: an address that is shared under another key',
    ours: (chart) => {
      const its = edge(chart);
      its.share(IP, 'left').applyTo(loadBalancer(chart, 'first'));
      its.share(IP, 'right').applyTo(loadBalancer(chart, 'web', {}, { ports: [{ port: 81 }] }));
    },
    problem: ['metallb.sharing-conflict', 'rule'],
    ask: 'metallb',
    raw: around((key) =>
      world(
        EDGE_POOL,
        service('first', `${IPS}: ${IP}, ${KEY}: left`),
        service('web', `${IPS}: ${IP}, ${KEY}: ${key}`).replace('port: 80,', 'port: 81,'),
      ),
    )('right', 'left'),
    expect: silent({ service: 'pending', event: "can't change sharing key" }, had),
  },
  {
    name: 'Service: an address that is shared under an empty key',
    ours: (chart) => edge(chart).share(IP, ''),
    problem: ['metallb.sharing-key', `MetalLbPool.share("${IP}")`],
    ask: 'metallb',
    raw: around((key) =>
      world(
        EDGE_POOL,
        service('first', `${IPS}: ${IP}, ${KEY}: "${key}"`),
        service('web', `${IPS}: ${IP}, ${KEY}: "${key}"`).replace('port: 80,', 'port: 81,'),
      ),
    )('', 'edge'),
    expect: silent({ service: 'pending', event: 'address also in use by shop/first' }, had),
  },
  {
    name: 'Service: a key alone brings nobody together',
    ours: (chart) => {
      Problems.of(chart).acknowledge('metallb.reserved-may-be-taken', 'another problem of it');
      edge(chart).share(IP, 'edge').applyTo(loadBalancer(chart, 'first'));
      loadBalancer(chart, 'web', { [KEY]: 'edge', 'metallb.io/address-pool': 'edge' }, { ports: [{ port: 81 }] });
    },
    problem: ['metallb.key-without-ip', 'rule'],
    ask: 'metallb',
    raw: around((ips) =>
      world(
        EDGE_POOL,
        service('first', `${IPS}: ${IP}, ${KEY}: edge`),
        service('web', `${KEY}: edge, ${ips}`).replace('port: 80,', 'port: 81,'),
      ),
    )('metallb.io/address-pool: edge', `${IPS}: ${IP}`),
    expect: silent(first, had),
  },
];
