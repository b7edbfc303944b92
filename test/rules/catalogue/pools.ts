import { Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-27';
import { LabelExpression, LabelSelector } from '../../../lib/core/label-selector';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { asking, bare, edge, EDGE, Line, pool, Program, raw, service } from './line';

// 1.1 IPAddressPool

const addresses = (row: string, fault: string, problem: string, wrong: string[], right: string[]): Line => ({
  row,
  fault,
  problem,
  wrong: pool(wrong),
  right: pool(right),
});

const team = LabelSelector.of({ labels: { team: 'edge' } });
const forTeam = (chart: Chart, labels: Record<string, string>): unknown => [
  edge(chart, { serviceAllocation: { namespaceSelectors: [team] } }),
  new Namespace(chart, 'ns', { metadata: { name: 'metallb-system', labels } }),
];
const both =
  (...programs: Program[]): Program =>
  (chart: Chart) =>
    programs.map((program) => program(chart));
const web: Program = (chart) => service(chart, 'web');

export const pools: readonly Line[] = [
  addresses('Address syntax', 'one address without a mask', 'address.bare', ['10.0.0.5'], ['10.0.0.5/32']),
  addresses('Address syntax', 'an octet with a leading zero', 'address.leading-zero', ['10.0.010.0/24'], ['10.0.10.0/24']),
  addresses('Address syntax', 'a mask that the family does not have', 'address.prefix-length', ['10.0.0.0/33'], ['10.0.0.0/32']),
  addresses('Address syntax', 'no address', 'address.syntax', ['10.0.0/24'], ['10.0.0.0/24']),
  addresses('Range syntax', 'the end in front of the start', 'address.reversed', ['10.0.0.9-10.0.0.5'], ['10.0.0.5-10.0.0.9']),
  addresses('Range syntax', 'an end with a mask', 'address.syntax', ['10.0.0.5-10.0.0.9/32'], ['10.0.0.5-10.0.0.9']),
  addresses('Host bits', 'a CIDR that begins inside of its block', 'address.host-bits', ['10.0.0.10/24'], ['10.0.0.0/24']),
  addresses('Mixed-family range', 'IPv4 to IPv6', 'address.mixed-families', ['10.0.0.5-fd00::5'], ['10.0.0.5-10.0.0.9', 'fd00::1-fd00::5']),
  addresses('Empty list', 'no addresses', 'metallb.pool-empty', [], EDGE),
  addresses('Overlap', 'inside one pool', 'metallb.pool-overlap', ['10.0.0.0/24', '10.0.0.9/32'], ['10.0.0.0/24', '10.0.1.9/32']),
  {
    row: 'Overlap',
    fault: 'across two pools',
    problem: 'metallb.pool-overlap',
    wrong: both(edge, pool(['192.168.1.210/32'], { name: 'annex' })),
    right: both(edge, pool(['192.168.1.211/32'], { name: 'annex' })),
  },
  ...Object.entries({ podCidr: '10.244.0.0/16', serviceCidr: '10.244.0.0/16', dhcpRanges: ['10.244.0.0/16'] }).map(([fact, range]) => ({
    row: 'Overlap with node/pod/service/DHCP ranges',
    fault: fact,
    problem: 'metallb.pool-in-network',
    facts: { [fact]: range },
    wrong: pool(['10.244.255.0-10.245.0.255']),
    right: pool(['10.245.0.0-10.245.0.255']),
  })),
  ...['nodeAddresses', 'otherAddresses'].map((fact) => ({
    row: 'Overlap with node/pod/service/DHCP ranges',
    fault: fact,
    problem: 'metallb.node-address-in-pool',
    facts: { [fact]: ['192.168.1.205'] },
    wrong: edge,
    right: pool(['192.168.1.206-192.168.1.210']),
  })),
  {
    row: 'avoidBuggyIPs',
    fault: 'an address that is held back',
    problem: 'metallb.ip-held-back',
    wrong: (chart) => pool(['10.0.0.0/24'], { avoidBuggyIps: true })(chart).reserve('10.0.0.255'),
    right: (chart) => pool(['10.0.0.0/24'], { avoidBuggyIps: true })(chart).reserve('10.0.0.254'),
  },
  {
    row: 'avoidBuggyIPs',
    fault: 'an address that is held back, asked for by hand',
    problem: 'metallb.ip-held-back',
    wrong: both(pool(['10.0.0.0/24'], { avoidBuggyIps: true }), (chart) => asking(chart, 'web', { loadBalancerIPs: '10.0.0.0' })),
    right: both(pool(['10.0.0.0/24'], { avoidBuggyIps: true }), (chart) => asking(chart, 'web', { loadBalancerIPs: '10.0.0.1' })),
  },
  {
    row: 'avoidBuggyIPs',
    fault: 'a pool of such addresses only',
    problem: 'metallb.pool-without-address',
    wrong: pool(['10.0.0.255/32'], { avoidBuggyIps: true }),
    right: pool(['10.0.0.254/32'], { avoidBuggyIps: true }),
  },
  {
    row: 'autoAssign false',
    fault: 'a Service that asks for nothing, and no other pool',
    problem: 'metallb.no-automatic-pool',
    wrong: both((chart) => edge(chart, { autoAssign: false }), web),
    right: (chart) => edge(chart, { autoAssign: false }).any().applyTo(service(chart, 'web')),
  },
  {
    row: 'serviceAllocation',
    fault: 'a Service that asks for nothing, in another namespace',
    problem: 'metallb.no-automatic-pool',
    wrong: both((chart) => edge(chart, { serviceAllocation: { namespaces: ['other'] } }), web),
    right: both((chart) => edge(chart, { serviceAllocation: { namespaces: ['shop'] } }), web),
  },
  {
    row: 'serviceAllocation',
    fault: 'a Service without the labels, which asks for an address',
    problem: 'metallb.pool-excludes-service',
    wrong: (chart) =>
      edge(chart, { serviceAllocation: { serviceSelectors: [team] } })
        .reserve('192.168.1.205')
        .applyTo(service(chart, 'web')),
    right: (chart) =>
      edge(chart, { serviceAllocation: { serviceSelectors: [team] } })
        .reserve('192.168.1.205')
        .applyTo(service(chart, 'web', { labels: { team: 'edge' } })),
  },
  {
    row: 'Priority',
    fault: 'a negative number',
    problem: 'count.range',
    wrong: (chart) => edge(chart, { serviceAllocation: { priority: -1 } }),
    right: (chart) => edge(chart, { serviceAllocation: { priority: 1 } }),
  },
  {
    row: 'namespaceSelectors matching nothing',
    fault: 'of all namespaces that are known',
    problem: 'metallb.allocation-matches-nothing',
    facts: { existingNamespaces: [] },
    wrong: (chart) => forTeam(chart, {}),
    right: (chart) => forTeam(chart, { team: 'edge' }),
  },
  ...Object.entries({
    'a namespace': { namespaces: ['other', 'other'] },
    'a selector': { serviceSelectors: [team, LabelSelector.of({ labels: { team: 'edge' } })] },
    'an expression': {
      serviceSelectors: [LabelSelector.of({ expressions: [LabelExpression.exists('team'), LabelExpression.exists('team')] })],
    },
    'a value': { serviceSelectors: [LabelSelector.of({ expressions: [LabelExpression.isIn('team', ['edge', 'edge'])] })] },
  }).map(([fault, serviceAllocation]) => ({
    row: 'Duplicates (pools)',
    fault,
    problem: 'metallb.duplicate-entry',
    wrong: (chart: Chart) => edge(chart, { serviceAllocation }),
    right: (chart: Chart) => edge(chart, { serviceAllocation: { namespaces: ['other'], serviceSelectors: [team] } }),
  })),
  {
    row: 'Wrong namespace',
    fault: 'a pool where MetalLB does not run',
    problem: 'metallb.wrong-namespace',
    facts: { metallb: { namespace: 'metallb-system' } },
    wrong: (chart) => edge(chart, { namespace: 'shop' }),
    right: edge,
  },
  {
    row: 'Wrong namespace',
    fault: 'an advertisement written by hand',
    problem: 'metallb.wrong-namespace',
    wrong: both(edge, (chart) => raw(chart, 'L2Advertisement', 'all', { metadata: { name: 'all', namespace: 'shop' } })),
    right: both(edge, (chart) => raw(chart, 'L2Advertisement', 'all')),
  },
  {
    row: 'Pool never advertised',
    fault: 'the advertisement is said to be made by others, and is not',
    problem: 'metallb.pool-unadvertised',
    wrong: bare,
    right: (chart) => edge(chart, { advertise: PoolAdvertising.none() }),
  },
  {
    row: 'Pool never advertised',
    fault: 'a pool written by hand',
    problem: 'metallb.pool-unadvertised',
    wrong: (chart) => raw(chart, 'IPAddressPool', 'edge', { spec: { addresses: EDGE } }),
    right: (chart) => [raw(chart, 'IPAddressPool', 'edge', { spec: { addresses: EDGE } }), raw(chart, 'L2Advertisement', 'all')],
  },
];
