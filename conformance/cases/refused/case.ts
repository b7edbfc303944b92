import { Chart } from 'cdk8s';
import { ClusterFacts } from '../../../lib/core/cluster-facts';
import { Case } from '../../runner/suite';

/** A request through the gateway of the world, from outside. */
export interface Request {
  readonly host: string;
  readonly path?: string;
  /** @default 80 */
  readonly port?: number;
  /** @default false */
  readonly tls?: boolean;
  /** What the client proves itself with. @default - nothing */
  readonly certificate?: 'trusted';
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer tells of the request that the backend got: a header, `:path` or `:authority`. */
  readonly sees?: string;
  /** How often it is asked; the answer then lists every backend that was reached. */
  readonly times?: number;
}

/** What shows what became of documents that were accepted. What is left out was not looked at. */
export interface Evidence {
  /** The address of Service `shop/web`, or `pending`. */
  readonly service?: string;
  /** A fragment of the event that MetalLB left on it. */
  readonly event?: string;
  /** The answer to each request: the status, and what was reached or where the client is sent. */
  readonly answers?: readonly string[];
  /** Code of the message that `istioctl analyze` would give: nobody sees it who does not ask. */
  readonly analyzer?: string;
}

export type Expectation =
  /** The real program refuses, with this fragment in its message. */
  | { readonly kind: 'refused'; readonly fragment: string }
  /** It accepts, and this is what comes of it: nothing, or something wrong. */
  | { readonly kind: 'silent'; readonly wrong: Evidence; readonly right: Evidence }
  /** It accepts and serves what we refuse by policy (docs/policies.md). */
  | { readonly kind: 'policy'; readonly wrong: Evidence; readonly right: Evidence }
  /** Only a program that cannot be run here would refuse. */
  | { readonly kind: 'elsewhere'; readonly reason: string };

/**
 * Who is asked. `kube`: kube-apiserver with the CRDs of MetalLB and MetalLB's webhooks, each document by itself. `metallb`: the
 * same with the documents stored one after the other; then, where Service `shop/web` is among them, the controller is given time
 * to hand out an address. `native`: the same of a MetalLB in BGP mode native instead of frr-k8s. `istio`: istiod's validation with
 * its CRDs and analyzers, then Envoy.
 */
export type Asked = 'kube' | 'metallb' | 'native' | 'istio';

/** The documents with one fault, and the same without it: what is refused of the first only is refused for that fault. */
export interface Raw {
  readonly wrong: string;
  readonly right: string;
}

export interface RefusedCase extends Case {
  /** The program that our types refuse. Its chart is in namespace `shop` of a cluster that has the usual namespaces. */
  readonly ours: (chart: Chart) => unknown;
  /** What that cluster is known to have beyond its namespaces. @default - nothing */
  readonly facts?: ClusterFacts;
  /** The one problem it reports, and where: construct and field, or `rule`. A warning only where there is no error. */
  readonly problem: readonly [id: string, place: string];
  readonly ask: Asked;
  readonly raw: Raw;
  readonly requests?: readonly Request[];
  readonly expect: Expectation;
}

export function refused(fragment: string): Expectation {
  return { kind: 'refused', fragment };
}

export function silent(wrong: Evidence = {}, right: Evidence = {}): Expectation {
  return { kind: 'silent', wrong, right };
}

export function policy(wrong: Evidence = {}, right: Evidence = wrong): Expectation {
  return { kind: 'policy', wrong, right };
}

export function elsewhere(reason: string): Expectation {
  return { kind: 'elsewhere', reason };
}

/** Documents around one place that is once wrong and once right. */
export function around(document: (place: string) => string): (wrong: string, right: string) => Raw {
  return (wrong, right) => ({ wrong: document(wrong), right: document(right) });
}
