import { Case } from '../suite';
import { Dice } from './dice';
import { RandomPools } from './random-pools';
import { randomService } from './random-service';
import { Mode, ServiceSketch, Step } from './world';

/** A world made by chance. Its Services are applied one at a time, each when the one before has its answer. */
export interface RandomWorld extends Case {
  readonly seed: number;
  readonly mode: Mode;
  readonly step: Omit<Step, 'expect' | 'delete'>;
}

/** The namespaces there are beside `default`, the same in every world. */
export const NAMESPACES = { team: { tier: 'gold' }, crowd: { tier: 'tin' } };

const SERVICES = 10;
const MODE: Mode = { webhooks: true, bgpMode: 'frr-k8s' };

/** The worlds of so many seeds, from the first on. */
export function randomWorlds(count: number, first: number): RandomWorld[] {
  return Array.from({ length: count }, (_, index) => randomWorld(first + index));
}

export function randomWorld(seed: number): RandomWorld {
  const dice = new Dice(seed);
  const pools = new RandomPools(dice, seed);
  const services: Record<string, ServiceSketch> = {};
  for (let number = 1; number <= SERVICES; number++) {
    services[`s${number}`] = randomService(dice, pools);
  }
  const { sketches, advertisements } = pools;
  return { name: `seed ${seed}`, seed, mode: MODE, step: { namespaces: NAMESPACES, pools: sketches, advertisements, services } };
}
