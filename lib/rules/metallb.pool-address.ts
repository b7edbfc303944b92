import { metalLbObjects } from './metallb/objects';
import { Rule } from './rule';

/** An entry of a pool that MetalLB cannot read, for which it takes none of its configuration, or that it takes for something else. */
export const poolAddress: Rule = {
  id: 'metallb.pool-address',
  check: (manifests) =>
    metalLbObjects(manifests).pools.flatMap(({ origin, entries }) =>
      entries.flatMap(({ defect }, index) => {
        const { what = '', allowed, fix = '' } = defect ?? {};
        return defect === undefined ? [] : [{ origin, field: `spec.addresses[${index}]`, what, allowed, fix }];
      }),
    ),
};
