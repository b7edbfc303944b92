import { defectsOf, Findings } from '../../core/findings';
import { ResolvedSecret, SecretRef } from '../../core/secret-ref';
import { quoted, refuse } from '../../values/coded-error';
import { fieldsOf, list, madeBy, text, truth } from '../../values/input';
import { DestinationRuleSpecTrafficPolicyTls as TlsDocument } from '../crd.private';
import { parseFilled } from './settings';

/** What every TLS connection to an upstream can say. */
export interface UpstreamTlsOptions {
  /**
   * The server name that is asked for; `istio.empty-text` is reported for an empty one.
   * @default - left to Istio: the host that the request is for
   */
  readonly sni?: string;

  /**
   * Names of which the certificate of the server has to have one; `istio.empty-text` is reported for an empty one.
   * @default - left to Istio: those of the ServiceEntry, else the host that the request is for
   */
  readonly subjectAltNames?: string[];
}

/** What a TLS connection can say whose server may go unchecked. */
export interface UncheckedUpstreamTlsOptions extends UpstreamTlsOptions {
  /**
   * Whether any certificate of the server will do: anybody in between can read along, so `istio.server-not-verified` warns. Not with
   * subjectAltNames or CA certificates: `istio.insecure-skip-verify`.
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/** Files in the container of the proxy with which it checks the server. */
export interface SimpleUpstreamTlsOptions extends UncheckedUpstreamTlsOptions {
  /**
   * Absolute path of the CA certificates; `istio.file-path` is reported otherwise.
   * @default - those of the operating system of the proxy, said by the word `system` (istiod `pilot/pkg/networking/core/cluster_tls.go`)
   */
  readonly caCertificates?: string;

  /**
   * Absolute path of the list of revoked certificates; `istio.file-path` is reported otherwise.
   * @default - none
   */
  readonly caCrl?: string;
}

/** Files in the container of the proxy with which it checks the server and shows who it is. */
export interface FileUpstreamTlsOptions extends SimpleUpstreamTlsOptions {
  /** Absolute path of the proxy's certificate; `istio.file-path` is reported otherwise. */
  readonly clientCertificate: string;

  /** Absolute path of the private key; `istio.file-path` is reported otherwise. */
  readonly privateKey: string;
}

type Mode = 'DISABLE' | 'ISTIO_MUTUAL' | 'MUTUAL' | 'SIMPLE';

/** How a proxy speaks TLS to the Service. Without it, Istio's mutual TLS where the pods have a proxy, and plain text elsewhere. */
export class UpstreamTls {
  /** Plain text, whatever the pods could do. */
  public static disable(): UpstreamTls {
    return new UpstreamTls('DISABLE', {});
  }

  /** TLS in which the proxy checks the server with files of its own container. */
  public static simple(options?: SimpleUpstreamTlsOptions): UpstreamTls {
    return new UpstreamTls('SIMPLE', fieldsOf(options));
  }

  /**
   * TLS in which the proxy checks the server with the CA certificate of a Secret (key `ca.crt` or `cacert`), which it reads from its
   * own namespace. A gateway reads it; a sidecar only with `workloadSelector`, and speaks plain text otherwise, so `istio.credential-unread`
   * warns (istiod `pilot/pkg/networking/core/cluster_tls.go`).
   * @param secret reported otherwise: `name.syntax`, `reference.not-one`, `istio.secret-namespace` for one elsewhere than the pods of `workloadSelector`
   */
  public static simpleFromSecret(secret: SecretRef, options?: UpstreamTlsOptions): UpstreamTls {
    return new UpstreamTls('SIMPLE', fieldsOf(options), { secret });
  }

  /**
   * Mutual TLS with the certificate, key and CA certificate of a Secret (keys `tls.crt`, `tls.key`, `ca.crt`), which is read as that
   * of {@link simpleFromSecret} is.
   * @param secret reported otherwise: `name.syntax`, `reference.not-one`
   */
  public static mutualFromSecret(secret: SecretRef, options?: UncheckedUpstreamTlsOptions): UpstreamTls {
    return new UpstreamTls('MUTUAL', fieldsOf(options), { secret });
  }

  /** Mutual TLS with files of the proxy's own container. */
  public static mutualFromFiles(options: FileUpstreamTlsOptions): UpstreamTls {
    const { clientCertificate, privateKey, ...others } = fieldsOf(options);
    return new UpstreamTls('MUTUAL', others, undefined, { clientCertificate, privateKey });
  }

  /** Mutual TLS with the certificates that Istio gives every proxy. */
  public static istioMutual(options?: UpstreamTlsOptions): UpstreamTls {
    return new UpstreamTls('ISTIO_MUTUAL', fieldsOf(options));
  }

  private constructor(
    private readonly mode: Mode,
    private readonly options: SimpleUpstreamTlsOptions,
    private readonly credential?: { readonly secret: SecretRef },
    private readonly files?: { readonly clientCertificate: string; readonly privateKey: string },
  ) {}

  /**
   * Reports what istiod would refuse, and what it does not do without a word.
   * @param workloadNamespace the namespace of the workloads that the rule is for, where it is for chosen ones
   * @internal
   */
  public _check(findings: Findings, field: string, workloadNamespace?: () => string): void {
    const { sni, subjectAltNames, caCertificates, caCrl } = this.options;
    findings.parseOptional(`${field}.sni`, sni, parseFilled);
    findings.parseOptional(`${field}.subjectAltNames`, subjectAltNames, list)?.forEach((name, index) => {
      findings.parse(`${field}.subjectAltNames[${index}]`, name, parseFilled);
    });
    for (const [name, path] of Object.entries({ caCertificates, caCrl })) {
      findings.parseOptional(`${field}.${name}`, path, parsePath);
    }
    for (const [name, path] of Object.entries(this.files ?? {})) {
      findings.parse(`${field}.${name}`, path, parsePath);
    }
    this.checkVerification(findings, field);
    this.checkSecret(findings, `${field}.secret`, workloadNamespace);
  }

  /** @internal */
  public _document(): unknown {
    const { mode, options, credential, files } = this;
    const { sni, subjectAltNames, insecureSkipVerify, caCertificates, caCrl } = options;
    const checksByFile = (mode === 'SIMPLE' || mode === 'MUTUAL') && credential === undefined && insecureSkipVerify !== true;
    const document: TlsDocument = {
      mode: mode as TlsDocument['mode'],
      credentialName: credential?.secret._resolve().name,
      ...files,
      // Said, since without a word Istio's analyzers take the server for unchecked (IST0128).
      caCertificates: checksByFile ? (caCertificates ?? 'system') : undefined,
      caCrl,
      sni,
      subjectAltNames,
      insecureSkipVerify,
    };
    return document;
  }

  private checkVerification(findings: Findings, field: string): void {
    const { insecureSkipVerify, subjectAltNames, caCertificates, caCrl } = this.options;
    const place = `${field}.insecureSkipVerify`;
    if (findings.parseOptional(place, insecureSkipVerify, truth) !== true) {
      return;
    }
    const checks = Object.entries({ subjectAltNames, caCertificates, caCrl }).filter(([, value]) => value !== undefined);
    if (checks.length > 0) {
      const what = `any certificate is to do, and ${checks.map(([name]) => name).join(', ')} to be checked`;
      findings.error({ id: 'istio.insecure-skip-verify', what, fix: 'drop insecureSkipVerify, or the others' }, place);
    } else {
      const what = 'the certificate of the server is not checked, so anybody in between can read along';
      findings.warning({ id: 'istio.server-not-verified', what, fix: 'drop insecureSkipVerify, and name the CA of the server' }, place);
    }
  }

  private checkSecret(findings: Findings, field: string, workloadNamespace: (() => string) | undefined): void {
    if (this.credential === undefined) {
      return;
    }
    const secret = findings.parse(field, this.credential.secret, parseSecret);
    findings.check(() => defectsOf(field, () => secret && checkNamespace(secret._resolve(), workloadNamespace)));
    if (workloadNamespace === undefined) {
      const what = 'only gateways read the Secret: a sidecar sends plain text without workloadSelector';
      const fix = 'set workloadSelector for the pods that may read it, or acknowledge it if only gateways send there';
      findings.warning({ id: 'istio.credential-unread', what, fix }, field);
    }
  }
}

export const parseUpstreamTls = madeBy(UpstreamTls, 'UpstreamTls.simple(…), or another of its ways');

const parseSecret = madeBy(SecretRef, 'SecretRef.fromSecret(…) or SecretRef.fromName(…)');

function parsePath(path: string): string {
  if (!text(path).startsWith('/')) {
    throw refuse(
      'istio.file-path',
      `${quoted(path)} is not an absolute path`,
      'write the path in the container of the proxy',
      'a path from "/" on',
    );
  }
  return path;
}

/** A proxy reads the Secret from its own namespace, which is known of chosen workloads only. */
function checkNamespace({ name, namespace }: ResolvedSecret, workloadNamespace: (() => string) | undefined): void {
  const own = workloadNamespace?.();
  if (own !== undefined && namespace !== undefined && namespace !== own) {
    const what = `Secret ${quoted(`${namespace}/${name}`)} is out of reach of the pods, which read it from namespace ${quoted(own)}`;
    throw refuse('istio.secret-namespace', what, `put the Secret into namespace ${quoted(own)}`);
  }
}
