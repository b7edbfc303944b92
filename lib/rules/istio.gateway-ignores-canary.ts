import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { MESH } from './istio/gateway-names';
import { fullHost } from './istio/mesh-host';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule } from './rule';

/**
 * A route at a Gateway to a Service whose traffic is split in the mesh: the Gateway sends to all pods of the Service alike, since
 * its own route decides and the one of the mesh is never asked.
 */
export const gatewayIgnoresCanary: Rule = {
  id: 'istio.gateway-ignores-canary',
  severity: Severity.WARNING,
  check: (manifests) => {
    const splits = splitHosts(manifests);
    return virtualServicesOf(manifests)
      .filter(({ gateways }) => gateways.length > 0)
      .flatMap(({ key, origin, gateways, destinations }) =>
        destinations.flatMap(({ kind, isMirror, subset, field, host, takes }) => {
          const isHere = kind === 'http' && !isMirror && subset === undefined && gateways.some((gateway) => takes(gateway.key));
          const split = isHere ? splits.get(host) : undefined;
          const what = `the traffic of ${quoted(host)} is split over subsets by VirtualService ${quoted(split?.key)}, and this route at a gateway does not follow it`;
          const fix = 'send to the same subsets here, or put the gateway into that VirtualService';
          return split === undefined || split.key === key ? [] : [{ origin, field, what, fix }];
        }),
      );
  },
};

/** The hosts that a VirtualService of the mesh sends to subsets of their own. */
function splitHosts(manifests: Manifests): Map<string, VirtualServiceObject> {
  const splits = virtualServicesOf(manifests).filter(({ isMesh }) => isMesh);
  return new Map(
    splits.flatMap((virtualService) => {
      const own = new Set(virtualService.hosts.map((text) => fullHost(text, virtualService.namespace)));
      const split = virtualService.destinations.filter(
        ({ kind, isMirror, subset, host, takes }) => kind === 'http' && !isMirror && subset !== undefined && own.has(host) && takes(MESH),
      );
      return split.map(({ host }): [string, VirtualServiceObject] => [host, virtualService]);
    }),
  );
}
