import { SecretRef } from '../core/secret-ref';
import { CertificateIssuer } from './certificate-issuer';

/** A version of TLS. */
export enum TlsVersion {
  /** Of 1999, broken. No cipher suite that Envoy takes by default works with it. */
  TLS_1_0 = 'TLSV1_0',
  /** Of 2006, broken. No cipher suite that Envoy takes by default works with it. */
  TLS_1_1 = 'TLSV1_1',
  /** Of 2008. */
  TLS_1_2 = 'TLSV1_2',
  /** Of 2018; its cipher suites are not a matter of choice. */
  TLS_1_3 = 'TLSV1_3',
}

/** A cipher suite for TLS up to 1.2, as OpenSSL names it (istiod `pkg/config/security`). Those in `SHA` are the only ones for TLS 1.0 and 1.1. */
export enum TlsCipherSuite {
  /** `ECDHE-ECDSA-AES128-GCM-SHA256` */
  ECDHE_ECDSA_AES128_GCM_SHA256 = 'ECDHE-ECDSA-AES128-GCM-SHA256',
  /** `ECDHE-RSA-AES128-GCM-SHA256` */
  ECDHE_RSA_AES128_GCM_SHA256 = 'ECDHE-RSA-AES128-GCM-SHA256',
  /** `ECDHE-ECDSA-AES256-GCM-SHA384` */
  ECDHE_ECDSA_AES256_GCM_SHA384 = 'ECDHE-ECDSA-AES256-GCM-SHA384',
  /** `ECDHE-RSA-AES256-GCM-SHA384` */
  ECDHE_RSA_AES256_GCM_SHA384 = 'ECDHE-RSA-AES256-GCM-SHA384',
  /** `ECDHE-ECDSA-CHACHA20-POLY1305` */
  ECDHE_ECDSA_CHACHA20_POLY1305 = 'ECDHE-ECDSA-CHACHA20-POLY1305',
  /** `ECDHE-RSA-CHACHA20-POLY1305` */
  ECDHE_RSA_CHACHA20_POLY1305 = 'ECDHE-RSA-CHACHA20-POLY1305',
  /** `ECDHE-ECDSA-AES128-SHA` */
  ECDHE_ECDSA_AES128_SHA = 'ECDHE-ECDSA-AES128-SHA',
  /** `ECDHE-RSA-AES128-SHA` */
  ECDHE_RSA_AES128_SHA = 'ECDHE-RSA-AES128-SHA',
  /** `ECDHE-ECDSA-AES256-SHA` */
  ECDHE_ECDSA_AES256_SHA = 'ECDHE-ECDSA-AES256-SHA',
  /** `ECDHE-RSA-AES256-SHA` */
  ECDHE_RSA_AES256_SHA = 'ECDHE-RSA-AES256-SHA',
  /** `AES128-GCM-SHA256` */
  AES128_GCM_SHA256 = 'AES128-GCM-SHA256',
  /** `AES256-GCM-SHA384` */
  AES256_GCM_SHA384 = 'AES256-GCM-SHA384',
  /** `AES128-SHA` */
  AES128_SHA = 'AES128-SHA',
  /** `AES256-SHA` */
  AES256_SHA = 'AES256-SHA',
  /** `DES-CBC3-SHA` */
  DES_CBC3_SHA = 'DES-CBC3-SHA',
}

/** Which TLS a server speaks. */
export interface TlsProtocolOptions {
  /**
   * The lowest version it accepts. `istio.tls-versions` is reported when it is above the highest: Envoy then refuses every
   * client, and Istio says nothing. `istio.tls-cipher-suites` is reported for 1.0 and 1.1 unless `cipherSuites` has one for them,
   * and for `cipherSuites` beside 1.3, for which they mean nothing.
   * @default - TLS 1.2, or what the mesh configuration says
   */
  readonly minVersion?: TlsVersion;

  /**
   * The highest version it accepts.
   * @default - TLS 1.3
   */
  readonly maxVersion?: TlsVersion;

  /**
   * The cipher suites it accepts for TLS up to 1.2, in the order of preference. Reported otherwise: `input.choice` for what is
   * none, `istio.duplicate-cipher-suite` for one that is said twice.
   * @default - those of Envoy, or what the mesh configuration says
   */
  readonly cipherSuites?: TlsCipherSuite[];
}

/** How a server that has a certificate speaks TLS. */
export interface ServerTlsOptions extends TlsProtocolOptions {
  /**
   * A second certificate for the same hosts with a key of another kind: one with RSA beside one with ECDSA, of which each client is
   * shown the one it can read. On the wire `credentialNames`.
   * @default - the one certificate
   */
  readonly secondCertificate?: SecretRef;
}

/** How a server that has a certificate speaks TLS with clients that have one too. */
export interface MutualTlsOptions extends ServerTlsOptions {
  /**
   * The Secret with the certificates of the authorities that clients' certificates are from: `ca.crt` or `cacert`, in the namespace of
   * the gateway's pods. On the wire `caCertCredentialName`, the name with `-cacert` after it: without that, istiod would look for a
   * certificate and key in it (istiod `pilot/pkg/xds/sds.go`). A Secret of that longer name comes first.
   * @default - `ca.crt` or `cacert` of the Secret `<name>-cacert`, else of the certificate's own Secret
   */
  readonly caCertificates?: SecretRef;

  /**
   * Names of which the certificate of a client must have one, each a DNS name or URI as it stands in the certificate.
   * `istio.subject-alt-name` is reported for an empty one.
   * @default - a certificate for any name
   */
  readonly subjectAltNames?: string[];

  /**
   * SHA-256 hashes of the certificates of clients, each of 64 hexadecimal digits, also with `:` between each two. Only these certificates
   * are accepted, and those of `verifyCertificateSpki`. `istio.certificate-hash` is reported for what is none: Envoy refuses the
   * whole port then.
   * @default - any certificate of the authorities
   */
  readonly verifyCertificateHash?: string[];

  /**
   * SHA-256 hashes of the public keys (SPKI) of clients, each in Base64, 44 characters. Only certificates with these keys are accepted,
   * and those of `verifyCertificateHash`. `istio.spki-hash` is reported for what is none: Envoy refuses the whole port then.
   * @default - any certificate of the authorities
   */
  readonly verifyCertificateSpki?: string[];
}

/** Which workloads of the mesh a server accepts. */
export interface IstioMutualTlsOptions {
  /**
   * Identities of workloads of which a client must have one, such as `spiffe://cluster.local/ns/shop/sa/web`.
   * `istio.subject-alt-name` is reported for an empty one.
   * @default - any workload of the mesh
   */
  readonly subjectAltNames?: string[];
}

/** How a server gets its certificate from cert-manager. */
export interface CertManagerTlsOptions extends TlsProtocolOptions {
  /** Who signs it. */
  readonly issuer: CertificateIssuer;

  /**
   * Name of the `Certificate` and of the Secret that cert-manager writes; an RFC 1123 subdomain, `name.syntax` is reported otherwise,
   * `istio.secret-name` for one that ends in `-cacert`.
   * @default - `<name of the Gateway>-<name of the port>`, of the first server that has it
   */
  readonly secretName?: string;
}
