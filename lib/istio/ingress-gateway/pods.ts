import { ExternalTrafficPolicy } from '../../core/external-traffic-policy';
import { k8s } from '../../core/k8s.private';

interface Labels {
  readonly [key: string]: string;
}

/** What the Deployment of a gateway is asked to be. */
export interface PodOptions {
  readonly serviceAccount: string;
  readonly labels: Labels;
  readonly replicas?: number;
  readonly revision?: string;
  readonly nodeSelector?: Labels;
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
}

// What Istio's gateway injection leaves to us: it fills in the image, the probes and the rest (chart `gateway` of istio/istio).
const PROXY: k8s.Container = {
  name: 'istio-proxy',
  image: 'auto',
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsGroup: 1337,
    runAsNonRoot: true,
    runAsUser: 1337,
  },
};

export function deploymentSpec({ labels, replicas, revision, ...options }: PodOptions): unknown {
  const injection = { 'sidecar.istio.io/inject': 'true', ...(revision === undefined ? {} : { 'istio.io/rev': revision }) };
  const spec: k8s.DeploymentSpec = {
    replicas,
    selector: { matchLabels: labels },
    template: {
      metadata: { annotations: { 'inject.istio.io/templates': 'gateway' }, labels: { ...labels, ...injection } },
      spec: {
        serviceAccountName: options.serviceAccount,
        // Lets a proxy that is not root listen on 80 and 443.
        securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
        containers: [PROXY],
        nodeSelector: options.nodeSelector,
        topologySpreadConstraints: options.externalTrafficPolicy === ExternalTrafficPolicy.LOCAL ? [overNodes(labels)] : undefined,
      },
    },
  };
  return spec;
}

/** Only nodes with a pod take requests then: pods beside each other on one node would leave the others without. */
function overNodes(labels: Labels): k8s.TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
  };
}
