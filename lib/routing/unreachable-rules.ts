import { Findings } from '../core/findings';
import { isForEveryRequest } from './candidates';
import { CoverIndex } from './cover-index';
import { ReadMatch, ReadRule } from './read-rule';

/**
 * Reports what can never decide where the first rule that takes a request does: a rule all of whose requests earlier rules take, as
 * `route.unreachable-rule`, and a match of another rule, as the warning `route.unreachable-match`. Two expressions are told apart by
 * their text, and whether many together leave nothing over is not asked.
 */
export function checkReachable(findings: Findings, rules: readonly ReadRule[]): void {
  const earlier = new CoverIndex<Owner>();
  for (const rule of rules) {
    const matches = rule.matches ?? [everyRequest(rule.field)];
    const hiders = matches.map((match) => earlier.ownersCovering(match));
    if (matches.length > 0 && hiders.every((owners) => owners.length > 0)) {
      reportRule(findings, rule, hiders.flat());
    } else {
      reportMatches(findings, earlier, matches);
    }
    // A rule that hands requests over leaves those that nobody takes there.
    const isFinal = rule.action === undefined || !('delegate' in rule.action);
    matches.filter(({ isWhole }) => isFinal && isWhole).forEach((match) => earlier.add(match, { rule: rule.field, match }));
  }
}

interface Owner {
  readonly rule: string;
  readonly match: ReadMatch;
}

function reportRule(findings: Findings, { field }: ReadRule, hiders: readonly Owner[]): void {
  const catchAll = hiders.find(({ match }) => isForEveryRequest(match) && isForEveryConnection(match));
  const names = [...new Set(hiders.map(({ rule }) => rule))];
  const what =
    catchAll !== undefined
      ? `${catchAll.rule} takes every request before this rule is asked`
      : `${names.join(' and ')} ${names.length === 1 ? 'takes' : 'take'} all of its requests before this rule is asked`;
  const fix = `move the rule before ${names.length === 1 ? 'that one' : 'those'}, or drop it`;
  findings.error({ id: 'route.unreachable-rule', what, fix }, field);
}

function reportMatches(findings: Findings, earlier: CoverIndex<Owner>, matches: readonly ReadMatch[]): void {
  const own = new CoverIndex<Owner>();
  for (const match of matches) {
    const before = earlier.ownersCovering(match);
    const hiders = before.length > 0 ? before : own.ownersCovering(match);
    if (hiders.length > 0) {
      const what = `${hiders.map((hider) => hider.match.field).join(' and ')} ${hiders.length === 1 ? 'takes' : 'take'} all of its requests before`;
      findings.warning({ id: 'route.unreachable-match', what, fix: 'drop it, or move it before' }, match.field);
    }
    if (match.isWhole) {
      own.add(match, { rule: match.field, match });
    }
  }
}

function isForEveryConnection({ port, sourceLabels = {}, sourceNamespace }: ReadMatch): boolean {
  return port === undefined && sourceNamespace === undefined && Object.keys(sourceLabels).length === 0;
}

function everyRequest(field: string): ReadMatch {
  return { field, isWhole: true, headers: [], withoutHeaders: [], queryParams: [] };
}
