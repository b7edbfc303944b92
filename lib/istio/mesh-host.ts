import { ResolvedHost, ResolvedService } from '../core/backend';

/**
 * What Istio calls a Service, seen from a namespace: just its name at home, else the full one. Nothing in between, since
 * istiod takes any name with a dot for a full one (`pilot/pkg/model/config.go`). A host that is no Service goes by its own name.
 */
export function meshHostOf(target: ResolvedService | ResolvedHost, seenFrom: string): string {
  if ('host' in target) {
    return target.host;
  }
  const { name, namespace = seenFrom } = target;
  return namespace === seenFrom ? name : `${name}.${namespace}.svc.cluster.local`;
}
