import { Findings } from '../core/findings';
import { quoted } from '../values/coded-error';
import { madeBy, text } from '../values/input';
import { parseMilliseconds } from './duration';
import { HttpAction } from './http-action';
import { HttpRule } from './http-rule';
import { readCors } from './read-cors';
import { readFault, readMirrors, readRetries } from './read-filters';
import { hostsSetBy, readHeaderChanges } from './read-headers';
import { MATCH_WORDS, readMatch, readMatches } from './read-match';
import { readRewrite } from './read-rewrite';
import { ReadFilters, ReadMatch, ReadRule, ResolvedAction } from './read-rule';
import { readList, readStruct } from './read-struct';
import { unknownWords } from './unknown-words';

// Reads the rules of a route for all dialects alike: what is no rule is reported once, and what is one comes out resolved.
// What only some dialects can say is for them to refuse.

const WORDS = [
  'name',
  'matches',
  'action',
  'rewrite',
  'requestHeaders',
  'responseHeaders',
  'timeout',
  'retries',
  'fault',
  'mirrors',
  'cors',
] satisfies (keyof HttpRule)[];
/** What is of no use where no backend gets the request. */
const FORWARD_WORDS = ['rewrite', 'requestHeaders', 'timeout', 'retries', 'fault', 'mirrors', 'cors'] satisfies (keyof HttpRule)[];

const parseAction = madeBy(HttpAction, 'HttpAction.forward(…), or another of its ways');

/** The rules of a route; what is wrong with them becomes a finding. */
export function readRules(findings: Findings, rules: readonly HttpRule[]): ReadRule[] {
  const empty = { id: 'route.no-rules', what: 'the route has no rules', fix: 'add a rule with an action' };
  const readOne = (rule: HttpRule, field: string): ReadRule | undefined => {
    const given = readStruct(findings, field, rule, WORDS, MATCH_WORDS);
    return given && readRule(findings, field, given);
  };
  const read = readList(findings, 'rules', rules, readOne, empty);
  checkNames(findings, read);
  return read;
}

function readRule(findings: Findings, field: string, rule: HttpRule): ReadRule {
  const matches = rule.matches === undefined ? undefined : readMatches(findings, `${field}.matches`, rule.matches, readMatch);
  const action = findings.parse(`${field}.action`, rule.action, parseAction)?._read(findings, `${field}.action`);
  const filters = readFilters(findings, field, rule);
  checkForwarded(findings, field, rule, action);
  checkPrefix(findings, field, matches, filters);
  checkHost(findings, field, action, filters);
  // A rule that says something else instead of its matches, or nothing at all, is hardly meant for every request.
  const isForEveryRequest = unknownWords(rule, WORDS).length === 0 && (rule.action as unknown) !== undefined;
  const name = findings.parseOptional(`${field}.name`, rule.name, text);
  return { field, name, action, matches: matches ?? (isForEveryRequest ? undefined : []), filters };
}

function readFilters(findings: Findings, field: string, rule: HttpRule): ReadFilters {
  return {
    rewrite: readRewrite(findings, `${field}.rewrite`, rule.rewrite),
    requestHeaders: readHeaderChanges(findings, `${field}.requestHeaders`, rule.requestHeaders, 'request'),
    responseHeaders: readHeaderChanges(findings, `${field}.responseHeaders`, rule.responseHeaders, 'response'),
    timeout: findings.parseOptional(`${field}.timeout`, rule.timeout, parseMilliseconds),
    retries: readRetries(findings, `${field}.retries`, rule.retries),
    fault: readFault(findings, `${field}.fault`, rule.fault),
    mirrors: readMirrors(findings, `${field}.mirrors`, rule.mirrors),
    cors: readCors(findings, `${field}.cors`, rule.cors),
  };
}

function checkNames(findings: Findings, rules: readonly ReadRule[]): void {
  const first = new Map<string, string>();
  for (const { field, name } of rules) {
    const other = name === undefined ? undefined : first.get(name);
    if (other !== undefined) {
      const what = `${other} is called ${quoted(name)} too`;
      findings.error({ id: 'route.duplicate-name', what, fix: 'give each rule a name of its own, or none' }, `${field}.name`);
    } else if (name !== undefined) {
      first.set(name, field);
    }
  }
}

function checkForwarded(findings: Findings, field: string, rule: HttpRule, action: ResolvedAction | undefined): void {
  if (action === undefined || 'destinations' in action || 'delegate' in action) {
    return;
  }
  const instead = 'redirect' in action ? 'a redirect' : 'a direct response';
  for (const word of FORWARD_WORDS.filter((candidate) => rule[candidate] !== undefined)) {
    const what = `the rule answers with ${instead}, so no backend gets the request`;
    findings.error({ id: 'route.not-forwarded', what, fix: 'leave it out, or forward the requests' }, `${field}.${word}`);
  }
}

function checkPrefix(findings: Findings, field: string, matches: readonly ReadMatch[] | undefined, { rewrite }: ReadFilters): void {
  if (rewrite?.path?.kind !== 'prefix') {
    return;
  }
  for (const { path, field: place } of matches?.filter(({ isWhole }) => isWhole) ?? [{ field, path: undefined }]) {
    if (path?.kind !== 'prefix' && path?.kind !== 'startsWith') {
      const what = `${place} matches no prefix of the path that could be replaced`;
      const fix = 'match a prefix such as PathMatch.prefix("/"), or use PathRewrite.full(…)';
      findings.error({ id: 'rewrite.no-prefix', what, fix }, `${field}.rewrite.path`);
    }
  }
}

/** Where the host is changed twice on the way to a backend, proxies differ in what comes of it. */
function checkHost(findings: Findings, field: string, action: ResolvedAction | undefined, { rewrite, requestHeaders }: ReadFilters): void {
  const ofRule = [rewrite?.host, ...hostsSetBy(requestHeaders)].filter((host) => host !== undefined);
  const destinations = action !== undefined && 'destinations' in action ? action.destinations : [];
  const places = [
    { place: field, hosts: ofRule },
    ...destinations.map((destination) => ({
      place: `${field}.action${destination.place}`,
      hosts: [...ofRule.slice(0, 1), ...hostsSetBy(destination.requestHeaders)],
    })),
  ];
  for (const { place, hosts } of places.filter((candidate) => candidate.hosts.length > 1)) {
    const what = `the host is changed more than once: to ${hosts.map(quoted).join(' and to ')}`;
    findings.error({ id: 'rewrite.host-twice', what, fix: 'change it in one place, best by rewrite.host' }, place);
  }
}
