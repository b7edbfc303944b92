import { readable } from '../manifests/readable';
import { AddressRange } from '../values/address-range';
import { metalLbObjects } from './metallb/objects';
import { RangeIndex } from './metallb/range-index';
import { Rule } from './rule';

/** An address of a machine inside a pool: MetalLB does not check (0.15.1 took its check back), and both then answer for it. */
export const nodeAddressInPool: Rule = {
  id: 'metallb.node-address-in-pool',
  check: (manifests, facts) => {
    const given = [...(facts?.nodeAddresses ?? []), ...(facts?.otherAddresses ?? [])];
    const machines = new RangeIndex(readable(given, (text) => AddressRange.parseOrAddress(text)));
    return metalLbObjects(manifests).pools.flatMap(({ origin, ranges }) =>
      ranges.flatMap((range) =>
        machines.overlapping(range).map((machine) => ({
          origin,
          what: `"${range.text}" holds "${machine.text}", which a machine already uses`,
          fix: 'leave the addresses of machines out of the pool',
        })),
      ),
    );
  },
};
