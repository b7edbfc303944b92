import { HeaderMatch, HttpMatch, HttpMethod, HttpScheme, PathMatch, QueryParamMatch, TextMatch } from '../../../lib';
import { Dice } from '../addresses/dice';
import { EXPRESSIONS, HEADERS, NAMES, PARAMETERS, PATHS, PREFIXES, STARTS, VALUE_EXPRESSIONS, VALUE_STARTS } from './vocabulary';

const PORTS = [80, 8080, 443, 8443];

/** A match with few conditions, of every kind there is. */
export function randomMatch(dice: Dice): HttpMatch {
  const path = dice.percent(85) ? randomPath(dice) : undefined;
  return defined<HttpMatch>({
    path,
    ignorePathCase: path !== undefined && path._resolve().kind !== 'regex' && dice.percent(15) ? true : undefined,
    method: dice.percent(15) ? dice.oneOf([HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT]) : undefined,
    headers: dice.percent(22) ? someHeaders(dice) : undefined,
    withoutHeaders: dice.percent(8) ? someHeaders(dice) : undefined,
    queryParams: dice.percent(12) ? [randomParameter(dice, dice.oneOf(Object.keys(PARAMETERS)))] : undefined,
    authority: dice.percent(6) ? randomAuthority(dice) : undefined,
    scheme: dice.percent(5) ? dice.oneOf([HttpScheme.HTTP, HttpScheme.HTTPS]) : undefined,
    port: dice.percent(6) ? dice.oneOf(PORTS) : undefined,
    sourceLabels: dice.percent(3) ? dice.oneOf<Record<string, string>>([{ istio: 'ingressgateway' }, { app: 'elsewhere' }]) : undefined,
    sourceNamespace: dice.percent(3) ? dice.oneOf(['istio-system', 'elsewhere']) : undefined,
  });
}

function randomPath(dice: Dice): PathMatch {
  switch (dice.weighted({ exact: 25, prefix: 40, startsWith: 15, regex: 20 })) {
    case 'exact':
      return PathMatch.exact(dice.oneOf(PATHS));
    case 'prefix':
      return PathMatch.prefix(dice.oneOf(PREFIXES));
    case 'startsWith':
      return PathMatch.startsWith(dice.oneOf(STARTS));
    case 'regex':
      return PathMatch.regex(dice.oneOf(Object.keys(EXPRESSIONS)));
  }
}

function someHeaders(dice: Dice): HeaderMatch[] {
  const names = dice.some(40, Object.keys(HEADERS));
  return (names.length === 0 ? [dice.oneOf(Object.keys(HEADERS))] : names).map((name) => randomHeader(dice, name));
}

function randomHeader(dice: Dice, name: string): HeaderMatch {
  switch (dice.weighted({ exact: 40, startsWith: 20, regex: 20, present: 20 })) {
    case 'exact':
      return HeaderMatch.exact(name, dice.oneOf(HEADERS[name].filter((value) => value !== '')));
    case 'startsWith':
      return HeaderMatch.startsWith(name, dice.oneOf(VALUE_STARTS));
    case 'regex':
      return HeaderMatch.regex(name, dice.oneOf(VALUE_EXPRESSIONS));
    case 'present':
      return HeaderMatch.present(name);
  }
}

function randomParameter(dice: Dice, name: string): QueryParamMatch {
  switch (dice.weighted({ exact: 40, startsWith: 20, regex: 20, present: 20 })) {
    case 'exact':
      return QueryParamMatch.exact(name, dice.oneOf(PARAMETERS[name].filter((value) => value !== '')));
    case 'startsWith':
      return QueryParamMatch.startsWith(name, dice.oneOf(VALUE_STARTS));
    case 'regex':
      return QueryParamMatch.regex(name, dice.oneOf(VALUE_EXPRESSIONS));
    case 'present':
      return QueryParamMatch.present(name);
  }
}

function randomAuthority(dice: Dice): TextMatch {
  const name = dice.oneOf(NAMES);
  switch (dice.weighted({ exact: 50, startsWith: 25, regex: 25 })) {
    case 'exact':
      return TextMatch.exact(name);
    case 'startsWith':
      return TextMatch.startsWith(name.slice(0, 3));
    case 'regex':
      return TextMatch.regex(`.*\\.${name.split('.').pop()}`);
  }
}

/** Without the fields that say nothing. */
export function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
