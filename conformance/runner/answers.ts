import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Skipped, Suite } from './suite';

/** What the real programs said, as it is committed. */
export interface Recorded {
  /** The programs that said it. */
  readonly versions: Readonly<Record<string, string>>;
  /** By case name. */
  readonly answers: Readonly<Record<string, unknown>>;
}

const FOLDER = join(__dirname, '..', 'answers');

/** Nothing where a suite was never recorded. An answers file that was changed by hand is an error. */
export function readAnswers(suite: string, folder = FOLDER): Recorded | undefined {
  const file = join(folder, `${suite}.json`);
  if (!existsSync(file)) {
    return undefined;
  }
  const { digest, ...recorded } = JSON.parse(readFileSync(file, 'utf8')) as Recorded & { readonly digest?: string };
  if (digest !== digestOf(recorded)) {
    throw new Error(`answers/${suite}.json was changed by hand: only "npm run conformance ${suite} --record" writes it`);
  }
  return recorded;
}

/** Writes the answers of one run. What could not be asked keeps the answer it has; what is no case any more is dropped. */
export function writeAnswers(suite: Suite, answers: ReadonlyMap<string, unknown>, folder = FOLDER): void {
  const before = readIfWhole(suite.name, folder)?.answers ?? {};
  const kept = suite.cases().map(({ name }): [string, unknown] => {
    const answer = answers.get(name);
    return [name, isSkipped(answer) ? (before[name] ?? answer) : answer];
  });
  const recorded = sorted({ versions: suite.versions, answers: Object.fromEntries(kept) }) as Recorded;
  const text = JSON.stringify({ digest: digestOf(recorded), ...recorded }, undefined, 2);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${suite.name}.json`), `${text}\n`);
}

/** The cases that are answered otherwise than recorded, each in one line. */
export function driftOf(suite: string, answers: ReadonlyMap<string, unknown>, recorded: Recorded | undefined): string[] {
  if (recorded === undefined) {
    return [`nothing is recorded for ${suite}: --record writes it`];
  }
  return [...answers]
    .filter(([, answer]) => !isSkipped(answer))
    .filter(([name, answer]) => !isDeepStrictEqual(plain(answer), recorded.answers[name]))
    .map(([name, answer]) => `${name}: recorded ${JSON.stringify(recorded.answers[name])}, now ${JSON.stringify(answer)}`);
}

export function isSkipped(answer: unknown): answer is Skipped {
  return typeof answer === 'object' && answer !== null && 'skipped' in answer;
}

/** As JSON would bring it back. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** With the keys of every object in one order, so that a second recording changes no line without need. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]));
}

function digestOf({ versions, answers }: Recorded): string {
  return `sha256:${createHash('sha256')
    .update(JSON.stringify(sorted({ versions, answers })))
    .digest('hex')}`;
}

/** To write a file anew, it does not matter that it was changed by hand. */
function readIfWhole(suite: string, folder: string): Recorded | undefined {
  try {
    return readAnswers(suite, folder);
  } catch {
    return undefined;
  }
}
