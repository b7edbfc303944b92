import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { AUTHORITY_SUFFIX, Credential, credentialsOf } from './istio/credentials';
import { homesOf } from './istio/gateway-pods';
import { gatewaysOf } from './istio/gateways';
import { hasAuthority, hasCertificate, SecretObject, secretsOf } from './istio/secrets';
import { Rule, RuleFinding } from './rule';

type Secrets = ReadonlyMap<string, readonly SecretObject[]>;
type Fault = Pick<RuleFinding, 'severity' | 'what' | 'allowed' | 'fix'>;

/** Istio gives a proxy no certificate of a Secret that has not the keys it looks for, and connections are closed. */
export const secretKeys: Rule = {
  id: 'istio.secret-keys',
  check: (manifests: Manifests) => {
    const secrets = secretsOf(manifests);
    return gatewaysOf(manifests).flatMap((gateway) => {
      const homes = homesOf(gateway, manifests);
      return gateway.servers
        .flatMap(credentialsOf)
        .flatMap((credential) =>
          faultsOf(credential, homes, secrets).map((fault) => ({ origin: gateway.origin, field: credential.field, ...fault })),
        );
    });
  },
};

function faultsOf(credential: Credential, homes: ReadonlySet<string>, secrets: Secrets): Fault[] {
  const read = readable(credential.name, homes, secrets);
  const pair = 'the keys tls.crt and tls.key, or cert and key';
  return [
    ...(credential.hasCertificate ? lacking(read, homes, hasCertificate, 'a certificate and its key', pair) : []),
    ...(credential.hasAuthority ? authorityFaults(read, credential, homes, secrets) : []),
  ];
}

/** The Secrets that a proxy may read by a name: where no pods are made here, that may be any. */
function readable(name: string, homes: ReadonlySet<string>, secrets: Secrets): SecretObject[] {
  return (secrets.get(name) ?? []).filter(({ namespace }) => homes.size === 0 || homes.has(namespace));
}

/** Where the pods are not known, one good Secret of the name may be the one that they read. */
function lacking(
  read: readonly SecretObject[],
  homes: ReadonlySet<string>,
  isGood: (secret: SecretObject) => boolean,
  noun: string,
  allowed: string,
): Fault[] {
  const bad = read.filter((secret) => !isGood(secret));
  const [severity, told] = homes.size > 0 ? [Severity.ERROR, bad] : [Severity.WARNING, bad.length === read.length ? bad.slice(0, 1) : []];
  return told.map(({ title, namespace }) => ({
    severity,
    what: `${title} in namespace "${namespace}" has not ${noun}, so Istio closes all connections to the server`,
    allowed,
    fix: 'correct the Secret',
  }));
}

/** A Secret of the authority alone comes before that of the certificate; it may also be kept elsewhere. */
function authorityFaults(read: readonly SecretObject[], credential: Credential, homes: ReadonlySet<string>, secrets: Secrets): Fault[] {
  const companion = `${credential.name}${AUTHORITY_SUFFIX}`;
  const [noun, allowed] = ['the authority of the clients', 'the key ca.crt, or cacert'];
  if (secrets.has(companion)) {
    return lacking(readable(companion, homes, secrets), homes, hasAuthority, noun, allowed);
  }
  if (!credential.hasCertificate) {
    return lacking(read, homes, hasAuthority, noun, allowed);
  }
  return read.every(hasCertificate)
    ? lacking(read, homes, hasAuthority, noun, allowed).map((fault) => ({
        ...fault,
        severity: Severity.WARNING,
        fix: `add it to the Secret, or make Secret "${companion}" for it`,
      }))
    : [];
}
