import { IConstruct } from 'constructs';

/** What cannot be read from the YAML of a cluster. */
export interface ClusterFacts {
  /**
   * Addresses that machines of the network already use (nodes, routers): single addresses, CIDRs or `first-last`.
   * A MetalLB pool that holds one of them is an error of `GitOpsApp.synth()`, `metallb.node-address-in-pool`.
   * @default - nothing is known, nothing is checked
   */
  readonly nodeAddresses?: string[];

  /**
   * Namespaces that exist without being emitted here. `default`, `kube-system`, `kube-public` and `kube-node-lease` always do.
   * @default - none beyond those four
   */
  readonly existingNamespaces?: string[];

  /**
   * The namespace of documents that name none and whose chart names none, as `kubectl apply` would put them.
   * @default 'default'
   */
  readonly defaultNamespace?: string;
}

const FACTS = Symbol.for('cdk8s-bare-metal-ingress.cluster-facts');

export function declareClusterFacts(construct: IConstruct, facts: ClusterFacts): void {
  Object.defineProperty(construct, FACTS, { value: facts });
}

/** The facts of the cluster a construct stands in, if it stands in one. */
export function clusterFactsOf(construct: IConstruct): ClusterFacts | undefined {
  return clusterOf(construct)?.[FACTS];
}

/** The nearest construct upwards, itself among them, on which facts were declared. */
export function clusterOf(construct: IConstruct): (IConstruct & { [FACTS]: ClusterFacts }) | undefined {
  const cluster = [...construct.node.scopes].reverse().find((scope) => FACTS in scope);
  return cluster as (IConstruct & { [FACTS]: ClusterFacts }) | undefined;
}

export function defaultNamespaceOf(facts: ClusterFacts | undefined): string {
  return facts?.defaultNamespace ?? 'default';
}
