import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { bindingsOf } from './istio/bindings';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/**
 * HTTP routes for one host on one Gateway in several VirtualServices. They become one list in the order in which the objects were
 * made, with what catches all requests moved to the end (istiod `buildGatewayHTTPRouteConfig`, `SortVHostRoutes`).
 */
export const splitHost: Rule = {
  id: 'istio.split-host',
  severity: Severity.WARNING,
  check: (manifests) => {
    const placed = virtualServicesOf(manifests).flatMap((virtualService) => placesOf(virtualService, manifests));
    const shared = [...groupBy(placed, ({ place }) => place).values()].filter(([first, ...more]) => more.some(isOther(first)));
    return [
      ...groupBy(shared, ([{ gateway }, ...more]) => [gateway, ...more.map(({ virtualService: { key } }) => key)].join()).values(),
    ].map((groups) =>
      findingOf(
        groups[0],
        groups.map(([{ host }]) => host),
      ),
    );
  },
};

interface Placed {
  readonly place: string;
  readonly gateway: string;
  readonly host: string;
  readonly virtualService: VirtualServiceObject;
}

function isOther({ virtualService }: Placed): (placed: Placed) => boolean {
  return (placed) => placed.virtualService !== virtualService;
}

/** The hosts for which requests get its HTTP routes: those that it has, and those of a Gateway that lie within them. */
function placesOf(virtualService: VirtualServiceObject, manifests: Manifests): Placed[] {
  if (virtualService.http.length === 0) {
    return [];
  }
  const { hosts, namespace } = virtualService;
  const bound = new Map(bindingsOf(virtualService, manifests).map(({ name, gateway }) => [name.key, gateway]));
  return virtualService.gateways.flatMap(({ key }) => {
    const names = bound.get(key)?.meet(hosts, namespace) ?? hosts;
    return [...new Set(names)].map((host) => ({ place: `${key} ${host}`, gateway: key, host, virtualService }));
  });
}

/** It stands at the last of them, where the one that was added will be looked for. */
function findingOf(group: readonly Placed[], hosts: readonly string[]): RuleFinding {
  const { gateway, virtualService } = group[group.length - 1];
  const others = group.map((placed) => placed.virtualService).filter((other) => other !== virtualService);
  return {
    origin: virtualService.origin,
    field: 'spec.hosts',
    what: `host ${listed(hosts)} on Gateway ${quoted(gateway)} is routed by VirtualService ${listed(others.map(({ key }) => key))} too: their routes become one list, those of the object that was made first before the others, and those for all requests last`,
    fix: 'put all routes of a host into one VirtualService, or see that no request is for two of them',
  };
}
