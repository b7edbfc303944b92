import { Severity } from '../core/problem';
import { groupBy } from '../values/group-by';
import { metalLbObjects } from './metallb/objects';
import { isEbgp, isForAllPeers, Peer } from './metallb/peering';
import { Rule } from './rule';

/** LOCAL_PREF is told inside one autonomous system only. */
export const localPrefEbgp: Rule = {
  id: 'metallb.local-pref-ebgp',
  severity: Severity.WARNING,
  check: (manifests) => {
    const { bgp, peers } = metalLbObjects(manifests);
    const byName = groupBy(peers, ({ name }) => name);
    const isInVainToAll = areAllEbgp(peers);
    return bgp
      .filter(({ spec }) => (spec.localPref ?? 0) !== 0)
      .filter((advertisement) =>
        isForAllPeers(advertisement) ? isInVainToAll : (advertisement.spec.peers ?? []).every((name) => areAllEbgp(byName.get(name) ?? [])),
      )
      .map(({ origin, spec }) => ({
        origin,
        field: 'spec.localPref',
        what: `localPref ${spec.localPref} goes to eBGP peers only, and LOCAL_PREF is not told to another autonomous system`,
        fix: 'leave it out; communities can tell another system how to prefer a route',
      }));
  },
};

/** Of those that are here; nothing is said of others. */
function areAllEbgp(peers: readonly Peer[]): boolean {
  return peers.length > 0 && peers.every((peer) => isEbgp(peer) === true);
}
