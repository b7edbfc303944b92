import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { theOnly } from './object-lookup';

/** What a Service says to be given an address. */
export interface AddressRequestProps {
  readonly annotations: { readonly [key: string]: string };
}

/**
 * An address asked of a pool, or just any address of it: what a Service of type LoadBalancer says to get it.
 * Made by a pool; taken by the constructs of this library as `address`, and put on any other Service by `applyTo`.
 */
export class AddressRequest {
  /** @internal */
  public static _of(props: AddressRequestProps): AddressRequest {
    return new AddressRequest(props.annotations);
  }

  private constructor(private readonly annotations: { readonly [key: string]: string }) {}

  /**
   * Puts the request on a Service, whichever library made it. It has to be of type LoadBalancer.
   * @param service a construct that holds exactly one Service, made before
   * @throws `reference.not-one` when it holds no Service or several
   */
  public applyTo(service: IConstruct): void {
    this._annotate(theOnly('v1', 'Service', service));
  }

  /** @internal */
  public _annotate(service: ApiObject): void {
    Object.entries(this.annotations).forEach(([key, value]) => service.metadata.addAnnotation(key, value));
  }
}
