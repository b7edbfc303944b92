import { struct } from '../values/input';
import { parseLabelKey, parseLabelValue } from '../values/label';
import { Findings } from './findings';

/** Reports every label that kube-apiserver would refuse. */
export function checkLabels(findings: Findings, field: string, labels: { readonly [key: string]: string }): void {
  for (const [key, value] of Object.entries(findings.parse(field, labels, struct) ?? {})) {
    findings.parse(field, key, parseLabelKey);
    findings.parse(`${field}.${key}`, value, parseLabelValue);
  }
}
