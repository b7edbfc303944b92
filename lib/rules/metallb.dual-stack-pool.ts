import { quoted } from '../values/coded-error';
import { addressField, poolField, refusedFor } from './ledger/findings';
import { Rule } from './rule';
import { counted } from './words';

/** Both addresses of a Service come from one pool, or it gets none (`poolFor`, `findBestPoolForService`). */
export const dualStackPool: Rule = {
  id: 'metallb.dual-stack-pool',
  check: refusedFor(['no-dual-stack-pool'], ({ service, address, pools }) => ({
    field: address === undefined ? poolField(service) : addressField(service),
    what:
      address === undefined
        ? `the Service needs an IPv4 and an IPv6 address, and ${counted('pool', pools)} ${pools.length === 1 ? 'has' : 'have'} not both`
        : `${quoted(address)} are in ${counted('pool', pools)}, and a Service is served from one`,
    fix: 'put a range of each IP family into one pool',
  })),
};
