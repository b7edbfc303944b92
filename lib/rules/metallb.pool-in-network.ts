import { ClusterFacts } from '../core/cluster-facts';
import { readable } from '../manifests/readable';
import { AddressRange } from '../values/address-range';
import { parseCidrPerFamily } from '../values/cidr-per-family';
import { metalLbObjects } from './metallb/objects';
import { RangeIndex } from './metallb/range-index';
import { Rule } from './rule';

/** Addresses of a pool that something else hands out, to Pods, Services or other machines: MetalLB does not check. */
export const poolInNetwork: Rule = {
  id: 'metallb.pool-in-network',
  check: (manifests, facts) => {
    const networks = networksOf(facts);
    return metalLbObjects(manifests).pools.flatMap(({ origin, ranges }) =>
      ranges.flatMap((range) =>
        networks.flatMap(({ taken, index }) =>
          index.overlapping(range).map((network) => ({
            origin,
            what: `"${range.text}" overlaps "${network.text}", ${taken}`,
            fix: 'take addresses that nothing else hands out',
          })),
        ),
      ),
    );
  },
};

interface Network {
  /** Who has its addresses, as a message says it. */
  readonly taken: string;
  readonly index: RangeIndex<AddressRange>;
}

function networksOf(facts: ClusterFacts | undefined): Network[] {
  const { podCidr, serviceCidr, dhcpRanges = [] } = facts ?? {};
  const cidrs = (text: string | undefined): AddressRange[] => readable(text === undefined ? [] : [text], parseCidrPerFamily).flat();
  const network = (taken: string, ranges: readonly AddressRange[]): Network => ({ taken, index: new RangeIndex(ranges) });
  return [
    network('which is for Pods (podCidr)', cidrs(podCidr)),
    network('which is for Services inside the cluster (serviceCidr)', cidrs(serviceCidr)),
    network(
      'which DHCP hands out (dhcpRanges)',
      readable(dhcpRanges, (text) => AddressRange.parseOrAddress(text)),
    ),
  ];
}
