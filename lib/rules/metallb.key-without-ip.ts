import { Severity } from '../core/problem';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { sharingField } from './ledger/findings';
import { ledgerOf } from './ledger/ledger';
import { Rule } from './rule';

/** A sharing key allows to share; only the address, asked for as well, brings Services together (MetalLB `website/content/usage`). */
export const keyWithoutIp: Rule = {
  id: 'metallb.key-without-ip',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const sharing = ledgerOf(manifests, facts).served.filter(({ sharingKey }) => sharingKey !== '');
    const groups = [...groupBy(sharing, ({ sharingKey }) => sharingKey).values()].filter(({ length }) => length > 1);
    return groups
      .flat()
      .filter(({ wanted }) => wanted.text === undefined)
      .map((service) => ({
        origin: service.origin,
        field: sharingField(service),
        what: `sharing key ${quoted(service.sharingKey)} alone does not make this Service and the others of that key have one address`,
        fix: 'ask for the address too, by metallb.io/loadBalancerIPs',
      }));
  },
};
