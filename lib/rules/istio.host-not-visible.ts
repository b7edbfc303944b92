import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { clientsOf } from './istio/clients';
import { Destination } from './istio/destinations';
import { registryOf } from './istio/registry';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/** A host of ServiceEntries that are not exported to those who follow the route: their proxies know no such host. */
export const hostNotVisible: Rule = {
  id: 'istio.host-not-visible',
  check: (manifests) =>
    virtualServicesOf(manifests).flatMap((virtualService) =>
      virtualService.destinations.flatMap((destination) => findingOf(virtualService, destination, manifests)),
    ),
};

function findingOf(virtualService: VirtualServiceObject, destination: Destination, manifests: Manifests): RuleFinding[] {
  const { field, host } = destination;
  const { service, entries = [] } = registryOf(manifests).hosts.get(host) ?? {};
  if (service !== undefined || entries.length === 0) {
    return [];
  }
  const isSeen = (namespace: string | undefined) => entries.some(({ audience }) => audience.has(namespace));
  const blind = clientsOf(virtualService, destination, manifests).filter(({ namespace, isSure }) => isSure && !isSeen(namespace));
  const [{ namespace, name }] = entries;
  const what = `ServiceEntry ${quoted(`${namespace}/${name}`)} has host ${quoted(host)}, and is not exported to ${blind.map(({ label }) => label).join(', nor to ')}: requests from there fail with 503`;
  return blind.length === 0
    ? []
    : [{ origin: virtualService.origin, field: `${field}.host`, what, fix: 'export the ServiceEntry to all who use it' }];
}
