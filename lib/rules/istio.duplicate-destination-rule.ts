import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { DestinationRuleObject, destinationRulesOf } from './istio/destination-rules';
import { hasSubset } from './istio/subsets';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/**
 * Two DestinationRules for one host in one namespace. Those for the same clients are merged: the subsets of both hold, and of what
 * both say only the older (istiod `mergeDestinationRule`). Those for other clients are not, and where both are seen one is lost.
 */
export const duplicateDestinationRule: Rule = {
  id: 'istio.duplicate-destination-rule',
  check: (manifests) => {
    const groups = groupBy(destinationRulesOf(manifests).all, ({ namespace, host, selector }) =>
      JSON.stringify([namespace, host, selector && Object.entries(selector).sort()]),
    );
    return [...groups.values()].flatMap(([first, ...more]) => more.flatMap((rule) => findingOf(first, rule)));
  },
};

function findingOf(first: DestinationRuleObject, rule: DestinationRuleObject): RuleFinding[] {
  const lost = lossOf(first, rule);
  return lost === undefined
    ? []
    : [
        {
          origin: rule.origin,
          field: 'spec.host',
          what: `DestinationRule ${quoted(first.key)} is for ${quoted(rule.host)} too, and ${lost}`,
          fix: 'put all that is said of a host into one DestinationRule',
        },
      ];
}

function lossOf(first: DestinationRuleObject, rule: DestinationRuleObject): string | undefined {
  if (!isSame(first, rule)) {
    return first.audience.overlaps(rule.audience) ? 'clients that both are exported to follow only one of the two' : undefined;
  }
  const repeated = rule.subsets.filter(({ name }) => hasSubset(first, name)).map(({ name }) => name);
  const policies = [first, rule].every(({ spec }) => spec.trafficPolicy !== undefined && spec.trafficPolicy !== null);
  const parts = [...(policies ? ['trafficPolicy'] : []), ...(repeated.length > 0 ? [`subset ${listed(repeated)}`] : [])];
  return parts.length === 0 ? undefined : `of their ${parts.join(' and ')} only the one of the older object holds`;
}

/** Nothing and `*` are not the same here, although both are everybody. */
function isSame(one: DestinationRuleObject, other: DestinationRuleObject): boolean {
  const listOf = ({ spec: { exportTo }, selector }: DestinationRuleObject) =>
    JSON.stringify(selector !== undefined || !Array.isArray(exportTo) ? [] : [...new Set(exportTo)].sort());
  return listOf(one) === listOf(other);
}
