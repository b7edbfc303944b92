import { quoted } from '../values/coded-error';
import { ledgerOf } from './ledger/ledger';
import { Rule } from './rule';

/** One address in two entries, of one pool or of two: MetalLB takes none of its configuration then (`internal/config`, `poolsFor`). */
export const poolOverlap: Rule = {
  id: 'metallb.pool-overlap',
  check: (manifests, facts) =>
    ledgerOf(manifests, facts).overlaps.map(({ one, other }) => ({
      origin: other.pool.object.origin,
      field: `spec.addresses[${other.index}]`,
      what: `${quoted(other.range.text)} overlaps ${quoted(one.range.text)}${one.pool === other.pool ? '' : ` of pool ${quoted(one.pool.name)}`}`,
      fix: 'keep each address in one entry',
    })),
};
