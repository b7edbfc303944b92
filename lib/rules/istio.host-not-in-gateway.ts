import { quoted } from '../values/coded-error';
import { bindingsOf } from './istio/bindings';
import { virtualServicesOf } from './istio/virtual-services';
import { Rule } from './rule';
import { listed } from './words';

/** Routes for hosts that no server of their Gateway answers for, or not for routes of this namespace: no request reaches them. */
export const hostNotInGateway: Rule = {
  id: 'istio.host-not-in-gateway',
  check: (manifests) =>
    virtualServicesOf(manifests)
      .flatMap((virtualService) => bindingsOf(virtualService, manifests))
      .filter(({ servers, virtualService: { hosts } }) => hosts.length > 0 && servers?.length === 0)
      .map(({ virtualService: { origin, hosts, namespace }, name, gateway }) => ({
        origin,
        field: name.field,
        what: `no server of Gateway ${quoted(name.key)} has host ${listed(hosts)} for routes of namespace ${quoted(namespace)}, so no request reaches them`,
        allowed: gateway.hosts.length === 0 ? undefined : listed(gateway.hosts),
        fix: 'add the host to a server of the Gateway, or route one of its hosts',
      })),
};
