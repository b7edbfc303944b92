import { Findings } from '../core/findings';
import { quoted } from '../values/coded-error';
import { list, madeBy, oneOf, struct } from '../values/input';
import { HttpAction, ResolvedAction } from './http-action';
import { HeaderMatch, HttpMatch, HttpMethod, ResolvedHeaderMatch } from './http-match';
import { HttpRule } from './http-rule';
import { PathMatch, ResolvedPathMatch } from './path-match';
import { unknownWords } from './unknown-words';

// Reads the rules of a route for all dialects alike: what is no rule is reported once, and what is one comes out resolved.
// What only some dialects can say is for them to refuse.

/** A rule, as far as it could be read. */
export interface ReadRule {
  /** The input it was read from, such as `rules[0]`. */
  readonly field: string;
  /** Nothing: every request. */
  readonly matches?: readonly ReadMatch[];
  /** Nothing: it could not be read. */
  readonly action?: ResolvedAction;
}

/** A match, as far as it could be read. */
export interface ReadMatch {
  readonly field: string;
  /** Whether all of it could be read: otherwise it is for fewer requests than it says. */
  readonly isWhole: boolean;
  readonly path?: ResolvedPathMatch;
  readonly method?: HttpMethod;
  readonly headers: readonly ReadHeader[];
}

export interface ReadHeader extends ResolvedHeaderMatch {
  readonly field: string;
}

const RULE_WORDS = ['matches', 'action'] satisfies (keyof HttpRule)[];
const MATCH_WORDS = ['path', 'method', 'headers'] satisfies (keyof HttpMatch)[];

const parseAction = madeBy(HttpAction, 'HttpAction.forward(…) or HttpAction.redirect(…)');
const parsePath = madeBy(PathMatch, 'PathMatch.prefix(…), or another of its ways');
const parseHeader = madeBy(HeaderMatch, 'HeaderMatch.exact(…), or another of its ways');
const parseMethod = oneOf(HttpMethod);

/** The rules of a route; what is wrong with them becomes a finding. */
export function readRules(findings: Findings, rules: readonly HttpRule[]): ReadRule[] {
  const given = findings.parse('rules', rules, list<HttpRule>) ?? [];
  if (Array.isArray(rules) && rules.length === 0) {
    findings.error({ id: 'route.no-rules', what: 'the route has no rules', fix: 'add a rule with an action' }, 'rules');
  }
  return given.flatMap((rule, index) => {
    const field = `rules[${index}]`;
    const read = findings.parse(field, rule, struct<HttpRule>);
    return read === undefined ? [] : [readRule(findings, field, read)];
  });
}

function readRule(findings: Findings, field: string, rule: HttpRule): ReadRule {
  const isKnown = checkWords(findings, field, rule, RULE_WORDS);
  const matches = rule.matches === undefined ? undefined : readMatches(findings, `${field}.matches`, rule.matches);
  const action = findings.parse(`${field}.action`, rule.action, (given) => parseAction(given)._resolve());
  // A rule that says something else instead of its matches, or nothing at all, is hardly meant for every request.
  const isForEveryRequest = isKnown && (rule.action as unknown) !== undefined;
  return { field, action, matches: matches ?? (isForEveryRequest ? undefined : []) };
}

function readMatches(findings: Findings, field: string, matches: readonly HttpMatch[]): ReadMatch[] {
  const given = findings.parse(field, matches, list<HttpMatch>) ?? [];
  if (Array.isArray(matches) && matches.length === 0) {
    const what = 'the list is empty, so the rule would be for no request';
    findings.error({ id: 'route.no-matches', what, fix: 'leave it out to take every request, or drop the rule' }, field);
  }
  return given.flatMap((match, index) => {
    const place = `${field}[${index}]`;
    const read = findings.parse(place, match, struct<HttpMatch>);
    return read === undefined ? [] : [readMatch(findings, place, read)];
  });
}

function readMatch(findings: Findings, field: string, match: HttpMatch): ReadMatch {
  const isKnown = checkWords(findings, field, match, MATCH_WORDS);
  const path = findings.parseOptional(`${field}.path`, match.path, (given) => parsePath(given)._resolve());
  const method = findings.parseOptional(`${field}.method`, match.method, parseMethod);
  const given = findings.parseOptional(`${field}.headers`, match.headers, list<HeaderMatch>);
  const headers = readHeaders(findings, `${field}.headers`, given ?? []);
  const isRead = (input: unknown, read: unknown): boolean => input === undefined || read !== undefined;
  const isWhole =
    isKnown &&
    isRead(match.path, path) &&
    isRead(match.method, method) &&
    isRead(match.headers, given) &&
    headers.length === (given ?? []).length;
  return { field, isWhole, path, method, headers };
}

function readHeaders(findings: Findings, field: string, headers: readonly HeaderMatch[]): ReadHeader[] {
  const read = headers.flatMap((header, index) => {
    const place = `${field}[${index}]`;
    const resolved = findings.parse(place, header, (given) => parseHeader(given)._resolve());
    return resolved === undefined ? [] : [{ ...resolved, field: place }];
  });
  const seen = new Set<string>();
  const twice = read.filter(({ name }) => seen.size === seen.add(name).size).map(({ name }) => name);
  for (const name of new Set(twice)) {
    const what = `header ${quoted(name)} is matched more than once, and a match has one condition a header`;
    findings.error({ id: 'route.duplicate-header', what, fix: 'say it all in one regular expression' }, field);
  }
  return read;
}

function checkWords(findings: Findings, field: string, given: object, known: readonly string[]): boolean {
  const unknown = unknownWords(given, known);
  unknown.forEach((defect) => findings.error(defect, `${field}.${defect.word}`));
  return unknown.length === 0;
}
