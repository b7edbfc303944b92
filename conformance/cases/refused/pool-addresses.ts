import { Chart } from 'cdk8s';
import { MetalLbPool, MetalLbPoolProps } from '../../../lib/metallb/metallb-pool';
import { around, policy, RefusedCase, refused, silent } from './case';
import { pool, service } from './documents';

// What is wrong with the addresses of a pool (facts: MetalLB, IPAddressPool).

const made =
  (addresses: string[], props: Partial<MetalLbPoolProps> = {}) =>
  (chart: Chart) =>
    new MetalLbPool(chart, 'edge', { addresses, ...props });
const addresses = around((list) => pool('edge', `addresses: [${list}]`));
const served = (annotations = '') => around((list) => `${pool('edge', `addresses: [${list}]`)}---\n${service('web', annotations)}`);

export const poolAddresses: RefusedCase[] = [
  {
    name: 'pool: one address without a mask',
    ours: made(['192.168.1.5']),
    problem: ['address.bare', 'MetalLbPool.addresses[0]'],
    ask: 'kube',
    raw: addresses('192.168.1.5', '192.168.1.5/32'),
    expect: refused('invalid CIDR "192.168.1.5"'),
  },
  {
    name: 'pool: an octet with a leading zero',
    ours: made(['192.168.01.0/24']),
    problem: ['address.leading-zero', 'MetalLbPool.addresses[0]'],
    ask: 'kube',
    raw: addresses('192.168.01.0/24', '192.168.1.0/24'),
    expect: refused('invalid CIDR "192.168.01.0/24"'),
  },
  {
    name: 'pool: a prefix length that IPv4 does not have',
    ours: made(['192.168.1.0/33']),
    problem: ['address.prefix-length', 'MetalLbPool.addresses[0]'],
    ask: 'kube',
    raw: addresses('192.168.1.0/33', '192.168.1.0/32'),
    expect: refused('invalid CIDR "192.168.1.0/33"'),
  },
  {
    name: 'pool: a range that ends before it begins',
    ours: made(['192.168.1.210-192.168.1.200']),
    problem: ['address.reversed', 'MetalLbPool.addresses[0]'],
    ask: 'kube',
    raw: addresses('192.168.1.210-192.168.1.200', '192.168.1.200-192.168.1.210'),
    expect: refused('invalid IP range "192.168.1.210-192.168.1.200"'),
  },
  {
    name: 'pool: an octet above 255',
    ours: made(['192.168.1.300/32']),
    problem: ['address.syntax', 'MetalLbPool.addresses[0]'],
    ask: 'kube',
    raw: addresses('192.168.1.300/32', '192.168.1.30/32'),
    expect: refused('invalid CIDR "192.168.1.300/32"'),
  },
  {
    name: 'pool: an address with a zone',
    ours: made(['fe80::1%eth0/128']),
    problem: ['address.zone', 'MetalLbPool.addresses[0]'],
    ask: 'kube',
    raw: addresses('"fe80::1%eth0/128"', '"fe80::1/128"'),
    expect: refused('invalid CIDR "fe80::1%eth0/128"'),
  },
  {
    name: 'pool: no addresses',
    ours: made([]),
    problem: ['metallb.pool-empty', 'MetalLbPool.addresses'],
    ask: 'kube',
    raw: addresses('', '192.168.1.5/32'),
    expect: refused('no prefixes'),
  },
  {
    name: 'pool: one address in two entries',
    ours: made(['192.168.1.200-192.168.1.210', '192.168.1.210-192.168.1.220']),
    problem: ['metallb.pool-overlap', 'MetalLbPool.addresses'],
    ask: 'kube',
    raw: addresses('192.168.1.200-192.168.1.210, 192.168.1.210-192.168.1.220', '192.168.1.200-192.168.1.210, 192.168.1.211-192.168.1.220'),
    expect: refused('overlaps'),
  },
  {
    name: 'pool: a range from IPv4 to IPv6 hands out nothing',
    ours: made(['192.168.1.200-2001:db8::5']),
    problem: ['address.mixed-families', 'MetalLbPool.addresses[0]'],
    ask: 'metallb',
    raw: served()('192.168.1.200-2001:db8::5', '192.168.1.200-192.168.1.210'),
    expect: silent({ service: 'pending', event: 'no available IPs' }, { service: '192.168.1.200' }),
  },
  {
    name: 'pool: host bits widen it to addresses in front of the one written',
    ours: made(['192.168.99.100/28']),
    problem: ['address.host-bits', 'MetalLbPool.addresses[0]'],
    ask: 'metallb',
    raw: served('metallb.io/loadBalancerIPs: 192.168.99.97')('192.168.99.100/28', '192.168.99.100-192.168.99.111'),
    expect: silent({ service: '192.168.99.97' }, { service: 'pending', event: 'is not allowed in config' }),
  },
  {
    name: 'pool: an IPv4 address written as IPv6 is read as IPv4',
    ours: made(['::ffff:192.168.1.200-::ffff:192.168.1.210']),
    problem: ['address.ipv4-mapped', 'MetalLbPool.addresses[0]'],
    ask: 'metallb',
    raw: served()('"::ffff:192.168.1.200-::ffff:192.168.1.210"', '192.168.1.200-192.168.1.210'),
    expect: policy({ service: '192.168.1.200' }),
  },
];
