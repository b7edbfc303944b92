import { ClusterFacts } from '../core/cluster-facts';
import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { advertised, L2Advertisement } from './metallb/advertised';
import { ClusterNode, nodesOf, shareNode } from './metallb/nodes';
import { Pool } from './metallb/objects';
import { Rule, RuleFinding } from './rule';

/** A speaker announces on the interfaces of all its advertisements together; one without interfaces stands for all of them. */
export const interfaceRestrictionLost: Rule = {
  id: 'metallb.interface-restriction-lost',
  severity: Severity.WARNING,
  check: (manifests, facts) => [...lost(manifests, facts)].map(([restricted, { pool, open }]) => finding(restricted, pool, open)),
};

/** Each restriction once, with the first advertisement that takes it away. */
function lost(manifests: Manifests, facts?: ClusterFacts): Map<L2Advertisement, { pool: Pool; open: L2Advertisement }> {
  const nodes = nodesOf(facts);
  const found = new Map<L2Advertisement, { pool: Pool; open: L2Advertisement }>();
  for (const [pool, advertisements] of advertised(manifests).l2.advertisementsOf) {
    const opens = advertisements.filter((advertisement) => !isRestricted(advertisement));
    for (const restricted of advertisements.filter((advertisement) => isRestricted(advertisement) && !found.has(advertisement))) {
      const open = opens.find((candidate) => haveServiceInCommon(restricted, candidate, nodes));
      if (open !== undefined) {
        found.set(restricted, { pool, open });
      }
    }
  }
  return found;
}

function isRestricted({ spec: { interfaces = [] } }: L2Advertisement): boolean {
  return interfaces.length > 0;
}

/** For certain: two that select Services may select different ones. */
function haveServiceInCommon(one: L2Advertisement, other: L2Advertisement, nodes: readonly ClusterNode[] | undefined): boolean {
  const isForAllServices = [one, other].some(({ spec }) => (spec.serviceSelectors ?? []).length === 0);
  return isForAllServices && shareNode(one, other, nodes) === true;
}

function finding({ origin }: L2Advertisement, pool: Pool, open: L2Advertisement): RuleFinding {
  return {
    origin,
    field: 'spec.interfaces',
    what: `L2Advertisement "${open.name}" is for pool "${pool.name}" too and names no interfaces, so its addresses are announced on all of them`,
    fix: `name the interfaces in "${open.name}" as well, or take the pool out of one of the two`,
  };
}
