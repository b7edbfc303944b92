import { isDeepStrictEqual } from 'node:util';
import { Evidence, RefusedCase } from '../../cases/refused/case';

/** What the real program said to the documents of one side of a case. */
export type Outcome = { readonly refused: string } | Accepted;

export interface Accepted {
  readonly accepted: true;
  /** The address of the Service, or `pending`. */
  readonly service?: string;
  /** Why it is pending. */
  readonly event?: string;
  /** What became of each request. */
  readonly answers?: readonly string[];
  /** What the analyzers say of the documents with the fault and not of those without it. */
  readonly analysis?: readonly string[];
}

/** The answer to a case: with the fault, and without. */
export interface Outcomes {
  readonly wrong: Outcome;
  readonly right: Outcome;
}

/** Nothing, or how the outcome differs from what the case expects. */
export function differenceOf({ expect, requests }: RefusedCase, { wrong, right }: Outcomes): string | undefined {
  switch (expect.kind) {
    case 'refused':
      return refusalDifference(expect.fragment, wrong) ?? acceptedDifference('without the fault', {}, right);
    case 'silent':
    case 'policy': {
      const answers = requests === undefined ? {} : { answers: [] };
      return (
        acceptedDifference('with the fault', { ...answers, ...expect.wrong }, wrong) ??
        acceptedDifference('without the fault', { ...answers, ...expect.right }, right)
      );
    }
    case 'elsewhere':
      return 'this cannot be asked here, and yet there is an answer';
  }
}

function refusalDifference(fragment: string, outcome: Outcome): string | undefined {
  if (!('refused' in outcome)) {
    return `ours: refused with "${fragment}"; real: accepted ${JSON.stringify(outcome)}`;
  }
  return outcome.refused.includes(fragment) ? undefined : `ours: refused with "${fragment}"; real: refused with "${outcome.refused}"`;
}

function acceptedDifference(side: string, { event, analyzer, ...expected }: Evidence, outcome: Outcome): string | undefined {
  const {
    event: realEvent,
    analysis: realAnalysis,
    ...real
  } = 'accepted' in outcome ? outcome : { ...outcome, event: undefined, analysis: undefined };
  const agrees =
    isDeepStrictEqual(real, { accepted: true, ...expected }) &&
    (event === undefined ? realEvent === undefined : realEvent?.includes(event) === true) &&
    codesOf(realAnalysis) === (analyzer ?? '');
  return agrees
    ? undefined
    : `${side}, ours: ${JSON.stringify({ accepted: true, ...expected, event, analyzer })}; real: ${JSON.stringify(outcome)}`;
}

/** `IST0101 message` and the like, as their codes, each once. */
function codesOf(analysis: readonly string[] = []): string {
  return [...new Set(analysis.map((message) => message.split(' ')[0]))].sort().join(', ');
}
