import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { LabelSelector } from '../../../lib/core/label-selector';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { asking, edge, Impossible, Line, pool, Program, service } from './line';

// 1.4 Service of type LoadBalancer

const IP = '192.168.1.205';
const onEdge =
  (asked: Record<string, string>, spec?: Record<string, unknown>): Program =>
  (chart) => [edge(chart), asking(chart, 'web', asked, spec)];
const ask = (row: string, fault: string, problem: string, wrong: Record<string, string>, right: Record<string, string> = {}): Line => ({
  row,
  fault,
  problem,
  wrong: onEdge(wrong),
  right: onEdge(right),
});
const dual = { ipFamilyPolicy: 'RequireDualStack' };
const wide = pool(['192.168.1.0/24', 'fd00:1::/64'], { name: 'wide' });
/** A pool of each family. */
const apart: Program = (chart) => [edge(chart), pool(['fd00:1::/64'], { name: 'six' })(chart)];
const withAll =
  (...programs: Program[]): Program =>
  (chart) =>
    programs.map((program) => program(chart));

const addresses: readonly Line[] = [
  {
    row: 'loadBalancerIPs + spec.loadBalancerIP',
    fault: 'both, and equal',
    problem: 'metallb.ip-double-request',
    wrong: onEdge({ loadBalancerIPs: IP }, { loadBalancerIP: IP }),
    right: onEdge({ loadBalancerIPs: IP }),
  },
  ask('loadBalancerIPs', 'no address', 'metallb.ip-request', { loadBalancerIPs: '192.168.1' }, { loadBalancerIPs: IP }),
  ask('loadBalancerIPs', 'two of one family', 'metallb.ip-request', { loadBalancerIPs: `${IP}, 192.168.1.206` }),
  ask('loadBalancerIPs', 'three', 'metallb.ip-request', { loadBalancerIPs: `${IP},192.168.1.206,fd00::1` }),
  {
    row: 'loadBalancerIPs',
    fault: 'two of one family, of a pool',
    problem: 'metallb.ip-request',
    wrong: (chart) => edge(chart).reserve(IP, '192.168.1.206'),
    right: (chart) => edge(chart).reserve(IP),
  },
  ...['RequireDualStack', 'PreferDualStack'].map((ipFamilyPolicy) => ({
    row: 'Family match',
    fault: `one address under ${ipFamilyPolicy}`,
    problem: 'metallb.family-mismatch',
    facts: { serviceCidr: '10.96.0.0/16,fd00:96::/112' },
    wrong: withAll(wide, (chart) => asking(chart, 'web', { loadBalancerIPs: IP }, { ipFamilyPolicy })),
    right: withAll(wide, (chart) => asking(chart, 'web', { loadBalancerIPs: `${IP},fd00:1::5` }, { ipFamilyPolicy })),
  })),
  {
    row: 'One pool for both',
    fault: 'an address of each of two pools',
    problem: 'metallb.dual-stack-pool',
    wrong: withAll(apart, (chart) => asking(chart, 'web', { loadBalancerIPs: `${IP},fd00:1::5` }, dual)),
    right: withAll(wide, (chart) => asking(chart, 'web', { loadBalancerIPs: `${IP},fd00:1::5` }, dual)),
  },
  {
    row: 'One pool for both',
    fault: 'no pool with both families',
    problem: 'metallb.dual-stack-pool',
    wrong: withAll(apart, (chart) => service(chart, 'web', { spec: dual })),
    right: withAll(wide, (chart) => service(chart, 'web', { spec: dual })),
  },
  {
    row: 'IP outside pools / excluded pool',
    fault: 'in no pool',
    problem: 'metallb.ip-not-in-pool',
    wrong: (chart) => edge(chart).reserve('192.168.1.211').applyTo(service(chart, 'web')),
    right: (chart) => edge(chart).reserve('192.168.1.210').applyTo(service(chart, 'web')),
  },
  ask('IP outside pools / excluded pool', 'in no pool, by hand', 'metallb.ip-not-in-pool', { loadBalancerIPs: '192.168.1.211' }),
  {
    row: 'IP outside pools / excluded pool',
    fault: 'in a pool for another namespace',
    problem: 'metallb.pool-excludes-service',
    wrong: (chart) =>
      edge(chart, { serviceAllocation: { namespaces: ['other'] } })
        .reserve(IP)
        .applyTo(service(chart, 'web')),
    right: (chart) =>
      edge(chart, { serviceAllocation: { namespaces: ['shop'] } })
        .reserve(IP)
        .applyTo(service(chart, 'web')),
  },
  {
    row: 'IP vs address-pool',
    fault: 'the name of another pool',
    problem: 'metallb.ip-in-another-pool',
    wrong: withAll(apart, (chart) => asking(chart, 'web', { loadBalancerIPs: IP, 'address-pool': 'six' })),
    right: withAll(apart, (chart) => asking(chart, 'web', { loadBalancerIPs: IP, 'address-pool': 'edge' })),
  },
  ask('Unknown address-pool', 'a name that no pool has', 'metallb.unknown-pool', { 'address-pool': 'egde' }, { 'address-pool': 'edge' }),
];

/** Two Services on one address, with these keys. */
const sharing =
  (one: string, other: string, specs: readonly [one: Record<string, unknown>, other: Record<string, unknown>]): Program =>
  (chart) => {
    const its = edge(chart);
    its.share(IP, one).applyTo(service(chart, 'one', { spec: specs[0] }));
    its.share(IP, other).applyTo(service(chart, 'other', { spec: specs[1] }));
  };
const local = { externalTrafficPolicy: 'Local', selector: { app: 'dns' } };
const other = { ports: [{ port: 81 }] };
const together = sharing('edge', 'edge', [{}, other]);

const shared: readonly Line[] = [
  ...Object.entries<Program>({
    'two keys': sharing('edge', 'other', [{}, other]),
    'one port': sharing('edge', 'edge', [{}, {}]),
    'Local and Cluster': sharing('edge', 'edge', [local, other]),
    'Local, and other Pods': sharing('edge', 'edge', [local, { ...local, ...other, selector: { app: 'web' } }]),
  }).map(([fault, wrong]) => ({ row: 'Sharing', fault, problem: 'metallb.sharing-conflict', wrong, right: together })),
  {
    row: 'Sharing',
    fault: 'no key at all',
    problem: 'metallb.ip-reserved-twice',
    wrong: (chart) => {
      const its = edge(chart);
      ['one', 'other'].forEach((name) => its.reserve(IP).applyTo(service(chart, name)));
    },
    right: together,
  },
  {
    row: 'Sharing',
    fault: 'an empty key',
    problem: 'metallb.sharing-key',
    wrong: (chart) => edge(chart).share(IP, ''),
    right: (chart) => edge(chart).share(IP, 'edge'),
  },
  {
    row: 'Sharing is not pinning',
    fault: 'one key, and no address',
    problem: 'metallb.key-without-ip',
    wrong: (chart) => [
      edge(chart),
      ...['one', 'other'].map((name) => asking(chart, name, { 'allow-shared-ip': 'edge' }, name === 'one' ? {} : other)),
    ],
    right: together,
  },
];

const said: readonly Line[] = [
  {
    row: 'spec.loadBalancerIP',
    fault: 'deprecated',
    problem: 'metallb.load-balancer-ip-field',
    wrong: onEdge({}, { loadBalancerIP: IP }),
    right: onEdge({ loadBalancerIPs: IP }),
  },
  ask('Misspelt annotation', 'loadBalancerIP', 'metallb.unknown-annotation', { loadBalancerIP: IP }, { loadBalancerIPs: IP }),
  ask('Misspelt annotation', 'load-balancer-ips', 'metallb.unknown-annotation', { 'load-balancer-ips': IP }),
  {
    row: 'Misspelt annotation',
    fault: 'the prefix of long ago',
    problem: 'metallb.legacy-annotation',
    wrong: (chart) => [edge(chart), service(chart, 'web', { annotations: { 'metallb.universe.tf/loadBalancerIPs': IP } })],
    right: onEdge({ loadBalancerIPs: IP }),
  },
  {
    row: 'loadBalancerClass',
    fault: 'one, and MetalLB has none',
    problem: 'metallb.lb-class-mismatch',
    wrong: onEdge({ loadBalancerIPs: IP }, { loadBalancerClass: 'metallb' }),
    right: onEdge({ loadBalancerIPs: IP }),
  },
  {
    row: 'loadBalancerClass',
    fault: 'none, and MetalLB has one',
    problem: 'metallb.lb-class-mismatch',
    facts: { metallb: { loadBalancerClass: 'metallb' } },
    wrong: onEdge({ loadBalancerIPs: IP }),
    right: onEdge({ loadBalancerIPs: IP }, { loadBalancerClass: 'metallb' }),
  },
  {
    row: 'RequireDualStack',
    fault: 'a pool with one of the families',
    problem: 'metallb.dual-stack-pool',
    wrong: onEdge({}, dual),
    right: withAll(wide, (chart) => service(chart, 'web', { spec: dual })),
  },
  {
    row: 'policy Local',
    fault: 'Pods that may run where nobody announces',
    problem: 'metallb.local-policy-nodes',
    wrong: localOn({}),
    right: localOn({ nodeSelector: { zone: 'left' } }),
  },
  {
    row: 'Range too small',
    fault: 'two Services and one address',
    problem: 'metallb.pool-exhausted',
    wrong: (chart) => [pool(['10.0.0.1/32'])(chart), service(chart, 'one'), service(chart, 'other')],
    right: (chart) => [pool(['10.0.0.0/31'])(chart), service(chart, 'one'), service(chart, 'other')],
  },
];

/** A Service of policy Local, announced from one side of the cluster. */
function localOn(placement: Record<string, unknown>): Program {
  const nodeSelectors = [LabelSelector.of({ labels: { zone: 'left' } })];
  return (chart: Chart) => {
    const labels = { app: 'dns' };
    const template = { metadata: { labels }, spec: { ...placement, containers: [{ name: 'dns', image: 'dns' }] } };
    new k8s.KubeDeployment(chart, 'dns', { spec: { selector: { matchLabels: labels }, template } });
    edge(chart, { advertise: PoolAdvertising.layer2({ nodeSelectors }) })
      .reserve(IP)
      .applyTo(service(chart, 'web', { spec: local }));
  };
}

export const services: readonly Line[] = [...addresses, ...shared, ...said];

export const impossibleServices: readonly Impossible[] = [
  {
    row: 'Unknown address-pool',
    fault: 'by a pool of the program',
    because: 'its name comes with the object',
    shows: () => {
      const chart = new Chart(new App({ outdir: '/nowhere' }), 'chart');
      const web = service(chart, 'web');
      pool(['10.0.0.0/24'], { name: 'named-otherwise' })(chart).any().applyTo(web);
      expect(web.metadata.toJson()).toMatchObject({ annotations: { 'metallb.io/address-pool': 'named-otherwise' } });
    },
  },
];
