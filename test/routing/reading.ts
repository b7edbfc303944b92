import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { Findings } from '../../lib/core/findings';
import { formatWithoutPath } from '../../lib/core/problem';
import { HttpAction } from '../../lib/routing/http-action';
import { ReadRule, ResolvedAction } from '../../lib/routing/read-rule';
import { readRules } from '../../lib/routing/read-rules';

/** What was made of something, and what was said against it. */
export function reading<T>(read: (findings: Findings) => T): { read: T; problems: string[] } {
  const findings = Findings.of(new Construct(undefined as any, ''));
  const result = read(findings);
  return { read: result, problems: findings.list().map(formatWithoutPath) };
}

/** Rules of whatever shape. */
export function readingRules(rules: unknown): { read: ReadRule[]; problems: string[] } {
  return reading((findings) => readRules(findings, rules as any));
}

export function readingAction(action: HttpAction): { read: ResolvedAction | undefined; problems: string[] } {
  return reading((findings) => action._read(findings, 'action'));
}

export const backend = Backend.fromName('web', { port: 80 });
export const action = HttpAction.forward(backend);

/** What a rule that sends to a backend says beside it. */
export function filters(rule: object): unknown {
  const { read, problems: found } = readingRules([{ action, ...rule }]);
  expect(found).toEqual([]);
  return JSON.parse(JSON.stringify(read[0].filters));
}

export const problems = (rule: object): string[] => readingRules([{ action, ...rule }]).problems;
export const only = (message: string): unknown[] => [expect.stringContaining(message)];
