import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { k8s } from '../core/k8s.private';
import { withoutNamespace } from '../core/resource';
import { ADMISSION, ADMISSION_SERVICE, CERTGEN_IMAGE, CONTROLLER_SELECTOR, RELEASE, labelsOf } from './release';

const LABELS = labelsOf('admission-webhook');
const JOB_SECURITY: k8s.SecurityContext = {
  runAsNonRoot: true,
  runAsUser: 65532,
  runAsGroup: 65532,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/**
 * The webhook by which the controller refuses Ingresses that would break it. Its certificate is made inside the cluster by two
 * Jobs: `create` stores it once, `patch` writes its authority into the webhook configuration.
 */
export function addAdmission(scope: Construct, namespace: string): void {
  addObject(scope, 'AdmissionService', k8s.KubeService, {
    metadata: { name: ADMISSION_SERVICE, namespace, labels: labelsOf('controller') },
    spec: {
      type: 'ClusterIP',
      selector: CONTROLLER_SELECTOR,
      ports: [{ name: 'https-webhook', port: 443, targetPort: k8s.IntOrString.fromString('webhook'), appProtocol: 'https' }],
    },
  });
  addJob(scope, 'AdmissionCreateJob', namespace, 'create', [`--host=${ADMISSION_SERVICE},${ADMISSION_SERVICE}.$(POD_NAMESPACE).svc`]);
  addJob(scope, 'AdmissionPatchJob', namespace, 'patch', [
    `--webhook-name=${ADMISSION}`,
    '--patch-mutating=false',
    '--patch-failure-policy=Fail',
  ]);
  addWebhook(scope, namespace);
}

function addJob(scope: Construct, id: string, namespace: string, command: string, args: string[]): void {
  addObject(scope, id, k8s.KubeJob, {
    // The pod template of a Job cannot be changed, so each release has Jobs of its own. A finished Job stays: if it removed
    // itself, a GitOps controller would run it again for ever.
    metadata: { name: `${ADMISSION}-${command}-${RELEASE.replaceAll('.', '-')}`, namespace, labels: LABELS },
    spec: {
      template: {
        metadata: { labels: LABELS },
        spec: {
          restartPolicy: 'OnFailure',
          serviceAccountName: ADMISSION,
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          containers: [jobContainer(command, args)],
        },
      },
    },
  });
}

function jobContainer(command: string, args: string[]): k8s.Container {
  return {
    name: command,
    image: CERTGEN_IMAGE,
    args: [command, '--namespace=$(POD_NAMESPACE)', `--secret-name=${ADMISSION}`, ...args],
    env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
    securityContext: JOB_SECURITY,
  };
}

function addWebhook(scope: Construct, namespace: string): void {
  const webhook: k8s.ValidatingWebhook = {
    name: 'validate.nginx.ingress.kubernetes.io',
    rules: [{ apiGroups: ['networking.k8s.io'], apiVersions: ['v1'], resources: ['ingresses'], operations: ['CREATE', 'UPDATE'] }],
    // The authority of the certificate is left out: Job `patch` writes it.
    clientConfig: { service: { name: ADMISSION_SERVICE, namespace, path: '/networking/v1/ingresses' } },
    matchPolicy: 'Equivalent',
    failurePolicy: 'Fail',
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  };
  withoutNamespace(
    addObject(scope, 'AdmissionWebhook', k8s.KubeValidatingWebhookConfiguration, {
      metadata: { name: ADMISSION, labels: LABELS },
      webhooks: [webhook],
    }),
  );
}
