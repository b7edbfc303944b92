import { quoted } from '../values/coded-error';
import { metalLbObjects } from './metallb/objects';
import { unknownNames } from './metallb/unknown-names';
import { Rule } from './rule';

/** MetalLB skips the name of a peer that it does not have, without a word. */
export const unknownPeer: Rule = {
  id: 'metallb.unknown-peer',
  check: (manifests, facts) => {
    const { bgp, peers } = metalLbObjects(manifests);
    const unknown = unknownNames('peers', new Set(peers.map(({ name }) => name)), manifests, facts);
    return bgp.flatMap(({ origin, spec }) =>
      (spec.peers ?? []).flatMap((name, index) =>
        unknown.has(name)
          ? [
              {
                origin,
                severity: unknown.severity,
                field: `spec.peers[${index}]`,
                what: `there is no BGPPeer ${quoted(name)}, so nothing is announced to it`,
                fix: `make the BGPPeer in this cluster, or add ${quoted(name)} to metallb.existing.peers in the facts of the cluster`,
              },
            ]
          : [],
      ),
    );
  },
};
