import { quoted } from '../values/coded-error';
import { duplicatesIn } from './ledger/allocation-duplicates';
import { metalLbObjects } from './metallb/objects';
import { Rule } from './rule';

/** A pool that says one thing twice: MetalLB takes none of its configuration then. What is not of a document, constructs report. */
export const duplicateEntry: Rule = {
  id: 'metallb.duplicate-entry',
  check: (manifests) =>
    metalLbObjects(manifests).pools.flatMap(({ origin, name, spec }) =>
      duplicatesIn(spec.serviceAllocation).map((field) => ({
        origin,
        field: `spec.serviceAllocation.${field}`,
        what: `pool ${quoted(name)} has an entry twice here, for which MetalLB refuses all pools`,
        fix: 'name it once',
      })),
    ),
};
