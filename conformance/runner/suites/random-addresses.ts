import { randomDifference, verdictsOn } from '../addresses/computed';
import { RandomWorld, randomWorlds } from '../addresses/generator';
import { Turns } from '../addresses/turns';
import { Outcomes } from '../addresses/world';
import { Kube, kubeVersions } from '../kube';
import { Programs, Suite } from '../suite';

// Kept with their answers and asked in every run.
const SAMPLE = { count: 25, seed: 1 };
const CLUSTERS = 3;

/** Whom MetalLB gives which address in worlds that chance made, against what our ledger says of each Service in its turn. */
export const randomAddresses: Suite<RandomWorld, Outcomes> = {
  name: 'random-addresses',
  side: 'computed',
  varies: true, // MetalLB takes any of several pools that are as good
  versions: kubeVersions(),
  cases: () => randomWorlds(SAMPLE.count, SAMPLE.seed),
  made: randomWorlds,
  ask: async (worlds, programs) => {
    const count = Math.min(CLUSTERS, Math.ceil(worlds.length / 5));
    const shares = Array.from({ length: count }, (_, part) => worlds.filter((_world, index) => index % count === part));
    const answers = new Map((await Promise.all(shares.map((share, index) => playAll(share, programs, `random-${index + 1}`)))).flat());
    const seeds = worlds.map(({ seed }) => seed);
    programs.say(`random-addresses: seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}: ${summary(worlds, answers)}`);
    return answers;
  },
  difference: randomDifference,
};

async function playAll(worlds: readonly RandomWorld[], programs: Programs, name: string): Promise<[string, Outcomes][]> {
  const kube = await Kube.up(programs, name, { ...worlds[0].mode, definitions: ['metallb'] });
  try {
    const answers: [string, Outcomes][] = [];
    for (const world of worlds) {
      answers.push([world.name, await new Turns(kube.api, world).play()]);
    }
    return answers;
  } finally {
    await kube.down();
  }
}

function summary(worlds: readonly RandomWorld[], answers: ReadonlyMap<string, Outcomes>): string {
  const verdicts = worlds.flatMap((world) => verdictsOn(world, answers.get(world.name) ?? {}));
  const count = (kind: string): number => verdicts.filter(({ verdict }) => verdict.kind === kind).length;
  const kinds = (['exact', 'automatic', 'refused', 'ignored'] as const).map((kind) => `${count(kind)} ${kind}`);
  const disagreements = verdicts.filter(({ difference }) => difference !== undefined).length;
  return `${verdicts.length} verdicts (${kinds.join(', ')}), ${disagreements} disagreements`;
}
