import { differences, EdgeAnswer } from './answer';
import { RandomWorld } from './generator';
import { EdgeOutcome } from './outcome';

/** What was asked and how it went, in lines. */
export function summary(worlds: readonly RandomWorld[], answers: ReadonlyMap<string, EdgeAnswer>): string[] {
  const seeds = worlds.map(({ seed }) => seed);
  const outcomes = [...answers.values()].flatMap((answer) => answer.outcomes);
  const disagreements = worlds.flatMap((world) => differences(world, answers.get(world.name) ?? { verdict: [], outcomes: [] })).length;
  const kinds = counted(outcomes.map(kindOf));
  return [
    `seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}: ${outcomes.length} requests (${kinds}), ${disagreements} disagreements`,
    `found by us, in worlds that were refused: ${counted(worlds.flatMap(({ refused }) => [...new Set(refused?.problems.map(({ id }) => id))]))}`,
  ];
}

function kindOf({ closed, backends, location, status }: EdgeOutcome): string {
  if (closed !== undefined) {
    return 'closed';
  }
  return backends !== undefined ? 'forward' : location !== undefined ? 'redirect' : status === 404 ? 'not found' : 'response';
}

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  words.forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ');
}
