import { ClusterFacts, KubeProxyMode } from '../../lib/core/cluster-facts';
import { Manifests } from '../../lib/manifests/manifests';
import { checkRules } from '../../lib/rules/all-rules';
import { RangeIndex } from '../../lib/rules/metallb/range-index';
import { AddressRange } from '../../lib/values/address-range';

const CHECKED = [
  'kube-proxy.contradicts-facts',
  'metallb.node-address-in-pool',
  'metallb.pool-in-network',
  'metallb.pool-outside-subnet',
  'metallb.strict-arp',
];

interface Sketch {
  kind: string;
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  spec?: unknown;
  data?: unknown;
}
const check = (sketches: Sketch[], facts?: ClusterFacts): string[] => {
  const documents = sketches.map(({ kind, name = 'pool', namespace = 'metallb-system', labels, ...rest }, index) => ({
    origin: `${kind}-${index}`,
    chart: 'chart',
    file: 'a.yaml',
    object: { apiVersion: kind === 'ConfigMap' ? 'v1' : 'metallb.io/v1beta1', kind, metadata: { name, namespace, labels }, ...rest },
  }));
  return checkRules(new Manifests(documents, 'default'), facts)
    .filter(({ id }) => CHECKED.includes(id))
    .map(({ severity, path, id, what, allowed, fix }) => [`${severity} ${path} ${id}: ${what}`, allowed, fix].filter(Boolean).join('; '));
};
const pool = (addresses: unknown, more: Partial<Sketch> = {}): Sketch => ({ kind: 'IPAddressPool', spec: { addresses }, ...more });
const layer2 = (spec: unknown = {}): Sketch => ({ kind: 'L2Advertisement', name: 'l2', spec });

describe('a range index', () => {
  const range = (text: string) => AddressRange.parseOrAddress(text);
  test('finds what a comparison with each one finds', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const some = () => {
      const [first, size] = [random(200), random(random(3) === 0 ? 100 : 5)];
      return range(`10.0.0.${first}-10.0.0.${Math.min(first + size, 255)}`);
    };
    for (let round = 0; round < 500; round++) {
      const [ranges, asked] = [Array.from({ length: random(12) }, some), some()];
      const found = new RangeIndex(ranges).overlapping(asked);
      expect(new Set(found)).toEqual(new Set(ranges.filter((one) => one.overlaps(asked))));
      expect(found).toHaveLength(ranges.filter((one) => one.overlaps(asked)).length);
    }
  });
  test('keeps the families apart', () => {
    const index = new RangeIndex([range('0.0.0.1'), range('::1')]);
    expect(index.overlapping(range('::/0')).map(({ text }) => text)).toEqual(['::1']);
  });
});

describe('metallb.node-address-in-pool', () => {
  test('compared as numbers, not as prefixes', () => {
    const facts = { nodeAddresses: ['192.168.99.100', '10.0.0.0/30', '2001:db8::1-2001:db8::9'] };
    expect(check([pool(['192.168.99.96/28', '10.0.0.3-10.0.0.9', '2001:db8::a-2001:db8::f'])], facts)).toEqual([
      'error IPAddressPool-0 metallb.node-address-in-pool: "192.168.99.96/28" holds "192.168.99.100", which a machine already uses; leave the addresses of machines out of the pool',
      'error IPAddressPool-0 metallb.node-address-in-pool: "10.0.0.3-10.0.0.9" holds "10.0.0.0/30", which a machine already uses; leave the addresses of machines out of the pool',
    ]);
  });
  test('other machines count as nodes do', () => {
    expect(check([pool(['10.0.0.0/24'])], { nodeAddresses: ['10.0.0.9'], otherAddresses: ['10.0.0.1', '10.0.1.1'] })).toEqual([
      'error IPAddressPool-0 metallb.node-address-in-pool: "10.0.0.0/24" holds "10.0.0.1", which a machine already uses; leave the addresses of machines out of the pool',
      'error IPAddressPool-0 metallb.node-address-in-pool: "10.0.0.0/24" holds "10.0.0.9", which a machine already uses; leave the addresses of machines out of the pool',
    ]);
  });
});

describe('metallb.pool-in-network', () => {
  const facts = { podCidr: '10.244.0.0/16,fd00::/48', serviceCidr: '10.96.0.0/12', dhcpRanges: ['192.168.1.100-192.168.1.149'] };
  test('each network is named', () => {
    expect(check([pool(['10.244.255.255-10.245.0.9', 'fd00::1-fd00::2', '10.100.0.0/24', '192.168.1.149-192.168.1.160'])], facts)).toEqual([
      'error IPAddressPool-0 metallb.pool-in-network: "10.244.255.255-10.245.0.9" overlaps "10.244.0.0/16", which is for Pods (podCidr); take addresses that nothing else hands out',
      'error IPAddressPool-0 metallb.pool-in-network: "fd00::1-fd00::2" overlaps "fd00::/48", which is for Pods (podCidr); take addresses that nothing else hands out',
      'error IPAddressPool-0 metallb.pool-in-network: "10.100.0.0/24" overlaps "10.96.0.0/12", which is for Services inside the cluster (serviceCidr); take addresses that nothing else hands out',
      'error IPAddressPool-0 metallb.pool-in-network: "192.168.1.149-192.168.1.160" overlaps "192.168.1.100-192.168.1.149", which DHCP hands out (dhcpRanges); take addresses that nothing else hands out',
    ]);
  });
  test('the neighbours of a network are free', () => {
    expect(check([pool(['10.245.0.0/16', '10.112.0.0/12', '192.168.1.150-192.168.1.160', '192.168.1.90-192.168.1.99'])], facts)).toEqual(
      [],
    );
  });
  test('without facts nothing is said', () => expect(check([pool(['10.244.0.0/24'])])).toEqual([]));
});

describe('metallb.pool-outside-subnet', () => {
  const facts = { nodeSubnets: ['192.168.1.0/25', '192.168.1.128/25'] };
  const outside = [
    'warning IPAddressPool-0 metallb.pool-outside-subnet: "10.0.0.0/24" is advertised by layer 2, but is not wholly in one network of the nodes, where ARP and NDP ask for it; 192.168.1.0/25, 192.168.1.128/25; take addresses of such a network, or advertise them by BGP',
  ];
  test('an advertisement chooses by name, by label, or takes all', () => {
    const labelled = pool(['10.0.0.0/24'], { labels: { zone: 'a' } });
    expect(check([labelled, layer2({ ipAddressPools: ['pool'] })], facts)).toEqual(outside);
    expect(check([labelled, layer2({ ipAddressPoolSelectors: [{ matchLabels: { zone: 'a' } }] })], facts)).toEqual(outside);
    expect(check([labelled, layer2()], facts)).toEqual(outside);
    expect(check([labelled, layer2({ ipAddressPools: ['other'] })], facts)).toEqual([]);
    expect(check([labelled, layer2({ ipAddressPoolSelectors: [{ matchLabels: { zone: 'b' } }] })], facts)).toEqual([]);
  });
  test('a range in two networks is in none wholly', () => {
    expect(check([pool(['192.168.1.120-192.168.1.130', '192.168.1.10-192.168.1.20']), layer2()], facts)).toEqual([
      expect.stringContaining('metallb.pool-outside-subnet: "192.168.1.120-192.168.1.130"'),
    ]);
  });
  test('not of a family of which no network is known', () => {
    expect(check([pool(['2001:db8::/120']), layer2()], facts)).toEqual([]);
    expect(check([pool(['2001:db8::/120']), layer2()], { nodeSubnets: ['192.168.1.0/24', 'fd00::/64'] })).toEqual([
      expect.stringContaining('; fd00::/64; take'),
    ]);
  });
  test('not by BGP, nor where no networks are known', () => {
    expect(check([pool(['10.0.0.0/24']), { kind: 'BGPAdvertisement', name: 'bgp' }], facts)).toEqual([]);
    expect(check([pool(['10.0.0.0/24']), layer2()], {})).toEqual([]);
  });
});

const kubeProxy = (configConf: unknown): Sketch => ({
  kind: 'ConfigMap',
  name: 'kube-proxy',
  namespace: 'kube-system',
  data: { 'config.conf': configConf },
});
const config = (more: string) => kubeProxy(`kind: KubeProxyConfiguration\n${more}\n`);

describe('metallb.strict-arp', () => {
  const served = [pool(['10.0.0.0/24']), layer2()];
  const said = (origin: string) => [
    `error ${origin} metallb.strict-arp: kube-proxy runs in IPVS mode without strictARP, so every node answers ARP for the addresses of pool "pool"; set strictArp of a KubeProxyConfig, or say strictArp in the facts of the cluster where other means set it`,
  ];
  test('IPVS by the facts', () => expect(check(served, { kubeProxy: KubeProxyMode.IPVS })).toEqual(said('IPAddressPool-0')));
  test.each(['mode: ipvs', 'mode: ipvs\nipvs:', 'mode: ipvs\nipvs: {strictARP: false}', 'mode: ipvs\nipvs: {strictARP: "true"}'])(
    'IPVS by the ConfigMap: %j',
    (text) => expect(check([...served, config(text)])).toEqual(said('ConfigMap-2')),
  );
  test.each<[string, Sketch[], ClusterFacts]>([
    ['it is strict', [...served, config('mode: ipvs\nipvs: {strictARP: true}')], {}],
    ['it is strict as YAML 1.1 says it', [...served, config('mode: ipvs\nipvs: {strictARP: yes}')], {}],
    ['it is said to be strict', [...served, config('mode: ipvs')], { strictArp: true }],
    ['the mode is another', [...served, config('mode: nftables')], {}],
    ['the mode is the default', [...served, config('mode: ""')], {}],
    ['the facts say another mode', served, { kubeProxy: KubeProxyMode.NFTABLES }],
    ['layer 2 advertises nothing', [pool(['10.0.0.0/24'])], { kubeProxy: KubeProxyMode.IPVS }],
    ['layer 2 advertises another pool', [served[0], layer2({ ipAddressPools: ['other'] })], { kubeProxy: KubeProxyMode.IPVS }],
    ['there is IPv6 alone, without ARP', [pool(['2001:db8::/64']), layer2()], { kubeProxy: KubeProxyMode.IPVS }],
    ['the ConfigMap is of another namespace', [...served, { ...config('mode: ipvs'), namespace: 'default' }], {}],
  ])('not when %s', (_, documents, facts) => expect(check(documents, facts)).toEqual([]));
});

describe('kube-proxy.contradicts-facts', () => {
  test('two modes', () => {
    expect(check([config('mode: ""')], { kubeProxy: KubeProxyMode.IPVS })).toEqual([
      'error ConfigMap-0 kube-proxy.contradicts-facts: config.conf has kube-proxy run in mode "iptables", and the facts of the cluster say "ipvs"; say the same in both, or leave kubeProxy out of the facts',
    ]);
  });
  test('not one mode twice', () => expect(check([config('mode: ipvs')], { kubeProxy: KubeProxyMode.IPVS })).toEqual([]));
  test('without facts nothing contradicts', () => expect(check([config('mode: ipvs')], {})).toEqual([]));
});

test.each([
  undefined,
  7,
  '',
  'a: [b',
  'just text',
  'kind: KubeletConfiguration\nmode: ipvs',
  'a: *unknown',
  '[a, b]',
  '---\na: 1\n---\nb: 2',
  `kind: KubeProxyConfiguration\nmode: ipvs\na: &a [1]\nb: &b [${'*a,'.repeat(20)}]\nc: &c [${'*b,'.repeat(20)}]\nd: [*c]`,
])('a ConfigMap that kube-proxy could not read says nothing: %#', (text) => {
  expect(check([pool(['10.0.0.0/24']), layer2(), kubeProxy(text)], { strictArp: true, kubeProxy: KubeProxyMode.IPTABLES })).toEqual([]);
});

test.each([
  [{ ...kubeProxy(''), data: undefined }],
  [{ ...kubeProxy(''), data: null }],
  [{ ...kubeProxy(''), data: 'text' }],
  [pool(null)],
  [pool([null, {}, 'nonsense'])],
  [pool('10.0.0.1')],
  [{ kind: 'IPAddressPool' }],
  [layer2(null)],
  [layer2({ ipAddressPools: 7, ipAddressPoolSelectors: [null] })],
  [layer2({ ipAddressPools: ['pool', null] })],
])('any YAML can be read: %#', (document) => {
  const facts = { nodeSubnets: ['10.0.0.0/8'], kubeProxy: KubeProxyMode.IPTABLES, podCidr: '10.1.0.0/16', nodeAddresses: ['10.0.0.1'] };
  expect(check([document], facts)).toEqual([]);
});
