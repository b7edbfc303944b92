import { isDeepStrictEqual } from 'node:util';
import { writtenDifference } from '../addresses/computed';
import { Pace } from '../addresses/pace';
import { Player } from '../addresses/play';
import { Mode, Outcomes, readWorlds, World } from '../addresses/world';
import { inTurn } from '../in-turn';
import { Kube, kubeVersions } from '../kube';
import { Programs, Suite } from '../suite';

/** The outcomes of a world, step by step. */
type Answer = readonly Outcomes[];

// The controller writes no more than 20 times a second, so many worlds are shared out among several.
const WORLDS_A_CLUSTER = 65;
const CLUSTERS_AT_A_TIME = 4;

/** Played before all others, in which the controller still makes its own objects and nothing is known of the machine. */
const WARM_UP = { name: 'warm-up', steps: [{ pools: { main: ['10.255.0.0/32'] }, services: { web: {} }, expect: {} }] };

/** Whom MetalLB's controller gives which address, and whom it refuses, in one world after the other. */
export const addresses: Suite<World, Answer> = {
  name: 'addresses',
  side: 'computed',
  versions: kubeVersions(),
  cases: readWorlds,
  ask: async (worlds, programs) => {
    const answers = await inTurn(clusters(worlds), CLUSTERS_AT_A_TIME, (some, index) => playAll(some, programs, `metallb-${index + 1}`));
    return new Map(answers.flat());
  },
  difference: (world, answer) => {
    const expected = world.steps.map(({ expect }) => expect);
    const at = expected.findIndex((outcomes, index) => !isDeepStrictEqual(outcomes, answer[index]));
    if (at >= 0) {
      return `step ${at + 1}: expected ${JSON.stringify(expected[at])}, got ${JSON.stringify(answer[at])}`;
    }
    if (answer.length > expected.length) {
      return `${answer.length} steps were answered, ${expected.length} expected`;
    }
    return writtenDifference(world, answer);
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
    const pace = new Pace();
    await new Player(kube.api, { ...WARM_UP, mode: modeOf(worlds) }, 'warm-up', pace).play();
    for (const [index, world] of worlds.entries()) {
      answers.push([world.name, await new Player(kube.api, world, `w${index}`, pace).play()]);
    }
    return answers;
  } finally {
    await kube.down();
  }
}

function modeOf([first]: readonly World[]): Mode {
  return first.mode;
}
