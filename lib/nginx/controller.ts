import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { AddressedSpec } from '../core/address-request';
import { ExternalTrafficPolicy } from '../core/external-traffic-policy';
import { k8s } from '../core/k8s.private';
import { withoutNamespace } from '../core/resource';
import {
  ADMISSION,
  CONTROLLER,
  CONTROLLER_CLASS,
  CONTROLLER_IMAGE,
  CONTROLLER_SELECTOR,
  ELECTION_ID,
  INGRESS_NGINX,
  labelsOf,
} from './release';

/** What the controller is asked to be. */
export interface ControllerOptions {
  readonly namespace: string;
  readonly ingressClass: string;
  readonly externalTrafficPolicy: ExternalTrafficPolicy;
  /** What the address that is asked for needs of the Service. */
  readonly addressed?: AddressedSpec;
  readonly replicas?: number;
  readonly config?: { readonly [key: string]: string };
}

const SECURITY: k8s.SecurityContext = {
  runAsNonRoot: true,
  runAsUser: 101,
  runAsGroup: 82,
  allowPrivilegeEscalation: false,
  // nginx writes its configuration and its temporary files beside its program.
  readOnlyRootFilesystem: false,
  // For ports 80 and 443.
  capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const CERTIFICATE_VOLUME = 'webhook-cert';
const CERTIFICATE_FOLDER = '/usr/local/certificates/';

/**
 * The controller, its configuration and its class.
 * @returns the Service that requests come to
 */
export function addController(scope: Construct, options: ControllerOptions): ApiObject {
  const { namespace, ingressClass, config } = options;
  const labels = labelsOf('controller');
  const metadata = { name: CONTROLLER, namespace, labels };

  addObject(scope, 'ConfigMap', k8s.KubeConfigMap, { metadata, data: config });
  addObject(scope, 'Resource', k8s.KubeDeployment, { metadata, spec: deploymentSpec(options) });
  withoutNamespace(
    addObject(scope, 'IngressClass', k8s.KubeIngressClass, {
      metadata: { name: ingressClass, labels },
      spec: { controller: CONTROLLER_CLASS },
    }),
  );
  return addObject(scope, 'Service', k8s.KubeService, { metadata, spec: serviceSpec(options) });
}

function serviceSpec({ externalTrafficPolicy, addressed }: ControllerOptions): k8s.ServiceSpec {
  return {
    type: 'LoadBalancer',
    externalTrafficPolicy,
    selector: CONTROLLER_SELECTOR,
    ports: [
      { name: 'http', port: 80, protocol: 'TCP', targetPort: k8s.IntOrString.fromString('http'), appProtocol: 'http' },
      { name: 'https', port: 443, protocol: 'TCP', targetPort: k8s.IntOrString.fromString('https'), appProtocol: 'https' },
    ],
    ...addressed,
  };
}

function deploymentSpec({ replicas, ingressClass }: ControllerOptions): k8s.DeploymentSpec {
  return {
    replicas,
    selector: { matchLabels: CONTROLLER_SELECTOR },
    template: {
      metadata: { labels: labelsOf('controller') },
      spec: {
        serviceAccountName: INGRESS_NGINX,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        // Open connections may finish: `/wait-shutdown` returns when nginx has none left.
        terminationGracePeriodSeconds: 300,
        containers: [container(ingressClass)],
        // Stored by the admission Job `create`: until it has run, the pod waits for it.
        volumes: [{ name: CERTIFICATE_VOLUME, secret: { secretName: ADMISSION } }],
      },
    },
  };
}

function container(ingressClass: string): k8s.Container {
  const health = { path: '/healthz', port: k8s.IntOrString.fromNumber(10254) };
  return {
    name: 'controller',
    image: CONTROLLER_IMAGE,
    args: argsOf(ingressClass),
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'LD_PRELOAD', value: '/usr/local/lib/libmimalloc.so' },
    ],
    ports: [
      { name: 'http', containerPort: 80, protocol: 'TCP' },
      { name: 'https', containerPort: 443, protocol: 'TCP' },
      { name: 'webhook', containerPort: 8443, protocol: 'TCP' },
    ],
    livenessProbe: { httpGet: health, initialDelaySeconds: 10, failureThreshold: 5 },
    readinessProbe: { httpGet: health, initialDelaySeconds: 10, failureThreshold: 3 },
    lifecycle: { preStop: { exec: { command: ['/wait-shutdown'] } } },
    resources: { requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString('90Mi') } },
    securityContext: SECURITY,
    volumeMounts: [{ name: CERTIFICATE_VOLUME, mountPath: CERTIFICATE_FOLDER, readOnly: true }],
  };
}

function argsOf(ingressClass: string): string[] {
  return [
    '/nginx-ingress-controller',
    // Ingresses report the address of this Service as their own.
    `--publish-service=$(POD_NAMESPACE)/${CONTROLLER}`,
    `--election-id=${ELECTION_ID}`,
    `--controller-class=${CONTROLLER_CLASS}`,
    // For Ingresses that name their class by the old annotation; the others go by the IngressClass.
    `--ingress-class=${ingressClass}`,
    `--configmap=$(POD_NAMESPACE)/${CONTROLLER}`,
    '--validating-webhook=:8443',
    `--validating-webhook-certificate=${CERTIFICATE_FOLDER}cert`,
    `--validating-webhook-key=${CERTIFICATE_FOLDER}key`,
  ];
}
