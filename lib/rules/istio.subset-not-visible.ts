import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { Client, clientsOf } from './istio/clients';
import { destinationRulesOf } from './istio/destination-rules';
import { homeOf } from './istio/registry';
import { hasSubset, SubsetUse, subsetUses } from './istio/subsets';
import { Rule, RuleFinding } from './rule';

/**
 * A subset that the rules have, and not for all who follow the route: a DestinationRule holds for whom it is exported to, outside of
 * the Service's namespace only for clients of its own, and the first one found hides all others.
 */
export const subsetNotVisible: Rule = {
  id: 'istio.subset-not-visible',
  check: (manifests, facts) => subsetUses(manifests, facts).flatMap((use) => findingOf(use, manifests)),
};

function findingOf(use: SubsetUse, manifests: Manifests): RuleFinding[] {
  const { virtualService, destination, subset, having } = use;
  const blind =
    having.length === 0 ? [] : clientsOf(virtualService, destination, manifests).filter((client) => !sees(client, use, manifests));
  if (blind.length === 0) {
    return [];
  }
  const { origin } = virtualService;
  const home = quoted(homeOf(destination.host, manifests));
  return [
    {
      origin,
      field: `${destination.field}.subset`,
      severity: blind.some(({ isSure }) => isSure) ? Severity.ERROR : Severity.WARNING,
      what: `subset ${quoted(subset)} of ${quoted(destination.host)} is in DestinationRule ${quoted(having[0].key)}, which does not hold for ${blind.map(({ label }) => label).join(', nor for ')}: requests from there fail with 503`,
      fix: `put that DestinationRule into namespace ${home}, export it to all who use it, and keep no other rule for the host in theirs`,
    },
  ];
}

function sees({ namespace }: Client, { destination: { host }, subset }: SubsetUse, manifests: Manifests): boolean {
  const home = homeOf(host, manifests);
  // Whose rules hold for a host that nothing is known of cannot be told.
  return (
    home === undefined ||
    destinationRulesOf(manifests)
      .seenBy(namespace, host, home)
      .some((rule) => hasSubset(rule, subset))
  );
}
