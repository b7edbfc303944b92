import { Manifests } from '../manifests/manifests';
import { filled } from '../manifests/raw';
import { groupBy } from '../values/group-by';
import { credentialsOf } from './istio/credentials';
import { podsOfGateway } from './istio/gateway-pods';
import { gatewaysOf } from './istio/gateways';
import { SecretAccess } from './istio/secret-access';
import { Rule } from './rule';

/**
 * istiod gives a proxy the Secrets of its namespace only where the service account of its pods may list them
 * (`pilot/pkg/credentials/kube/secrets.go`). A service account that is not in the manifests is taken to be allowed to.
 */
export const noSecretAccess: Rule = {
  id: 'istio.no-secret-access',
  check: (manifests: Manifests) => {
    const access = new SecretAccess(manifests);
    const accounts = new Map(
      manifests
        .ofKind('/ServiceAccount')
        .map((document) => [`${manifests.namespaceOf(document)}/${document.object.metadata.name}`, document]),
    );
    const gateways = gatewaysOf(manifests).filter(({ servers }) => servers.some((server) => credentialsOf(server).length > 0));
    const byPods = groupBy(gateways, (gateway) => podsOfGateway(gateway, manifests));
    const readers = [...byPods].flatMap(([pods, [gateway]]) =>
      pods.map(({ namespace, spec }) => ({ gateway, namespace, name: filled(spec.serviceAccountName) ?? 'default' })),
    );
    return [...groupBy(readers, ({ namespace, name }) => `${namespace}/${name}`)].flatMap(([key, [{ gateway, namespace, name }]]) => {
      const account = accounts.get(key);
      return account === undefined || access.has(namespace, name)
        ? []
        : [
            {
              origin: account.origin,
              what: `ServiceAccount "${name}" of gateway pods may not list Secrets, and Istio gives them no certificate for Gateway "${gateway.title}"`,
              fix: `bind a Role to it that allows get, watch and list of secrets in namespace "${namespace}"`,
            },
          ];
    });
  },
};
