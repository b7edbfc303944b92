import { ClusterFacts } from '../core/cluster-facts';
import { advertised, BgpAdvertisement } from './metallb/advertised';
import { aggregationLength, familiesOf } from './metallb/aggregation';
import { ClusterNode, isForAllNodes, nodesOf, selectedNodes } from './metallb/nodes';
import { Pool } from './metallb/objects';
import { Rule, RuleFinding } from './rule';

/** Two advertisements of one prefix to one peer from one node must agree on LOCAL_PREF (MetalLB `internal/config`). */
export const localPrefConflict: Rule = {
  id: 'metallb.local-pref-conflict',
  check: (manifests, facts) => {
    const nodes = nodeNames(facts);
    const found = new Map<BgpAdvertisement, RuleFinding>();
    for (const [pool, advertisements] of advertised(manifests).bgp.advertisementsOf) {
      const updates = new Map<string, Update>();
      // Which Services one with selectors announces is not known when MetalLB reads its configuration.
      for (const advertisement of advertisements.filter(({ spec }) => (spec.serviceSelectors ?? []).length === 0)) {
        const other = enter(advertisement, keysOf(advertisement, pool, nodes), updates);
        if (other !== undefined && !found.has(advertisement)) {
          found.set(advertisement, finding(advertisement, other, pool));
        }
      }
    }
    return [...found.values()];
  },
};

/** The advertisements of one prefix length of a family from one node: the first for each peer, where all are one, and for each preference. */
interface Update {
  readonly byPeer: Map<string, BgpAdvertisement>;
  readonly byPreference: Map<number, BgpAdvertisement>;
}

const ALL_PEERS = '';

/** Adds an advertisement, and tells an earlier one that disagrees with it. */
function enter(advertisement: BgpAdvertisement, keys: readonly string[], updates: Map<string, Update>): BgpAdvertisement | undefined {
  const { peers = [] } = advertisement.spec;
  let conflict: BgpAdvertisement | undefined;
  for (const key of keys) {
    const update: Update = updates.get(key) ?? { byPeer: new Map(), byPreference: new Map() };
    updates.set(key, update);
    conflict ??= disagreeing(advertisement, update);
    for (const peer of peers.length === 0 ? [ALL_PEERS] : peers) {
      update.byPeer.set(peer, update.byPeer.get(peer) ?? advertisement);
    }
    update.byPreference.set(preference(advertisement), update.byPreference.get(preference(advertisement)) ?? advertisement);
  }
  return conflict;
}

function disagreeing(advertisement: BgpAdvertisement, { byPeer, byPreference }: Update): BgpAdvertisement | undefined {
  const { peers = [] } = advertisement.spec;
  const others = peers.length === 0 ? byPreference.values() : [ALL_PEERS, ...peers].map((peer) => byPeer.get(peer));
  for (const other of others) {
    if (other !== undefined && preference(other) !== preference(advertisement)) {
      return other; // the second preference of an update, at the latest
    }
  }
  return undefined;
}

function keysOf(advertisement: BgpAdvertisement, pool: Pool, nodes: NodeNames): string[] {
  return familiesOf(pool).flatMap((family) =>
    nodes(advertisement).map((node) => `${family}/${aggregationLength(advertisement, family)}/${node}`),
  );
}

function preference({ spec: { localPref = 0 } }: BgpAdvertisement): number {
  return localPref;
}

type NodeNames = (advertisement: BgpAdvertisement) => readonly string[];

/** Where nodes are not known, those that are for all nodes are for one of them. */
function nodeNames(facts?: ClusterFacts): NodeNames {
  const nodes = nodesOf(facts);
  return nodes === undefined
    ? (advertisement) => (isForAllNodes(advertisement) ? ['*'] : [])
    : (advertisement) => selectedNodes(advertisement, nodes).map(({ name }: ClusterNode) => name);
}

function finding(advertisement: BgpAdvertisement, other: BgpAdvertisement, pool: Pool): RuleFinding {
  return {
    origin: advertisement.origin,
    field: 'spec.localPref',
    what: `localPref ${preference(advertisement)} of "${advertisement.name}" and ${preference(other)} of "${other.name}" are for the same prefixes of pool "${pool.name}", to the same peer from the same node`,
    fix: 'set the same localPref in both, or let them differ in pools, peers, nodes or aggregation length',
  };
}
