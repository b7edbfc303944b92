// What the last release of ingress-nginx is made of (its `deploy/static/provider/{baremetal,cloud}/deploy.yaml`).

export const RELEASE = '1.15.1';

// Pinned by digest, since a tag can be moved.
export const CONTROLLER_IMAGE =
  'registry.k8s.io/ingress-nginx/controller:v1.15.1@sha256:594ceea76b01c592858f803f9ff4d2cb40542cae2060410b2c95f75907d659e1';
export const CERTGEN_IMAGE =
  'registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.9@sha256:01038e7de14b78d702d2849c3aad72fd25903c4765af63cf16aa3398f5d5f2dd';

/** Name of the namespace, the accounts and the roles. */
export const INGRESS_NGINX = 'ingress-nginx';
/** Name of the Deployment, its Service and its ConfigMap. */
export const CONTROLLER = 'ingress-nginx-controller';
/** Name of everything that serves the admission webhook, the Secret of its certificate among it. */
export const ADMISSION = 'ingress-nginx-admission';
export const ADMISSION_SERVICE = 'ingress-nginx-controller-admission';

/** Name of the Lease by which one replica is elected to write the status of Ingresses. */
export const ELECTION_ID = 'ingress-nginx-leader';
/** What an IngressClass says to belong to this controller. */
export const CONTROLLER_CLASS = 'k8s.io/ingress-nginx';

export type Component = 'controller' | 'admission-webhook';

/** What Services and the Deployment find their pods by: never changes, since a Deployment's selector cannot. */
export const CONTROLLER_SELECTOR = {
  'app.kubernetes.io/name': INGRESS_NGINX,
  'app.kubernetes.io/instance': INGRESS_NGINX,
  'app.kubernetes.io/component': 'controller' satisfies Component,
};

export function labelsOf(component: Component): { readonly [key: string]: string } {
  return {
    ...CONTROLLER_SELECTOR,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': INGRESS_NGINX,
    'app.kubernetes.io/version': RELEASE,
  };
}
