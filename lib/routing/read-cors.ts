import { Findings } from '../core/findings';
import { refuse } from '../values/coded-error';
import { oneOf, text, truth } from '../values/input';
import { parseSeconds } from './duration';
import { HttpCors, UnmatchedPreflights } from './http-filters';
import { HttpMethod, parseHeaderName } from './http-match';
import { parseText } from './read-match';
import { ReadCors } from './read-rule';
import { readList, readOptionalStruct } from './read-struct';
import { ResolvedTextMatch, TextMatch } from './text-match';

const WORDS = [
  'allowOrigins',
  'allowMethods',
  'allowHeaders',
  'exposeHeaders',
  'maxAge',
  'allowCredentials',
  'unmatchedPreflights',
] satisfies (keyof HttpCors)[];

const parseMethod = oneOf(HttpMethod);
const parseUnmatched = oneOf(UnmatchedPreflights);

export function readCors(findings: Findings, field: string, given: HttpCors | undefined): ReadCors | undefined {
  const cors = readOptionalStruct(findings, field, given, WORDS);
  if (cors === undefined) {
    return undefined;
  }
  const empty = { id: 'cors.no-origins', what: 'no origin is allowed', fix: 'name one, or leave cors out' };
  const readOrigin = (origin: TextMatch, place: string): ResolvedTextMatch | undefined => findings.parse(place, origin, parseOrigin);
  const parseAll = <T>(word: string, entries: readonly T[] | undefined, parse: (entry: T) => T): T[] | undefined =>
    entries === undefined ? undefined : findings.parseAll(`${field}.${word}`, entries, parse);
  return {
    allowOrigins: readList(findings, `${field}.allowOrigins`, cors.allowOrigins, readOrigin, empty),
    allowMethods: parseAll('allowMethods', cors.allowMethods, parseMethod),
    allowHeaders: parseAll('allowHeaders', cors.allowHeaders, parseCorsHeader),
    exposeHeaders: parseAll('exposeHeaders', cors.exposeHeaders, parseCorsHeader),
    maxAge: findings.parseOptional(`${field}.maxAge`, cors.maxAge, parseSeconds),
    allowCredentials: findings.parseOptional(`${field}.allowCredentials`, cors.allowCredentials, truth),
    unmatchedPreflights: findings.parseOptional(`${field}.unmatchedPreflights`, cors.unmatchedPreflights, parseUnmatched),
  };
}

function parseOrigin(origin: TextMatch): ResolvedTextMatch {
  const resolved = parseText(origin)._resolve();
  if (resolved.value === '') {
    throw refuse(
      'cors.origin',
      'the origin is empty',
      'write one such as "https://shop.example.com", or match the regular expression ".*"',
    );
  }
  return resolved;
}

/** A header of which a browser may be told, or `*` for any. */
function parseCorsHeader(name: string): string {
  if (text(name) !== '*') {
    parseHeaderName(name);
  }
  return name;
}
