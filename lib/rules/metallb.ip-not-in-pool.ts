import { quoted } from '../values/coded-error';
import { addressField, rangesOf, refusedFor } from './ledger/findings';
import { Rule } from './rule';

/** An address that no pool has: the Service stays without any. */
export const ipNotInPool: Rule = {
  id: 'metallb.ip-not-in-pool',
  check: refusedFor(['not-in-a-pool'], ({ service, address }, ledger) => ({
    field: addressField(service),
    what: `${quoted(address)} is not in any pool`,
    allowed: rangesOf(ledger),
    fix: 'ask for an address of a pool, or add this one to a pool',
  })),
};
