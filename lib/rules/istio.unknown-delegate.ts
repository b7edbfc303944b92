import { Severity } from '../core/problem';
import { filled, struct } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

type Words = Pick<RuleFinding, 'what' | 'fix' | 'severity'>;

/** A route that hands over to a VirtualService which is none for it: the route vanishes (istiod `mergeVirtualServices`). */
export const unknownDelegate: Rule = {
  id: 'istio.unknown-delegate',
  check: (manifests) => {
    const byName = groupBy(virtualServicesOf(manifests), ({ name }) => name);
    return virtualServicesOf(manifests).flatMap((root) =>
      root.http.flatMap(({ delegate }, index) => {
        const { name, namespace } = struct(delegate);
        const wanted = filled(name);
        const words = wanted === undefined ? undefined : wordsOf(root, wanted, filled(namespace) ?? root.namespace, byName);
        return words === undefined ? [] : [{ origin: root.origin, field: `spec.http[${index}].delegate`, ...words }];
      }),
    );
  },
};

function wordsOf(
  root: VirtualServiceObject,
  name: string,
  namespace: string,
  byName: ReadonlyMap<string, readonly VirtualServiceObject[]>,
): Words | undefined {
  if (root.hosts.length === 0) {
    const what = 'a VirtualService without hosts, which others delegate to, cannot delegate itself';
    return { what: `${what}: Istio refuses it`, fix: 'move the routes here, or delegate to both from the one with hosts' };
  }
  const target = byName.get(name)?.find((other) => other.namespace === namespace);
  return target === undefined ? absent(name, namespace, byName.get(name) ?? []) : unusable(root, target);
}

function absent(name: string, namespace: string, others: readonly VirtualServiceObject[]): Words {
  const homes = others.filter(({ hosts }) => hosts.length === 0).map((other) => other.namespace);
  const what = `there is no VirtualService ${quoted(name)} in namespace ${quoted(namespace)}`;
  return homes.length === 0
    ? {
        severity: Severity.WARNING,
        what: `${what} here, without which the route vanishes`,
        fix: 'name one of this cluster, or see that it exists',
      }
    : { what: `${what}, and one in ${listed(homes)}, so the route vanishes`, fix: `set namespace to ${homes.map(quoted).join(' or ')}` };
}

function unusable(root: VirtualServiceObject, { key, hosts, audience }: VirtualServiceObject): Words | undefined {
  if (hosts.length > 0) {
    const what = `VirtualService ${quoted(key)} has hosts, and so none can delegate to it: the route vanishes`;
    return { what, fix: 'name one without hosts, or drop its hosts and gateways' };
  }
  return audience.has(root.namespace)
    ? undefined
    : {
        what: `VirtualService ${quoted(key)} is not exported to namespace ${quoted(root.namespace)}, so the route vanishes`,
        fix: `add ${quoted(root.namespace)} to its exportTo`,
      };
}
