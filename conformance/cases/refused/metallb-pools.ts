import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { LabelSelector } from '../../../lib/core/label-selector';
import { MetalLbL2Advertisement } from '../../../lib/metallb/metallb-l2-advertisement';
import { MetalLbPool, MetalLbPoolProps } from '../../../lib/metallb/metallb-pool';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { around, RefusedCase, refused, silent } from './case';
import { configMap, EDGE_POOL, metallb, pool, service, world } from './documents';

// What a pool is to the rest of its cluster. Most of it is admitted: a webhook looks at pools alone, and the controller hands
// addresses out whatever becomes of them.

const first = { service: '192.168.1.200' };
const served = around((documents) => world(EDGE_POOL, documents, service('web', '')));
const edge = (chart: Chart, props: Partial<MetalLbPoolProps> = {}): MetalLbPool =>
  new MetalLbPool(chart, 'edge', { addresses: ['192.168.1.200-192.168.1.210'], ...props });

export const metallbPools: readonly RefusedCase[] = [
  {
    name: 'pool: advertised by nobody, it hands out its addresses',
    ours: (chart) => edge(chart, { advertise: PoolAdvertising.byOthers() }),
    problem: ['metallb.pool-unadvertised', 'rule'],
    ask: 'metallb',
    raw: served('', metallb('L2Advertisement', 'edge', '')),
    expect: silent(first, first),
  },
  {
    name: 'pool: an advertisement whose selectors choose none',
    ours: (chart) => [
      edge(chart, { labels: { side: 'left' } }),
      new MetalLbL2Advertisement(chart, 'more', { poolSelectors: [LabelSelector.of({ labels: { side: 'right' } })] }),
    ],
    problem: ['metallb.advertisement-without-pool', 'rule'],
    ask: 'metallb',
    raw: served(
      metallb('L2Advertisement', 'more', 'ipAddressPoolSelectors: [{ matchLabels: { side: right } }]'),
      metallb('L2Advertisement', 'more', ''),
    ),
    expect: silent(first, first),
  },
  {
    name: 'pool: addresses of the network of Pods',
    ours: (chart) => edge(chart),
    facts: { podCidr: '192.168.0.0/16' },
    problem: ['metallb.pool-in-network', 'rule'],
    ask: 'metallb',
    raw: served('', metallb('L2Advertisement', 'edge', '')),
    expect: silent(first, first),
  },
  {
    name: 'pool: nothing but addresses that are held back',
    ours: (chart) => edge(chart, { addresses: ['192.168.1.255/32'], avoidBuggyIps: true }),
    problem: ['metallb.pool-without-address', 'rule'],
    ask: 'metallb',
    raw: around((range) => world(pool('edge', `addresses: [${range}], avoidBuggyIPs: true`), service('web', '')))(
      '192.168.1.255/32',
      '192.168.1.200/32',
    ),
    expect: silent({ service: 'pending', event: 'no available IPs' }, first),
  },
  {
    name: 'pool: for namespaces of which there is none, it is open to all who name it',
    ours: (chart) =>
      edge(chart, { serviceAllocation: { namespaceSelectors: [LabelSelector.of({ labels: { 'kubernetes.io/metadata.name': 'edge' } })] } }),
    problem: ['metallb.allocation-matches-nothing', 'rule'],
    ask: 'metallb',
    raw: around((labels) =>
      world(
        pool(
          'edge',
          `addresses: [192.168.1.200-192.168.1.210], serviceAllocation: { namespaceSelectors: [{ matchLabels: { ${labels} } }] }`,
        ),
        service('web', 'metallb.io/address-pool: edge'),
      ),
    )('kubernetes.io/metadata.name: edge', 'kubernetes.io/metadata.name: other'),
    expect: silent(first, { service: 'pending', event: 'pool edge not compatible for ip assignment' }),
  },
  {
    name: 'pool: two of them overlap',
    ours: (chart) => [edge(chart), new MetalLbPool(chart, 'annex', { addresses: ['192.168.1.210/32'] })],
    problem: ['metallb.pool-overlap', 'rule'],
    ask: 'metallb',
    raw: around((range) => world(EDGE_POOL, pool('annex', `addresses: [${range}]`)))('192.168.1.210/32', '192.168.1.211/32'),
    expect: refused('overlaps'),
  },
  {
    name: 'pool: in a namespace that MetalLB does not run in',
    ours: (chart) => edge(chart, { namespace: 'other', advertise: PoolAdvertising.none() }),
    facts: { metallb: { namespace: 'metallb-system' } },
    problem: ['metallb.wrong-namespace', 'rule'],
    ask: 'kube',
    raw: around((namespace) => EDGE_POOL.replace('metallb-system', namespace))('other', 'metallb-system'),
    expect: refused('resource must be created in metallb-system namespace'),
  },
  {
    name: 'pool: a kind of long ago',
    ours: (chart) =>
      new ApiObject(chart, 'edge', {
        apiVersion: 'metallb.io/v1beta1',
        kind: 'AddressPool',
        metadata: { name: 'edge', namespace: 'metallb-system' },
        spec: { protocol: 'layer2', addresses: ['192.168.1.200-192.168.1.210'] },
      }),
    problem: ['metallb.legacy-kind', 'rule'],
    ask: 'kube',
    raw: { wrong: metallb('AddressPool', 'edge', 'protocol: layer2, addresses: [192.168.1.200-192.168.1.210]'), right: EDGE_POOL },
    expect: refused('no kind AddressPool'),
  },
  {
    name: 'pool: in the ConfigMap of long ago',
    ours: (chart) =>
      new k8s.KubeConfigMap(chart, 'config', {
        metadata: { name: 'config', namespace: 'metallb-system' },
        data: { config: 'address-pools: [{ name: old, protocol: layer2, addresses: [192.168.2.0/28] }]' },
      }),
    problem: ['metallb.legacy-config', 'rule'],
    ask: 'metallb',
    raw: around((old) => world(EDGE_POOL, old, service('web', 'metallb.io/address-pool: old')))(
      configMap('config', 'config', 'address-pools: [{ name: old, protocol: layer2, addresses: [192.168.2.0/28] }]'),
      pool('old', 'addresses: [192.168.2.0/28]'),
    ),
    expect: silent({ service: 'pending', event: 'unknown pool "old"' }, { service: '192.168.2.0' }),
  },
  {
    name: 'pool: as raw YAML with an address that is no range',
    ours: (chart) => {
      const metadata = { name: 'edge', namespace: 'metallb-system' };
      new ApiObject(chart, 'edge', {
        apiVersion: 'metallb.io/v1beta1',
        kind: 'IPAddressPool',
        metadata,
        spec: { addresses: ['192.168.1.200'] },
      });
      new ApiObject(chart, 'lan', { apiVersion: 'metallb.io/v1beta1', kind: 'L2Advertisement', metadata });
    },
    problem: ['metallb.pool-address', 'rule'],
    ask: 'kube',
    raw: around((addresses) => pool('edge', `addresses: [${addresses}]`))('192.168.1.200', '192.168.1.200/32'),
    expect: refused('invalid CIDR'),
  },
];
