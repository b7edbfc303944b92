import { ClusterFacts } from '../../core/cluster-facts';
import { Severity } from '../../core/problem';
import { Manifests } from '../../manifests/manifests';
import { ExistingNames, metalLbSettings } from './settings';

/** Tells the names of one kind that nothing has: nothing among the manifests, and nothing that the facts say exists elsewhere. */
export interface UnknownNames {
  readonly has: (name: string) => boolean;
  /** All of the kind may be kept elsewhere where none of them is made here. */
  readonly severity: Severity;
}

/**
 * Without facts it cannot be told where all of a kind is kept elsewhere.
 * @param made the names of the kind among the manifests
 */
export function unknownNames(
  kind: keyof ExistingNames,
  made: ReadonlySet<string>,
  manifests: Manifests,
  facts?: ClusterFacts,
): UnknownNames {
  const existing = metalLbSettings(manifests, facts).existing[kind];
  const isTold = facts !== undefined || made.size > 0;
  return {
    has: (name) => isTold && !made.has(name) && !existing.has(name),
    severity: made.size > 0 ? Severity.ERROR : Severity.WARNING,
  };
}
