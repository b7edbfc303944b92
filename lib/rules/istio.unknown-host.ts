import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { NamedHost, namedHosts, namespacesMeant, serviceMeant } from './istio/hosts';
import { serviceHost } from './istio/mesh-host';
import { once } from './istio/once';
import { workloadsOf } from './istio/workloads';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/**
 * A host that names no Service of this cluster, and stands beside the one it was meant for: a Service of that name in another
 * namespace, or one in this namespace whose name is a letter away. Any other is taken to exist elsewhere.
 */
export const unknownHost: Rule = {
  id: 'istio.unknown-host',
  check: (manifests) => namedHosts(manifests).flatMap((named) => elsewhere(named, manifests) ?? misspelt(named, manifests) ?? []),
};

/** A short name is one of the namespace it stands in, of which the documents may not have all. */
function elsewhere({ origin, field, namespace, text, host }: NamedHost, manifests: Manifests): RuleFinding | undefined {
  const homes = namespacesMeant(text, host, manifests);
  if (homes.length === 0) {
    return undefined;
  }
  const others = `${homes.length === 1 ? 'namespace' : 'namespaces'} ${listed(homes)}`;
  const [isKnown, name] = [
    namespacesOfServices(manifests).has(namespace),
    homes.map((home) => quoted(serviceHost(text, home))).join(' or '),
  ];
  return {
    origin,
    field,
    severity: isKnown ? Severity.ERROR : Severity.WARNING,
    what: `${quoted(text)} is looked for in namespace ${quoted(namespace)}, and the Service of that name is in ${others}`,
    fix: `write ${name}${isKnown ? '' : ', unless there is one in both'}`,
  };
}

const namespacesOfServices = once((manifests) => new Set(workloadsOf(manifests).services.map(({ namespace }) => namespace)));

function misspelt({ origin, field, text, host }: NamedHost, manifests: Manifests): RuleFinding | undefined {
  const meant = serviceMeant(host, manifests);
  const [name] = host.split('.');
  const what = `no Service ${quoted(text)} is made here, and one called ${quoted(meant)} is`;
  const fix = `write ${quoted(text.replace(name, () => String(meant)))}, unless there is another one`;
  return meant === undefined ? undefined : { origin, field, severity: Severity.WARNING, what, fix };
}
