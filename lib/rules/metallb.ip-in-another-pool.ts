import { quoted } from '../values/coded-error';
import { addressField, refusedFor } from './ledger/findings';
import { Rule } from './rule';
import { listed } from './words';

/** An address of one pool together with the name of another: the Service stays without any. */
export const ipInAnotherPool: Rule = {
  id: 'metallb.ip-in-another-pool',
  check: refusedFor(['in-another-pool'], ({ service, pools }) => ({
    field: addressField(service),
    what: `${quoted(service.wanted.text)} is in pool ${listed(pools)}, and the Service names pool ${quoted(service.poolName)}`,
    fix: `name pool ${listed(pools)}, or none at all`,
  })),
};
