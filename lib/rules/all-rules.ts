import { ClusterFacts } from '../core/cluster-facts';
import { Problem, Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { fileCollision } from './file.collision';
import { fileName } from './file.name';
import { nodeAddressInPool } from './metallb.node-address-in-pool';
import { namespaceUndeclared } from './namespace.undeclared';
import { objectDuplicate } from './object.duplicate';
import { Rule } from './rule';

/** Every rule, in the order of its report. */
export const ALL_RULES: readonly Rule[] = [fileName, fileCollision, objectDuplicate, namespaceUndeclared, nodeAddressInPool];

/** All that the rules find wrong with one cluster. */
export function checkRules(manifests: Manifests, facts?: ClusterFacts): Problem[] {
  return ALL_RULES.flatMap(({ id, check }) =>
    check(manifests, facts).map(({ origin, what, fix }) => ({ id, severity: Severity.ERROR, path: origin, what, fix })),
  );
}
