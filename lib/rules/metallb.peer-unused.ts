import { Severity } from '../core/problem';
import { nodesOf, selectedNodes, shareNode } from './metallb/nodes';
import { metalLbObjects } from './metallb/objects';
import { advertisementsTo } from './metallb/peering';
import { Rule } from './rule';

/** A peer that no advertisement goes to, from any of its nodes: the session stands, and nothing is ever announced in it. */
export const peerUnused: Rule = {
  id: 'metallb.peer-unused',
  severity: Severity.WARNING, // the advertisement may be kept elsewhere
  check: (manifests, facts) => {
    const nodes = nodesOf(facts);
    const { bgp, peers } = metalLbObjects(manifests);
    const isOnNodes = (object: (typeof bgp | typeof peers)[number]): boolean =>
      nodes === undefined || selectedNodes(object, nodes).length > 0; // else that is what is wrong with it: metallb.no-node
    const to = advertisementsTo(bgp);
    return peers
      .filter(
        (peer) =>
          isOnNodes(peer) &&
          !to(peer).some((advertisement) => !isOnNodes(advertisement) || shareNode(peer, advertisement, nodes) !== false),
      )
      .map(({ origin, name }) => ({
        origin,
        what: `no BGPAdvertisement goes to BGPPeer "${name}" from a node it is on, so nothing is announced to it`,
        fix: `make a BGPAdvertisement for it, or name "${name}" in the peers of one`,
      }));
  },
};
