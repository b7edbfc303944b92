import { Manifests } from '../manifests/manifests';
import { items } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { Destination } from './istio/destinations';
import { EntryObject, registryOf } from './istio/registry';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/**
 * A route at a gateway to a host that stands for whatever address a client asked for: only sidecars know that one, and a gateway has
 * no endpoint to send to (istiod `pilot/pkg/networking/core/cluster.go`, `convertResolution`).
 */
export const entryWithoutEndpoints: Rule = {
  id: 'istio.entry-without-endpoints',
  check: (manifests) =>
    virtualServicesOf(manifests).flatMap((virtualService) =>
      virtualService.destinations.flatMap((destination) => findingOf(virtualService, destination, manifests)),
    ),
};

function findingOf({ origin, gateways }: VirtualServiceObject, destination: Destination, manifests: Manifests): RuleFinding[] {
  const { field, host, takes } = destination;
  const { service, entries = [] } = registryOf(manifests).hosts.get(host) ?? {};
  const isLost = service === undefined && entries.length > 0 && entries.every(isPassedThrough);
  if (!isLost || !gateways.some(({ key }) => takes(key))) {
    return [];
  }
  const [{ namespace, name }] = entries;
  const what = `ServiceEntry ${quoted(`${namespace}/${name}`)} gives ${quoted(host)} neither endpoints nor a resolution, which is for sidecars only, so requests from gateways fail with 503`;
  return [{ origin, field: `${field}.host`, what, fix: 'set resolution: DNS in the ServiceEntry, or STATIC with endpoints' }];
}

function isPassedThrough({ spec: { resolution, endpoints, workloadSelector } }: EntryObject): boolean {
  return (resolution ?? 'NONE') === 'NONE' && items(endpoints).length === 0 && (workloadSelector ?? undefined) === undefined;
}
