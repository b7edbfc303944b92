import { ApiObject, JsonPatch } from 'cdk8s';
import { KubeProxyConfig } from '../../lib/cluster/kube-proxy-config';
import { KubeProxySource } from '../../lib/cluster/kube-proxy-source';
import { KubeProxyMode } from '../../lib/core/cluster-facts';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const kubeadm = { clusterCidr: '10.244.0.0/16', apiServer: 'https://192.168.1.10:6443' };
const ipvs = { mode: KubeProxyMode.IPVS, strictArp: true };
const dataOf = (source: KubeProxySource, props: { mode: KubeProxyMode; strictArp?: boolean } = ipvs): Record<string, string> =>
  documentOf('ConfigMap', (chart) => new KubeProxyConfig(chart, 'kube-proxy', { source, ...props })).data;

test('the primary object can be patched', () => {
  const patched = documentOf('ConfigMap', (chart) =>
    ApiObject.of(new KubeProxyConfig(chart, 'kube-proxy', { source: KubeProxySource.kubeadm(kubeadm), ...ipvs })).addJsonPatch(
      JsonPatch.add('/metadata/labels/a', 'b'),
    ),
  );
  expect(patched.metadata.labels).toEqual({ app: 'kube-proxy', a: 'b' });
});

test('without a current configuration a complete one is made, in the shape of kubeadm', () => {
  const build = { source: KubeProxySource.kubeadm(kubeadm), ...ipvs };
  expect(yamlOf((chart) => new KubeProxyConfig(chart, 'kube-proxy', build), { namespace: 'shop' })).toMatchSnapshot();
});

describe('of a current configuration', () => {
  const current = `# kept
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clusterCIDR: 10.0.0.0/8 # kept too
mode: ""
ipvs:
  scheduler: "rr"
  strictARP: false
aLongText: ${'word '.repeat(40).trim()}
`;

  test('two settings are changed and everything else is kept', () => {
    expect(dataOf(KubeProxySource.current(current))['config.conf']).toBe(
      current.replace('mode: ""', 'mode: "ipvs"').replace('strictARP: false', 'strictARP: true'),
    );
  });

  test('strictARP is left alone unless it is said', () => {
    expect(dataOf(KubeProxySource.current(current), { mode: KubeProxyMode.NFTABLES })['config.conf']).toBe(
      current.replace('mode: ""', 'mode: "nftables"'),
    );
  });

  test.each(['', 'ipvs:\n', 'ipvs: null\n', 'ipvs: {}\n'])('strictARP finds its place where there was "%s"', (before) => {
    const text = dataOf(KubeProxySource.current(`kind: KubeProxyConfiguration\n${before}`))['config.conf'];
    expect(text.replace(/\s+/g, ' ')).toMatch(/mode: ipvs/);
    expect(text.replace(/\s+/g, ' ')).toMatch(/ipvs: (\{ )?strictARP: true/);
  });

  test('its kubeconfig is written when it is given', () => {
    expect(dataOf(KubeProxySource.current(current, 'kind: Config\n'))['kubeconfig.conf']).toBe('kind: Config\n');
    expect(Object.keys(dataOf(KubeProxySource.current(current)))).toEqual(['config.conf']);
  });
});

test('an IPv6 cluster binds to IPv6', () => {
  expect(dataOf(KubeProxySource.kubeadm({ ...kubeadm, clusterCidr: 'fd00::/48' }))['config.conf']).toContain('bindAddress: "::"');
  expect(dataOf(KubeProxySource.kubeadm({ ...kubeadm, clusterCidr: '10.244.0.0/16,fd00::/48' }))['config.conf']).toContain(
    'bindAddress: 0.0.0.0',
  );
});

test.each([
  [KubeProxySource.current('a: [b'), 'kube-proxy.unreadable: source.configConf: config.conf cannot be used: '],
  [
    KubeProxySource.current('kind: KubeletConfiguration'),
    'kube-proxy.unreadable: source.configConf: config.conf cannot be used: its kind is not KubeProxyConfiguration',
  ],
  [
    KubeProxySource.current('just text'),
    'kube-proxy.unreadable: source.configConf: config.conf cannot be used: its kind is not KubeProxyConfiguration',
  ],
  [
    KubeProxySource.current(''),
    'kube-proxy.unreadable: source.configConf: config.conf cannot be used: its kind is not KubeProxyConfiguration',
  ],
  [KubeProxySource.kubeadm({ ...kubeadm, clusterCidr: '10.244.0.1/16' }), 'address.host-bits: source.clusterCidr: "10.244.0.1/16"'],
  [
    KubeProxySource.kubeadm({ ...kubeadm, clusterCidr: '10.0.0.1-10.0.0.9' }),
    'address.syntax: source.clusterCidr: "10.0.0.1-10.0.0.9" is not a CIDR',
  ],
  [KubeProxySource.kubeadm({ ...kubeadm, clusterCidr: '10.0.0.0/16,10.1.0.0/16' }), 'address.cidr-per-family: source.clusterCidr: '],
  [
    KubeProxySource.kubeadm({ ...kubeadm, apiServer: '192.168.1.10:6443' }),
    'kube-proxy.api-server: source.apiServer: "192.168.1.10:6443" is not the https URL',
  ],
  [KubeProxySource.kubeadm({ ...kubeadm, apiServer: 'http://192.168.1.10' }), 'kube-proxy.api-server: source.apiServer: '],
])('a source that would cut kube-proxy off is refused: %#', (source, message) => {
  expect(problemsOf((chart) => new KubeProxyConfig(chart, 'kube-proxy', { source, ...ipvs }))).toEqual([
    expect.stringContaining(`[chart/kube-proxy] ${message}`),
  ]);
});

test('two families are written as kube-proxy splits them, without the space', () => {
  const source = KubeProxySource.kubeadm({ ...kubeadm, clusterCidr: '10.244.0.0/16, fd00::/48' });
  expect(dataOf(source)['config.conf']).toContain('clusterCIDR: 10.244.0.0/16,fd00::/48\n');
});

test('two mistakes are two problems', () => {
  const source = KubeProxySource.kubeadm({ clusterCidr: '10.0.0.0', apiServer: 'x' });
  expect(problemsOf((chart) => new KubeProxyConfig(chart, 'kube-proxy', { source, mode: 'ipsv' as KubeProxyMode }))).toEqual([
    '[chart/kube-proxy] input.choice: mode: "ipsv" is not one of the choices. Allowed: iptables, ipvs, nftables. Fix: take one of those.',
    expect.stringContaining('address.bare: source.clusterCidr: "10.0.0.0"'),
    expect.stringContaining('kube-proxy.api-server: source.apiServer: "x"'),
  ]);
});

test.each(['ipvs: yes', 'ipvs: [a]', 'ipvs: text'])('a configuration with "%s" is unreadable', (line) => {
  const source = KubeProxySource.current(`kind: KubeProxyConfiguration\n${line}\n`);
  expect(problemsOf((chart) => new KubeProxyConfig(chart, 'kube-proxy', { source, ...ipvs }))).toEqual([
    expect.stringContaining('kube-proxy.unreadable: source.configConf: config.conf cannot be used: its ipvs is not a map'),
  ]);
});

describe('what a type checker refuses, and JavaScript lets through', () => {
  const any = (value: unknown): any => value;
  const source = KubeProxySource.kubeadm(kubeadm);
  const problems = (props: unknown) => problemsOf((chart) => new KubeProxyConfig(chart, 'kube-proxy', any(props)));

  test.each([undefined, null, {}])('props %j', (props) => {
    expect(problems(props)).toEqual([
      expect.stringContaining('[chart/kube-proxy] input.choice: mode: nothing is not one of the choices'),
      '[chart/kube-proxy] input.type: source: nothing is not a KubeProxySource. ' +
        'Fix: write KubeProxySource.current(…) or KubeProxySource.kubeadm(…).',
    ]);
  });

  test.each<[unknown, string]>([
    [{ source: 'kind: KubeProxyConfiguration' }, 'input.type: source: "kind: KubeProxyConfiguration" is not a KubeProxySource'],
    [{ source: {} }, 'input.type: source: {} is not a KubeProxySource'],
    [{ source: null }, 'input.type: source: null is not a KubeProxySource'],
    [{ mode: () => 'ipvs' }, 'input.choice: mode: '],
    [{ mode: null }, 'input.choice: mode: null is not one of the choices'],
    [{ strictArp: 'false' }, 'input.type: strictArp: "false" is neither true nor false'],
    [{ strictArp: null }, 'input.type: strictArp: null is neither true nor false'],
    [{ source: KubeProxySource.current(any(5)) }, 'input.type: source.configConf: 5 is not a text'],
    [{ source: KubeProxySource.current('kind: KubeProxyConfiguration', any(5)) }, 'input.type: source.kubeconfigConf: 5 is not a text'],
    [{ source: KubeProxySource.kubeadm(any({ ...kubeadm, clusterCidr: 5 })) }, 'input.type: source.clusterCidr: 5 is not a text'],
    [{ source: KubeProxySource.kubeadm(any({ ...kubeadm, apiServer: 5 })) }, 'input.type: source.apiServer: 5 is not a text'],
  ])('%#: %j', (props, message) => {
    expect(problems({ source, ...ipvs, ...any(props) })).toEqual([expect.stringContaining(`[chart/kube-proxy] ${message}`)]);
  });

  test.each([undefined, null, 'kubeadm'])('a kubeadm of %j', (options) => {
    expect(problems({ ...ipvs, source: KubeProxySource.kubeadm(any(options)) })).toEqual([
      expect.stringContaining('input.type: source.clusterCidr: nothing is not a text'),
      expect.stringContaining('input.type: source.apiServer: nothing is not a text'),
    ]);
  });
});
