import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { fullHost } from './istio/mesh-host';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/** Two VirtualServices for one host in the mesh: sidecars take the routes of one of them, and those of the other are lost. */
export const meshHostConflict: Rule = {
  id: 'istio.mesh-host-conflict',
  check: (manifests: Manifests) => {
    const claims = new Map<string, Claims>();
    return virtualServicesOf(manifests)
      .filter(({ isMesh }) => isMesh)
      .flatMap((virtualService) => {
        const hosts = [...new Set(virtualService.hosts.map((text) => fullHost(text, virtualService.namespace)))];
        return hosts.flatMap((host) => {
          const its = claims.get(host) ?? { byScope: new Map<string, VirtualServiceObject>() };
          claims.set(host, its);
          return claim(host, virtualService, its);
        });
      });
  },
};

/** Who has a host: in each namespace, `*` for all, and anywhere. */
interface Claims {
  readonly byScope: Map<string, VirtualServiceObject>;
  any?: VirtualServiceObject;
}

function claim(host: string, virtualService: VirtualServiceObject, claims: Claims): RuleFinding[] {
  const { origin, audience } = virtualService;
  const same = [...audience.namespaces].map((scope) => claims.byScope.get(scope)).find((other) => other !== undefined);
  const overlapping = same ?? (audience.isAll ? claims.any : claims.byScope.get('*'));
  audience.namespaces.forEach((scope) => claims.byScope.set(scope, claims.byScope.get(scope) ?? virtualService));
  claims.any ??= virtualService;
  if (overlapping === undefined) {
    return [];
  }
  const what = `VirtualService ${quoted(overlapping.key)} is for host ${quoted(host)} in the mesh too`;
  const fix = 'put all routes of a host into one VirtualService, or export the two to different namespaces';
  // Routes for some namespaces come before those for all: an override may be meant, and Istio's analyzers call it a conflict.
  const then =
    same === undefined
      ? 'and where both are known, the one for fewer namespaces hides the other'
      : 'and clients follow only one of the two';
  return [{ origin, severity: same === undefined ? Severity.WARNING : Severity.ERROR, field: 'spec.hosts', what: `${what}, ${then}`, fix }];
}
