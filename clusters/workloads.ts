import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

export interface DeploymentOptions {
  readonly image: string;
  readonly port: number;
  /** Labels of the Pods. */
  readonly labels: Record<string, string>;
  /** @default - all labels of the Pods */
  readonly selector?: Record<string, string>;
  readonly replicas?: number;
  readonly readinessProbe?: k8s.Probe;
}

/** A Deployment of one container with its own name. */
export function deployment(scope: Construct, name: string, options: DeploymentOptions): k8s.KubeDeployment {
  const { image, port, labels, selector = labels, replicas, readinessProbe } = options;
  const container: k8s.Container = { name, image, ports: [{ containerPort: port }], readinessProbe };
  return new k8s.KubeDeployment(scope, `${name}-deployment`, {
    metadata: { name },
    spec: { replicas, selector: { matchLabels: selector }, template: { metadata: { labels }, spec: { containers: [container] } } },
  });
}

/** A Service for the Pods labelled `app: <name>`. Its port is named after its protocol, which Istio reads there. */
export function service(scope: Construct, name: string, port: number, targetPort = port): k8s.KubeService {
  return new k8s.KubeService(scope, `${name}-service`, {
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ name: 'http', port, targetPort: k8s.IntOrString.fromNumber(targetPort) }] },
  });
}
