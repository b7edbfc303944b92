import { Backend } from '../core/backend';
import {
  DestinationRuleSpec,
  DestinationRuleSpecSubsetsTrafficPolicy,
  DestinationRuleSpecTrafficPolicy,
  VirtualServiceSpec,
} from '../istio/crd.private';
import { HttpRouteDocument } from '../istio/http-routes/documents';
import { toHttpRoutes } from '../istio/http-rules';
import { meshHostOf } from '../istio/mesh-host';
import { IstioTrafficPolicy, toTrafficPolicy } from '../istio/traffic-policy';
import { ReadRule } from '../routing/read-rule';
import { CanaryPlan } from './canary-rules';

/** The `VirtualService` for clients inside the mesh, in a namespace. */
export function toMeshRoute(backend: Backend, rules: readonly ReadRule[], namespace: string): unknown {
  const service = backend._resolveService();
  const isElsewhere = !('host' in service) && (service.namespace ?? namespace) !== namespace;
  const spec: VirtualServiceSpec = {
    hosts: [meshHostOf(service, namespace)],
    http: toHttpRoutes(rules, namespace).map(onAnyPort),
    // Clients of other namespaces are not told the subsets then, and would be answered with 503.
    exportTo: isElsewhere ? ['.'] : undefined,
  };
  return spec;
}

/** The `DestinationRule` that says which pods are which version, in a namespace. */
export function toDestinationRule(
  { backend, versions }: Pick<CanaryPlan, 'backend' | 'versions'>,
  policy: IstioTrafficPolicy | undefined,
  namespace: string,
): unknown {
  const spec: DestinationRuleSpec = {
    host: meshHostOf(backend._resolveService(), namespace),
    trafficPolicy: toTrafficPolicy(policy) as DestinationRuleSpecTrafficPolicy,
    subsets: versions.map(({ subset, labels, trafficPolicy }) => ({
      name: subset,
      labels,
      trafficPolicy: toTrafficPolicy(trafficPolicy) as DestinationRuleSpecSubsetsTrafficPolicy,
    })),
  };
  return spec;
}

type Destination = NonNullable<HttpRouteDocument['route']>[number]['destination'];

/** Without a port, a request stays on the port it came for; naming one would send the traffic of all ports there. */
function onAnyPort(entry: HttpRouteDocument): object {
  const withoutPort = <T extends { readonly destination: Destination }>(target: T) => {
    const { host, subset } = target.destination;
    return { ...target, destination: { host, subset } };
  };
  return { ...entry, route: entry.route?.map(withoutPort), mirrors: entry.mirrors?.map(withoutPort) };
}
