import { Findings } from '../core/findings';
import { checkLabels, isWithoutLabels } from '../core/labels';

/** Reports, beside wrong labels, none at all: Istio takes them for all workloads of the namespace. */
export function checkWorkloadLabels(findings: Findings, field: string, labels: { readonly [key: string]: string }): void {
  checkLabels(findings, field, labels);
  if (isWithoutLabels(labels)) {
    const what = 'there are no labels, which Istio reads as all workloads of the namespace';
    findings.error({ id: 'istio.no-labels', what, fix: 'name the labels of the workloads that are meant' }, field);
  }
}
