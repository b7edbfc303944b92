import { ClusterFacts, KubeProxyMode, MetalLbBgpMode } from '../../lib/core/cluster-facts';
import { ALL_RULES } from '../../lib/rules/all-rules';
import { metalLbObjects } from '../../lib/rules/metallb/objects';
import { groupBy } from '../../lib/values/group-by';
import { manifestsOf, Sketch } from './metallb-sketches';

const ODD: unknown[] = [null, undefined, 0, 1.5, true, '', 'x', '::', [], [null], [[]], [0], ['x', 5], {}, { name: null }, [{ name: [] }]];
const SELECTORS = ODD.flatMap((odd) => [
  [{ matchLabels: odd }],
  [{ matchExpressions: odd }],
  [{ matchExpressions: [{ key: odd, operator: odd, values: odd }] }],
]);
const FIELDS = [
  ...['addresses', 'ipAddressPools', 'ipAddressPoolSelectors', 'nodeSelectors', 'serviceSelectors', 'interfaces', 'aggregationLength'],
  ...['aggregationLengthV6', 'localPref', 'communities', 'peers', 'myASN', 'peerASN', 'dynamicASN', 'peerAddress', 'interface', 'vrf'],
  ...['routerID', 'sourceAddress', 'bfdProfile', 'keepaliveTime', 'password', 'passwordSecret', 'localASN', 'echoMode'],
];
const KINDS = ['IPAddressPool', 'L2Advertisement', 'BGPAdvertisement', 'BGPPeer', 'BFDProfile', 'Community', 'AddressPool'];

const SELECTING = ['ipAddressPoolSelectors', 'nodeSelectors', 'serviceSelectors'];
const specs = [
  ...ODD,
  ...SELECTING.flatMap((field) => SELECTORS.map((value) => ({ [field]: value }))),
  ...FIELDS.flatMap((field) => ODD.map((value) => ({ [field]: value }))),
];
const inField = (field: string, also: object = {}) => ODD.map((value) => ({ ...also, [field]: value }));
const ofKind = (apiVersion: string, kind: string, all: readonly unknown[]): Sketch[] =>
  all.map((spec, index) => ({ apiVersion, kind, name: `x${index}`, spec }));

const sketches: Sketch[] = [
  ...KINDS.flatMap((kind) => specs.map((spec, index) => ({ kind, name: `x${index}`, labels: ODD[index], spec }))),
  ...['config', 'bgpextras'].flatMap((name) => ODD.map((value) => ({ kind: 'ConfigMap', name, data: value }))),
  ...['config', 'bgpextras'].flatMap((name) => ODD.map((value) => ({ kind: 'ConfigMap', name, data: { config: value, extras: value } }))),
  ...ODD.map((value) => ({ kind: 'Secret', name: 'x', type: value, data: value, stringData: value })),
  { kind: 'BGPPeer', name: 'p', spec: { passwordSecret: { name: 'x' }, peerAddress: '10.0.0.1' } },
  ...ofKind('helm.toolkit.fluxcd.io/v2', 'HelmRelease', [
    ...[...ODD, ...inField('chart'), ...ODD.map((spec) => ({ chart: { spec } }))],
    ...['version', 'values', 'valuesFrom', 'targetNamespace'].flatMap((field) => inField(field, { chart: { spec: { chart: 'metallb' } } })),
  ]),
  ...ofKind('argoproj.io/v1alpha1', 'Application', [
    ...[...ODD, ...['source', 'sources', 'destination'].flatMap((field) => inField(field, { source: { chart: 'metallb' } }))],
    ...['values', 'valuesObject', 'parameters'].flatMap((field) =>
      inField(field).map((helm) => ({ source: { chart: 'metallb', targetRevision: helm[field], helm } })),
    ),
  ]),
  ...ofKind('v1', 'Service', [
    ...ODD,
    ...['ports', 'selector', 'ipFamilies', 'ipFamilyPolicy', 'loadBalancerIP', 'loadBalancerClass'].flatMap((field) =>
      inField(field, { type: 'LoadBalancer' }),
    ),
  ]),
  ...ODD.map((annotations) => ({ apiVersion: 'v1', kind: 'Service', name: 'x', annotations, spec: { type: 'LoadBalancer' } })),
  ...ofKind('apps/v1', 'Deployment', [...ODD, ...inField('template'), ...ODD.map((spec) => ({ template: { metadata: spec, spec } }))]),
];
const kubeProxies = [
  ...ODD,
  ...inField('config.conf'),
  ...['kind: KubeProxyConfiguration\nipvs: 5', '[', '*a'].map((text) => ({ 'config.conf': text })),
].map((data): Sketch => ({ kind: 'ConfigMap', name: 'kube-proxy', namespace: 'kube-system', data }));
const all = [
  sketches,
  ...groupBy(sketches, ({ kind }) => kind).values(),
  ...kubeProxies.map((sketch) => [
    sketch,
    { kind: 'IPAddressPool', name: 'a', spec: { addresses: ['10.0.0.0/24'] } },
    { kind: 'L2Advertisement', name: 'b' },
  ]),
].map(manifestsOf);
const factsOf = (bgpMode: MetalLbBgpMode): ClusterFacts => ({
  nodes: [{ name: 'n', labels: { x: 'y' }, interfaces: ['eth0'] }],
  nodeSubnets: ['10.1.0.0/16'],
  kubeProxy: KubeProxyMode.IPVS,
  metallb: { bgpMode },
});

const FACTS: (ClusterFacts | undefined)[] = [
  undefined,
  {},
  factsOf(MetalLbBgpMode.NATIVE),
  factsOf(MetalLbBgpMode.FRR_K8S),
  { metallb: { namespace: 'lb', loadBalancerClass: 'x/y' } },
];

// What a rule says has a place, and words for whatever is there.
describe.each(ALL_RULES)('$id reads any YAML', ({ check }) => {
  test.each(FACTS)('%#', (facts) => {
    const wrong = all
      .flatMap((manifests) => check(manifests, facts))
      .filter(
        ({ origin, field = '', what, fix, allowed = '' }) =>
          !/^\w+\/\S/.test(origin) || what === '' || fix === '' || /undefined|\[object|NaN/.test(`${field} ${what} ${fix} ${allowed}`),
      );
    expect(wrong).toEqual([]);
  });
});

test('they have something to read: many find something wrong with it', () => {
  const speaking = ALL_RULES.filter(({ check }) => all.some((manifests) => FACTS.some((given) => check(manifests, given).length > 0)));
  expect(speaking.length).toBeGreaterThan(20);
});

test('a list keeps what can be read of it', () => {
  const odd = manifestsOf([
    { kind: 'L2Advertisement', name: 'l2', spec: { ipAddressPools: [5, 'a', null], nodeSelectors: [null, {}], interfaces: 'eth0' } },
  ]);
  expect(metalLbObjects(odd).l2[0].spec).toEqual({ ipAddressPools: ['a'], nodeSelectors: [{}] });
});
