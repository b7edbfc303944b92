import { selects } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { PodTemplate, podsByLabel, ServiceObject } from './workloads';

/** The pods of a Service, as far as they are made here, and it says itself which they are. */
export function podsOf({ selector, namespace }: ServiceObject, manifests: Manifests): PodTemplate[] {
  const candidates = selector === undefined ? [] : podsByLabel(manifests).candidates(selector);
  return candidates.filter((pod) => pod.namespace === namespace && selects({ matchLabels: selector }, pod.labels));
}
