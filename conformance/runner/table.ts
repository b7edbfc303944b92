import { isSkipped } from './answers';
import { Case, Suite } from './suite';

/** How one suite went. */
export interface Result {
  readonly suite: string;
  readonly side: Suite['side'];
  readonly cases: number;
  readonly agree: number;
  /** Each disagreement in one line. */
  readonly disagreements: readonly string[];
  /** How many cases were skipped for each reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Each answer that is not the recorded one, in one line. */
  readonly drift: readonly string[];
  readonly seconds: number;
}

/** Compares what was answered with our side. A case without an answer disagrees. */
export function judge(suite: Suite, cases: readonly Case[], answers: ReadonlyMap<string, unknown>): Omit<Result, 'drift' | 'seconds'> {
  const skipped = new Map<string, number>();
  const disagreements: string[] = [];
  for (const aCase of cases) {
    const answer = answers.get(aCase.name);
    if (isSkipped(answer)) {
      skipped.set(answer.skipped, (skipped.get(answer.skipped) ?? 0) + 1);
    } else {
      const difference = answers.has(aCase.name) ? suite.difference(aCase, answer) : 'the real programs gave no answer';
      disagreements.push(...(difference === undefined ? [] : [`${aCase.name}: ${difference.replaceAll('\n', ' ')}`]));
    }
  }
  const agree = cases.length - disagreements.length - sum(skipped);
  return { suite: suite.name, side: suite.side, cases: cases.length, agree, disagreements, skipped };
}

/** A suite of which nothing could be asked. */
export function allSkipped(suite: Suite, cases: readonly Case[], reason: string): Result {
  const nothing = { agree: 0, disagreements: [], drift: [], seconds: 0 };
  return { suite: suite.name, side: suite.side, cases: cases.length, skipped: new Map([[reason, cases.length]]), ...nothing };
}

/** A suite that could not be asked to its end. */
export function brokenOff(suite: Suite, cases: readonly Case[], reason: string): Result {
  const nothing = { agree: 0, skipped: new Map<string, number>(), drift: [], seconds: 0 };
  return { suite: suite.name, side: suite.side, cases: cases.length, disagreements: [`broke off: ${reason}`], ...nothing };
}

export function hasFailed({ disagreements, drift }: Result): boolean {
  return disagreements.length + drift.length > 0;
}

export function wasNotAsked({ cases, skipped }: Result): boolean {
  return sum(skipped) === cases;
}

/** The table, and below it whatever needs to be read. */
export function renderTable(results: readonly Result[]): string {
  const head = ['suite', 'side', 'cases', 'agree', 'disagree', 'skipped', 'seconds'];
  const rows = results.map(({ suite, side, cases, agree, disagreements, skipped, seconds }) =>
    [suite, side, cases, agree, disagreements.length, sum(skipped), seconds.toFixed(1)].map(String),
  );
  const widths = head.map((title, column) => Math.max(...[title, ...rows.map((row) => row[column])].map((cell) => cell.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ');
  return [head, ...rows].map(line).concat(results.flatMap(remarks)).join('\n');
}

/** What `--json` prints. */
export function toJson(results: readonly Result[]): unknown {
  const suites = results.map(({ suite, cases, agree, disagreements, skipped, drift }) => [
    suite,
    { cases, agree, disagree: disagreements.length, skipped: sum(skipped), drift: drift.length },
  ]);
  return { suites: Object.fromEntries(suites) as unknown };
}

function remarks({ suite, disagreements, skipped, drift }: Result): string[] {
  return [
    ...[...skipped].map(([reason, count]) => `${suite}: ${count} skipped: ${reason}`),
    ...disagreements.map((text) => `${suite}: DISAGREES ${text}`),
    ...drift.map((text) => `${suite}: DRIFTED ${text}`),
  ];
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
