import { quoted } from '../values/coded-error';
import { addressField, refusedFor } from './ledger/findings';
import { Cause } from './ledger/refused-request';
import { Rule } from './rule';

const REASONS: Partial<Record<Cause, string>> = {
  'not-an-address': 'holds what is not an IP address',
  'same-family': 'holds two addresses of one IP family',
  'too-many-addresses': 'holds more than two addresses',
};

/** A request for addresses that MetalLB cannot read or never grants. */
export const ipRequest: Rule = {
  id: 'metallb.ip-request',
  check: refusedFor(['not-an-address', 'same-family', 'too-many-addresses'], ({ service, cause }) => ({
    field: addressField(service),
    what: `${quoted(service.wanted.text)} ${REASONS[cause]}`,
    allowed: 'one address, or an IPv4 and an IPv6 address with a comma between',
    fix: 'ask for one address of each IP family of the Service',
  })),
};
