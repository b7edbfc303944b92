import { Findings, LateDefect } from '../core/findings';
import { HttpRule } from '../routing/http-rule';
import { ReadMatch, ReadNamedMatch, ReadRule } from '../routing/read-rule';
import { readRules } from '../routing/read-rules';
import { checkReachable } from '../routing/unreachable-rules';
import { re2 } from '../values/bundled-packages';
import { quoted } from '../values/coded-error';
import { checkVariables } from './header-variables';
import { destinationDefects } from './http-routes/actions';
import { HttpRouteDocument } from './http-routes/documents';
import { toEntries } from './http-routes/entries';

// The route model in the words of a VirtualService, and what Istio cannot say of it.

/** The rules as Istio takes them; what it refuses or never uses becomes a finding. */
export function readHttpRules(findings: Findings, rules: readonly HttpRule[]): ReadRule[] {
  const read = readRules(findings, rules);
  checkReachable(findings, read);
  for (const rule of read) {
    (rule.matches ?? []).forEach((match) => checkMatch(findings, match));
    checkHeaderChanges(findings, rule);
    checkValues(findings, rule);
  }
  return read;
}

/** Entries of `spec.http`, in a VirtualService of the given namespace. */
export function toHttpRoutes(rules: readonly ReadRule[], namespace: string): HttpRouteDocument[] {
  return rules.flatMap((rule) => toEntries(rule, namespace));
}

/** What is wrong with the backends of the rules, once the tree is complete. */
export function backendDefects(rules: readonly ReadRule[], namespace: string): LateDefect[] {
  return rules.flatMap(({ field, action, filters: { mirrors = [] } }) => [
    ...(action !== undefined && 'destinations' in action ? destinationDefects(`${field}.action`, action.destinations, namespace) : []),
    ...mirrors.flatMap((mirror) => destinationDefects(`${mirror.field}.backend`, [{ ...mirror, place: '' }], namespace)),
  ]);
}

function checkMatch(findings: Findings, { field, headers, withoutHeaders, queryParams, authority }: ReadMatch): void {
  const named = (noun: string) => (match: ReadNamedMatch) => ({ ...match, noun: `${noun} ${quoted(match.name)}` });
  const texts = [
    ...[...headers, ...withoutHeaders].map(named('header')),
    ...queryParams.map(named('query parameter')),
    ...(authority === undefined ? [] : [{ ...authority, noun: 'the host', field: `${field}.authority` }]),
  ];
  for (const { noun, field: place } of texts.filter(({ kind, value }) => kind === 'startsWith' && value === '')) {
    const what = `${noun} is to start with no text, which Istio refuses`;
    findings.error({ id: 'istio.empty-prefix', what, fix: 'write the text, or match the regular expression ".*"' }, place);
  }
  for (const { name, field: place } of withoutHeaders.filter(isForNoText)) {
    const what = `Istio takes a missing header ${quoted(name)} for an empty one here, so no request without it would be taken`;
    const fix = 'write a condition that an empty text does not meet, or HeaderMatch.present(…)';
    findings.error({ id: 'istio.without-empty-header', what, fix }, place);
  }
}

/** Whether it matches the empty text; istiod has Envoy treat a missing header as one where a header must not match. */
function isForNoText({ kind, value }: ReadNamedMatch): boolean {
  return (kind === 'exact' && value === '') || (kind === 'regex' && re2().RE2JS.compile(value).matches(''));
}

/**
 * Envoy changes the headers for a backend among several before it makes the changes of the rule, and for one alone removes before
 * it sets. Either way the backend would not have the last word.
 */
function checkHeaderChanges(findings: Findings, { field, action, filters }: ReadRule): void {
  for (const destination of action !== undefined && 'destinations' in action ? action.destinations : []) {
    for (const word of ['requestHeaders', 'responseHeaders'] as const) {
      const changed = new Set(namesIn(filters[word]));
      const name = namesIn(destination[word]).find((candidate) => changed.has(candidate));
      if (name !== undefined) {
        const what = `the rule changes header ${quoted(name)} too, and Istio does not keep the two in order`;
        const fix = `say it for each backend, and not in ${field}.${word}`;
        findings.error({ id: 'istio.header-changed-twice', what, fix }, `${field}.action${destination.place}.${word}`);
      }
    }
  }
}

function checkValues(findings: Findings, { field, action, filters }: ReadRule): void {
  const destinations = action !== undefined && 'destinations' in action ? action.destinations : [];
  for (const word of ['requestHeaders', 'responseHeaders'] as const) {
    checkVariables(findings, `${field}.${word}`, filters[word]);
    destinations.forEach((one) => checkVariables(findings, `${field}.action${one.place}.${word}`, one[word]));
  }
}

function namesIn({ set, add, remove }: ReadRule['filters']['requestHeaders'] = {}): string[] {
  return [...Object.keys(set ?? {}), ...Object.keys(add ?? {}), ...(remove ?? [])];
}
