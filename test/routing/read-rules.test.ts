import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { NginxRoute } from '../../lib/nginx/nginx-route';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch, HttpMethod } from '../../lib/routing/http-match';
import { PathMatch } from '../../lib/routing/path-match';
import { problemsOf } from '../support/charts';

const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));
const DIALECTS: Record<string, (scope: Construct, rules: any) => unknown> = {
  Istio: (scope, rules) => new IstioGatewayRoute(scope, 'route', { hosts: ['shop.example.com'], rules }),
  'ingress-nginx': (scope, rules) => new NginxRoute(scope, 'route', { host: 'shop.example.com', rules }),
};

describe.each(Object.keys(DIALECTS))('rules for %s', (dialect) => {
  const problems = (rules: unknown) => problemsOf((scope) => DIALECTS[dialect](scope, rules));

  test('that are right are no problem', () => {
    expect(
      problems([
        { matches: [{ path: PathMatch.prefix('/api') }], action },
        { matches: undefined, action },
      ]),
    ).toEqual([]);
  });

  test('have their conditions in matches', () => {
    expect(problems([{ path: PathMatch.prefix('/api'), action }])).toEqual([
      expect.stringMatching(/route\.unknown-word: rules\[0\]\.path: .* Fix: write matches: \[\{ path: … \}\]\.$/),
    ]);
  });

  test('are for paths, which begin with "/"', () => {
    const ofPath = (expression: string) => problems([{ matches: [{ path: PathMatch.regex(expression) }], action }]);
    expect(ofPath('api/.*')).toEqual([
      '[chart/route] path.regex: rules[0].matches[0].path: "api/.*" is for paths that begin with "a", and every path begins with "/". Fix: write "/api/.*".',
    ]);
    expect(ofPath('api')).toHaveLength(1);
  });

  test('are in a list without holes', () => {
    expect(problems(new Array(2))).toEqual([
      expect.stringContaining('input.type: rules[0]: nothing is not a group of named values'),
      expect.stringContaining('input.type: rules[1]: nothing is not a group of named values'),
    ]);
  });

  test('are some', () => {
    expect(problems([])).toEqual(['[chart/route] route.no-rules: rules: the route has no rules. Fix: add a rule with an action.']);
  });

  test('have matches, or leave them out', () => {
    expect(problems([{ matches: [], action }])).toEqual([
      '[chart/route] route.no-matches: rules[0].matches: the list is empty, so the rule would be for no request. ' +
        'Fix: leave it out to take every request, or drop the rule.',
    ]);
  });

  test.each<[unknown, string]>([
    [{ action }, 'input.type: rules: '],
    [[null], 'input.type: rules[0]: null is not a group of named values'],
    [['web'], 'input.type: rules[0]: "web" is not a group of named values. Allowed: named values. Fix: write it in { }.'],
    [[{}], 'input.type: rules[0].action: nothing is not'],
    [[{ matches: [{ path: PathMatch.prefix('/a') }] }], 'input.type: rules[0].action: nothing is not'],
    [[{ action: 'web' }], 'input.type: rules[0].action: "web" is not'],
    [[{ action: HttpAction.forward('web' as any) }], 'input.type: rules[0].action: "web" is not'],
    [[{ matches: { path: PathMatch.prefix('/') }, action }], 'input.type: rules[0].matches: '],
    [[{ matches: ['/api'], action }], 'input.type: rules[0].matches[0]: "/api" is not a group of named values'],
    [[{ matches: [{ path: '/api' }], action }], 'input.type: rules[0].matches[0].path: "/api" is not'],
    [[{ matches: [{ path: PathMatch.prefix(5 as any) }], action }], 'input.type: rules[0].matches[0].path: 5 is not a text'],
    [
      [{ matches: [{ path: PathMatch.prefix('/a'), method: 'get' }], action }],
      'input.choice: rules[0].matches[0].method: "get" is not one of the choices. Allowed: GET, HEAD,',
    ],
    [[{ matches: [{ headers: 'x' }], action }], 'input.type: rules[0].matches[0].headers: "x" is not a list'],
    [[{ matches: [{ headers: [{ 'x-canary': 'yes' }] }], action }], 'input.type: rules[0].matches[0].headers[0]: '],
  ])('%# are what the types say, whoever checks them', (rules, message) => {
    expect(problems(rules)).toEqual([expect.stringContaining(`[chart/route] ${message}`)]);
  });

  test('say what is wanted in place of what was given', () => {
    const [problem] = problems([{ matches: [{ path: '/api' }], action }]);
    expect(problem).toContain('Fix: write PathMatch.prefix(…), or another of its ways.');
    expect(problems([{}])[0]).toContain('Fix: write HttpAction.forward(…), or another of its ways.');
  });

  test.each([
    [
      { match: [{ path: PathMatch.prefix('/a') }], action },
      'rules[0].match: "match" is not known here, and would be ignored. Allowed: name, matches, action, rewrite, requestHeaders, responseHeaders, timeout, retries, fault, mirrors, cors. Fix: write "matches".',
    ],
    [
      { action, weight: 5, retries: undefined },
      'rules[0].weight: "weight" is not known here, and would be ignored. Allowed: name, matches, action, rewrite, requestHeaders, responseHeaders, timeout, retries, fault, mirrors, cors. Fix: leave it out.',
    ],
    [
      { matches: [{ paths: PathMatch.prefix('/a') }], action },
      'rules[0].matches[0].paths: "paths" is not known here, and would be ignored. Allowed: path, ignorePathCase, method, headers, withoutHeaders, queryParams, authority, scheme, port, sourceLabels, sourceNamespace. Fix: write "path".',
    ],
  ])('%# have no other words', (rule, message) => {
    expect(problems([rule])).toEqual([`[chart/route] route.unknown-word: ${message}`]);
  });
});

test('a header has one condition in a match, whatever the case of its name', () => {
  const headers = [HeaderMatch.exact('X-A', '1'), HeaderMatch.regex('x-a', '2'), HeaderMatch.exact('x-A', '3')];
  expect(problemsOf((scope) => DIALECTS.Istio(scope, [{ matches: [{ method: HttpMethod.GET, headers }], action }]))).toEqual([
    '[chart/route] route.duplicate-header: rules[0].matches[0].headers: header "x-a" is matched more than once, ' +
      'and a match has one condition a header. Fix: say it all in one regular expression.',
  ]);
});
