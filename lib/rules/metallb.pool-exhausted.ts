import { poolField, refusedFor } from './ledger/findings';
import { Ledger, ledgerOf } from './ledger/ledger';
import { Rule } from './rule';
import { counted } from './words';

/** More Services than addresses: in whatever order MetalLB comes to them, one stays without. */
export const poolExhausted: Rule = {
  id: 'metallb.pool-exhausted',
  check: (manifests, facts) => {
    const addresses = addressesOf(ledgerOf(manifests, facts));
    return refusedFor(['pool-exhausted'], ({ service, pools }) => ({
      field: poolField(service),
      what: `${counted('pool', pools)} cannot serve every Service that depends on ${pools.length === 1 ? 'it' : 'them'}; addresses: ${addresses(pools)}`,
      fix: 'add addresses to the pool, or let Services share one',
    }))(manifests, facts);
  },
};

/** Tells how many addresses some pools have; of Services that depend on the same pools, once. */
function addressesOf(ledger: Ledger): (pools: readonly string[]) => string {
  const known = new Map<readonly string[], string>();
  return (names) => {
    const text = known.get(names) ?? sumOf(ledger, new Set(names));
    known.set(names, text);
    return text;
  };
}

function sumOf({ pools }: Ledger, names: ReadonlySet<string>): string {
  const uses = pools.filter(({ pool }) => names.has(pool.name));
  const capacity = uses.reduce((sum, use) => sum + use.capacity, 0n);
  const reserved = uses.reduce((sum, use) => sum + use.reserved, 0n);
  return `${capacity}, reserved: ${reserved}`;
}
