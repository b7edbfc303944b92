import { defectsOf, LateDefect } from '../core/findings';
import { SecretRef } from '../core/secret-ref';
import { quoted, refuse } from '../values/coded-error';
import {
  GatewaySpecServersTls,
  GatewaySpecServersTlsMaxProtocolVersion,
  GatewaySpecServersTlsMinProtocolVersion,
  GatewaySpecServersTlsMode,
} from './crd.private';
import { AUTHORITIES, parseCertificateName, ReadTls } from './read-tls';
import { ServerTls } from './server-tls';

/** TLS settings as a Gateway has them. */
export function toTls(tls: ReadTls, issued: ReadonlyMap<ServerTls, string>): unknown {
  const { options, authorities } = tls;
  const settings: GatewaySpecServersTls = {
    mode: tls.mode as GatewaySpecServersTlsMode,
    ...toCredentials(tls, issued),
    caCertCredentialName: authorities === undefined ? undefined : toAuthoritiesName(authorities.secret._resolve().name),
    minProtocolVersion: options.minVersion as string as GatewaySpecServersTlsMinProtocolVersion,
    maxProtocolVersion: options.maxVersion as string as GatewaySpecServersTlsMaxProtocolVersion,
    cipherSuites: options.cipherSuites,
    subjectAltNames: options.subjectAltNames,
    verifyCertificateHash: options.verifyCertificateHash,
    verifyCertificateSpki: options.verifyCertificateSpki,
  };
  return settings;
}

function toCredentials(
  tls: ReadTls,
  issued: ReadonlyMap<ServerTls, string>,
): Pick<GatewaySpecServersTls, 'credentialName' | 'credentialNames'> {
  const names =
    tls.issued === undefined
      ? tls.certificates.map(({ secret }) => secret._resolve().name)
      : [issued.get(tls.issued.sharedBy)].filter((name) => name !== undefined);
  return names.length > 1 ? { credentialNames: names } : { credentialName: names[0] };
}

/** istiod reads `name` where there is no Secret of the longer name, but only when it is asked for that one. */
function toAuthoritiesName(name: string): string {
  return name.endsWith(AUTHORITIES) ? name : `${name}${AUTHORITIES}`;
}

/** What is wrong with the Secrets of a server, once the tree is complete: proxies read them from their own namespace. */
export function secretDefects(tls: ReadTls | undefined, namespace: string): LateDefect[] {
  const { certificates = [], authorities } = tls ?? {};
  return [
    ...certificates.flatMap(({ field, secret }) => defectsOf(field, () => parseCertificateName(nameIn(namespace, secret)))),
    ...(authorities === undefined ? [] : defectsOf(authorities.field, () => nameIn(namespace, authorities.secret))),
  ];
}

function nameIn(wanted: string, secret: SecretRef): string {
  const { name, namespace } = secret._resolve();
  if (namespace !== undefined && namespace !== wanted) {
    throw refuse(
      'istio.secret-namespace',
      `Secret ${quoted(`${namespace}/${name}`)} is read from namespace ${quoted(wanted)}, where the pods of the gateway are`,
      `put the Secret into namespace ${quoted(wanted)}`,
    );
  }
  return name;
}
