import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';

/** A Service of type LoadBalancer as a program has it that was written without this library. */
export function loadBalancer(
  chart: Chart,
  name: string,
  annotations: Record<string, string> = {},
  spec: Partial<k8s.ServiceSpec> = {},
): k8s.KubeService {
  return new k8s.KubeService(chart, name, {
    metadata: { name, namespace: 'shop', annotations },
    spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ name: 'http', port: 80 }], ...spec },
  });
}
