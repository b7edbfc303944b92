import { HeaderMatch, HttpMatch, QueryParamMatch } from '../../../lib/routing/http-match';
import { HttpScheme } from '../../../lib/routing/http-scheme';
import { PathMatch } from '../../../lib/routing/path-match';
import { TextMatch } from '../../../lib/routing/text-match';
import { Expectation, RefusedCase, refused, Request, silent } from './case';
import { TO_WEB } from './documents';
import { httpRuleCase, SERVED, told } from './http-rule-case';

// Which requests a rule is for (facts: Istio, VirtualService).

function matchCase(
  name: string,
  [id, field]: readonly [id: string, field: string],
  match: HttpMatch,
  [wrong, right]: readonly [wrong: string, right: string],
  expect: Expectation,
  request?: Partial<Request>,
): RefusedCase {
  const texts: [string, string] = [`match: [{ ${wrong} }], ${TO_WEB}`, `match: [{ ${right} }], ${TO_WEB}`];
  return httpRuleCase(name, [id, `matches[0].${field}`], { matches: [match] }, texts, expect, request);
}

const UNREADABLE = refused('error parsing regexp');

export const routeMatches: RefusedCase[] = [
  matchCase(
    'an expression for which case is to be ignored otherwise',
    ['path.case', 'ignorePathCase'],
    { path: PathMatch.regex('/api'), ignorePathCase: true },
    ['uri: { regex: /api }, ignoreUriCase: true', 'uri: { regex: "(?i)/api" }'],
    told('404', SERVED),
    { path: '/API' },
  ),
  matchCase(
    'a query parameter without a name',
    ['query.name', 'queryParams[0]'],
    { queryParams: [QueryParamMatch.exact('', 'a')] },
    ['queryParams: { "": { exact: a } }', 'queryParams: { x: { exact: a } }'],
    // Envoy refuses all that it is told about the port then.
    told('no answer', SERVED),
    { path: '/?x=a' },
  ),
  matchCase(
    'an expression for a query parameter that cannot be read',
    ['query.regex', 'queryParams[0]'],
    { queryParams: [QueryParamMatch.regex('x', '(')] },
    ['queryParams: { x: { regex: "(" } }', 'queryParams: { x: { regex: "()" } }'],
    UNREADABLE,
  ),
  matchCase(
    'one query parameter twice',
    ['route.duplicate-query-param', 'queryParams'],
    { queryParams: [QueryParamMatch.exact('x', 'a'), QueryParamMatch.startsWith('x', 'b')] },
    ['queryParams: { x: { exact: a }, x: { prefix: b } }', 'queryParams: { x: { exact: a } }'],
    refused('already'),
  ),
  matchCase(
    'a query parameter that begins with no characters',
    ['istio.empty-prefix', 'queryParams[0]'],
    { queryParams: [QueryParamMatch.startsWith('x', '')] },
    ['queryParams: { x: { prefix: "" } }', 'queryParams: { x: { prefix: a } }'],
    refused('prefix'),
  ),
  matchCase(
    'a host that begins with no characters',
    ['istio.empty-prefix', 'authority'],
    { authority: TextMatch.startsWith('') },
    ['authority: { prefix: "" }', 'authority: { prefix: shop }'],
    refused('prefix'),
  ),
  matchCase(
    'an expression for the host that cannot be read',
    ['text.regex', 'authority'],
    { authority: TextMatch.regex('(') },
    ['authority: { regex: "(" }', 'authority: { regex: "()" }'],
    UNREADABLE,
  ),
  matchCase(
    'a scheme that is none',
    ['input.choice', 'scheme'],
    { scheme: 'HTTP' as HttpScheme },
    ['scheme: { exact: HTTP }', 'scheme: { exact: http }'],
    told('404', SERVED),
  ),
  matchCase(
    'a header it is to be without that must not be empty either',
    ['istio.without-empty-header', 'withoutHeaders[0]'],
    { withoutHeaders: [HeaderMatch.exact('x-a', '')] },
    ['withoutHeaders: { x-a: { exact: "" } }', 'withoutHeaders: { x-a: {} }'],
    told('404', SERVED),
  ),
  matchCase(
    'a header it is to be without whose name is none',
    ['header.name', 'withoutHeaders[0]'],
    { withoutHeaders: [HeaderMatch.present('x a')] },
    ['withoutHeaders: { "x a": {} }', 'withoutHeaders: { x-a: {} }'],
    refused('is not a valid header name'),
  ),
  matchCase(
    'a header it is to be without, twice',
    ['route.duplicate-header', 'withoutHeaders'],
    { withoutHeaders: [HeaderMatch.present('x-a'), HeaderMatch.exact('X-A', 'a')] },
    ['withoutHeaders: { x-a: {}, x-a: { exact: a } }', 'withoutHeaders: { x-a: {} }'],
    refused('already'),
  ),
  matchCase('a port above 65535', ['port.range', 'port'], { port: 70000 }, ['port: 70000', 'port: 80'], refused('1..65535')),
  matchCase(
    'a label of clients that is none',
    ['label.key', 'sourceLabels'],
    { sourceLabels: { 'app name': 'web' } },
    ['sourceLabels: { "app name": web }', 'sourceLabels: { app-name: web }'],
    refused('invalid tag key'),
  ),
  matchCase(
    'a label of clients whose value is none',
    ['label.value', 'sourceLabels.app'],
    { sourceLabels: { app: 'my web' } },
    ['sourceLabels: { app: my web }', 'sourceLabels: { app: my-web }'],
    refused('invalid tag value'),
  ),
  matchCase(
    'a namespace of clients that is none',
    ['name.syntax', 'sourceNamespace'],
    { sourceNamespace: 'Shop_2' },
    ['sourceNamespace: Shop_2', 'sourceNamespace: shop'],
    refused('sourceNamespace match Shop_2 is invalid'),
  ),
  httpRuleCase(
    'a port that no server of the gateway has',
    ['route.never-matches', 'matches[0].port'],
    { matches: [{ port: 8080 }] },
    [`match: [{ port: 8080 }], ${TO_WEB}`, `match: [{ port: 80 }], ${TO_WEB}`],
    told('404', SERVED),
  ),
  httpRuleCase(
    'a match behind another that takes all of its requests',
    ['route.unreachable-match', 'matches[1]'],
    { matches: [{ path: PathMatch.startsWith('/a') }, { path: PathMatch.startsWith('/a/b') }] },
    ['{ prefix: /a }', '{ exact: /b }'].map((first) => `match: [{ uri: ${first} }, { uri: { prefix: /a/b } }], ${TO_WEB}`) as [
      string,
      string,
    ],
    silent({ answers: [SERVED], analyzer: 'IST0131' }, { answers: [SERVED] }),
    { path: '/a/b' },
  ),
];
