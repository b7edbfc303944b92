import { groupBy } from '../../values/group-by';
import { RuleFinding } from '../rule';

/** The findings without those that say the same of one object, as it is met in several places. */
export function toldOnce(findings: readonly RuleFinding[]): RuleFinding[] {
  return [...groupBy(findings, ({ origin, what }) => JSON.stringify([origin, what])).values()].map(([first]) => first);
}
