import { ClusterFacts } from '../core/cluster-facts';
import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';

/** What a rule found wrong, at the object it is about. */
export interface RuleFinding {
  /** Construct path of the object. */
  readonly origin: string;
  /** @default - that of the rule */
  readonly severity?: Severity;
  /** The field it is about, as a path from the object: `spec.ipAddressPools[0]`. */
  readonly field?: string;
  readonly what: string;
  readonly allowed?: string;
  readonly fix: string;
}

/** What only the whole cluster can tell: a pure function over its manifests and facts. One file each, named by the id. */
export interface Rule {
  readonly id: string;
  /** @default Severity.ERROR */
  readonly severity?: Severity;
  /** @param facts nothing where documents go to a cluster that was never declared */
  readonly check: (manifests: Manifests, facts?: ClusterFacts) => readonly RuleFinding[];
}
