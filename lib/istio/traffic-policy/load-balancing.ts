import { Duration } from 'cdk8s';
import { Findings } from '../../core/findings';
import { quoted, refuse } from '../../values/coded-error';
import { fieldsOf, madeBy } from '../../values/input';
import {
  DestinationRuleSpecTrafficPolicyLoadBalancer as BalancerDocument,
  DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash as HashDocument,
} from '../crd.private';
import { toDurationText } from '../duration';
import {
  ConsistentHashOptions,
  HashAlgorithm,
  HashCookie,
  HashKey,
  hashByCookie,
  hashByHeader,
  hashByQueryParameter,
  hashBySourceIp,
  parseAlgorithm,
} from './consistent-hash';
import { LoadBalancingOptions, parseLocality } from './locality';
import { parseShare, Settings } from './settings';

/** How a pod that just started is given its share of the requests little by little. */
export interface IstioWarmup {
  /** How long it takes, in whole milliseconds, at least one; `istio.duration` is reported otherwise. */
  readonly duration: Duration;

  /**
   * Share of its usual requests that a pod gets from the start, 0 to 100 percent; `percentage.range` is reported otherwise.
   * @default - left to Istio: 10
   */
  readonly minimumPercent?: number;

  /**
   * How the share grows: 1 evenly, more than 1 fast in the beginning, less than 1 slowly. Above 0; `istio.aggression` is reported otherwise.
   * @default - left to Istio: 1
   */
  readonly aggression?: number;
}

/** What the ways to balance can say that know the load of each pod. */
export interface WarmLoadBalancingOptions extends LoadBalancingOptions {
  /**
   * How a pod that just started is brought up to its share.
   * @default - at once
   */
  readonly warmup?: IstioWarmup;
}

interface BalancingSettings extends WarmLoadBalancingOptions {
  readonly simple?: 'LEAST_REQUEST' | 'PASSTHROUGH' | 'RANDOM' | 'ROUND_ROBIN';
  readonly hash?: { readonly key: HashKey; readonly algorithm?: HashAlgorithm };
}

/** How a proxy chooses among the pods of a Service. */
export class LoadBalancing {
  /** The pod with the fewest requests under way, of two taken at random: what Istio does by default. */
  public static leastRequest(options?: WarmLoadBalancingOptions): LoadBalancing {
    return new LoadBalancing({ ...fieldsOf(options), simple: 'LEAST_REQUEST' });
  }

  /** One pod after the other. */
  public static roundRobin(options?: WarmLoadBalancingOptions): LoadBalancing {
    return new LoadBalancing({ ...fieldsOf(options), simple: 'ROUND_ROBIN' });
  }

  /** Any pod. */
  public static random(options?: LoadBalancingOptions): LoadBalancing {
    return new LoadBalancing({ locality: fieldsOf(options).locality, simple: 'RANDOM' });
  }

  /** None: the connection goes to the address that the client asked for. */
  public static passthrough(): LoadBalancing {
    return new LoadBalancing({ simple: 'PASSTHROUGH' });
  }

  /**
   * Requests with one value of a header go to one pod, as long as there are no other pods.
   * @param name name of the header; `header.name` is reported otherwise
   */
  public static byHeader(name: string, options?: ConsistentHashOptions): LoadBalancing {
    return LoadBalancing.byHash(hashByHeader(name), options);
  }

  /** Requests with one value of a cookie go to one pod, as long as there are no other pods. */
  public static byCookie(cookie: HashCookie, options?: ConsistentHashOptions): LoadBalancing {
    return LoadBalancing.byHash(hashByCookie(cookie), options);
  }

  /** Requests from one IP address go to one pod, as long as there are no other pods. The address is that of the connection. */
  public static bySourceIp(options?: ConsistentHashOptions): LoadBalancing {
    return LoadBalancing.byHash(hashBySourceIp(), options);
  }

  /**
   * Requests with one value of a parameter of the query go to one pod, as long as there are no other pods.
   * @param name name of the parameter; `istio.empty-text` is reported for none
   */
  public static byQueryParameter(name: string, options?: ConsistentHashOptions): LoadBalancing {
    return LoadBalancing.byHash(hashByQueryParameter(name), options);
  }

  private static byHash(key: HashKey, options: ConsistentHashOptions | undefined): LoadBalancing {
    const { algorithm, locality } = fieldsOf(options);
    return new LoadBalancing({ hash: { key, algorithm }, locality });
  }

  private constructor(private readonly settings: BalancingSettings) {}

  /**
   * Reports what istiod would refuse, and a failover that never happens.
   * @internal
   */
  public _check(findings: Findings, field: string, withOutlierDetection: boolean): void {
    const { hash, locality, warmup } = this.settings;
    hash?.key.check(findings, field);
    findings.parseOptional(`${field}.algorithm`, hash?.algorithm, (algorithm) => parseAlgorithm(algorithm)._check());
    if (warmup !== undefined) {
      checkWarmup(new Settings(findings, `${field}.warmup`, warmup));
    }
    findings.parseOptional(`${field}.locality`, locality, parseLocality)?._check(findings, `${field}.locality`, withOutlierDetection);
  }

  /** @internal */
  public _document(): unknown {
    const { simple, hash, locality, warmup } = this.settings;
    const document: BalancerDocument = {
      simple: simple as BalancerDocument['simple'],
      consistentHash: hash && { ...(hash.key.document() as HashDocument), ...(hash.algorithm?._document() as HashDocument | undefined) },
      localityLbSetting: locality?._document() as BalancerDocument['localityLbSetting'],
      warmup: warmup && { ...warmup, duration: toDurationText(warmup.duration) },
    };
    return document;
  }
}

function checkWarmup(warmup: Settings<IstioWarmup>): void {
  warmup.parseNeeded('duration', toDurationText);
  warmup.parse('minimumPercent', parseShare);
  warmup.parse('aggression', (aggression) => {
    if (typeof aggression !== 'number' || !(aggression > 0 && Number.isFinite(aggression))) {
      throw refuse('istio.aggression', `${quoted(aggression)} is not above 0`, 'write a number above 0, 1 for an even rise', 'above 0');
    }
  });
}

export const parseLoadBalancing = madeBy(LoadBalancing, 'LoadBalancing.leastRequest(), or another of its ways');
