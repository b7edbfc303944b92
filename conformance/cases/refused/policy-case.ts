import { Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioDestinationRule, IstioDestinationRuleProps } from '../../../lib/istio/istio-destination-rule';
import { around, Expectation, RefusedCase, refused } from './case';
import { destinationRule } from './documents';

/** A rule of ours for Service `web`. */
export const ruleWith = (props: Partial<IstioDestinationRuleProps>) => (chart: Chart) =>
  new IstioDestinationRule(chart, 'web', { host: Backend.fromName('web', { port: 80 }), ...props });

const traffic = around((text) => destinationRule(`trafficPolicy: { ${text} }`));

/** A field of a policy with a value that is wrong. */
export function valueCase(
  id: string,
  field: string,
  props: Partial<IstioDestinationRuleProps>,
  wrong: string,
  right: string,
  expect: string | Expectation,
): RefusedCase {
  const raw = traffic(wrong, right);
  return {
    name: `destination rule: ${field}`,
    ours: ruleWith(props),
    problem: [id, `IstioDestinationRule.${field}`],
    ask: 'istio',
    raw,
    expect: typeof expect === 'string' ? refused(expect) : expect,
  };
}

/** What a field says that is wrong, ours where a document says it in another way, and what would be right. */
interface Values {
  readonly wrong: unknown;
  readonly right: unknown;
  /** @default wrong */
  readonly ours?: unknown;
}

/** A field, by a path that is the same in our types, whose value is wrong. */
export function fieldCase(id: string, path: string, { wrong, right, ours = wrong }: Values, expect: string | Expectation): RefusedCase {
  const text = (value: unknown): string => JSON.stringify(nested(path, value)).slice(1, -1);
  return valueCase(id, path, nested(path, ours) as Partial<IstioDestinationRuleProps>, text(wrong), text(right), expect);
}

function nested(path: string, value: unknown): unknown {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
