import { ClusterFacts } from '../core/cluster-facts';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { poolField } from './ledger/findings';
import { ledgerOf } from './ledger/ledger';
import { metalLbObjects } from './metallb/objects';
import { unknownNames } from './metallb/unknown-names';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/** The name of a pool that does not exist: a Service stays without an address, an advertisement skips it without a word. */
export const unknownPool: Rule = {
  id: 'metallb.unknown-pool',
  check: (manifests, facts) => {
    const names = new Set(metalLbObjects(manifests).pools.map(({ name }) => name));
    const unknown = unknownNames('pools', names, manifests, facts);
    const allowed = names.size === 0 ? undefined : listed([...names].sort());
    return namings(manifests, facts)
      .filter(({ name }) => unknown.has(name))
      .map(({ name, ...where }) => ({
        ...where,
        severity: unknown.severity,
        what: `there is no pool ${quoted(name)}`,
        allowed,
        fix: 'name a pool of this cluster, or declare this one in metallb.existing.pools of the cluster',
      }));
  },
};

type Naming = Pick<RuleFinding, 'origin' | 'field'> & { readonly name: string };

function namings(manifests: Manifests, facts?: ClusterFacts): Naming[] {
  const { l2, bgp } = metalLbObjects(manifests);
  const advertised = [...l2, ...bgp].flatMap(({ origin, spec: { ipAddressPools = [] } }) =>
    ipAddressPools.map((name, index) => ({ origin, field: `spec.ipAddressPools[${index}]`, name })),
  );
  const asked = ledgerOf(manifests, facts).served.flatMap((service) =>
    service.poolName === undefined ? [] : [{ origin: service.origin, field: poolField(service), name: service.poolName }],
  );
  return [...advertised, ...asked];
}
