import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { AUTHORITY_SUFFIX, Credential, credentialsOf } from './istio/credentials';
import { homesOf } from './istio/gateway-pods';
import { gatewaysOf } from './istio/gateways';
import { hasAuthority, SecretObject, secretsOf } from './istio/secrets';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

type Secrets = ReadonlyMap<string, readonly SecretObject[]>;

/**
 * The proxies of a gateway read Secrets of their own namespace, wherever the Gateway is. What is not in the manifests, pods or
 * Secret, is taken to be where it belongs.
 */
export const secretElsewhere: Rule = {
  id: 'istio.secret-elsewhere',
  check: (manifests: Manifests) => {
    const secrets = secretsOf(manifests);
    return gatewaysOf(manifests).flatMap((gateway) => {
      const homes = homesOf(gateway, manifests);
      const credentials = homes.size === 0 ? [] : gateway.servers.flatMap(credentialsOf);
      return credentials.flatMap((credential) =>
        checkCredential(credential, homes, secrets).map((finding) => ({ origin: gateway.origin, field: credential.field, ...finding })),
      );
    });
  },
};

function checkCredential(credential: Credential, homes: ReadonlySet<string>, secrets: Secrets): Omit<RuleFinding, 'origin'>[] {
  const { namespace } = credential;
  const where = listed([...homes]);
  if (namespace !== undefined && !homes.has(namespace)) {
    const what = `the Secret is named in namespace ${quoted(namespace)}, and the pods of the gateway may read only those of ${where}`;
    return [{ what, fix: `make the Secret in namespace ${where}, and write its name alone` }];
  }
  return namesOf(credential, homes, secrets).flatMap((names) => {
    const made = names.flatMap((name) => secrets.get(name) ?? []);
    const [first] = made;
    if (made.length === 0 || made.some((secret) => homes.has(secret.namespace))) {
      return [];
    }
    // With several of one name, or one that is copied, there may be more than those here.
    const severity = made.length > 1 || first.isCopied ? Severity.WARNING : Severity.ERROR;
    const what = `${first.title} is in namespace "${first.namespace}", and the pods of the gateway read only those of ${where}`;
    return [{ severity, what, fix: `make Secret ${quoted(first.name)} in namespace ${where}` }];
  });
}

/** The Secret itself, and the one of its authority where that is not in the same; of an authority alone either will do. */
function namesOf({ name, hasAuthority: isMutual, hasCertificate }: Credential, homes: ReadonlySet<string>, secrets: Secrets): string[][] {
  const authority = `${name}${AUTHORITY_SUFFIX}`;
  if (!hasCertificate) {
    return [[authority, name]];
  }
  const own = (secrets.get(name) ?? []).filter(({ namespace, keys }) => homes.has(namespace) && keys !== undefined);
  return isMutual && !own.some(hasAuthority) ? [[name], [authority]] : [[name]];
}
