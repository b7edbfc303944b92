import { metalLbObjects } from './metallb/objects';
import { isForAllPeers } from './metallb/peering';
import { metalLbSettings } from './metallb/settings';
import { Rule } from './rule';

/** An advertisement to all peers of a cluster that has none. Peers it names are told one by one, by `metallb.unknown-peer`. */
export const bgpNoPeers: Rule = {
  id: 'metallb.bgp-no-peers',
  check: (manifests, facts) => {
    const { bgp, peers } = metalLbObjects(manifests);
    const mayHavePeers = facts === undefined || peers.length > 0 || metalLbSettings(manifests, facts).existing.peers.size > 0;
    return (mayHavePeers ? [] : bgp.filter(isForAllPeers)).map(({ origin, name }) => ({
      origin,
      what: `BGPAdvertisement "${name}" is for all peers, and there is no BGPPeer, so nothing is announced`,
      fix: 'make a BGPPeer in this cluster, or add the name of one to metallb.existing.peers in the facts of the cluster',
    }));
  },
};
