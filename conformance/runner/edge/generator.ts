import { RouteRequest } from '../../../lib';
import { Dice } from '../addresses/dice';
import { Case } from '../suite';
import { withFault } from './faults';
import { outcomesOf } from './ours';
import { EdgeOutcome } from './outcome';
import { OurProblem, problemsOf } from './problems';
import { randomRequests } from './random-requests';
import { randomRoutes } from './random-routes';
import { RandomGateways } from './random-servers';
import { EdgeWorld, isDelegate, RouteSketch, RuleSketch } from './world';

/** A world made by chance in which our library finds no error, and what is sent to it. */
export interface RandomWorld extends Case {
  readonly seed: number;
  readonly world: EdgeWorld;
  /** The warnings of our library. */
  readonly problems: readonly OurProblem[];
  readonly requests: readonly RouteRequest[];
  /** What our model says of each request. */
  readonly expected: readonly EdgeOutcome[];
  /** One that our library refuses: the first try, or else the world with a fault that was put in, by the problem it has to be. */
  readonly refused?: { readonly world: EdgeWorld; readonly problems: readonly OurProblem[]; readonly fault?: string };
}

const REQUESTS = 20;
/** So many tries at most; it takes a few. */
const TRIES = 100;

export function randomWorlds(count: number, first: number): RandomWorld[] {
  return Array.from({ length: count }, (_, index) => randomWorld(first + index));
}

export function randomWorld(seed: number): RandomWorld {
  const start = seed * TRIES;
  let refused: RandomWorld['refused'];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const dice = new Dice(start + attempt);
    const first = randomEdge(dice);
    const found = problemsOf(first);
    const world = found.some(({ isError }) => isError) ? mended(first, found) : first;
    refused ??= world === first ? undefined : { world: first, problems: found };
    const problems = world === first ? found : problemsOf(world);
    if (!problems.some(({ isError }) => isError) && world.routes.length > 0) {
      return asked({ seed, world, problems, refused: refused ?? faulty(dice, world) }, dice);
    }
  }
  throw new Error(`seed ${seed}: every one of ${TRIES} worlds has an error: ${refused?.problems.map(({ id }) => id).join(', ')}`);
}

function asked(about: Pick<RandomWorld, 'seed' | 'world' | 'problems' | 'refused'>, dice: Dice): RandomWorld {
  const requests = randomRequests(dice, about.world, REQUESTS);
  return { ...about, name: `seed ${about.seed}`, requests, expected: outcomesOf(about.world, requests) };
}

function faulty(dice: Dice, world: EdgeWorld): RandomWorld['refused'] {
  const made = withFault(dice, world);
  return made && { world: made.world, problems: problemsOf(made.world), fault: made.id };
}

function randomEdge(dice: Dice): EdgeWorld {
  const ownWorkload = dice.percent(25);
  const { sketches } = new RandomGateways(dice);
  return { ownWorkload, gateways: sketches, routes: sketches.length === 0 ? [] : randomRoutes(dice, sketches) };
}

/** Without the rules and routes that the errors are about. */
function mended(world: EdgeWorld, problems: readonly OurProblem[]): EdgeWorld {
  const errors = problems.filter(({ isError }) => isError);
  const about = (name: string): string[] => errors.filter(({ construct }) => construct === name).map(({ field }) => field ?? '');
  const routes = world.routes.map((route) => {
    const rules = route.rules?.filter((_, index) => !about(route.name).some((field) => field.startsWith(`rules[${index}]`)));
    return rules === undefined ? route : { ...route, rules: rules.map((rule) => mendedDelegate(rule, about)) };
  });
  return { ...world, routes: routes.filter((route) => isOfUse(route) && about(route.name).every((field) => field.startsWith('rules['))) };
}

function mendedDelegate(rule: RuleSketch, about: (name: string) => string[]): RuleSketch {
  const { action } = rule;
  if (!isDelegate(action)) {
    return rule;
  }
  const rules = action.rules.filter((_, index) => !about(action.name).some((field) => field.startsWith(`rules[${index}]`)));
  return { ...rule, action: { ...action, rules } };
}

function isOfUse({ rules = [], tlsRules = [], tcpRules = [] }: RouteSketch): boolean {
  return rules.length + tlsRules.length + tcpRules.length > 0;
}
