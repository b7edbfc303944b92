import { Backend, HttpAction, HttpScheme, RedirectOptions, RedirectPort, WeightedBackend } from '../../../lib';
import { Dice } from '../addresses/dice';
import { defined } from './random-matches';
import { NAMES, TARGETS } from './vocabulary';
import { NAMESPACES, SERVICE_PORT, SERVICES, VERSIONS } from './world';

const STATUS = [200, 204, 403, 404, 503];

/** Sends requests on, to one backend or to several. */
export function randomForward(dice: Dice): HttpAction {
  return dice.percent(60) ? HttpAction.forward(randomBackend(dice), randomSubset(dice)) : HttpAction.split(randomShares(dice));
}

/** Answers by itself. */
export function randomAnswer(dice: Dice): HttpAction {
  return dice.percent(65) ? HttpAction.redirect(randomRedirect(dice)) : HttpAction.respond({ status: dice.oneOf(STATUS) });
}

export function randomBackend(dice: Dice): Backend {
  return Backend.fromName(dice.oneOf(SERVICES), { port: SERVICE_PORT, namespace: dice.oneOf(NAMESPACES) });
}

export function randomSubset(dice: Dice): { subset?: string } {
  return dice.percent(40) ? { subset: dice.oneOf(VERSIONS) } : {};
}

/** Two or three backends, no two the same, of which some may get nothing. */
export function randomShares(dice: Dice): WeightedBackend[] {
  const backend = randomBackend(dice);
  const some = VERSIONS.slice(dice.below(2)).map((subset) => ({ backend, subset }));
  const places: Omit<WeightedBackend, 'weight'>[] = dice.percent(30) ? [{ backend }, ...some.slice(1)] : some;
  const first = dice.oneOf([0, 5, 10, 50, 90, 100]);
  const second = places.length === 2 ? 100 - first : dice.oneOf([0, Math.floor((100 - first) / 2), 100 - first]);
  const weights = [first, second, 100 - first - second];
  return places.map((place, index) => ({ ...place, weight: weights[index] }));
}

function randomRedirect(dice: Dice): RedirectOptions {
  const options = defined<RedirectOptions>({
    scheme: dice.percent(35) ? dice.oneOf([HttpScheme.HTTP, HttpScheme.HTTPS]) : undefined,
    host: dice.percent(35) ? dice.oneOf(NAMES) : undefined,
    path: dice.percent(45) ? dice.oneOf([...TARGETS, '/old?from=here']) : undefined,
    port: dice.percent(30)
      ? dice.oneOf([RedirectPort.of(8443), RedirectPort.of(80), RedirectPort.ofScheme(), RedirectPort.ofRequest()])
      : undefined,
    statusCode: dice.percent(40) ? dice.oneOf([301, 302, 303, 307, 308]) : undefined,
  });
  return (options.scheme ?? options.host ?? options.path ?? options.port) ? options : { ...options, path: '/elsewhere' };
}
