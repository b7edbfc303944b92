import { quoted } from '../values/coded-error';
import { addressField, poolField, refusedFor } from './ledger/findings';
import { Rule } from './rule';
import { listed } from './words';

/** A pool that is for other Services: whoever asks for it nevertheless stays without an address. */
export const poolExcludesService: Rule = {
  id: 'metallb.pool-excludes-service',
  check: refusedFor(['pool-excludes-service'], ({ service, pools }) => ({
    field: poolField(service) ?? addressField(service),
    what: `pool ${listed(pools)} is not for Service ${quoted(service.key)}, by its serviceAllocation`,
    fix: 'let serviceAllocation have the namespace and a label of the Service, or ask for another pool',
  })),
};
