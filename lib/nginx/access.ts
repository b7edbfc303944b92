import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { k8s } from '../core/k8s.private';
import { withoutNamespace } from '../core/resource';
import { ADMISSION, Component, ELECTION_ID, INGRESS_NGINX, labelsOf } from './release';

const CORE = '';
const NETWORKING = 'networking.k8s.io';
const DISCOVERY = 'discovery.k8s.io';
const COORDINATION = 'coordination.k8s.io';
const ADMISSION_REGISTRATION = 'admissionregistration.k8s.io';

const READ = ['get', 'list', 'watch'];
const FOLLOW = ['list', 'watch'];

/** Who an account is, and what it may do in its own namespace and in the whole cluster. */
interface Account {
  readonly name: string;
  readonly component: Component;
  readonly inNamespace: k8s.PolicyRule[];
  readonly inCluster: k8s.PolicyRule[];
}

const CONTROLLER_ACCOUNT: Account = {
  name: INGRESS_NGINX,
  component: 'controller',
  inNamespace: [
    allow(['get'], CORE, 'namespaces'),
    allow(READ, CORE, 'configmaps', 'pods', 'secrets', 'endpoints', 'services'),
    allow(READ, NETWORKING, 'ingresses', 'ingressclasses'),
    allow(READ, DISCOVERY, 'endpointslices'),
    allow(['update'], NETWORKING, 'ingresses/status'),
    allow(['create', 'patch'], CORE, 'events'),
    allow(['create'], COORDINATION, 'leases'),
    { ...allow(['get', 'update'], COORDINATION, 'leases'), resourceNames: [ELECTION_ID] },
  ],
  inCluster: [
    allow(FOLLOW, CORE, 'configmaps', 'endpoints', 'nodes', 'pods', 'secrets', 'namespaces'),
    allow(['get'], CORE, 'nodes'),
    allow(READ, CORE, 'services'),
    allow(READ, NETWORKING, 'ingresses', 'ingressclasses'),
    allow(READ, DISCOVERY, 'endpointslices'),
    allow(['update'], NETWORKING, 'ingresses/status'),
    allow(['create', 'patch'], CORE, 'events'),
    allow(FOLLOW, COORDINATION, 'leases'),
  ],
};

/** The two Jobs: one stores the certificate of the webhook, the other writes its authority into the configuration. */
const ADMISSION_ACCOUNT: Account = {
  name: ADMISSION,
  component: 'admission-webhook',
  inNamespace: [allow(['get', 'create'], CORE, 'secrets')],
  inCluster: [allow(['get', 'update'], ADMISSION_REGISTRATION, 'validatingwebhookconfigurations')],
};

/** The accounts of the controller and of the admission Jobs, with what each may do. */
export function addAccess(scope: Construct, namespace: string): void {
  addAccount(scope, 'Controller', CONTROLLER_ACCOUNT, namespace);
  addAccount(scope, 'Admission', ADMISSION_ACCOUNT, namespace);
}

function addAccount(scope: Construct, prefix: string, account: Account, namespace: string): void {
  const { name, component, inNamespace, inCluster } = account;
  const labels = labelsOf(component);
  const metadata = { name, namespace, labels };
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];

  addObject(scope, `${prefix}ServiceAccount`, k8s.KubeServiceAccount, { metadata });
  addObject(scope, `${prefix}Role`, k8s.KubeRole, { metadata, rules: inNamespace });
  addObject(scope, `${prefix}RoleBinding`, k8s.KubeRoleBinding, { metadata, roleRef: roleRef('Role', name), subjects });
  withoutNamespace(addObject(scope, `${prefix}ClusterRole`, k8s.KubeClusterRole, { metadata: { name, labels }, rules: inCluster }));
  withoutNamespace(
    addObject(scope, `${prefix}ClusterRoleBinding`, k8s.KubeClusterRoleBinding, {
      metadata: { name, labels },
      roleRef: roleRef('ClusterRole', name),
      subjects,
    }),
  );
}

function allow(verbs: string[], apiGroup: string, ...resources: string[]): k8s.PolicyRule {
  return { apiGroups: [apiGroup], resources, verbs };
}

function roleRef(kind: string, name: string): k8s.RoleRef {
  return { apiGroup: 'rbac.authorization.k8s.io', kind, name };
}
