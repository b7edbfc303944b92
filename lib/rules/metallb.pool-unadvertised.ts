import { advertised } from './metallb/advertised';
import { metalLbObjects } from './metallb/objects';
import { Rule } from './rule';

/** A pool that no advertisement is for: the controller hands out its addresses all the same, and no speaker announces them. */
export const poolUnadvertised: Rule = {
  id: 'metallb.pool-unadvertised',
  check: (manifests) => {
    const { l2, bgp } = advertised(manifests);
    return metalLbObjects(manifests)
      .pools.filter((pool) => !l2.advertisementsOf.has(pool) && !bgp.advertisementsOf.has(pool))
      .map(({ origin, name }) => ({
        origin,
        what: `no L2Advertisement or BGPAdvertisement is for pool "${name}", so Services get its addresses and nobody announces them`,
        fix: `name "${name}" in ipAddressPools of an advertisement, or choose its labels with ipAddressPoolSelectors`,
      }));
  },
};
