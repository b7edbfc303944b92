import { nodesOf, selectedNodes } from './metallb/nodes';
import { metalLbObjects } from './metallb/objects';
import { Rule } from './rule';
import { counted } from './words';

/** An advertisement or a peer whose selectors select no node is for nothing, and nobody says so. */
export const noNode: Rule = {
  id: 'metallb.no-node',
  check: (manifests, facts) => {
    const nodes = nodesOf(facts);
    const { l2, bgp, peers } = metalLbObjects(manifests);
    return [...l2, ...bgp, ...peers]
      .filter((object) => nodes !== undefined && selectedNodes(object, nodes).length === 0)
      .map(({ origin, name }) => ({
        origin,
        field: 'spec.nodeSelectors',
        what: `the selectors of "${name}" select no node of the cluster, which has ${counted(
          'node',
          (nodes ?? []).map((node) => node.name),
        )}`,
        fix: 'select labels that a node has, or correct nodes in the facts of the cluster',
      }));
  },
};
