import { Findings } from '../core/findings';
import { SecretRef } from '../core/secret-ref';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsSubdomain } from '../values/dns-name';
import { madeBy, oneOf, struct, text } from '../values/input';
import { CertificateIssuer } from './certificate-issuer';
import { ServerTls, TlsSettings } from './server-tls';
import { MutualTlsOptions, TlsCipherSuite, TlsProtocolOptions, TlsVersion } from './tls-options';

/** What a server does with TLS, as far as it could be read. */
export interface ReadTls {
  readonly mode: TlsSettings['mode'];
  /** None where none is needed, or where it is issued. */
  readonly certificates: readonly NamedSecret[];
  readonly authorities?: NamedSecret;
  readonly options: MutualTlsOptions;
  readonly issued?: IssuedTls;
}

export interface NamedSecret {
  /** The input it was read from. */
  readonly field: string;
  readonly secret: SecretRef;
}

/** A certificate that cert-manager is to make. */
export interface IssuedTls {
  /** Servers that were given the same one share the certificate. */
  readonly sharedBy: ServerTls;
  readonly issuer?: CertificateIssuer;
  readonly secretName?: string;
}

const parseTls = madeBy(ServerTls, 'ServerTls.simple(…) or another of its kinds');
const parseSecret = madeBy(SecretRef, 'SecretRef.fromName(…) or SecretRef.fromSecret(…)');
const parseIssuer = madeBy(CertificateIssuer, 'CertificateIssuer.clusterIssuer(…) or CertificateIssuer.issuer(…)');

export function readTls(findings: Findings, field: string, given: ServerTls | undefined): ReadTls | undefined {
  const tls = findings.parse(field, given!, parseTls);
  if (tls === undefined) {
    return undefined;
  }
  const { mode, certificate, issued } = tls._settings;
  const options = findings.parseOptional(field, tls._settings.options, struct<MutualTlsOptions>) ?? {};
  const secretAt = (path: string, secret: SecretRef | undefined): NamedSecret[] => {
    const read = findings.parse(path, secret!, parseSecret);
    return read === undefined ? [] : [{ field: path, secret: read }];
  };
  const optionalSecret = (name: 'secondCertificate' | 'caCertificates') =>
    options[name] === undefined ? [] : secretAt(`${field}.${name}`, options[name]);
  const hasCertificate = ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode) && issued === undefined;
  checkProtocol(findings, field, options);
  checkClients(findings, field, options);
  return {
    mode,
    options,
    certificates: hasCertificate ? [...secretAt(field, certificate), ...optionalSecret('secondCertificate')] : [],
    authorities: optionalSecret('caCertificates')[0],
    issued: issued === undefined ? undefined : readIssued(findings, field, tls),
  };
}

function readIssued(findings: Findings, field: string, tls: ServerTls): IssuedTls {
  const { issuer, secretName } = tls._settings.issued ?? {};
  const read = findings.parse(`${field}.issuer`, issuer!, parseIssuer);
  findings.parseOptional(`${field}.issuer`, read?._ref.name, parseDnsSubdomain);
  return { sharedBy: tls, issuer: read, secretName: findings.parseOptional(`${field}.secretName`, secretName, parseCertificateName) };
}

/** A name that istiod reads as that of a certificate with its key. */
export function parseCertificateName(name: string): string {
  if (parseDnsSubdomain(name).endsWith(AUTHORITIES)) {
    const what = `Istio reads certificates of authorities from Secret ${quoted(name)}, since its name ends in "${AUTHORITIES}", and no certificate of a server`;
    throw refuse('istio.secret-name', what, 'give the Secret a name with another end');
  }
  return name;
}

/** What the name of a Secret has to end in for istiod to read certificates of authorities from it (istiod `pilot/pkg/xds/sds.go`). */
export const AUTHORITIES = '-cacert';

const VERSIONS = Object.values(TlsVersion);
const LOWEST = TlsVersion.TLS_1_2;

function checkProtocol(findings: Findings, field: string, { minVersion, maxVersion, cipherSuites }: TlsProtocolOptions): void {
  const least = findings.parseOptional(`${field}.minVersion`, minVersion, oneOf(TlsVersion)) ?? LOWEST;
  const most = findings.parseOptional(`${field}.maxVersion`, maxVersion, oneOf(TlsVersion)) ?? TlsVersion.TLS_1_3;
  if (VERSIONS.indexOf(most) < VERSIONS.indexOf(least)) {
    const lowest = minVersion === undefined ? `${shown(least)}, the lowest that Istio accepts by itself` : `${shown(least)}, the lowest`;
    const what = `${shown(most)}, the highest version, is below ${lowest}, so that every client is refused`;
    findings.error({ id: 'istio.tls-versions', what, fix: 'raise maxVersion, or lower minVersion' }, `${field}.maxVersion`);
  }
  const suites = cipherSuites === undefined ? [] : findings.parseAll(`${field}.cipherSuites`, cipherSuites, oneOf(TlsCipherSuite));
  checkRepeats(findings, `${field}.cipherSuites`, suites);
  if (least === TlsVersion.TLS_1_3 && suites.length > 0) {
    const what = `${shown(least)} is the lowest version, and its cipher suites are not a matter of choice`;
    findings.error({ id: 'istio.tls-cipher-suites', what, fix: 'drop cipherSuites, or lower minVersion' }, `${field}.cipherSuites`);
  }
  if (VERSIONS.indexOf(least) < VERSIONS.indexOf(LOWEST) && !suites.some((suite) => suite.endsWith('-SHA'))) {
    const subject = cipherSuites === undefined ? 'none of the cipher suites that Envoy takes by itself' : 'none of the cipher suites';
    const what = `${subject} works with ${shown(least)}, which is the lowest version`;
    const allowed = Object.values(TlsCipherSuite).filter((suite) => suite.endsWith('-SHA'));
    const fix = 'raise minVersion to TLS 1.2, or add a cipher suite for older clients';
    findings.error({ id: 'istio.tls-cipher-suites', what, allowed: allowed.join(', '), fix }, `${field}.cipherSuites`);
  }
}

function shown(version: TlsVersion): string {
  return version.replace('TLSV', 'TLS ').replace('_', '.');
}

function checkRepeats(findings: Findings, field: string, suites: readonly TlsCipherSuite[]): void {
  for (const suite of new Set(suites.filter((given, index) => suites.indexOf(given) < index))) {
    findings.error({ id: 'istio.duplicate-cipher-suite', what: `${suite} is said more than once`, fix: 'say it once' }, field);
  }
}

function checkClients(findings: Findings, field: string, options: MutualTlsOptions): void {
  const parseAll = (name: keyof MutualTlsOptions, given: readonly string[] | undefined, parse: (input: string) => string) =>
    given === undefined ? [] : findings.parseAll(`${field}.${name}`, given, parse);
  parseAll('subjectAltNames', options.subjectAltNames, parseAltName);
  parseAll('verifyCertificateHash', options.verifyCertificateHash, parseCertificateHash);
  parseAll('verifyCertificateSpki', options.verifyCertificateSpki, parseSpkiHash);
}

function parseAltName(name: string): string {
  if (text(name) === '') {
    throw refuse('istio.subject-alt-name', 'the name is empty, and no certificate has it', 'write a name, or drop it');
  }
  return name;
}

function parseCertificateHash(hash: string): string {
  if (!/^([0-9a-f]{64}|([0-9a-f]{2}:){31}[0-9a-f]{2})$/i.test(text(hash))) {
    const fix = 'take it from: openssl x509 -in client.crt -noout -fingerprint -sha256';
    throw refuse(
      'istio.certificate-hash',
      `${quoted(hash)} is not a SHA-256 hash`,
      fix,
      '64 hexadecimal digits, also with ":" between each two',
    );
  }
  return hash;
}

function parseSpkiHash(hash: string): string {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text(hash))) {
    const fix = 'hash the public key with SHA-256, and encode the hash, not its digits, in Base64';
    throw refuse('istio.spki-hash', `${quoted(hash)} is not a SHA-256 hash in Base64`, fix, '43 characters of Base64 and "="');
  }
  return hash;
}
