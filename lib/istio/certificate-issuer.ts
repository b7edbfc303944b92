/** Who signs the certificates that cert-manager asks for: an issuer of cert-manager that exists in the cluster. */
export class CertificateIssuer {
  /**
   * A `ClusterIssuer`, which signs for every namespace.
   * @param name its name, an RFC 1123 subdomain; `name.syntax` is reported by the construct that uses it
   */
  public static clusterIssuer(name: string): CertificateIssuer {
    return new CertificateIssuer('ClusterIssuer', name);
  }

  /**
   * An `Issuer`, which signs for its own namespace only: it has to be in the namespace of the gateway's pods, where the
   * certificate is.
   * @param name its name, an RFC 1123 subdomain; `name.syntax` is reported by the construct that uses it
   */
  public static issuer(name: string): CertificateIssuer {
    return new CertificateIssuer('Issuer', name);
  }

  private constructor(
    private readonly kind: 'ClusterIssuer' | 'Issuer',
    private readonly name: string,
  ) {}

  /**
   * As a `Certificate` has it.
   * @internal
   */
  public get _ref(): { readonly group: string; readonly kind: string; readonly name: string } {
    return { group: 'cert-manager.io', kind: this.kind, name: this.name };
  }
}
