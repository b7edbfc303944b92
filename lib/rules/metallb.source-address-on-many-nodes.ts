import { Severity } from '../core/problem';
import { quoted } from '../values/coded-error';
import { isForAllNodes, nodesOf, selectedNodes } from './metallb/nodes';
import { metalLbObjects } from './metallb/objects';
import { Rule } from './rule';

/** An address belongs to one node: the sessions from others cannot begin. */
export const sourceAddressOnManyNodes: Rule = {
  id: 'metallb.source-address-on-many-nodes',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const nodes = nodesOf(facts);
    return metalLbObjects(manifests)
      .peers.filter(({ spec }) => (spec.sourceAddress ?? '') !== '')
      .filter((peer) => (nodes === undefined ? isForAllNodes(peer) : selectedNodes(peer, nodes).length > 1))
      .map((peer) => ({
        origin: peer.origin,
        field: 'spec.sourceAddress',
        what: `sourceAddress ${quoted(peer.spec.sourceAddress)} is one node's, and the peer is on ${isForAllNodes(peer) ? 'all nodes' : 'several nodes'}`,
        fix: 'select the node that has the address with nodeSelectors, and make a BGPPeer for each of the others',
      }));
  },
};
