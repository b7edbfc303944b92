import { Findings } from '../core/findings';
import { ReadMatch, ReadRule } from './read-rules';

/**
 * Reports rules behind one that takes every request, for dialects where the first rule that takes a request decides.
 * @param isForEveryRequest whether a match, all of which was read, leaves nothing over
 */
export function checkReachable(findings: Findings, rules: readonly ReadRule[], isForEveryRequest: (match: ReadMatch) => boolean): void {
  const takesAll = ({ matches }: ReadRule): boolean =>
    matches === undefined || matches.some((match) => match.isWhole && isForEveryRequest(match));
  const catchAll = rules.findIndex(takesAll);
  if (catchAll < 0) {
    return;
  }
  for (const { field } of rules.slice(catchAll + 1)) {
    const what = `${rules[catchAll].field} takes every request before this rule is asked`;
    findings.error({ id: 'route.unreachable-rule', what, fix: 'move the rule before that one, or drop it' }, field);
  }
}
