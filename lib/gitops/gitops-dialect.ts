import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Findings } from '../core/findings';
import { HelmRelease } from './helm-release';

/** How one GitOps controller is told to keep a chart installed. */
export interface GitOpsDialect {
  /** Whether the objects of the release have to be apart from those whose kinds it brings. */
  readonly needsOwnFile: boolean;
  /** What the objects of kinds that the release brings carry, so that they can be applied together with it. */
  readonly objectAnnotations?: { readonly [key: string]: string };
  /** What the Namespace of the release carries, to be there before it. */
  readonly namespaceAnnotations?: { readonly [key: string]: string };
  /** Reports what is wrong with the options. */
  check(findings: Findings): void;
  /** Adds what the controller reads; the object that stands for the release has the id `Resource`. */
  addRelease(scope: Construct, release: HelmRelease): ApiObject;
}
