import { quoted } from '../values/coded-error';
import { addressField, refusedFor } from './ledger/findings';
import { Rule } from './rule';
import { listed } from './words';

/** An address that its pool never hands out: the Service stays without any. */
export const ipHeldBack: Rule = {
  id: 'metallb.ip-held-back',
  check: refusedFor(['held-back'], ({ service, address, pools }) => ({
    field: addressField(service),
    what: `${quoted(address)} is held back by avoidBuggyIPs of pool ${listed(pools)}`,
    fix: 'ask for another address, or drop avoidBuggyIPs',
  })),
};
