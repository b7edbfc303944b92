import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quoted } from '../values/coded-error';
import { madeBy } from '../values/input';
import { IpFamily } from '../values/ip-address';
import { Findings } from './findings';
import { theOnly } from './object-lookup';
import { otherCluster } from './same-cluster';

/** What a Service says to be given an address. */
export interface AddressRequestProps {
  readonly annotations: { readonly [key: string]: string };
  /** The pool that is asked. */
  readonly pool: IConstruct;
  /** Those of the addresses that are asked for by name, in their order. */
  readonly families?: readonly IpFamily[];
  /** The one class of Services that MetalLB serves, where it serves only one. */
  readonly loadBalancerClass?: string;
}

/** What has to stand in the spec of a Service so that MetalLB can give it what it asks for. */
export interface AddressedSpec {
  readonly ipFamilyPolicy?: string;
  readonly ipFamilies?: string[];
  readonly loadBalancerClass?: string;
}

/**
 * An address asked of a pool, or just any address of it: what a Service of type LoadBalancer says to get it.
 * Made by a pool; taken by the constructs of this library as `address`, and put on any other Service by `applyTo`.
 */
export class AddressRequest {
  /** @internal */
  public static _of(props: AddressRequestProps): AddressRequest {
    return new AddressRequest(props);
  }

  private constructor(private readonly request: AddressRequestProps) {}

  /**
   * Puts the request on a Service, whichever library made it, as annotations: its spec is left as it is. It has to be of type
   * LoadBalancer, of the class that MetalLB serves, and of the IP families of the addresses, with `ipFamilyPolicy: RequireDualStack`
   * for a pair: `metallb.not-a-load-balancer`, `metallb.lb-class-mismatch` and `metallb.family-mismatch` are errors of
   * `GitOpsApp.synth()` otherwise. Reported on the Service: `address.requested-twice` when it asks for something else already,
   * `reference.other-cluster` when the pool is one of another cluster.
   * @param service a construct that holds exactly one Service, made before
   * @throws `reference.not-one` when it holds no Service or several
   */
  public applyTo(service: IConstruct): void {
    this._annotate(theOnly('v1', 'Service', service));
  }

  /**
   * What a Service of this library says beside its annotations. One that asks for an IPv4 address, or for any, says nothing of
   * families: it is of the default family of its cluster.
   * @internal
   */
  public _serviceSpec(): AddressedSpec {
    const { families = [], loadBalancerClass } = this.request;
    if (families.every((family) => family === 4)) {
      return { loadBalancerClass };
    }
    const ipFamilyPolicy = families.length === 1 ? 'SingleStack' : 'RequireDualStack';
    return { ipFamilyPolicy, ipFamilies: families.map((family) => `IPv${family}`), loadBalancerClass };
  }

  /** @internal */
  public _annotate(service: ApiObject): void {
    const { annotations, pool } = this.request;
    otherCluster(service, pool).forEach((defect) => Findings.of(service).error(defect));
    const present = annotationsOf(service);
    Object.entries(annotations).forEach(([key, value]) => {
      if (present[key] === undefined || present[key] === value) {
        service.metadata.addAnnotation(key, value);
      } else {
        const what = `${key} is ${quoted(present[key])} already, and ${quoted(value)} is asked for too`;
        Findings.of(service).error({ id: 'address.requested-twice', what, fix: 'ask for one address, or a pair, of one pool' });
      }
    });
  }
}

export const parseAddressRequest = madeBy(AddressRequest, 'pool.reserve(…), pool.share(…) or pool.any()');

function annotationsOf(service: ApiObject): Readonly<Record<string, unknown>> {
  const metadata = service.metadata.toJson() as { annotations?: Record<string, unknown> } | undefined;
  return metadata?.annotations ?? {};
}
