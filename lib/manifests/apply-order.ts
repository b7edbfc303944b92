import { Document, KubeObject } from './document';
import { groupKindOf, isClusterScoped } from './object-scope';

const WEBHOOKS = /^admissionregistration\.k8s\.io\/(Mutating|Validating)WebhookConfiguration$/;

/**
 * Documents in the order in which they can be applied: Namespaces, other cluster-scoped objects, the rest by file, and
 * webhook configurations last, since each could refuse the objects whose controller is not there yet.
 * Inside a phase the given order stays.
 */
export function inApplyOrder(documents: readonly Document[]): Document[] {
  return [...documents].sort((a, b) => phaseOf(a.object) - phaseOf(b.object) || compare(a.file, b.file));
}

function phaseOf(object: KubeObject): number {
  if (groupKindOf(object) === '/Namespace') {
    return 0;
  }
  if (WEBHOOKS.test(groupKindOf(object))) {
    return 3;
  }
  return isClusterScoped(object) ? 1 : 2;
}

// By code unit, so that no locale changes the order.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
