import { struct } from '../values/input';
import { parseLabelKey, parseLabelValue } from '../values/label';
import { defectsOf, Findings } from './findings';

/** Reports every label that kube-apiserver would refuse. */
export function checkLabels(findings: Findings, field: string, labels: { readonly [key: string]: string }): void {
  for (const [key, value] of Object.entries(findings.parse(field, labels, struct) ?? {})) {
    findings.parse(field, key, parseLabelKey);
    findings.parse(`${field}.${key}`, value, parseLabelValue);
  }
}

/** Whether kube-apiserver would take them. */
export function areLabels(labels: unknown): labels is { readonly [key: string]: string } {
  const check = () =>
    Object.entries(struct(labels as { readonly [key: string]: string })).forEach(([key, value]) => {
      parseLabelKey(key);
      parseLabelValue(value);
    });
  return defectsOf('', check).length === 0;
}

/** Whether it is a group of labels without any. */
export function isWithoutLabels(labels: unknown): boolean {
  return areLabels(labels) && Object.keys(labels).length === 0;
}
