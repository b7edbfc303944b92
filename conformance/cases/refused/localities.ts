import { LoadBalancing } from '../../../lib/istio/traffic-policy/load-balancing';
import { LocalityLoadBalancing as Locality } from '../../../lib/istio/traffic-policy/locality';
import { Expectation, policy, RefusedCase, silent } from './case';
import { valueCase } from './policy-case';

// How pods near and far share requests (facts: Istio, DestinationRule, locality).

const OUTLIERS = ', outlierDetection: {}';
/** Where all requests of proxies in one place go. */
const from = (source: string, destinations: { [locality: string]: number } = { eu: 100 }) => ({ source, destinations });

interface Fault {
  readonly field: string;
  readonly ours: Locality;
  readonly wrong: string;
  readonly right: string;
  readonly expect: string | Expectation;
  /** @default OUTLIERS */
  readonly beside?: string;
}

function fault(name: string, id: string, { field, ours, wrong, right, expect, beside = OUTLIERS }: Fault): RefusedCase {
  const props = { loadBalancing: LoadBalancing.leastRequest({ locality: ours }), ...(beside === OUTLIERS ? { outlierDetection: {} } : {}) };
  const text = (setting: string, others: string) => `loadBalancer: { simple: LEAST_REQUEST, localityLbSetting: { ${setting} } }${others}`;
  const texts: [string, string] = [text(wrong, beside), text(right, OUTLIERS)];
  return { ...valueCase(id, `loadBalancing.locality${field}`, props, ...texts, expect), name: `locality: ${name}` };
}

const ALL_TO_EU = 'to: { eu: 100 }';

const shares: RefusedCase[] = [
  fault('an empty zone', 'istio.locality', {
    field: '[0].source',
    ours: Locality.distribute([from('us//a')]),
    wrong: `distribute: [{ from: us//a, ${ALL_TO_EU} }]`,
    right: `distribute: [{ from: us/z/a, ${ALL_TO_EU} }]`,
    expect: 'must not contain empty region/zone/subzone',
  }),
  fault('a "*" that is not the last part', 'istio.locality', {
    field: '[0].destinations',
    ours: Locality.distribute([from('us', { '*/z': 100 })]),
    wrong: 'distribute: [{ from: us, to: { "*/z": 100 } }]',
    right: 'distribute: [{ from: us, to: { "us/*": 100 } }]',
    expect: 'wildcard',
  }),
  fault('a source inside an earlier one', 'istio.locality-overlap', {
    field: '[1].source',
    ours: Locality.distribute([from('us'), from('us/z')]),
    wrong: `distribute: [{ from: us, ${ALL_TO_EU} }, { from: us/z, ${ALL_TO_EU} }]`,
    right: `distribute: [{ from: us/y, ${ALL_TO_EU} }, { from: us/z, ${ALL_TO_EU} }]`,
    expect: 'overlap with previous',
  }),
  fault('a destination inside another', 'istio.locality-overlap', {
    field: '[0].destinations',
    ours: Locality.distribute([from('us', { 'us/*': 50, us: 50 })]),
    wrong: 'distribute: [{ from: us, to: { "us/*": 50, us: 50 } }]',
    right: 'distribute: [{ from: us, to: { "us/*": 50, eu: 50 } }]',
    expect: 'overlap with previous',
  }),
  fault('shares of less than 100 percent', 'istio.locality-weight', {
    field: '[0].destinations',
    ours: Locality.distribute([from('us', { us: 50, eu: 40 })]),
    wrong: 'distribute: [{ from: us, to: { us: 50, eu: 40 } }]',
    right: 'distribute: [{ from: us, to: { us: 50, eu: 50 } }]',
    expect: 'total locality weight 90 != 100',
  }),
  fault('a share of nothing', 'istio.locality-weight', {
    field: '[0].destinations',
    ours: Locality.distribute([from('us', { us: 100, eu: 0 })]),
    wrong: 'distribute: [{ from: us, to: { us: 100, eu: 0 } }]',
    right: 'distribute: [{ from: us, to: { us: 100 } }]',
    expect: 'locality weight must be in range',
  }),
  fault('no shares', 'istio.empty-policy', {
    field: '',
    ours: Locality.distribute([]),
    wrong: 'distribute: []',
    right: `distribute: [{ from: us, ${ALL_TO_EU} }]`,
    expect: policy(),
  }),
];

const failovers: RefusedCase[] = [
  fault('a zone that fails over', 'istio.region', {
    field: '[0].source',
    ours: Locality.failover([{ source: 'us/z', destination: 'eu' }]),
    wrong: 'failover: [{ from: us/z, to: eu }]',
    right: 'failover: [{ from: us, to: eu }]',
    expect: 'only specify region',
  }),
  fault('a failover to any region', 'istio.region', {
    field: '[0].destination',
    ours: Locality.failover([{ source: 'us', destination: '*' }]),
    wrong: 'failover: [{ from: us, to: "*" }]',
    right: 'failover: [{ from: us, to: eu }]',
    expect: "should not contain '*' wildcard",
  }),
  fault('a region that stands in for itself', 'istio.region', {
    field: '[0].destination',
    ours: Locality.failover([{ source: 'us', destination: 'us' }]),
    wrong: 'failover: [{ from: us, to: us }]',
    right: 'failover: [{ from: us, to: eu }]',
    expect: 'must specify different regions',
  }),
  fault('regions that fail over beside the zone of a pod', 'istio.failover-priority', {
    field: '.priority[0]',
    ours: Locality.failover([{ source: 'us', destination: 'eu' }], ['topology.kubernetes.io/zone']),
    wrong: 'failover: [{ from: us, to: eu }], failoverPriority: [topology.kubernetes.io/zone]',
    right: 'failover: [{ from: us, to: eu }], failoverPriority: [version]',
    expect: "can not simultaneously set 'failover' and topology label",
  }),
  fault('regions that fail over beside the value of a zone', 'istio.failover-priority', {
    field: '.priority[0]',
    ours: Locality.failover([{ source: 'us', destination: 'eu' }], ['topology.kubernetes.io/zone=z']),
    wrong: 'failover: [{ from: us, to: eu }], failoverPriority: [topology.kubernetes.io/zone=z]',
    right: 'failover: [{ from: us, to: eu }], failoverPriority: [version=v1]',
    expect: policy(),
  }),
  fault('a priority that no label can be', 'label.key', {
    field: '[0]',
    ours: Locality.failoverPriority(['a b']),
    wrong: 'failoverPriority: [a b]',
    right: 'failoverPriority: [a-b]',
    expect: silent(),
  }),
  fault('a failover, and no pod counts as failed', 'istio.failover-without-outlier-detection', {
    field: '',
    ours: Locality.failoverPriority(['version']),
    beside: '',
    wrong: 'failoverPriority: [version]',
    right: 'failoverPriority: [version]',
    expect: silent({ analyzer: 'IST0133' }),
  }),
];

export const localities: RefusedCase[] = [...shares, ...failovers];
