import { ClusterFacts, existingNamespacesOf } from '../core/cluster-facts';
import { Severity } from '../core/problem';
import { Labels, RawLabelSelector, selects } from '../manifests/label-selector';
import { filled, items, struct } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { KnownNamespaces } from './ledger/namespaces';
import { namespaceSelectorsOf } from './ledger/pool-view';
import { metalLbObjects } from './metallb/objects';
import { Rule } from './rule';

/** A pool for namespaces of which there is none: it serves nobody by itself, and, alone, keeps nobody out who names it. */
export const allocationMatchesNothing: Rule = {
  id: 'metallb.allocation-matches-nothing',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const selectsNone = facts === undefined ? () => false : selectsNoneOf(KnownNamespaces.of(manifests), facts);
    return metalLbObjects(manifests).pools.flatMap(({ origin, name, spec }) =>
      namespaceSelectorsOf(spec.serviceAllocation).flatMap((selector, index) =>
        selectsNone(selector)
          ? [
              {
                origin,
                field: `spec.serviceAllocation.namespaceSelectors[${index}]`,
                what: `it selects none of the known namespaces for pool ${quoted(name)}`,
                fix: 'select labels that a Namespace of this cluster has',
              },
            ]
          : [],
      ),
    );
  },
};

/** Of a namespace that is made elsewhere, one label is known. */
function selectsNoneOf(known: KnownNamespaces, facts: ClusterFacts): (selector: RawLabelSelector) => boolean {
  const namespaces: Labels[] = [...new Set([...known.names, ...existingNamespacesOf(facts)])].map((name) => known.labelsOf(name));
  const areAllKnown = (facts.existingNamespaces ?? []).every((name) => known.isKnown(name));
  return (selector) => (areAllKnown || isByName(selector)) && !namespaces.some((labels) => selects(selector, labels));
}

function isByName({ matchLabels, matchExpressions }: RawLabelSelector): boolean {
  const keys = [...Object.keys(struct(matchLabels)), ...items(matchExpressions).map((expression) => filled(struct(expression).key))];
  return keys.every((key) => key === 'kubernetes.io/metadata.name');
}
