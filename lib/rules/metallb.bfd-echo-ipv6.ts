import { Manifests } from '../manifests/manifests';
import { advertised } from './metallb/advertised';
import { nodesOf, shareNode } from './metallb/nodes';
import { metalLbObjects } from './metallb/objects';
import { advertisementsTo, Peer } from './metallb/peering';
import { Rule } from './rule';

/** BFD's echo is for IPv4 only: the speakers refuse all of the configuration (MetalLB `internal/config/validation.go`), and the webhook does not look. */
export const bfdEchoIpv6: Rule = {
  id: 'metallb.bfd-echo-ipv6',
  check: (manifests, facts) => {
    const nodes = nodesOf(facts);
    const { bgp } = metalLbObjects(manifests);
    const pools = new Map([...advertised(manifests).bgp.poolsOf].map(([advertisement, its]) => [advertisement, its.find(holdsIpv6)]));
    const to = advertisementsTo(bgp.filter((advertisement) => pools.get(advertisement) !== undefined));
    return peersWithEcho(manifests).flatMap((peer) => {
      const advertisement = to(peer).find((candidate) => shareNode(candidate, peer, nodes) === true);
      const pool = advertisement && pools.get(advertisement);
      return advertisement === undefined || pool === undefined
        ? []
        : [
            {
              origin: peer.origin,
              field: 'spec.bfdProfile',
              what: `BFDProfile "${peer.spec.bfdProfile}" has echoMode, and BGPAdvertisement "${advertisement.name}" announces pool "${pool.name}", which holds IPv6, to this peer`,
              fix: 'take a BFDProfile without echoMode, or do not announce IPv6 to this peer',
            },
          ];
    });
  },
};

function peersWithEcho(manifests: Manifests): readonly Peer[] {
  const { peers, bfdProfiles } = metalLbObjects(manifests);
  const echoing = new Set(bfdProfiles.filter(({ spec }) => spec.echoMode === true).map(({ name }) => name));
  return peers.filter(({ spec: { bfdProfile = '' } }) => echoing.has(bfdProfile));
}

function holdsIpv6({ ranges }: { readonly ranges: readonly { readonly family: number }[] }): boolean {
  return ranges.some(({ family }) => family === 6);
}
