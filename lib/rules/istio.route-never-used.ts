import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { Binding, bindingsOf } from './istio/bindings';
import { RouteKind } from './istio/destinations';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

const KINDS: readonly RouteKind[] = ['http', 'tls', 'tcp'];

/**
 * Routes of a kind that the servers of their hosts do not take: passed-through TLS goes by `tls` routes only, what is HTTP once TLS
 * has ended by `http` routes only, all other bytes by `tcp` routes only (istiod `pilot/pkg/networking/core/gateway.go`).
 */
export const routeNeverUsed: Rule = {
  id: 'istio.route-never-used',
  check: (manifests) => virtualServicesOf(manifests).flatMap((virtualService) => findingsOf(virtualService, manifests)),
};

function findingsOf(virtualService: VirtualServiceObject, manifests: Manifests): RuleFinding[] {
  const bindings = bindingsOf(virtualService, manifests);
  const servers = bindings.flatMap((binding) => binding.servers ?? []);
  // Sidecars take all kinds, and what a Gateway takes that is not here is not known.
  const isKnown = bindings.length === virtualService.gateways.length && bindings.every((binding) => binding.servers !== undefined);
  if (virtualService.isMesh || !isKnown || servers.length === 0) {
    return [];
  }
  const used = new Set(servers.map(({ uses }) => uses));
  return KINDS.filter((kind) => virtualService[kind].length > 0 && !used.has(kind)).map((kind) => findingOf(kind, bindings));
}

function findingOf(kind: RouteKind, bindings: readonly Binding[]): RuleFinding {
  const { virtualService, name, servers = [] } = bindings.find((binding) => binding.servers?.length !== 0) ?? bindings[0];
  const { label, does, uses } = servers[0];
  const taken = uses === undefined ? 'no routes at all' : `only ${uses} routes`;
  return {
    origin: virtualService.origin,
    field: `spec.${kind}`,
    what: `${label} of Gateway ${quoted(name.key)} ${does} for these hosts and takes ${taken}, so these are never used`,
    fix:
      uses === undefined
        ? 'drop them, or give the server another TLS mode'
        : `write them as ${uses} routes, or change what the server does`,
  };
}
