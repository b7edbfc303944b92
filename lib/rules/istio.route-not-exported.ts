import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { Binding, bindingsOf } from './istio/bindings';
import { proxyNamespaces } from './istio/bound-gateways';
import { virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/** Routes that the pods of their Gateway are never told of: it is their namespace that counts, not that of the Gateway. */
export const routeNotExported: Rule = {
  id: 'istio.route-not-exported',
  check: (manifests) =>
    virtualServicesOf(manifests)
      .flatMap((virtualService) => bindingsOf(virtualService, manifests))
      .flatMap((binding) => findingOf(binding, manifests)),
};

function findingOf({ virtualService: { origin, audience }, name, gateway }: Binding, manifests: Manifests): RuleFinding[] {
  const namespaces = audience.isAll ? [] : proxyNamespaces(gateway, manifests);
  if (namespaces.length === 0 || namespaces.some((namespace) => audience.has(namespace))) {
    return [];
  }
  return [
    {
      origin,
      field: 'spec.exportTo',
      what: `the pods of Gateway ${quoted(name.key)} are in namespace ${listed(namespaces)}, to which the routes are not exported, so no request reaches them`,
      allowed: '"*", or a list with the namespace of those pods',
      fix: `export it to ${listed(namespaces)} too`,
    },
  ];
}
