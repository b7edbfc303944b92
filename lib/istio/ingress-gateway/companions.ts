import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../../core/add-object';
import { k8s } from '../../core/k8s.private';
import { OpenPort } from './ports';
import { ReadAutoscaling } from './read-options';

/** Of all objects of a gateway. */
export type Named = ApiObjectMetadata & { readonly name: string };
interface Labels {
  readonly [key: string]: string;
}

/** The identity of the proxies, which may read the certificates of their namespace: istiod asks before it hands one out. */
export function addServiceAccount(scope: Construct, metadata: Named): void {
  addObject(scope, 'ServiceAccount', k8s.KubeServiceAccount, { metadata });
  addObject(scope, 'Role', k8s.KubeRole, {
    metadata,
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }],
  });
  addObject(scope, 'RoleBinding', k8s.KubeRoleBinding, {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
    subjects: [{ kind: 'ServiceAccount', name: metadata.name }],
  });
}

export function addAutoscaler(scope: Construct, metadata: Named, { minReplicas, maxReplicas, cpuUtilization }: ReadAutoscaling): void {
  const target = { type: 'Utilization', averageUtilization: cpuUtilization };
  addObject(scope, 'HorizontalPodAutoscaler', k8s.KubeHorizontalPodAutoscalerV2, {
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name },
      minReplicas,
      maxReplicas,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
    },
  });
}

export function addDisruptionBudget(scope: Construct, metadata: Named, matchLabels: Labels, maxUnavailable: number): void {
  addObject(scope, 'PodDisruptionBudget', k8s.KubePodDisruptionBudget, {
    metadata,
    spec: { maxUnavailable: k8s.IntOrString.fromNumber(maxUnavailable), selector: { matchLabels } },
  });
}

/** The agent and Envoy each show metrics on a port of their own. */
const METRICS = [15020, 15090];

/** What a NetworkPolicy lets in: the ports of the Service from everywhere, those of the metrics from some namespaces. */
export function networkPolicySpec(matchLabels: Labels, ports: readonly OpenPort[], metricsFrom: readonly string[]): unknown {
  const tcp = (port: number) => ({ protocol: 'TCP', port: k8s.IntOrString.fromNumber(port) });
  const namespaces = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...metricsFrom] }] };
  const forMetrics = { ports: METRICS.map(tcp), from: [{ namespaceSelector: namespaces }] };
  const spec: k8s.NetworkPolicySpec = {
    podSelector: { matchLabels },
    policyTypes: ['Ingress'],
    ingress: [{ ports: ports.map(({ port }) => tcp(port)) }, ...(metricsFrom.length > 0 ? [forMetrics] : [])],
  };
  return spec;
}
