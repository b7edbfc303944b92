import { IConstruct } from 'constructs';
import { Findings, LateDefect } from '../../core/findings';
import { otherCluster } from '../../core/same-cluster';
import { ReadFilters, ReadRule } from '../../routing/read-rule';
import { quoted } from '../../values/coded-error';
import { madeBy } from '../../values/input';
import { IstioDelegateRoute } from '../istio-delegate-route';
import { isMerged, losesRequests, widensRoot } from './delegate-merge';
import { HttpMatchDocument } from './documents';
import { toMatches } from './matches';

// Rules that hand requests to a delegate. istiod merges each with every rule of the delegate, and says nothing of those that it
// cannot merge (`pilot/pkg/model/virtualservice.go`).

/** A rule that hands requests over, and to whom. */
interface Delegation {
  readonly field: string;
  readonly rule: ReadRule;
  readonly delegate: IstioDelegateRoute;
}

/** Reports what istiod would leave out when it merges rules with those of their delegates. */
export function checkDelegations(findings: Findings, rules: readonly ReadRule[]): void {
  for (const { field, rule, delegate: given } of rules.flatMap(toDelegations)) {
    const delegate = findings.parse(field, given, parseDelegate);
    if (rule.filters.rewrite?.path?.kind === 'prefix') {
      const what = 'Istio puts the new prefix in the place of what the rule of the delegate matches, not of what this one does';
      findings.error(
        { id: 'istio.delegate-rewrite', what, fix: 'rewrite the prefix in the rules of the delegate' },
        `${rule.field}.rewrite`,
      );
    }
    for (const leaf of delegate?._rules ?? []) {
      checkMerge(findings, field, { rule, leaf, name: given.name });
    }
  }
}

/** What is wrong with delegates, once the tree is complete. */
export function delegationDefects(from: IConstruct, rules: readonly ReadRule[], namespace: string): LateDefect[] {
  return rules.flatMap(toDelegations).flatMap(({ field, delegate }) => {
    const elsewhere = otherCluster(from, delegate).map((defect) => ({ ...defect, field }));
    return [...elsewhere, ...(delegate._isSeenFrom?.(namespace) === false ? [notExported(field, delegate, namespace)] : [])];
  });
}

const parseDelegate = madeBy(IstioDelegateRoute, 'new IstioDelegateRoute(…)');

function toDelegations(rule: ReadRule): Delegation[] {
  const { field, action } = rule;
  return action !== undefined && 'delegate' in action
    ? [{ field: `${field}.action`, rule, delegate: action.delegate as IstioDelegateRoute }]
    : [];
}

function notExported(field: string, { name }: IstioDelegateRoute, namespace: string): LateDefect {
  const what = `delegate ${quoted(name)} is not exported to namespace ${quoted(namespace)}, so this rule is left out`;
  return { id: 'istio.delegate-not-exported', field, what, fix: `add namespace ${quoted(namespace)} to its exportTo, or leave that out` };
}

interface Merge {
  readonly rule: ReadRule;
  readonly leaf: ReadRule;
  readonly name: string;
}

function checkMerge(findings: Findings, field: string, { rule, leaf, name }: Merge): void {
  const roots = rule.matches?.flatMap(toMatches) ?? [];
  for (const match of rule.matches === undefined ? [] : (leaf.matches ?? []).filter(({ isWhole }) => isWhole)) {
    const what = lossOf(roots, toMatches(match));
    if (what !== undefined) {
      const fix = 'make each match of the delegate a narrower one of some match of this rule';
      findings.error({ id: 'istio.delegate-match', what: `${match.field} of delegate ${quoted(name)} ${what}`, fix }, field);
    }
  }
  const lost = HEADERS.find((word) => isHidden(rule.filters, leaf.filters, word));
  if (lost !== undefined) {
    const what = `${leaf.field} of delegate ${quoted(name)} changes headers too, and Istio then drops all changes of this rule`;
    const fix = `say ${lost} in ${leaf.field} of the delegate as well`;
    findings.error({ id: 'istio.delegate-headers', what, fix }, `${rule.field}.${lost}`);
  }
}

function lossOf(roots: readonly HttpMatchDocument[], leaves: readonly HttpMatchDocument[]): string | undefined {
  if (leaves.some((leaf) => !roots.some((root) => isMerged(root, leaf)))) {
    return 'is narrower than none of the matches of this rule, and Istio drops the rule it is in';
  }
  if (leaves.some((leaf) => roots.some((root) => losesRequests(root, leaf)))) {
    return 'overlaps a match of this rule without being narrower, and Istio leaves those requests out';
  }
  if (leaves.some((leaf) => roots.some((root) => widensRoot(root, leaf)))) {
    return 'has another condition for a header that this rule is to be without, and Istio forgets the one of this rule';
  }
  return undefined;
}

const HEADERS = ['requestHeaders', 'responseHeaders'] as const;

/** Istio has one field for both changes, and takes it from the root only where the delegate says neither. */
function isHidden(root: ReadFilters, leaf: ReadFilters, word: (typeof HEADERS)[number]): boolean {
  return root[word] !== undefined && leaf[word] === undefined && HEADERS.some((other) => leaf[other] !== undefined);
}
