import { isDeepStrictEqual } from 'node:util';
import { IstioAnswer, IstioFinding } from '../istio';
import { RandomWorld } from './generator';
import { EdgeOutcome, observed } from './outcome';
import { verdictDifferences } from './verdicts';

/** What the real programs say of a world made by chance. */
export interface EdgeAnswer {
  /** What the API server, istiod or Envoy refuse, and errors and warnings of istiod and its analyzers. */
  readonly verdict: readonly string[];
  /** What becomes of each request. */
  readonly outcomes: readonly EdgeOutcome[];
  /** The verdict on the world that our library refused. */
  readonly refused?: readonly string[];
}

export function toAnswer(
  { name, requests, refused }: RandomWorld,
  answer: IstioAnswer | undefined,
  onRefused: IstioAnswer | undefined,
): EdgeAnswer {
  if (answer === undefined) {
    throw new Error(`${name}: the oracle did not answer`);
  }
  const outcomes = (answer.calls ?? []).map((call, index) => observed(requests[index], call));
  return { verdict: verdictOf(answer), outcomes, ...(refused && onRefused ? { refused: verdictOf(onRefused) } : {}) };
}

function verdictOf({ problems, analysis, rejected = {}, error }: IstioAnswer): string[] {
  const findings = (analysis ?? []).filter(({ level }) => level !== 'Info').map(written);
  return [
    ...(error === undefined ? [] : [error]),
    ...(problems ?? []).flatMap(({ object, stage, severity, text }) =>
      linesOf(text).map((line) => `${object}: ${stage} ${severity}: ${line}`),
    ),
    ...Object.entries(rejected).map(([listener, reason]) => `${listener}: Envoy refused it: ${reason.replace(/'127[^']*'/, 'it')}`),
    ...[...new Set(findings)].sort(),
  ];
}

/** For which of the Gateways that share a host IST0145 is said is a matter of chance: the analyzer changes maps that it walks. */
function written({ code, object }: IstioFinding): string {
  return code === 'IST0145' ? `${code} Gateway` : `${code} ${object}`;
}

/** Several messages come as one text. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').flatMap((line) => /^\t\* (.*)$/.exec(line)?.[1] ?? []);
  return lines.length === 0 ? [text] : lines;
}

/** Nothing where all that was answered is what we say. */
export function edgeDifference(random: RandomWorld, answer: EdgeAnswer): string | undefined {
  const wrong = [...differences(random, answer), ...verdictsThatDiffer(random, answer)];
  return wrong.length === 0 ? undefined : wrong.join('; ');
}

/** Each request of which our model says something else than Envoy did, in words. */
export function differences({ requests, expected }: RandomWorld, { outcomes }: EdgeAnswer): string[] {
  return expected.flatMap((ours, index) =>
    isDeepStrictEqual(ours, outcomes[index])
      ? []
      : [`${JSON.stringify(requests[index])}: computed ${JSON.stringify(ours)}, got ${JSON.stringify(outcomes[index])}`],
  );
}

/** Each verdict that does not belong to what our library says of the world, in words. */
export function verdictsThatDiffer({ world, problems, refused }: RandomWorld, answer: EdgeAnswer): string[] {
  const onRefused = refused === undefined ? [] : verdictDifferences(answer.refused ?? [], refused.problems, refused.world);
  const isUnseen = refused?.fault !== undefined && !refused.problems.some(({ id }) => id === refused.fault);
  const unseen = isUnseen ? [`not reported by us: ${refused.fault}`] : [];
  return [...verdictDifferences(answer.verdict, problems, world), ...[...unseen, ...onRefused].map((text) => `refused: ${text}`)];
}
