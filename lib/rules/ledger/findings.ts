import { ClusterFacts } from '../../core/cluster-facts';
import { Manifests } from '../../manifests/manifests';
import { Rule, RuleFinding } from '../rule';
import { Ledger, ledgerOf } from './ledger';
import { Cause, RefusedRequest } from './refused-request';
import { ANNOTATIONS, annotationKey, ServiceRequest } from './service-request';

/** What a rule says of one Service. */
export type Words = Pick<RuleFinding, 'what' | 'allowed' | 'fix'> & { readonly field?: string };

/** The check of a rule about Services that the ledger refuses for one of these causes. */
export function refusedFor(causes: readonly Cause[], words: (refused: RefusedRequest, ledger: Ledger) => Words): Rule['check'] {
  return (manifests: Manifests, facts?: ClusterFacts) => {
    const ledger = ledgerOf(manifests, facts);
    return ledger.refused
      .filter(({ cause }) => causes.includes(cause))
      .map((refused) => ({ origin: refused.service.origin, ...words(refused, ledger) }));
  };
}

/** The field by which a Service asks for addresses. */
export function addressField({ annotations }: ServiceRequest): string {
  return fieldOf(annotations, ANNOTATIONS.addresses) ?? 'spec.loadBalancerIP';
}

/** The field by which a Service names a pool, where it does. */
export function poolField({ annotations }: ServiceRequest): string | undefined {
  return fieldOf(annotations, ANNOTATIONS.pool);
}

/** The field by which a Service says with whom it shares, where it does. */
export function sharingField({ annotations }: ServiceRequest): string | undefined {
  return fieldOf(annotations, ANNOTATIONS.sharing);
}

export function annotationField(key: string): string {
  return `metadata.annotations["${key}"]`;
}

function fieldOf(annotations: ServiceRequest['annotations'], name: string): string | undefined {
  const key = annotationKey(annotations, name);
  return key === undefined ? undefined : annotationField(key);
}

/** The entries of all pools, as far as a sentence takes them. */
export function rangesOf({ pools }: Ledger): string {
  const entries = pools.flatMap(({ pool }) => pool.entries.map(({ range }) => range.text));
  return entries.length > 8 ? `${entries.slice(0, 7).join(', ')} and ${entries.length - 7} more` : entries.join(', ');
}
