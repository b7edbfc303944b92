import { Stored, StoredEvent } from '../kube-objects';
import { classOf } from './refusal';
import { Outcome } from './world';

// Others write events as well: the API server about its own repairs.
const CONTROLLER = 'metallb-controller';
// Said beside an address or a refusal, not instead of one.
const REMARKS = ['deprecatedAnnotation'];

/** What a Service was given or, failing that, the last thing it was told. */
export function outcomeOf(service: Stored | undefined, events: readonly StoredEvent[]): Outcome {
  const told = events
    .filter(({ source, type }) => source.component === CONTROLLER && type === 'Warning')
    .filter(({ involvedObject }) => involvedObject.uid === service?.metadata.uid)
    .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion));
  const remarks = told.filter(({ reason }) => REMARKS.includes(reason));
  const refusal = told.filter(({ reason }) => !REMARKS.includes(reason)).at(-1);
  const addresses = (service?.status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip);
  const warned = remarks.length === 0 ? {} : { warned: [...new Set(remarks.map(({ message }) => classOf(message)))] };
  if (addresses.length > 0) {
    return { addresses, ...warned };
  }
  return refusal === undefined ? { pending: true, ...warned } : { refused: classOf(refusal.message), ...warned };
}
