import { Findings } from '../core/findings';
import { checkLabels, isWithoutLabels } from '../core/labels';

/** Reports, beside wrong labels, a selector without any: Istio takes it for every gateway proxy of the mesh. */
export function checkSelector(findings: Findings, field: string, labels: { readonly [key: string]: string }): void {
  checkLabels(findings, field, labels);
  if (isWithoutLabels(labels)) {
    const what = 'there are no labels, which Istio reads as every gateway of the mesh';
    findings.error({ id: 'istio.no-labels', what, fix: 'name the labels of the pods that are meant' }, field);
  }
}
