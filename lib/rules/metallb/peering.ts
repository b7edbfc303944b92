import { groupBy } from '../../values/group-by';
import { BgpAdvertisement } from './advertised';
import { MetalLbObject } from './objects';
import { PeerSpec } from './specs';

export type Peer = MetalLbObject<PeerSpec>;

/** Tells the advertisements that go to a peer: those that name none, and those that name it (MetalLB `speaker/bgp_controller.go`). */
export function advertisementsTo(advertisements: readonly BgpAdvertisement[]): (peer: Peer) => readonly BgpAdvertisement[] {
  const toAll = advertisements.filter(isForAllPeers);
  const pairs = advertisements.flatMap((advertisement) => [...new Set(advertisement.spec.peers)].map((name) => ({ name, advertisement })));
  const byName = groupBy(pairs, ({ name }) => name);
  return ({ name }) => {
    const named = byName.get(name);
    return named === undefined ? toAll : [...toAll, ...named.map(({ advertisement }) => advertisement)];
  };
}

export function isForAllPeers({ spec: { peers = [] } }: BgpAdvertisement): boolean {
  return peers.length === 0;
}

/** Whether the two ends are different autonomous systems, where that can be told. */
export function isEbgp({ spec: { myASN, peerASN, dynamicASN } }: Peer): boolean | undefined {
  if (dynamicASN === 'internal' || dynamicASN === 'external') {
    return dynamicASN === 'external';
  }
  return myASN === undefined || peerASN === undefined ? undefined : myASN !== peerASN;
}
