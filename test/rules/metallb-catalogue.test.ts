import { advertisements, impossibleAdvertisements } from './catalogue/advertisements';
import { bgpModes } from './catalogue/bgp-modes';
import { ofCommunities } from './catalogue/communities';
import { impossibleInstalls, installs } from './catalogue/install';
import { idsOf } from './catalogue/line';
import { impossiblePeers, peers } from './catalogue/peers';
import { pools } from './catalogue/pools';
import { impossibleServices, services } from './catalogue/services';

// What is known to go wrong with MetalLB: refused by it, refused by all of it afterwards, a Service left pending, or silence.
// Each row is a problem here, or cannot be said at all. Only a running cluster knows the labels of nodes that exclude them from
// load balancing, which is the one row without a line.

const ROWS: Readonly<Record<string, readonly string[]>> = {
  IPAddressPool: [
    'Address syntax',
    'Range syntax',
    'Host bits',
    'Mixed-family range',
    'Empty list',
    'Overlap',
    'Overlap with node/pod/service/DHCP ranges',
    'avoidBuggyIPs',
    'autoAssign false',
    'serviceAllocation',
    'Priority',
    'namespaceSelectors matching nothing',
    'Duplicates (pools)',
    'Wrong namespace',
    'Pool never advertised',
  ],
  'L2Advertisement, BGPAdvertisement, Community': [
    'Pool selection',
    'Unknown pool / peer name',
    'Duplicates (advertisements)',
    'nodeSelectors match no node',
    'interfaces (L2)',
    'Interface union',
    'serviceSelectors + shared IP (L2)',
    'preferredNodeSelectors',
    'aggregationLength',
    'aggregation vs pool',
    'serviceSelectors + aggregation',
    'localPref conflict',
    'localPref on eBGP',
    'Community value',
    'Alias naming',
    'Undefined alias',
    'Too many communities',
  ],
  'BGPPeer and BFDProfile': [
    'ASN',
    'Address or interface',
    'Multihop',
    'Timers',
    'connectTime, peerPort',
    'password + passwordSecret',
    'passwordSecret',
    'bfdProfile missing',
    'disableMP: true on create',
    'Native mode forbids',
    'Native mode + any BFD',
    'FRR modes, shared node',
    'sourceAddress on many nodes',
    'Immutable, deprecated',
    'BFD ranges, delete',
    'BFD echo + IPv6',
  ],
  'Service of type LoadBalancer': [
    'loadBalancerIPs + spec.loadBalancerIP',
    'loadBalancerIPs',
    'Family match',
    'One pool for both',
    'IP outside pools / excluded pool',
    'IP vs address-pool',
    'Unknown address-pool',
    'Sharing',
    'Sharing is not pinning',
    'spec.loadBalancerIP',
    'Misspelt annotation',
    'loadBalancerClass',
    'RequireDualStack',
    'policy Local',
    'Range too small',
  ],
  'Legacy and install': ['ConfigMap ignored', 'AddressPool removed', 'bgpextras unsupported', 'Default backend', 'Pod-security labels'],
};

const lines = [...pools, ...advertisements, ...ofCommunities, ...peers, ...bgpModes, ...services, ...installs];
const impossible = [...impossibleAdvertisements, ...impossiblePeers, ...impossibleServices, ...impossibleInstalls];
const rows = Object.values(ROWS).flat();

test('every row has a line, and every line is of a row', () => {
  const covered = new Set([...lines, ...impossible].map(({ row }) => row));
  expect([...covered].sort()).toEqual([...rows].sort());
  process.stderr.write(`MetalLB catalogue: ${covered.size} rows, ${lines.length} faults found, ${impossible.length} that cannot be said\n`);
});

test.each(lines.map((line) => [line.row, line.fault, line] as const))('%s: %s', (_, __, { problem, wrong, right, facts }) => {
  expect({ wrong: idsOf(wrong, facts), right: idsOf(right, facts) }).toEqual({ wrong: [problem], right: [] });
});

test.each(impossible.map((line) => [line.row, line.fault, line] as const))('%s: %s cannot be said', (_, __, { because, shows }) => {
  expect(because).not.toBe('');
  shows();
});
