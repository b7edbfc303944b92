import { isDeepStrictEqual } from 'node:util';
import { RandomWorld } from './generator';
import { differing, Judged } from './judged';
import { Ours } from './ours';
import { Outcomes, World } from './world';

/** The verdicts on a random world, each given what the Services before were really given. */
export function verdictsOn({ mode, step }: RandomWorld, outcomes: Outcomes): Judged[] {
  const ours = new Ours(mode);
  ours.configure(step);
  return ours.serve(step.services ?? {}, outcomes);
}

/** Nothing where all that was answered is what we say. */
export function randomDifference(world: RandomWorld, outcomes: Outcomes): string | undefined {
  const { mode, step } = world;
  const refused = new Ours(mode).configure(step);
  const others = Object.fromEntries(Object.entries(outcomes).filter(([about]) => step.services?.[about] === undefined));
  if (!isDeepStrictEqual(refused, others)) {
    return `computed ${JSON.stringify(refused)}, got ${JSON.stringify(others)}`;
  }
  return verdictsOn(world, outcomes).find(({ difference }) => difference !== undefined)?.difference;
}

/** Where what we compute for a written world differs from what was answered. */
export function writtenDifference({ mode, steps }: World, answer: readonly Outcomes[]): string | undefined {
  const ours = new Ours(mode);
  for (const [index, step] of steps.entries()) {
    const actual = answer[index] ?? {};
    const isRefused = (about: string): boolean => step.expect[about]?.refused !== undefined;
    const refused = Object.entries(ours.configure(step, isRefused)).map(([about, outcome]) =>
      isDeepStrictEqual(outcome, actual[about]) ? undefined : differing(about, JSON.stringify(outcome), actual[about]),
    );
    const services = ours.serve(step.services ?? {}, actual).map(({ difference }) => difference);
    const problems = ours.problems();
    const unreported = (step.reports ?? [])
      .filter((id) => !problems.has(id))
      .map((id) => `${id} is not reported, but ${[...problems].join(', ')}`);
    const difference = [...refused, ...services, ...unreported].find((one) => one !== undefined);
    if (difference !== undefined) {
      return `step ${index + 1}: ${difference}`;
    }
  }
  return undefined;
}
