import { ClusterFacts, MetalLbBgpMode } from '../core/cluster-facts';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { isForAllNodes, nodesOf, selectedNodes } from './metallb/nodes';
import { metalLbObjects } from './metallb/objects';
import { Peer } from './metallb/peering';
import { metalLbSettings } from './metallb/settings';
import { PeerSpec } from './metallb/specs';
import { Rule, RuleFinding } from './rule';

/**
 * The peers of one node are neighbours in one FRR: they have one router ID, one AS number in each VRF, and no neighbour twice
 * (MetalLB `internal/config/validation.go`).
 */
export const peersDisagree: Rule = {
  id: 'metallb.peers-disagree',
  check: (manifests, facts) => {
    const { bgpMode } = metalLbSettings(manifests, facts);
    if (bgpMode === undefined || bgpMode === MetalLbBgpMode.NATIVE) {
      return [];
    }
    const all = together(manifests, facts).flatMap(disagreements);
    return [...new Map(all.map((finding) => [`${finding.origin} ${finding.field}`, finding])).values()];
  },
};

/** Peers that are in one FRR; each is compared with those among them that are so with every other. */
interface Together {
  readonly peers: readonly Peer[];
  readonly areMutual: (peer: Peer) => boolean;
}

/** Where nodes are not known, a peer for all nodes is together with any other, and others may have no node in common. */
function together(manifests: Manifests, facts?: ClusterFacts): Together[] {
  const { peers } = metalLbObjects(manifests);
  const nodes = nodesOf(facts);
  if (nodes === undefined) {
    return [{ peers: [...peers.filter(isForAllNodes), ...peers.filter((peer) => !isForAllNodes(peer))], areMutual: isForAllNodes }];
  }
  return nodes.map((node) => ({ peers: peers.filter((peer) => selectedNodes(peer, [node]).length > 0), areMutual: () => true }));
}

function disagreements({ peers, areMutual }: Together): RuleFinding[] {
  const first = new Map<string, Peer>();
  const compare = (peer: Peer, key: string): Peer | undefined => {
    const other = first.get(key);
    if (other === undefined && areMutual(peer)) {
      first.set(key, peer);
    }
    return other;
  };
  return peers.flatMap((peer) => [
    ...differing(peer, compare(peer, 'router'), 'routerID', 'the same nodes'),
    ...differing(peer, compare(peer, `vrf ${peer.spec.vrf ?? ''}`), 'myASN', 'the same nodes in the same VRF'),
    ...repeated(peer, compare(peer, `neighbour ${identifier(peer.spec)}`)),
  ]);
}

function differing({ origin, spec }: Peer, other: Peer | undefined, field: 'routerID' | 'myASN', where: string): RuleFinding[] {
  const [mine, its] = [spec[field] ?? '', other?.spec[field] ?? ''];
  if (other === undefined || mine === its) {
    return [];
  }
  return [
    {
      origin,
      field: `spec.${field}`,
      what: `${field} is ${shown(mine)} here and ${shown(its)} in BGPPeer "${other.name}", and both are on ${where}`,
      fix: `give both the same ${field}, or keep them on different nodes with nodeSelectors`,
    },
  ];
}

function repeated({ origin, spec }: Peer, other: Peer | undefined): RuleFinding[] {
  const field = (spec.peerAddress ?? '') === '' ? 'interface' : 'peerAddress';
  if (other === undefined || identifier(spec) === '') {
    return [];
  }
  const what = `${field} ${quoted(spec[field])} is that of BGPPeer "${other.name}" too, and both are on the same nodes`;
  return [{ origin, field: `spec.${field}`, what, fix: 'remove one of the two, or keep them on different nodes with nodeSelectors' }];
}

/** What MetalLB tells peers apart by, texts that are equal. */
function identifier({ peerAddress = '', interface: name = '', vrf = '' }: Partial<PeerSpec>): string {
  const id = peerAddress === '' ? name : peerAddress;
  return vrf === '' ? id : `${id}-${vrf}`;
}

function shown(value: string | number): string {
  return value === '' ? 'not set' : quoted(value);
}
