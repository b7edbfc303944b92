import { MetalLbBgpMode } from '../core/cluster-facts';
import { Severity } from '../core/problem';
import { readable } from '../manifests/readable';
import { AddressRange } from '../values/address-range';
import { IpAddress } from '../values/ip-address';
import { metalLbObjects } from './metallb/objects';
import { isEbgp, Peer } from './metallb/peering';
import { metalLbSettings } from './metallb/settings';
import { Rule } from './rule';
import { counted } from './words';

/** FRR sends the packets of an eBGP session with a TTL of 1, unless told that the peer is further away. */
export const ebgpMultihop: Rule = {
  id: 'metallb.ebgp-multihop',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const subnets = readable(facts?.nodeSubnets ?? [], (text) => AddressRange.parseCidr(text));
    const { bgpMode } = metalLbSettings(manifests, facts);
    return bgpMode === undefined || bgpMode === MetalLbBgpMode.NATIVE
      ? []
      : metalLbObjects(manifests)
          .peers.filter((peer) => isEbgp(peer) === true && peer.spec.ebgpMultiHop !== true && isBeyond(peer, subnets))
          .map(({ origin, spec }) => ({
            origin,
            field: 'spec.ebgpMultiHop',
            what: `eBGP peer "${spec.peerAddress}" is outside the node ${counted(
              'subnet',
              subnets.map(({ text }) => text),
            )}, and without ebgpMultiHop the session ends at the first router`,
            fix: 'set ebgpMultiHop, or correct nodeSubnets in the facts of the cluster',
          }));
  },
};

const LINK_LOCAL = 0x3fan; // fe80::/10

/** Nothing is known of a family without a subnet, and a link-local address is next door always. */
function isBeyond({ spec }: Peer, subnets: readonly AddressRange[]): boolean {
  return readable([spec.peerAddress ?? ''], (text) => IpAddress.parse(text)).some((address) => {
    const its = subnets.filter(({ family }) => family === address.family);
    const isLinkLocal = address.family === 6 && address.value >> 118n === LINK_LOCAL;
    return its.length > 0 && !isLinkLocal && !its.some((subnet) => subnet.contains(address));
  });
}
