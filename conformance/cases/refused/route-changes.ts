import { HttpAction } from '../../../lib/routing/http-action';
import { PathRewrite } from '../../../lib/routing/http-rewrite';
import { PathMatch } from '../../../lib/routing/path-match';
import { policy, RefusedCase, refused } from './case';
import { TO_WEB } from './documents';
import { BACKEND, filterCase, httpRuleCase, SERVED, told } from './http-rule-case';

// What a rule changes in requests and answers: headers, paths and hosts (facts: Istio, VirtualService).

const headers = (request: string): string => `headers: { request: { ${request} } }`;

/** One of two backends with equal shares. */
const HALF = `{ destination: { host: web }, weight: 50, ${headers('set: { x-a: backend }')} }`;

const changes: readonly RefusedCase[] = [
  filterCase(
    'headers of which none is changed',
    ['route.no-change', 'requestHeaders'],
    { requestHeaders: {} },
    [headers(''), headers('remove: [x-a]')],
    policy({ answers: [SERVED] }),
  ),
  filterCase(
    'a header that is set and removed',
    ['header.changed-twice', 'requestHeaders'],
    { requestHeaders: { set: { 'x-a': '1' }, remove: ['x-a'] } },
    [headers('set: { x-a: "1" }, remove: [x-a]'), headers('set: { x-a: "1" }')],
    policy({ answers: [`${SERVED}, x-a 1`] }),
    { sees: 'x-a' },
  ),
  filterCase(
    'the path as if it were a header',
    ['header.reserved', 'requestHeaders.set'],
    { requestHeaders: { set: { ':path': '/' } } },
    [headers('set: { ":path": / }'), headers('set: { path: / }')],
    refused('cannot have ":" prefix'),
  ),
  filterCase(
    'the host is removed',
    ['header.reserved', 'requestHeaders.remove[0]'],
    { requestHeaders: { remove: ['Host'] } },
    [headers('remove: [Host]'), headers('remove: [Hosts]')],
    refused('cannot set Host header'),
  ),
  filterCase(
    'a header whose name is none',
    ['header.name', 'requestHeaders.set'],
    { requestHeaders: { set: { 'x a': '1' } } },
    [headers('set: { "x a": "1" }'), headers('set: { x-a: "1" }')],
    told('503', `${SERVED}, x-a 1`),
    { sees: 'x-a' },
  ),
  filterCase(
    'a percent sign that begins no variable',
    ['header.value', 'requestHeaders.set.x-a'],
    { requestHeaders: { set: { 'x-a': '100%' } } },
    [headers('set: { x-a: "100%" }'), headers('set: { x-a: "100%%" }')],
    refused('header value configuration'),
  ),
  filterCase(
    'a line break in a header',
    ['header.value', 'responseHeaders.add.x-a'],
    { responseHeaders: { add: { 'x-a': 'a\nb' } } },
    ['headers: { response: { add: { x-a: "a\\nb" } } }', 'headers: { response: { add: { x-a: "ab" } } }'],
    refused('is invalid'),
  ),
  httpRuleCase(
    'a header that the rule and its backend change',
    ['istio.header-changed-twice', 'action[0].requestHeaders'],
    {
      action: HttpAction.split([
        { backend: BACKEND, weight: 50, requestHeaders: { set: { 'x-a': 'backend' } } },
        { backend: BACKEND, weight: 50 },
      ]),
      requestHeaders: { remove: ['x-a'] },
    },
    ['remove: [x-a]', 'remove: [x-b]'].map((change) => `route: [${HALF}, ${HALF}], ${headers(change)}`) as [string, string],
    // Of one backend alone the header would be there.
    told(`${SERVED}, x-a missing`, `${SERVED}, x-a backend`),
    { sees: 'x-a' },
  ),
];

const BY_PATH = `match: [{ uri: { prefix: /a } }], ${TO_WEB}`;
const matches = [{ path: PathMatch.startsWith('/a') }];
const pathSeen = { path: '/a/b', sees: ':path' };

const rewrites: readonly RefusedCase[] = [
  filterCase(
    'a rewrite of nothing',
    ['rewrite.empty', 'rewrite'],
    { rewrite: {} },
    ['rewrite: {}', 'rewrite: { uri: / }'],
    refused('rewrite must specify at least one'),
  ),
  httpRuleCase(
    'a path to rewrite to without its slash',
    ['rewrite.path', 'rewrite.path'],
    { matches, rewrite: { path: PathRewrite.prefix('new') } },
    [`${BY_PATH}, rewrite: { uri: new }`, `${BY_PATH}, rewrite: { uri: /new }`],
    told('400', `${SERVED}, :path /new/b`),
    pathSeen,
  ),
  httpRuleCase(
    'the prefix is replaced where an expression is matched',
    ['rewrite.no-prefix', 'rewrite.path'],
    { matches: [{ path: PathMatch.regex('/a.*') }], rewrite: { path: PathRewrite.prefix('/new') } },
    [`match: [{ uri: { regex: "/a.*" } }], ${TO_WEB}, rewrite: { uri: /new }`, `${BY_PATH}, rewrite: { uri: /new }`],
    told(`${SERVED}, :path /new`, `${SERVED}, :path /new/b`),
    pathSeen,
  ),
  filterCase(
    'an expression to rewrite by that cannot be read',
    ['rewrite.regex', 'rewrite.path'],
    { rewrite: { path: PathRewrite.regex('(', '/') } },
    ['rewrite: { uriRegexRewrite: { match: "(", rewrite: / } }', 'rewrite: { uriRegexRewrite: { match: "()", rewrite: / } }'],
    refused('error parsing regexp'),
  ),
  filterCase(
    'nothing in the place of a match',
    ['rewrite.substitution', 'rewrite.path'],
    { rewrite: { path: PathRewrite.regex('a', '') } },
    ['rewrite: { uriRegexRewrite: { match: a, rewrite: "" } }', 'rewrite: { uriRegexRewrite: { match: a, rewrite: b } }'],
    refused('requires both'),
  ),
  filterCase(
    'a group that the expression has not',
    ['rewrite.substitution', 'rewrite.path'],
    { rewrite: { path: PathRewrite.regex('(a)', '\\2b') } },
    ['"\\\\2b"', '"\\\\1b"'].map((rewrite) => `rewrite: { uriRegexRewrite: { match: "(a)", rewrite: ${rewrite} } }`) as [string, string],
    told(`${SERVED}, :path /a`, `${SERVED}, :path /ab`),
    { path: '/a', sees: ':path' },
  ),
  filterCase(
    'a wildcard for a host to rewrite to',
    ['rewrite.host', 'rewrite.host'],
    { rewrite: { host: '*.example.com' } },
    ['rewrite: { authority: "*.example.com" }', 'rewrite: { authority: web.example.com }'],
    told(`${SERVED}, :authority *.example.com`, `${SERVED}, :authority web.example.com`),
    { sees: ':authority' },
  ),
  filterCase(
    'a host that is rewritten twice',
    ['rewrite.host-twice', ''],
    { rewrite: { host: 'a.example.com' }, requestHeaders: { set: { Host: 'b.example.com' } } },
    [`rewrite: { authority: a.example.com }, ${headers('set: { Host: b.example.com }')}`, 'rewrite: { authority: a.example.com }'],
    refused('authority header cannot be set multiple times'),
  ),
];

export const routeChanges: RefusedCase[] = [...changes, ...rewrites];
