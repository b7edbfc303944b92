import { Findings } from '../core/findings';
import { checkLabels } from '../core/labels';
import { quoted } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { IstioTrafficPolicy } from './traffic-policy';

/** Some of the pods of a Service, under a name that routes can send traffic to. */
export interface IstioSubset {
  /** Name of the subset, an RFC 1123 label; reported otherwise: `name.syntax`, `istio.duplicate-subset`. */
  readonly name: string;

  /** Labels that a pod of the Service has to have to belong to it; none for all pods. `label.*` is reported for wrong ones. */
  readonly labels: { [key: string]: string };

  /**
   * How a proxy treats what it sends to these pods; each setting goes before that of the rule. Routes have to send traffic to the
   * subset by its name, or it has no effect.
   * @default - as the rule says
   */
  readonly trafficPolicy?: IstioTrafficPolicy;
}

/** Where a subset was given, so that what is wrong with it can be reported there. */
export interface PlacedSubset extends IstioSubset {
  readonly nameField: string;
  readonly labelsField: string;
}

/** Reports what istiod would refuse of the subsets of one host (`pkg/config/validation`). */
export function checkSubsets(findings: Findings, subsets: readonly PlacedSubset[]): void {
  const fieldOf = new Map<string, string>();
  for (const { name, labels, nameField, labelsField } of subsets) {
    const isName = findings.parse(nameField, name, parseDnsLabel) !== undefined;
    checkLabels(findings, labelsField, labels);
    const earlier = fieldOf.get(name);
    if (isName && earlier !== undefined) {
      const what = `${quoted(name)} is the name of another subset, ${earlier}`;
      findings.error({ id: 'istio.duplicate-subset', what, fix: 'give each subset its own name' }, nameField);
    }
    fieldOf.set(name, earlier ?? nameField);
  }
}
