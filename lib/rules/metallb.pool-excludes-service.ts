import { quoted } from '../values/coded-error';
import { addressField, poolField, refusedFor } from './ledger/findings';
import { listed } from './metallb/words';
import { Rule } from './rule';

/** A pool that is for other Services: whoever asks for it nevertheless stays without an address. */
export const poolExcludesService: Rule = {
  id: 'metallb.pool-excludes-service',
  check: refusedFor(['pool-excludes-service'], ({ service, pools }) => ({
    field: poolField(service) ?? addressField(service),
    what: `pool ${listed(pools)} is not for Service ${quoted(service.key)}, by its serviceAllocation`,
    fix: 'let serviceAllocation have the namespace and a label of the Service, or ask for another pool',
  })),
};
