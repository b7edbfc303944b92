import { isDeepStrictEqual } from 'node:util';
import { Player } from '../addresses/play';
import { Mode, Outcomes, readWorlds, World } from '../addresses/world';
import { Kube, kubeVersions } from '../kube';
import { Programs, Suite } from '../suite';

/** The outcomes of a world, step by step. */
type Answer = readonly Outcomes[];

// The controller writes no more than 20 times a second, so many worlds are shared out among several.
const WORLDS_A_CLUSTER = 55;

/** Whom MetalLB's controller gives which address, and whom it refuses, in one world after the other. */
export const addresses: Suite<World, Answer> = {
  name: 'addresses',
  side: 'expected',
  versions: kubeVersions(),
  cases: readWorlds,
  ask: async (worlds, programs) => {
    const answers = await Promise.all(clusters(worlds).map((some, index) => playAll(some, programs, `metallb-${index + 1}`)));
    return new Map(answers.flat());
  },
  difference: ({ steps }, answer) => {
    const expected = steps.map(({ expect }) => expect);
    const at = expected.findIndex((outcomes, index) => !isDeepStrictEqual(outcomes, answer[index]));
    if (at >= 0) {
      return `step ${at + 1}: expected ${JSON.stringify(expected[at])}, got ${JSON.stringify(answer[at])}`;
    }
    return answer.length > expected.length ? `${answer.length} steps were answered, ${expected.length} expected` : undefined;
  },
};

/** Worlds that can be played in one cluster, not too many each. */
export function clusters(worlds: readonly World[]): World[][] {
  const byMode = new Map<string, World[]>();
  for (const world of worlds) {
    const mode = JSON.stringify(world.mode);
    byMode.set(mode, [...(byMode.get(mode) ?? []), world]);
  }
  return [...byMode.values()].flatMap((some) => {
    const count = Math.ceil(some.length / WORLDS_A_CLUSTER);
    return Array.from({ length: count }, (_, part) => some.filter((_world, index) => index % count === part));
  });
}

async function playAll(worlds: readonly World[], programs: Programs, name: string): Promise<[string, Answer][]> {
  const kube = await Kube.up(programs, name, { ...modeOf(worlds), definitions: ['metallb'] });
  try {
    const answers: [string, Answer][] = [];
    for (const [index, world] of worlds.entries()) {
      answers.push([world.name, await new Player(kube.api, world, `w${index}`).play()]);
    }
    return answers;
  } finally {
    await kube.down();
  }
}

function modeOf([first]: readonly World[]): Mode {
  return first.mode;
}
