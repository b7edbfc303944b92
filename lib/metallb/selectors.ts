import { Findings } from '../core/findings';
import { LabelSelector, RenderedExpression, RenderedSelector } from '../core/label-selector';
import { quoted, refuse } from '../values/coded-error';
import { list, madeBy } from '../values/input';

const parseSelector = madeBy(LabelSelector, 'LabelSelector.of(…)');

/** Reports what kube-apiserver or MetalLB would refuse of a list of selectors (MetalLB `internal/config`). */
export function checkSelectors(findings: Findings, field: string, selectors: readonly LabelSelector[] | undefined): void {
  const texts = (findings.parseOptional(field, selectors, someOf) ?? []).flatMap((selector, index) => {
    const at = `${field}[${index}]`;
    const read = findings.parse(at, selector, parseSelector);
    return read === undefined ? [] : [checkSelector(findings, at, read)];
  });
  checkDistinct(findings, field, texts);
}

function checkSelector(findings: Findings, field: string, selector: LabelSelector): string {
  const { matchLabels, matchExpressions = [] } = selector._check(findings, field);
  matchExpressions.forEach((expression) => {
    checkDistinct(findings, `${field}.expressions`, valuesOf(expression));
  });
  const expressions = matchExpressions.map(textOfExpression);
  checkDistinct(findings, `${field}.expressions`, expressions);
  return [...textsOfLabels(matchLabels), ...expressions].join(',');
}

/** The selectors as documents have them. */
export function renderSelectors(selectors: readonly LabelSelector[] | undefined): RenderedSelector[] | undefined {
  return selectors?.map((selector) => selector._render());
}

/** What can be read of a list that limits something, where there is such a list; the rest is reported. */
export function readEntries<I, T>(findings: Findings, field: string, entries: readonly I[] | undefined, parse: (entry: I) => T): T[] {
  return findings.parseAll(field, findings.parseOptional(field, entries, someOf) ?? [], parse);
}

function someOf<T>(entries: readonly T[]): readonly T[] {
  if (list(entries).length === 0) {
    const what = 'the list is empty, which MetalLB reads as if it were not there';
    throw refuse('metallb.empty-list', what, 'leave it out to mean all, or name at least one', 'at least one entry');
  }
  return entries;
}

/** Reports an entry that is there before: MetalLB refuses a list that repeats itself. */
export function checkDistinct(findings: Findings, field: string, entries: readonly string[]): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry)) {
      const what = `${quoted(entry)} is there twice, which MetalLB refuses`;
      findings.error({ id: 'metallb.duplicate-entry', what, fix: 'name it once' }, field);
    }
    seen.add(entry);
  }
}

// As kubectl has it, and the same for what MetalLB takes for the same: labels and values in any order, expressions in theirs.

function textsOfLabels(labels: RenderedSelector['matchLabels']): string[] {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort();
}

function textOfExpression(expression: RenderedExpression): string {
  const { key, operator } = expression;
  const values = `(${valuesOf(expression).sort().join(',')})`;
  const texts: Record<string, string> = {
    In: `${key} in ${values}`,
    NotIn: `${key} notin ${values}`,
    Exists: key,
    DoesNotExist: `!${key}`,
  };
  return texts[operator];
}

function valuesOf({ values }: RenderedExpression): string[] {
  return Array.isArray(values) ? values.map(String) : [];
}
