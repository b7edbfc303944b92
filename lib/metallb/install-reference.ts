import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** A MetalLB in the cluster, for the objects that configure it: {@link MetalLbInstall}. */
export interface IMetalLbInstall extends IConstruct {
  /** The namespace MetalLB runs in, the only one in which it reads its objects. */
  readonly namespace: string;

  /**
   * The class of the Services that it serves: Services of this library that ask a pool of it for an address are of that class.
   * @default - none: it serves Services without a class
   */
  readonly loadBalancerClass?: string;

  /**
   * Annotations that every object of MetalLB needs so that the GitOps controller can apply it before its kind is there.
   * @default - none
   */
  readonly objectAnnotations?: { [key: string]: string };
}

/**
 * Puts an object after the install it is for: behind it in the file, and with what its controller needs to wait for it.
 * The order of files is a matter of the controller; a dependency of charts would only rename the files of a plain `App`.
 */
export function placeAfter(install: IMetalLbInstall | undefined, object: ApiObject): void {
  if (install === undefined) {
    return;
  }
  Object.entries(install.objectAnnotations ?? {}).forEach(([key, value]) => object.metadata.addAnnotation(key, value));
  if (Chart.of(install) === Chart.of(object)) {
    object.node.addDependency(install);
  }
}
