import { ClusterFacts, existingNamespacesOf } from '../core/cluster-facts';
import { Manifests } from '../manifests/manifests';
import { Rule } from './rule';

/** A namespace that is neither made here nor declared as existing: everything in it would be refused. One finding a namespace. */
export const namespaceUndeclared: Rule = {
  id: 'namespace.undeclared',
  check: (manifests, facts) => {
    if (facts === undefined) {
      return []; // nowhere to declare one
    }
    const known = knownNamespaces(manifests, facts);
    return [...firstUses(manifests)]
      .filter(([namespace]) => !known.has(namespace))
      .map(([namespace, origin]) => ({
        origin,
        what: `namespace "${namespace}" is neither made in this cluster nor declared as existing`,
        fix: `make the Namespace in this cluster, or add "${namespace}" to existingNamespaces of the Cluster`,
      }));
  },
};

function knownNamespaces(manifests: Manifests, facts: ClusterFacts): Set<string> {
  const made = manifests.ofKind('/Namespace').map(({ object }) => object.metadata.name);
  return new Set([...existingNamespacesOf(facts), ...made]);
}

/** Each namespace in use, with the first object that uses it. */
function firstUses(manifests: Manifests): Map<string, string> {
  const uses = new Map<string, string>();
  for (const document of manifests.documents) {
    const namespace = manifests.namespaceOf(document);
    if (namespace !== undefined && !uses.has(namespace)) {
      uses.set(namespace, document.origin);
    }
  }
  return uses;
}
