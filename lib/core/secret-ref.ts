import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
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

  private constructor(private readonly resolve: () => ResolvedSecret) {}

  /** @internal */
  public _resolve(): ResolvedSecret {
    return this.resolve();
  }
}
