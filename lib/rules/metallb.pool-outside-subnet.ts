import { Severity } from '../core/problem';
import { readable } from '../manifests/readable';
import { AddressRange } from '../values/address-range';
import { groupBy } from '../values/group-by';
import { advertised } from './metallb/advertised';
import { Rule, RuleFinding } from './rule';

/** An address that layer 2 answers for, and nobody asks for: hosts of a network send what lies outside of it to their router. */
export const poolOutsideSubnet: Rule = {
  id: 'metallb.pool-outside-subnet',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const subnets = groupBy(
      readable(facts?.nodeSubnets ?? [], (text) => AddressRange.parseCidr(text)),
      ({ family }) => family,
    );
    return [...advertised(manifests).l2.advertisementsOf.keys()].flatMap(({ origin, ranges }) =>
      ranges.flatMap((range) => {
        const its = subnets.get(range.family); // of a family without any, nothing is known
        return its === undefined || liesInOne(its, range) ? [] : [finding(origin, range, its)];
      }),
    );
  },
};

function liesInOne(subnets: readonly AddressRange[], { first, last }: AddressRange): boolean {
  return subnets.some((subnet) => subnet.contains(first) && subnet.contains(last));
}

function finding(origin: string, range: AddressRange, subnets: readonly AddressRange[]): RuleFinding {
  return {
    origin,
    what: `"${range.text}" is advertised by layer 2, but is not wholly in one network of the nodes, where ARP and NDP ask for it`,
    allowed: subnets.map(({ text }) => text).join(', '),
    fix: 'take addresses of such a network, or advertise them by BGP',
  };
}
