import { quoted } from '../values/coded-error';
import { addressField, refusedFor } from './ledger/findings';
import { Rule } from './rule';

/** Two Services on one address that do not share it: one of them stays without. */
export const ipReservedTwice: Rule = {
  id: 'metallb.ip-reserved-twice',
  check: refusedFor(['reserved-twice'], ({ service, address, holder }) => ({
    field: addressField(service),
    what: `${quoted(address)} is asked for by Service ${quoted(holder?.key)} too, and neither shares it`,
    fix: 'ask for another address, or let both share this one by annotation metallb.io/allow-shared-ip of equal value',
  })),
};
