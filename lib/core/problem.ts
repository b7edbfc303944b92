import { Defect, formatDefect } from '../values/coded-error';

/** How bad a problem is. */
export enum Severity {
  /** Nothing is written while it stands. */
  ERROR = 'error',
  /** Reported; can be acknowledged with a reason. */
  WARNING = 'warning',
}

/** Something wrong with what was asked for. */
export interface Problem {
  /** Stable id, `area.what-is-wrong`; listed in `docs/problems.md`. */
  readonly id: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** Path of the construct that said it. */
  readonly path: string;
  /**
   * The input it is about, such as `addresses[0]`.
   * @default - the construct as a whole
   */
  readonly field?: string;
  /** What is wrong, naming the value that was received. */
  readonly what: string;
  /**
   * What would have been accepted.
   * @default - not a matter of a range of values
   */
  readonly allowed?: string;
  /** What to do about it. */
  readonly fix: string;
  /**
   * Why a warning was acknowledged.
   * @default - not acknowledged
   */
  readonly acknowledged?: string;
}

export function toProblem(defect: Defect, path: string, severity: Severity, field?: string): Problem {
  const { id, what, allowed, fix } = defect;
  return { id, severity, path, field, what, allowed, fix };
}

/** The message without its place: cdk8s puts the construct path before what a validation returns. */
export function formatWithoutPath(problem: Problem): string {
  const { id, what, allowed, fix, field } = problem;
  const place = field === undefined ? '' : `${field}: `;
  const reason = problem.acknowledged === undefined ? '' : ` Acknowledged: ${problem.acknowledged}.`;
  return formatDefect({ id, what: `${place}${what}`, allowed, fix }) + reason;
}

export function formatProblem(problem: Problem): string {
  return `[${problem.path}] ${formatWithoutPath(problem)}`;
}
