import { Severity } from '../core/problem';
import { quoted } from '../values/coded-error';
import { registryOf } from './istio/registry';
import { subsetUses } from './istio/subsets';
import { Rule } from './rule';
import { listed } from './words';

/** A subset that no DestinationRule defines: Envoy finds no cluster of that name, and answers with 503. */
export const unknownSubset: Rule = {
  id: 'istio.unknown-subset',
  check: (manifests, facts) =>
    subsetUses(manifests, facts)
      .filter(({ having }) => having.length === 0)
      .map(({ virtualService: { origin }, destination: { field, host }, subset, rules }) => {
        const names = [...new Set(rules.flatMap(({ subsets }) => subsets.map(({ name }) => name)))].sort();
        // Where nothing of the host is here, its rule may well be elsewhere too.
        const isElsewhere = rules.length === 0 && !registryOf(manifests).hosts.has(host);
        return {
          origin,
          field: `${field}.subset`,
          severity: isElsewhere ? Severity.WARNING : Severity.ERROR,
          what: `no DestinationRule for ${quoted(host)} has a subset ${quoted(subset)}, so requests for it fail with 503`,
          allowed: names.length === 0 ? undefined : listed(names),
          fix: 'define the subset in the DestinationRule of this host, or send to one that it has',
        };
      }),
};
