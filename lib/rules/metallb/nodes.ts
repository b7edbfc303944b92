import { ClusterFacts } from '../../core/cluster-facts';
import { anySelects, Labels, RawLabelSelector } from '../../manifests/label-selector';
import { MetalLbObject } from './objects';

export interface ClusterNode {
  readonly name: string;
  readonly labels: Labels;
  /** Nothing where they are not known. */
  readonly interfaces?: readonly string[];
}

/** What is for some nodes: an advertisement or a peer. */
export type OnNodes = MetalLbObject<{ readonly nodeSelectors: readonly RawLabelSelector[] }>;

/** The nodes of the cluster, where they are known. */
export function nodesOf(facts: ClusterFacts | undefined): readonly ClusterNode[] | undefined {
  const nodes = facts?.nodes ?? [];
  return nodes.length === 0
    ? undefined
    : nodes.map(({ name, labels, interfaces }) => ({ name, labels: { 'kubernetes.io/hostname': name, ...labels }, interfaces }));
}

export function isForAllNodes({ spec: { nodeSelectors = [] } }: OnNodes): boolean {
  return nodeSelectors.length === 0;
}

/** The nodes it is for: all without selectors, else those that one of them selects (MetalLB `internal/config`). */
export function selectedNodes(object: OnNodes, nodes: readonly ClusterNode[]): readonly ClusterNode[] {
  return isForAllNodes(object) ? nodes : nodes.filter(({ labels }) => anySelects(object.spec.nodeSelectors ?? [], labels));
}

/** Whether both are for one node. Where nodes are not known, that is certain of what is for all of them, and nothing of others. */
export function shareNode(one: OnNodes, other: OnNodes, nodes: readonly ClusterNode[] | undefined): boolean | undefined {
  if (nodes === undefined) {
    return isForAllNodes(one) || isForAllNodes(other) || undefined;
  }
  return selectedNodes(one, selectedNodes(other, nodes)).length > 0;
}
