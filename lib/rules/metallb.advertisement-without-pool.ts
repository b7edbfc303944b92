import { Severity } from '../core/problem';
import { advertised } from './metallb/advertised';
import { metalLbObjects } from './metallb/objects';
import { metalLbSettings } from './metallb/settings';
import { Rule } from './rule';

/** Selectors that choose no pool mean no pool, not all of them. Pools that are kept elsewhere may have the labels. */
export const advertisementWithoutPool: Rule = {
  id: 'metallb.advertisement-without-pool',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const isTold = facts !== undefined || metalLbObjects(manifests).pools.length > 0;
    const mayBeElsewhere = !isTold || metalLbSettings(manifests, facts).existing.pools.size > 0;
    const { l2, bgp } = advertised(manifests);
    return [...l2.poolsOf, ...bgp.poolsOf]
      .filter(([{ spec }, pools]) => !mayBeElsewhere && pools.length === 0 && (spec.ipAddressPoolSelectors ?? []).length > 0)
      .filter(([{ spec }]) => (spec.ipAddressPools ?? []).length === 0)
      .map(([{ origin, name }]) => ({
        origin,
        field: 'spec.ipAddressPoolSelectors',
        what: `the selectors of advertisement "${name}" choose no pool of this cluster, so it announces nothing`,
        fix: 'choose labels that a pool has, or name the pools in ipAddressPools',
      }));
  },
};
