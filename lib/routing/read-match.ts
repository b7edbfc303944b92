import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { madeBy, oneOf, struct, truth } from '../values/input';
import { parseLabelKey, parseLabelValue } from '../values/label';
import { parsePort } from '../values/port';
import { HeaderMatch, HttpMatch, HttpMethod, QueryParamMatch, ResolvedNamedMatch } from './http-match';
import { HttpScheme } from './http-scheme';
import { PathMatch, ResolvedPathMatch } from './path-match';
import { ReadMatch, ReadNamedMatch } from './read-rule';
import { readList, readStruct } from './read-struct';
import { beginningOf, plainest } from './text-cover';
import { TextMatch } from './text-match';
import { unknownWords } from './unknown-words';

export const MATCH_WORDS = [
  'path',
  'ignorePathCase',
  'method',
  'headers',
  'withoutHeaders',
  'queryParams',
  'authority',
  'scheme',
  'port',
  'sourceLabels',
  'sourceNamespace',
] satisfies (keyof HttpMatch)[];

const parsePath = madeBy(PathMatch, 'PathMatch.prefix(…), or another of its ways');
const parseHeader = madeBy(HeaderMatch, 'HeaderMatch.exact(…), or another of its ways');
const parseQueryParam = madeBy(QueryParamMatch, 'QueryParamMatch.exact(…), or another of its ways');
const parseMethod = oneOf(HttpMethod);
const parseScheme = oneOf(HttpScheme);
export const parseText = madeBy(TextMatch, 'TextMatch.exact(…), or another of its ways');

/** The matches of a rule, whatever kind of rule it is. */
export function readMatches<I, T>(
  findings: Findings,
  field: string,
  matches: readonly I[],
  read: (findings: Findings, place: string, match: I) => T | undefined,
): T[] {
  const what = 'the list is empty, so the rule would be for no request';
  const empty = { id: 'route.no-matches', what, fix: 'leave it out to take every request, or drop the rule' };
  return readList(findings, field, matches, (match, place) => read(findings, place, match), empty);
}

/** The conditions of a match, as far as they could be read. */
export function readMatch(findings: Findings, field: string, given: HttpMatch): ReadMatch | undefined {
  const match = readStruct(findings, field, given, MATCH_WORDS);
  if (match === undefined) {
    return undefined;
  }
  const read = {
    path: findings.parseOptional(`${field}.path`, match.path, readPath),
    ignorePathCase: findings.parseOptional(`${field}.ignorePathCase`, match.ignorePathCase, truth),
    method: findings.parseOptional(`${field}.method`, match.method, parseMethod),
    headers: readNamed(findings, `${field}.headers`, match.headers, HEADERS),
    withoutHeaders: readNamed(findings, `${field}.withoutHeaders`, match.withoutHeaders, HEADERS),
    queryParams: readNamed(findings, `${field}.queryParams`, match.queryParams, QUERY_PARAMS),
    authority: findings.parseOptional(`${field}.authority`, match.authority, (text) => parseText(text)._resolve()),
    scheme: findings.parseOptional(`${field}.scheme`, match.scheme, parseScheme),
    port: findings.parseOptional(`${field}.port`, match.port, parsePort),
    sourceLabels: readLabels(findings, `${field}.sourceLabels`, match.sourceLabels),
    sourceNamespace: findings.parseOptional(`${field}.sourceNamespace`, match.sourceNamespace, parseDnsLabel),
  };
  if (read.ignorePathCase === true && read.path?.kind === 'regex') {
    const what = 'a regular expression says itself whether upper and lower case are the same';
    findings.error({ id: 'path.case', what, fix: 'begin the expression with "(?i)"' }, `${field}.ignorePathCase`);
  }
  return { field, isWhole: isWhole(match, read, MATCH_WORDS), ...read };
}

/** A path that a request could have. */
function readPath(path: PathMatch): ResolvedPathMatch {
  const resolved = parsePath(path)._resolve();
  const beginning = resolved.kind === 'regex' ? beginningOf(plainest({ kind: 'regex', value: resolved.value })) : '/';
  if (beginning !== '' && !beginning.startsWith('/')) {
    const what = `${quoted(resolved.value)} is for paths that begin with ${quoted(beginning[0])}, and every path begins with "/"`;
    throw refuse('path.regex', what, `write ${quoted(`/${resolved.value}`)}`);
  }
  return resolved;
}

/** Whether nothing of a match was left out when it was read. */
export function isWhole<T extends object>(
  given: T,
  read: { readonly [K in keyof T]?: unknown },
  words: readonly (keyof T & string)[],
): boolean {
  return unknownWords(given, words).length === 0 && words.every((word) => isRead(given[word], read[word]));
}

function isRead(given: unknown, read: unknown): boolean {
  const length = (list: unknown): number => (Array.isArray(list) ? list.length : NaN);
  return given === undefined || (Array.isArray(read) ? length(given) === read.length : read !== undefined);
}

function readLabels(
  findings: Findings,
  field: string,
  given: { readonly [key: string]: string } | undefined,
): { readonly [key: string]: string } | undefined {
  const labels = findings.parseOptional(field, given, struct<{ readonly [key: string]: string }>);
  const read = Object.entries(labels ?? {}).map(([key, value]) => [
    findings.parse(field, key, parseLabelKey),
    findings.parse(`${field}.${key}`, value, parseLabelValue),
  ]);
  return read.flat().includes(undefined) ? undefined : labels;
}

interface NamedKind<T> {
  readonly id: string;
  readonly noun: string;
  readonly parse: (given: T) => ResolvedNamedMatch;
}

const HEADERS: NamedKind<HeaderMatch> = {
  id: 'route.duplicate-header',
  noun: 'header',
  parse: (given) => parseHeader(given)._resolve(),
};
const QUERY_PARAMS: NamedKind<QueryParamMatch> = {
  id: 'route.duplicate-query-param',
  noun: 'query parameter',
  parse: (given) => parseQueryParam(given)._resolve(),
};

function readNamed<T>(
  findings: Findings,
  field: string,
  given: readonly T[] | undefined,
  { id, noun, parse }: NamedKind<T>,
): ReadNamedMatch[] {
  const readOne = (entry: T, place: string): ReadNamedMatch | undefined => {
    const resolved = findings.parse(place, entry, parse);
    return resolved && { field: place, ...resolved };
  };
  const read = given === undefined ? [] : readList(findings, field, given, readOne);
  const seen = new Set<string>();
  const twice = read.filter(({ name }) => seen.size === seen.add(name).size).map(({ name }) => name);
  for (const name of new Set(twice)) {
    const what = `${noun} ${quoted(name)} is matched more than once, and a match has one condition a ${noun}`;
    findings.error({ id, what, fix: 'say it all in one regular expression' }, field);
  }
  return read;
}
