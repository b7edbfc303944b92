import { Duration } from 'cdk8s';
import {
  FaultAbort,
  FaultDelay,
  HeaderChanges,
  HttpCors,
  HttpFault,
  HttpMatch,
  HttpMethod,
  HttpMirror,
  HttpRetries,
  HttpRewrite,
  HttpRule,
  PathMatch,
  PathRewrite,
  TextMatch,
  UnmatchedPreflights,
} from '../../../lib';
import { Dice } from '../addresses/dice';
import { randomAnswer, randomBackend, randomForward, randomSubset } from './random-actions';
import { defined, randomMatch } from './random-matches';
import { NAMES, ORIGINS, TARGETS } from './vocabulary';

/**
 * Rules of a route, of every kind, most of them for little, so that they leave requests to the ones behind them.
 * @param prefix what their names begin with
 */
export function randomRules(dice: Dice, prefix: string): HttpRule[] {
  const rules = Array.from({ length: dice.between(1, 6) }, (_, index) => ({ name: `${prefix}-${index}`, ...randomRule(dice) }));
  return dice.percent(50) ? [...rules, { name: `${prefix}-rest`, ...forwarding(dice) }] : rules;
}

/** Rules for paths below a prefix. */
export function randomRulesBelow(dice: Dice, prefix: string, path: string): HttpRule[] {
  const paths = [PathMatch.exact(path), PathMatch.exact(`${path}/x`), PathMatch.prefix(`${path}/v1`), PathMatch.prefix(`${path}/x`)];
  return Array.from({ length: dice.between(1, 3) }, (_, index) => {
    const match = { ...randomMatch(dice), path: dice.oneOf(paths), ignorePathCase: false };
    return { name: `${prefix}-${index}`, ...randomRule(dice, [match]) };
  });
}

function randomRule(dice: Dice, given?: HttpMatch[]): HttpRule {
  const matches = given ?? Array.from({ length: dice.percent(75) ? 1 : 2 }, () => randomMatch(dice));
  const rule = dice.percent(72) ? forwarding(dice, matches) : { action: randomAnswer(dice) };
  return { matches, ...rule };
}

function forwarding(dice: Dice, matches: readonly HttpMatch[] = []): HttpRule {
  return defined<HttpRule>({
    action: randomForward(dice),
    rewrite: dice.percent(35) ? randomRewrite(dice, matches) : undefined,
    requestHeaders: dice.percent(8)
      ? dice.oneOf<HeaderChanges>([
          { set: { 'x-edge': 'yes' } },
          { set: { host: 'set.test' } },
          { add: { 'x-edge': 'yes' }, remove: ['x-user'] },
        ])
      : undefined,
    responseHeaders: dice.percent(8) ? { set: { 'x-served-by': 'edge' } } : undefined,
    timeout: dice.percent(8) ? Duration.seconds(dice.between(1, 30)) : undefined,
    retries: dice.percent(8) ? randomRetries(dice) : undefined,
    fault: dice.percent(8) ? randomFault(dice) : undefined,
    mirrors: dice.percent(8) ? randomMirrors(dice) : undefined,
    cors: dice.percent(10) ? randomCors(dice) : undefined,
  });
}

/** A prefix is rewritten only where each match has one. */
function randomRewrite(dice: Dice, matches: readonly HttpMatch[]): HttpRewrite {
  const kinds = matches.map(({ path }) => path?._resolve().kind);
  const hasPrefix = kinds.length > 0 && kinds.every((kind) => kind === 'prefix' || kind === 'startsWith');
  const host = dice.percent(35) ? dice.oneOf([...NAMES, 'inside.test:8080']) : undefined;
  const path = dice.percent(host === undefined ? 100 : 50) ? randomPathRewrite(dice, hasPrefix) : undefined;
  return defined<HttpRewrite>({ host, path });
}

function randomPathRewrite(dice: Dice, hasPrefix: boolean): PathRewrite {
  switch (dice.weighted({ prefix: hasPrefix ? 60 : 0, full: 20, regex: 20 })) {
    case 'prefix':
      return PathRewrite.prefix(dice.oneOf(TARGETS));
    case 'full':
      return PathRewrite.full(dice.oneOf(TARGETS));
    case 'regex':
      return dice.oneOf([
        PathRewrite.regex('^/(api|shop)(/|$)', '/r/\\1\\2'),
        PathRewrite.regex('/v[0-9]+', '/w'),
        PathRewrite.regex('[0-9]+$', 'n'),
        PathRewrite.regex('^.*$', '/whole'),
      ]);
  }
}

function randomRetries(dice: Dice): HttpRetries {
  return dice.percent(30)
    ? { attempts: 0 }
    : { attempts: dice.between(1, 3), conditions: ['5xx', 'reset'], perTryTimeout: Duration.seconds(2) };
}

/** Chance would make no prediction possible: all requests, or none. */
function randomFault(dice: Dice): HttpFault {
  const percent = dice.oneOf([0, 100, 100]);
  return dice.oneOf<HttpFault>([
    { abort: FaultAbort.httpStatus(dice.oneOf([418, 503, 200]), percent) },
    { abort: FaultAbort.grpcStatus('UNAVAILABLE', percent) },
    { delay: FaultDelay.of(Duration.millis(5), percent) },
    { delay: FaultDelay.of(Duration.millis(5)), abort: FaultAbort.httpStatus(500, percent) },
  ]);
}

function randomCors(dice: Dice): HttpCors {
  return defined<HttpCors>({
    allowOrigins: [
      dice.oneOf([TextMatch.exact(ORIGINS[0]), TextMatch.startsWith('https://'), TextMatch.regex('https://([a-z]+\\.)?shop\\.test')]),
    ],
    allowMethods: dice.percent(50) ? [HttpMethod.GET] : undefined,
    unmatchedPreflights: dice.percent(50) ? dice.oneOf([UnmatchedPreflights.FORWARD, UnmatchedPreflights.IGNORE]) : undefined,
  });
}

function randomMirrors(dice: Dice): HttpMirror[] {
  return Array.from({ length: dice.between(1, 2) }, () => ({
    backend: randomBackend(dice),
    ...randomSubset(dice),
    ...(dice.percent(15) ? { percent: 0 } : {}),
  }));
}
