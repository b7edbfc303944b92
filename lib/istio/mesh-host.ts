import { ResolvedService } from '../core/backend';

/**
 * What Istio calls a Service, seen from a namespace: just its name at home, else the full one. Nothing in between, since
 * istiod takes any name with a dot for a full one (`pilot/pkg/model/config.go`).
 */
export function meshHostOf(service: ResolvedService, seenFrom: string): string {
  const { name, namespace = seenFrom } = service;
  return namespace === seenFrom ? name : `${name}.${namespace}.svc.cluster.local`;
}
