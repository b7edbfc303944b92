import { Chart } from 'cdk8s';
import { MetalLbPool, MetalLbPoolProps } from '../../../lib/metallb/metallb-pool';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { around, policy, RefusedCase, silent } from './case';
import { pool, service } from './documents';
import { loadBalancer } from './load-balancer';

// What a Service asks of a pool and cannot have: the API server takes it, and the Service waits (facts: MetalLB, Service).

const reserved =
  (address: string, props: Partial<MetalLbPoolProps> = {}) =>
  (chart: Chart) =>
    new MetalLbPool(chart, 'edge', { addresses: ['192.168.1.200-192.168.1.210'], ...props }).reserve(address);
const asked = around(
  (address) =>
    `${pool('edge', 'addresses: [192.168.1.200-192.168.1.210]')}---${service('web', `metallb.io/loadBalancerIPs: "${address}"`)}`,
);
const had = { service: '192.168.1.205' };

export const addressRequests: RefusedCase[] = [
  {
    name: 'request: an address that the pool does not have',
    ours: reserved('192.168.1.250'),
    problem: ['metallb.ip-not-in-pool', 'MetalLbPool.reserve("192.168.1.250")'],
    ask: 'metallb',
    raw: asked('192.168.1.250', '192.168.1.205'),
    expect: silent({ service: 'pending', event: 'is not allowed in config' }, had),
  },
  {
    name: 'request: an octet above 255',
    ours: reserved('192.168.1.300'),
    problem: ['address.syntax', 'MetalLbPool.reserve("192.168.1.300")'],
    ask: 'metallb',
    raw: asked('192.168.1.300', '192.168.1.205'),
    expect: silent({ service: 'pending', event: '192.168.1.300' }, had),
  },
  {
    name: 'request: an octet with a leading zero',
    ours: reserved('192.168.1.0205'),
    problem: ['address.leading-zero', 'MetalLbPool.reserve("192.168.1.0205")'],
    ask: 'metallb',
    raw: asked('192.168.1.0205', '192.168.1.205'),
    expect: silent({ service: 'pending', event: '192.168.1.0205' }, had),
  },
  {
    name: 'request: an address with a zone',
    ours: reserved('fe80::1%eth0', { addresses: ['fe80::1/128'] }),
    problem: ['address.zone', 'MetalLbPool.reserve("fe80::1%eth0")'],
    ask: 'metallb',
    raw: asked('fe80::1%eth0', '192.168.1.205'),
    expect: silent({ service: 'pending', event: 'fe80::1%eth0' }, had),
  },
  {
    name: 'request: an IPv4 address written as IPv6 is read as IPv4',
    ours: reserved('::ffff:192.168.1.205'),
    problem: ['address.ipv4-mapped', 'MetalLbPool.reserve("::ffff:192.168.1.205")'],
    ask: 'metallb',
    raw: asked('::ffff:192.168.1.205', '192.168.1.205'),
    expect: policy(had),
  },
  {
    name: 'request: an address that avoidBuggyIPs holds back',
    ours: reserved('192.168.1.0', { addresses: ['192.168.1.0/24'], avoidBuggyIps: true }),
    problem: ['metallb.ip-held-back', 'MetalLbPool.reserve("192.168.1.0")'],
    ask: 'metallb',
    raw: around(
      (address) => `${pool('edge', 'addresses: [192.168.1.0/24], avoidBuggyIPs: true')}---
${service('web', `metallb.io/loadBalancerIPs: ${address}`)}`,
    )('192.168.1.0', '192.168.1.205'),
    expect: silent({ service: 'pending', event: 'is not allowed in config' }, had),
  },
  {
    name: 'request: one address for two Services',
    ours: (chart) => {
      const edge = new MetalLbPool(chart, 'edge', { addresses: ['192.168.1.200-192.168.1.210'] });
      ['first', 'web'].forEach((name) => edge.reserve('192.168.1.205').applyTo(loadBalancer(chart, name)));
    },
    problem: ['metallb.ip-reserved-twice', 'rule'],
    ask: 'metallb',
    raw: around(
      (first) => `${pool('edge', 'addresses: [192.168.1.200-192.168.1.210]')}---
${service('first', `metallb.io/loadBalancerIPs: ${first}`)}---
${service('web', 'metallb.io/loadBalancerIPs: 192.168.1.205')}`,
    )('192.168.1.205', '192.168.1.204'),
    expect: silent({ service: 'pending', event: 'address also in use by shop/first' }, had),
  },
  {
    name: 'request: a pool that holds the address of a node hands it out',
    ours: (chart) => new MetalLbPool(chart, 'edge', { addresses: ['192.168.1.200-192.168.1.210'] }),
    facts: { nodeAddresses: ['192.168.1.200'] },
    problem: ['metallb.node-address-in-pool', 'rule'],
    ask: 'metallb',
    raw: around((addresses) => `${pool('edge', `addresses: [${addresses}]`)}---${service('web', '')}`)(
      '192.168.1.200-192.168.1.210',
      '192.168.1.201-192.168.1.210',
    ),
    expect: silent({ service: '192.168.1.200' }, { service: '192.168.1.201' }),
  },
  {
    name: 'request: of two pools with one name the first is lost',
    ours: (chart) => {
      new MetalLbPool(chart, 'edge', { addresses: ['192.168.1.200-192.168.1.210'] });
      new MetalLbPool(chart, 'annex', {
        name: 'edge',
        addresses: ['192.168.2.0/28'],
        advertise: PoolAdvertising.layer2({ name: 'annex' }),
      });
    },
    problem: ['object.duplicate', 'rule'],
    ask: 'metallb',
    raw: around(
      (name) => `${pool('edge', 'addresses: [192.168.1.200-192.168.1.210]')}---
${pool(name, 'addresses: [192.168.2.0/28]')}---
${service('web', 'metallb.io/loadBalancerIPs: 192.168.1.205')}`,
    )('edge', 'annex'),
    expect: silent({ service: 'pending', event: 'is not allowed in config' }, had),
  },
];
