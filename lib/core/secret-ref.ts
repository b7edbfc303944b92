import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsSubdomain } from '../values/dns-name';
import { namespaceOf, theOnly } from './object-lookup';

/** What a reference to a Secret comes to. */
export interface ResolvedSecret {
  readonly name: string;
  /** Known for a Secret of this program only. */
  readonly namespace?: string;
  /** The Secret itself, where it is one of this program. */
  readonly object?: ApiObject;
}

/** A Secret, by name or by object. */
export class SecretRef {
  /**
   * A Secret that exists in the cluster, or will, in the namespace where its reader looks for it.
   * @param name name of the Secret; `name.syntax` is reported by the construct that uses the reference
   */
  public static fromName(name: string): SecretRef {
    return new SecretRef(() => ({ name: parseDnsSubdomain(name) }));
  }

  /**
   * A Secret of this program, whichever library made it.
   * @param secret a construct that holds exactly one Secret; `reference.not-one` is reported otherwise
   */
  public static fromSecret(secret: IConstruct): SecretRef {
    return new SecretRef(() => {
      const object = theOnly('v1', 'Secret', secret, 'SecretRef.fromName(…)');
      return { name: object.name, namespace: namespaceOf(object), object };
    });
  }

  /**
   * The Secret that cert-manager writes for a `Certificate` (cert-manager.io/v1) of this program, whichever library made it.
   * @param certificate a construct that holds exactly one Certificate; `reference.not-one` is reported otherwise,
   *   `reference.no-secret-name` when it names no Secret
   */
  public static fromCertificate(certificate: IConstruct): SecretRef {
    return new SecretRef(() => {
      const object = theOnly('cert-manager.io/v1', 'Certificate', certificate, 'SecretRef.fromName(…)');
      const { spec } = object.toJson() as { spec?: { secretName?: unknown } };
      if (typeof spec?.secretName !== 'string') {
        const what = `Certificate ${quoted(object.name)} names no Secret`;
        throw refuse('reference.no-secret-name', what, 'set its spec.secretName');
      }
      return { name: parseDnsSubdomain(spec.secretName), namespace: namespaceOf(object) };
    });
  }

  private constructor(private readonly resolve: () => ResolvedSecret) {}

  /** @internal */
  public _resolve(): ResolvedSecret {
    return this.resolve();
  }
}
