import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { items } from '../manifests/raw';
import { readable } from '../manifests/readable';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { Host } from '../values/host';
import { keysOf, keysOverlapping } from '../values/host-keys';
import { BoundGateway, boundGatewaysOf } from './istio/bound-gateways';
import { homeOf, registryOf } from './istio/registry';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/**
 * Without `gateways`, routes are for clients inside the mesh alone. Those for a host that the mesh does not know, and that a Gateway
 * answers for without any route, were most likely meant for the Gateway. Who means the mesh can say so: `gateways: [mesh]`.
 */
export const gatewaysOmitted: Rule = {
  id: 'istio.gateways-omitted',
  severity: Severity.WARNING,
  check: (manifests) => {
    const all = virtualServicesOf(manifests);
    const inMesh = all.filter(({ isMesh, spec }) => isMesh && items(spec.gateways).length === 0);
    if (inMesh.length === 0) {
      return [];
    }
    const routed = all.filter(({ gateways }) => gateways.length > 0).flatMap(({ hosts }) => hosts);
    const known = new Set(readable([...registryOf(manifests).hosts.keys(), ...routed], (text) => keysOf(Host.parse(text))).flat());
    const isUnknown = (host: string) =>
      host.includes('.') && homeOf(host, manifests) === undefined && !askedBy(host).some((key) => known.has(key));
    const served = servedHosts(manifests);
    return inMesh.flatMap((virtualService) => findingOf(virtualService, virtualService.hosts.filter(isUnknown), served));
  },
};

type Served = ReadonlyMap<string, readonly { readonly key: string; readonly name: string; readonly gateway: BoundGateway }[]>;

/** Gateways by the keys of their hosts. */
function servedHosts(manifests: Manifests): Served {
  const filed = [...boundGatewaysOf(manifests)].flatMap(([name, gateway]) => {
    const keys = new Set(readable(gateway.hosts, (text) => keysOf(Host.parse(text))).flat());
    return [...keys].map((key) => ({ key, name, gateway }));
  });
  return groupBy(filed, ({ key }) => key);
}

function askedBy(host: string): string[] {
  return readable([host], (text) => keysOverlapping(Host.parse(text))).flat();
}

function findingOf({ origin, key, namespace }: VirtualServiceObject, hosts: readonly string[], served: Served): RuleFinding[] {
  for (const host of hosts) {
    const takes = ({ gateway }: { gateway: BoundGateway }) => (gateway.serversFor([host], namespace) ?? []).length > 0;
    const found = askedBy(host)
      .map((asked) => served.get(asked)?.find(takes))
      .find((one) => one !== undefined);
    if (found !== undefined) {
      const name = quoted(found.name);
      const what = `VirtualService ${quoted(key)} names no gateways, so it is for clients inside the mesh alone: Gateway ${name} answers for ${quoted(host)} and has no route for it`;
      return [{ origin, field: 'spec.gateways', what, fix: `write ${name} there, or "mesh" if that is what is meant` }];
    }
  }
  return [];
}
