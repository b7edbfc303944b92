import { filled, items } from '../../manifests/raw';
import { GatewayServer } from './gateways';

/** A Secret that a server reads its certificate from. */
export interface Credential {
  /** Where it is named: `spec.servers[0].tls.credentialName`. */
  readonly field: string;
  /** Name of the Secret. */
  readonly name: string;
  /** Where the reference itself says so; it may name that of the pods only (istiod `pilot/pkg/xds/sds.go`). */
  readonly namespace?: string;
  readonly hasCertificate: boolean;
  /** Whether the authority of the clients is read by that name with {@link AUTHORITY_SUFFIX}, else by the name itself. */
  readonly hasAuthority: boolean;
}

/** Ends the name of a Secret that holds the authority alone. */
export const AUTHORITY_SUFFIX = '-cacert';

const MUTUAL = new Set<unknown>(['MUTUAL', 'OPTIONAL_MUTUAL']);
// As istiod writes them out (`pilot/pkg/model/credentials/resource.go`). Other schemes are no Secrets.
const REFERENCE = /^(?:kubernetes(?:-gateway)?:\/\/)?(?:([^/:]+)\/)?([^/:]+)$/;

export function credentialsOf({ field, tls = {} }: GatewayServer): Credential[] {
  const { credentialName, credentialNames, caCertCredentialName, mode } = tls;
  const [isMutual, authority] = [MUTUAL.has(mode), filled(caCertCredentialName)];
  const hasAuthority = isMutual && authority === undefined;
  const several = items(credentialNames).map((name, index) => ({
    name,
    place: `credentialNames[${index}]`,
    hasAuthority: hasAuthority && index === 0,
  }));
  const certificates = [{ name: credentialName, place: 'credentialName', hasAuthority }, ...several].map((one) => ({
    ...one,
    hasCertificate: true,
  }));
  // By a name without the suffix istiod would look for a certificate.
  const alone = isMutual && authority?.endsWith(AUTHORITY_SUFFIX) === true ? authority.slice(0, -AUTHORITY_SUFFIX.length) : undefined;
  return [...certificates, { name: alone, place: 'caCertCredentialName', hasAuthority: true, hasCertificate: false }].flatMap(
    ({ name, place, ...reads }) => {
      const [, namespace, secret] = REFERENCE.exec(filled(name) ?? '') ?? [];
      return secret === undefined ? [] : [{ field: `${field}.tls.${place}`, name: secret, namespace, ...reads }];
    },
  );
}
