/** Labels as a document has them. */
export type Labels = Readonly<Record<string, string>>;

/** A Kubernetes label selector as a document has it. */
export interface RawLabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelExpressionFields[];
}

interface LabelExpressionFields {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/**
 * Whether the labels fulfil all that a selector asks; one that asks nothing selects everything (apimachinery
 * `LabelSelectorAsSelector`). What is no expression at all is a matter of the schema, and asks nothing.
 */
export function selects({ matchLabels, matchExpressions }: RawLabelSelector, labels: Labels): boolean {
  const expressions: readonly (LabelExpressionFields | null)[] = Array.isArray(matchExpressions) ? matchExpressions : [];
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value) &&
    expressions.every((expression) => fulfils(labels, expression))
  );
}

function fulfils(labels: Labels, expression: LabelExpressionFields | null): boolean {
  const { key, operator = '', values } = expression ?? {};
  const has = Object.hasOwn(labels, String(key));
  const isAmong = has && Array.isArray(values) && values.includes(labels[String(key)]);
  switch (operator) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return true;
  }
}

/** Whether one of several selectors selects the labels: no selectors at all select nothing. */
export function anySelects(selectors: readonly RawLabelSelector[], labels: Labels): boolean {
  return selectors.some((selector) => selects(selector, labels));
}
