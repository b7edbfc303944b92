import { quoted } from '../values/coded-error';
import { ledgerOf, PoolUse } from './ledger/ledger';
import { Rule } from './rule';

/** A pool that has nothing to hand out. */
export const poolWithoutAddress: Rule = {
  id: 'metallb.pool-without-address',
  check: (manifests, facts) =>
    ledgerOf(manifests, facts)
      .pools.filter(isEmpty)
      .map(({ pool: { name, object, entries } }) => ({
        origin: object.origin,
        field: 'spec.addresses',
        what:
          entries.length === 0 ? `pool ${quoted(name)} has no addresses` : `avoidBuggyIPs holds back every address of pool ${quoted(name)}`,
        fix: entries.length === 0 ? 'add a CIDR or first-last' : 'add addresses that do not end in .0 or .255, or drop avoidBuggyIPs',
      })),
};

/** What cannot be read is a matter of the construct, or the schema check, that was given it. */
function isEmpty({ pool, capacity }: PoolUse): boolean {
  const { addresses = [] } = pool.object.spec;
  return capacity === 0n && (pool.isWhole || addresses.length === 0);
}
