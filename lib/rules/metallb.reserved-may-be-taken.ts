import { Severity } from '../core/problem';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { addressField } from './ledger/findings';
import { freeBefore } from './ledger/free-before';
import { ledgerOf } from './ledger/ledger';
import { Rivals } from './ledger/rivals';
import { Rule } from './rule';

/**
 * An address that one Service asks for by name, and that MetalLB may have given to another before it comes to that one: it hands
 * out the first that is free, so that there have to be more such Services than addresses in front of it.
 */
export const reservedMayBeTaken: Rule = {
  id: 'metallb.reserved-may-be-taken',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const ledger = ledgerOf(manifests, facts);
    const rivals = new Rivals(ledger);
    const atRisk = [...freeBefore(ledger)].flatMap(
      ([
        {
          service,
          address,
          pools: [pool],
        },
        free,
      ]) => {
        const [other] = address === undefined ? [] : rivals.moreThan(free, service, pool, address.family);
        const what = `${quoted(String(address))} may be given to Service ${quoted(other?.key)}, which takes any address of pool ${quoted(pool.name)}, if that is applied first`;
        const fix =
          'ask for it in a pool with autoAssign false that nobody else names, or let every Service of the pool ask for its address';
        return other === undefined ? [] : [{ origin: service.origin, field: addressField(service), what, fix }];
      },
    );
    return [...groupBy(atRisk, ({ origin }) => origin).values()].map(([first]) => first);
  },
};
