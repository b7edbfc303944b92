import { SecretRef } from '../core/secret-ref';
import { fieldsOf } from '../values/input';
import { CertManagerTlsOptions, IstioMutualTlsOptions, MutualTlsOptions, ServerTlsOptions } from './tls-options';

/** What a server was told of TLS; nothing of it is checked yet. */
export interface TlsSettings {
  readonly mode: 'SIMPLE' | 'MUTUAL' | 'OPTIONAL_MUTUAL' | 'ISTIO_MUTUAL' | 'PASSTHROUGH' | 'AUTO_PASSTHROUGH';
  readonly options?: MutualTlsOptions;
  /** Where the certificate is; where there is none, cert-manager makes one, or none is needed. */
  readonly certificate?: SecretRef;
  readonly issued?: CertManagerTlsOptions;
}

/** What a server does with TLS: who it proves to be, whom it asks for the same, or that it passes on what it cannot read. */
export class ServerTls {
  /**
   * TLS ends here; clients need no certificate (mode `SIMPLE`).
   * @param certificate a Secret with `tls.crt` and `tls.key`, or `cert` and `key`, read from the namespace of the gateway's pods. One
   *   of this program that is elsewhere is reported as `istio.secret-namespace`, one given by name is taken to be there.
   *   `istio.secret-name` is reported when the name ends in `-cacert`: Istio reads authorities from such a Secret, and no certificate
   */
  public static simple(certificate: SecretRef, options?: ServerTlsOptions): ServerTls {
    return new ServerTls({ mode: 'SIMPLE', certificate, options });
  }

  /**
   * TLS ends here, and only clients with a certificate of the right authorities are let in (mode `MUTUAL`).
   * @param certificate a Secret as for `simple`; it may hold the authorities too, as `ca.crt` or `cacert`
   */
  public static mutual(certificate: SecretRef, options?: MutualTlsOptions): ServerTls {
    return new ServerTls({ mode: 'MUTUAL', certificate, options });
  }

  /**
   * Like `mutual`, but clients without a certificate are let in too; one with a wrong certificate is not (mode `OPTIONAL_MUTUAL`).
   * @param certificate a Secret as for `mutual`
   */
  public static optionalMutual(certificate: SecretRef, options?: MutualTlsOptions): ServerTls {
    return new ServerTls({ mode: 'OPTIONAL_MUTUAL', certificate, options });
  }

  /**
   * TLS ends here, and only workloads of the mesh are let in: both sides show the certificates that Istio gave them (mode
   * `ISTIO_MUTUAL`). Istio takes neither certificates nor versions for it.
   */
  public static istioMutual(options?: IstioMutualTlsOptions): ServerTls {
    return new ServerTls({ mode: 'ISTIO_MUTUAL', options });
  }

  /** TLS does not end here: a connection goes on as it is to whatever the route for the name in its hello (SNI) says (mode `PASSTHROUGH`). */
  public static passthrough(): ServerTls {
    return new ServerTls({ mode: 'PASSTHROUGH' });
  }

  /**
   * TLS does not end here: a connection of the mesh goes on to the Service that its hello (SNI) names, without a route (mode
   * `AUTO_PASSTHROUGH`). It joins meshes over several networks; `*.local` lets in the Services of `cluster.local`.
   */
  public static autoPassthrough(): ServerTls {
    return new ServerTls({ mode: 'AUTO_PASSTHROUGH' });
  }

  /**
   * Like `simple`, with a certificate that cert-manager gets and renews: the Gateway makes a `Certificate` (cert-manager.io/v1) for
   * the hosts of all its servers with this very object, in the namespace of the gateway's pods. `istio.certificate-for-any-host` is
   * reported when `*` is among the hosts; `*.example.com` is a name that certificates can have.
   * The object is for one Gateway: a second one with the same `secretName` makes the same Certificate again (`object.duplicate`). Give
   * that one a certificate of its own, or `ServerTls.simple(SecretRef.fromName(…))` with the `secretName` of the first.
   */
  public static certManager(options: CertManagerTlsOptions): ServerTls {
    return new ServerTls({ mode: 'SIMPLE', options, issued: fieldsOf(options) });
  }

  private constructor(private readonly settings: TlsSettings) {}

  /** @internal */
  public get _settings(): TlsSettings {
    return this.settings;
  }
}
