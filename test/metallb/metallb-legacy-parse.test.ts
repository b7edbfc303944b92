import { App, Chart, Testing } from 'cdk8s';
import { GitOpsController } from '../../lib/gitops/gitops-controller';
import { MetalLbLegacyTarget } from '../../lib/metallb/legacy/model';
import { MetalLbInstall } from '../../lib/metallb/metallb-install';
import { MetalLbLegacyConfig } from '../../lib/metallb/metallb-legacy-config';
import { chartWith, problemsOf, yamlOf } from '../support/charts';

const parse = (text: string) => MetalLbLegacyConfig.parse(text);
const notCarried = (text: string) => parse(text).notCarried;
const documentsOf = (text: string, target?: MetalLbLegacyTarget) =>
  Testing.synth(chartWith((chart) => parse(text).addTo(chart, target))) as Record<string, any>[];
const specOf = (kind: string, text: string, name?: string) =>
  documentsOf(text).find((document) => document.kind === kind && (name === undefined || document.metadata.name === name))?.spec;

const configMap = (config: string, namespace = 'metallb-system') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n  namespace: ${namespace}\ndata:\n  config: |\n${config.replace(/^/gm, '    ')}`;

const EVERYTHING = `
peers:
- peer-address: 10.0.0.1
  peer-asn: 64513
  my-asn: 64512
  peer-port: 1179
  source-address: 10.0.0.2
  hold-time: 2m
  keepalive-time: 30s
  router-id: 1.2.3.4
  password: "hidden"
  bfd-profile: fast
  ebgp-multihop: true
  node-selectors:
  - match-labels:
      kubernetes.io/hostname: node-1
    match-expressions:
    - { key: kubernetes.io/arch, operator: In, values: [amd64, arm64] }
    - { key: rack, operator: NotIn, values: [b] }
    - { key: edge, operator: Exists }
    - { key: spare, operator: DoesNotExist }
- { my-asn: 64512, peer-asn: 64512, peer-address: 10.0.0.9 }
address-pools:
- name: wan
  protocol: bgp
  addresses:
  - 203.0.113.0/28
  - 2001:db8::10-2001:db8::20
  avoid-buggy-ips: yes
  auto-assign: off
  bgp-advertisements:
  - aggregation-length: 32
    aggregation-length-v6: 128
    localpref: 100
    communities: [ "64512:1", no-export ]
  - aggregation-length: 28
- name: lan
  protocol: layer2
  addresses: [ 192.168.1.240/28 ]
bgp-communities:
  no-export: 65535:65281
bfd-profiles:
- name: fast
  receive-interval: 280
  transmit-interval: 270
  detect-multiplier: 5
  echo-interval: 62
  echo-mode: false
  passive-mode: true
  minimum-ttl: 254
`;

test('everything it can say, as the objects that say the same', () => {
  expect(yamlOf((chart) => parse(EVERYTHING).addTo(chart))).toMatchSnapshot();
});

test('what was made is handed over, in the order of the ConfigMap', () => {
  chartWith((chart) => {
    const { pools, peers, communities, bfdProfiles } = parse(EVERYTHING).addTo(chart);
    expect([pools, peers, communities, bfdProfiles].map((made) => made.map(({ name }) => name))).toEqual([
      ['wan', 'lan'],
      ['peer1', 'peer2'],
      ['communities'],
      ['fast'],
    ]);
  });
});

test('the ConfigMap of the documents: host bits meant the whole block', () => {
  const text = configMap('address-pools:\n- name: custom-ip-space\n  protocol: layer2\n  addresses:\n  - 192.168.99.100/28');
  expect(notCarried(text)).toEqual([
    'address-pools[0].addresses[0]: "192.168.99.100/28" becomes "192.168.99.96/28", the whole block that MetalLB reads it as',
  ]);
  expect(specOf('IPAddressPool', text)).toEqual({ addresses: ['192.168.99.96/28'] });
  expect(specOf('L2Advertisement', text)).toEqual({ ipAddressPools: ['custom-ip-space'] });
});

test('two of them in one chart', () => {
  const pool = (name: string, address: string) => `address-pools:\n- { name: ${name}, protocol: layer2, addresses: [ ${address} ] }`;
  const build = (chart: Chart) => {
    parse(pool('lan', '10.0.0.0/28')).addTo(chart);
    parse(pool('edge', '10.0.1.0/28')).addTo(chart, { id: 'edge' });
  };
  expect(problemsOf(build as any)).toEqual([]);
  expect(chartWith(build).node.children.map(({ node }) => node.id)).toEqual(['metallb-legacy', 'edge']);
  expect(problemsOf((chart) => parse(pool('lan', '10.0.0.0/28')).addTo(chart, { id: 5 as any }))).toEqual([
    '[chart/5] input.type: target.id: 5 is not a text. Allowed: text. Fix: write it in quotes.',
  ]);
});

describe('where the objects go', () => {
  const config = 'address-pools:\n- { name: lan, protocol: layer2, addresses: [ 192.168.1.0/28 ] }';
  const namespacesOf = (text: string, target?: MetalLbLegacyTarget) =>
    [...new Set(documentsOf(text, target).map(({ metadata }) => metadata.namespace))].join();

  test('to the namespace of the ConfigMap, unless told otherwise', () => {
    expect(namespacesOf(config)).toBe('metallb-system');
    expect(namespacesOf(configMap(config, 'lb'))).toBe('lb');
    expect(namespacesOf(configMap(config, 'lb'), { namespace: 'other' })).toBe('other');
  });

  test('to the namespace of the install', () => {
    const app = new App();
    const props = { controller: GitOpsController.argoCd(), namespace: 'elsewhere' };
    const install = new MetalLbInstall(new Chart(app, 'install'), 'metallb', props);
    const chart = new Chart(app, 'chart');
    parse(configMap(config, 'lb')).addTo(chart, { install });
    const annotations = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' };
    Testing.synth(chart).forEach(({ metadata }) => expect(metadata).toEqual({ name: 'lan', namespace: 'elsewhere', annotations }));
  });
});

describe('what differs between the old and the new is carried as the old meant it', () => {
  test('a hold time of 90 s where none is said', () => {
    const peer = 'peers:\n- { my-asn: 1, peer-asn: 2, peer-address: 10.0.0.1';
    expect(specOf('BGPPeer', `${peer} }`).holdTime).toBe('90s');
    expect(specOf('BGPPeer', `${peer}, keepalive-time: 10s }`)).toMatchObject({ holdTime: '90s', keepaliveTime: '10s' });
    expect(specOf('BGPPeer', `${peer}, hold-time: 1m30.9s }`).holdTime).toBe('90s');
    expect(specOf('BGPPeer', `${peer}, hold-time: "0" }`).holdTime).toBe('0s');
    expect(specOf('BGPPeer', `${peer}, hold-time: 1h0m500ms }`).holdTime).toBe('3600s');
  });

  test('what is zero or empty was not said', () => {
    const text =
      'peers:\n- { my-asn: 1, peer-asn: 2, peer-address: 10.0.0.1, peer-port: 0, router-id: "", source-address: "", hold-time: "", ' +
      'keepalive-time: "", bfd-profile: "", password: "", node-selectors: [] }';
    expect(notCarried(text)).toEqual([]);
    expect(specOf('BGPPeer', text)).toEqual({ myASN: 1, peerASN: 2, peerAddress: '10.0.0.1', holdTime: '90s' });
    const labelled = text.replace('node-selectors: []', 'node-selectors: [ { match-labels: { edge: "" } } ]');
    expect(specOf('BGPPeer', labelled).nodeSelectors).toEqual([{ matchLabels: { edge: '' } }]);
  });

  test('a pool that is called like the second advertisement of another', () => {
    const pool = (name: string, addresses: string) =>
      `- { name: ${name}, protocol: bgp, addresses: [ ${addresses} ], bgp-advertisements: [ { localpref: 5 }, { localpref: 6, aggregation-length: 28 } ] }`;
    const text = `address-pools:\n${pool('edge', '10.0.0.0/28')}\n${pool('edge-2', '10.0.1.0/28')}`;
    const advertisements = documentsOf(text).filter(({ kind }) => kind === 'BGPAdvertisement');
    expect(advertisements.map(({ metadata, spec }) => `${metadata.name} of ${spec.ipAddressPools}, ${spec.localPref}`)).toEqual([
      'edge of edge, 5',
      'edge-3 of edge, 6',
      'edge-2 of edge-2, 5',
      'edge-2-2 of edge-2, 6',
    ]);
  });

  test('several ways to announce a pool are several advertisements', () => {
    expect(specOf('BGPAdvertisement', EVERYTHING, 'wan')).toMatchObject({ aggregationLength: 32, localPref: 100 });
    expect(specOf('BGPAdvertisement', EVERYTHING, 'wan-2')).toEqual({ aggregationLength: 28, ipAddressPools: ['wan'] });
  });
});
