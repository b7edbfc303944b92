import { Findings } from '../../core/findings';
import { quoted, refuse } from '../../values/coded-error';
import { list, madeBy, struct, text } from '../../values/input';
import { parseLabelKey } from '../../values/label';
import { DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting as LocalityDocument } from '../crd.private';
import { Settings } from './settings';

/** Where the requests of proxies in one place go. */
export interface LocalityDistribution {
  /** Where the proxies are: `region`, `region/zone` or `region/zone/sub-zone`, with `*` for any last part; `istio.locality` is reported otherwise. */
  readonly source: string;

  /**
   * Percent of the requests by where the pods are, written as `source` is: each 1 to 100, 100 in all; `istio.locality-weight` is
   * reported otherwise, `istio.locality-overlap` for a place inside another.
   */
  readonly destinations: { [locality: string]: number };
}

/** The region whose pods stand in for those of another one. */
export interface LocalityFailover {
  /** The region of the proxies; `istio.region` is reported for what can be none. */
  readonly source: string;

  /** The region of the pods that are used when those of `source` fail; another one, `istio.region` is reported otherwise. */
  readonly destination: string;
}

/** What every way to balance can say. */
export interface LoadBalancingOptions {
  /**
   * How pods near and far share the requests.
   * @default - left to the mesh, which prefers near pods when outlier detection is set
   */
  readonly locality?: LocalityLoadBalancing;
}

/** Labels that istiod reads off the place of a pod: it refuses them beside regions that fail over. */
const PLACES = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

/** How pods near and far share the requests (istiod `pilot/pkg/networking/core/loadbalancer`). */
export class LocalityLoadBalancing {
  /** Without a difference. */
  public static disabled(): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ enabled: false });
  }

  /** The nearest pods, while they are healthy: takes outlier detection, `istio.failover-without-outlier-detection` warns otherwise. */
  public static nearest(): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ enabled: true, needsOutlierDetection: true });
  }

  /**
   * By shares that are written down.
   * @param distributions at least one, `istio.empty-policy` is reported otherwise. The first that fits the place of a proxy holds;
   * `istio.locality-overlap` is reported for one that an earlier one covers.
   */
  public static distribute(distributions: LocalityDistribution[]): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ distribute: distributions });
  }

  /**
   * The nearest pods, and those of another region in their stead: takes outlier detection, `istio.failover-without-outlier-detection` warns otherwise.
   * @param failovers at least one; `istio.empty-policy` is reported otherwise
   * @param priority labels in which the pods nearest to a proxy agree with its own; see {@link failoverPriority}. Not those of
   * places, `istio.failover-priority` is reported for them.
   */
  public static failover(failovers: LocalityFailover[], priority?: string[]): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ failover: failovers, failoverPriority: priority, needsOutlierDetection: true });
  }

  /**
   * The pods that agree with a proxy in the most of these labels, in their order: takes outlier detection,
   * `istio.failover-without-outlier-detection` warns otherwise.
   * @param labels keys, or `key=value` for pods that have just that value; at least one, `istio.empty-policy` is reported otherwise,
   * `label.*` for what can be no label
   */
  public static failoverPriority(labels: string[]): LocalityLoadBalancing {
    return new LocalityLoadBalancing({ failoverPriority: labels, needsOutlierDetection: true });
  }

  private constructor(private readonly settings: LocalitySettings) {}

  /** @internal */
  public _check(findings: Findings, field: string, withOutlierDetection: boolean): void {
    const { distribute, failover, failoverPriority, needsOutlierDetection } = this.settings;
    if (distribute !== undefined) {
      checkDistributions(findings, field, distribute);
    }
    if (failover !== undefined) {
      filled(findings, field, failover).forEach((entry, index) => checkFailover(findings, `${field}[${index}]`, entry));
    }
    if (failoverPriority !== undefined) {
      checkPriority(findings, failover === undefined ? field : `${field}.priority`, failoverPriority, failover !== undefined);
    }
    if (needsOutlierDetection === true && !withOutlierDetection) {
      const what = 'without outlier detection no pod counts as failed, so far pods never stand in for near ones';
      findings.warning({ id: 'istio.failover-without-outlier-detection', what, fix: 'set outlierDetection beside it' }, field);
    }
  }

  /** @internal */
  public _document(): unknown {
    const { enabled, distribute, failover, failoverPriority } = this.settings;
    const document: LocalityDocument = {
      enabled,
      distribute: distribute?.map(({ source, destinations }) => ({ from: source, to: destinations })),
      failover: failover?.map(({ source, destination }) => ({ from: source, to: destination })),
      failoverPriority,
    };
    return document;
  }
}

export const parseLocality = madeBy(LocalityLoadBalancing, 'LocalityLoadBalancing.distribute(…), or another of its ways');

interface LocalitySettings {
  readonly enabled?: boolean;
  readonly distribute?: LocalityDistribution[];
  readonly failover?: LocalityFailover[];
  readonly failoverPriority?: string[];
  readonly needsOutlierDetection?: boolean;
}

function filled<T>(findings: Findings, field: string, entries: readonly T[]): readonly T[] {
  const given = findings.parse(field, entries, list<T>);
  if (given?.length === 0) {
    findings.error({ id: 'istio.empty-policy', what: 'the list is empty', fix: 'name at least one, or drop it' }, field);
  }
  return given ?? [];
}

function checkDistributions(findings: Findings, field: string, distributions: readonly LocalityDistribution[]): void {
  const sources: string[] = [];
  filled(findings, field, distributions).forEach((distribution, index) => {
    const settings = new Settings<LocalityDistribution>(findings, `${field}[${index}]`, distribution);
    settings.parseNeeded('source', (given) => {
      const source = parsePlace(given);
      const earlier = sources.find((other) => covers(other, source) || (covers(source, other) && !source.endsWith('*')));
      if (earlier !== undefined) {
        const what = `${quoted(source)} and ${quoted(earlier)} before it overlap`;
        throw refuse('istio.locality-overlap', what, 'name each place once; one with "*" can come after those inside it');
      }
      sources.push(source);
    });
    settings.parseNeeded('destinations', parseDestinations);
  });
}

function parseDestinations(destinations: { readonly [place: string]: number }): void {
  const places = Object.entries(struct(destinations));
  places.forEach(([place, weight], index) => {
    parsePlace(place);
    const other = places.slice(0, index).find(([earlier]) => covers(earlier, place) || covers(place, earlier));
    if (other !== undefined) {
      throw refuse('istio.locality-overlap', `${quoted(place)} and ${quoted(other[0])} overlap`, 'name each place once');
    }
    if (!Number.isInteger(weight) || weight < 1 || weight > 100) {
      const what = `${quoted(weight)} is not the share of ${quoted(place)}`;
      throw refuse('istio.locality-weight', what, 'write whole percent, and leave out what gets none', '1 to 100, whole');
    }
  });
  const sum = places.reduce((total, [, weight]) => total + weight, 0);
  if (sum !== 100) {
    throw refuse('istio.locality-weight', `the shares add up to ${sum} percent`, 'make them 100 percent in all', 'a sum of 100');
  }
}

/** `region`, `region/zone` or `region/zone/sub-zone`; the last part may be `*`. */
function parsePlace(place: string): string {
  const parts = text(place).split('/');
  const isPlace =
    parts.length <= 3 && parts.every((part, index) => part !== '' && (!part.includes('*') || (part === '*' && index === parts.length - 1)));
  if (!isPlace) {
    const allowed = 'region, region/zone or region/zone/sub-zone, or "*" for any last part';
    throw refuse('istio.locality', `${quoted(place)} is not a locality`, 'write it as the nodes are labelled', allowed);
  }
  return place;
}

function covers(place: string, other: string): boolean {
  const inside = place.split('/').filter((part) => part !== '*');
  return inside.every((part, index) => other.split('/')[index] === part);
}

function checkFailover(findings: Findings, field: string, failover: LocalityFailover): void {
  const settings = new Settings<LocalityFailover>(findings, field, failover);
  settings.parseNeeded('source', parseRegion);
  settings.parseNeeded('destination', (destination) => {
    if (parseRegion(destination) === failover.source) {
      throw refuse('istio.region', `${quoted(destination)} would stand in for itself`, 'name another region');
    }
  });
}

function parseRegion(region: string): string {
  if (text(region) === '' || /[/*]/.test(region)) {
    throw refuse(
      'istio.region',
      `${quoted(region)} is not a region`,
      'write the region alone, without zone or "*"',
      'the name of a region',
    );
  }
  return region;
}

function checkPriority(findings: Findings, field: string, labels: readonly string[], withRegions: boolean): void {
  filled(findings, field, labels).forEach((label, index) => {
    findings.parse(`${field}[${index}]`, label, () => {
      const key = parseLabelKey(text(label).split('=')[0]);
      if (withRegions && PLACES.includes(key)) {
        const what = `${quoted(key)} says where a pod is, and so do the regions that fail over`;
        throw refuse('istio.failover-priority', what, 'drop the label, or write LocalityLoadBalancing.failoverPriority(…) alone');
      }
    });
  });
}
