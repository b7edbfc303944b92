import { Backend } from '../../lib/core/backend';
import { takes } from '../../lib/routing/evaluate-match';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch, HttpMatch, HttpMethod, QueryParamMatch } from '../../lib/routing/http-match';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { parseRequest } from '../../lib/routing/incoming-request';
import { PathMatch } from '../../lib/routing/path-match';
import { ReadRule } from '../../lib/routing/read-rule';
import { readRules } from '../../lib/routing/read-rules';
import { TextMatch } from '../../lib/routing/text-match';
import { checkReachable } from '../../lib/routing/unreachable-rules';
import { reading } from './reading';

const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));
/** Rules by their matches; nothing: a rule for every request. */
const checking = (rules: readonly (HttpMatch[] | undefined)[]): { read: ReadRule[]; problems: string[] } =>
  reading((findings) => {
    const read = readRules(
      findings,
      rules.map((matches) => ({ matches, action })),
    );
    checkReachable(findings, read);
    return read;
  });
const problems = (...rules: (HttpMatch[] | undefined)[]): string[] => checking(rules).problems;
const exact = (path: string): HttpMatch => ({ path: PathMatch.exact(path) });
const prefix = (path: string): HttpMatch => ({ path: PathMatch.prefix(path) });
const starts = (path: string): HttpMatch => ({ path: PathMatch.startsWith(path) });
const regex = (path: string): HttpMatch => ({ path: PathMatch.regex(path) });

test('a rule behind one for every request is never asked', () => {
  expect(problems([exact('/a')], undefined, [exact('/b')])).toEqual([
    'route.unreachable-rule: rules[2]: rules[1] takes every request before this rule is asked. Fix: move the rule before that one, or drop it.',
  ]);
});

test('a rule behind others that leave nothing over is never asked', () => {
  expect(problems([prefix('/a')], [exact('/a'), prefix('/a/b')])).toEqual([
    'route.unreachable-rule: rules[1]: rules[0] takes all of its requests before this rule is asked. Fix: move the rule before that one, or drop it.',
  ]);
  expect(problems([prefix('/a')], [prefix('/b')], [exact('/a'), exact('/b/c')])).toEqual([
    'route.unreachable-rule: rules[2]: rules[0] and rules[1] take all of its requests before this rule is asked. Fix: move the rule before those, or drop it.',
  ]);
  expect(problems([exact('/a')], [starts('/a/')], [prefix('/a')])).toHaveLength(1);
});

test('a match that leaves nothing to a later one of its rule, or of another, is a warning', () => {
  expect(problems([prefix('/a')], [exact('/a/x'), prefix('/b')])).toEqual([
    'route.unreachable-match: rules[1].matches[0]: rules[0].matches[0] takes all of its requests before. Fix: drop it, or move it before.',
  ]);
  expect(problems([exact('/a'), prefix('/b'), prefix('/b/c')])).toEqual([
    'route.unreachable-match: rules[0].matches[2]: rules[0].matches[1] takes all of its requests before. Fix: drop it, or move it before.',
  ]);
});

const canary = HeaderMatch.exact('x-canary', 'yes');
// Each: a match, a later one, and whether the earlier takes all requests of the later one.
test.each<[HttpMatch, HttpMatch, boolean]>([
  [exact('/a'), exact('/a'), true],
  [exact('/a'), exact('/b'), false],
  [exact('/a'), prefix('/a'), false],
  [prefix('/a'), prefix('/ab'), false],
  [prefix('/a'), starts('/a'), false],
  [prefix('/a'), starts('/a/'), true],
  [starts('/a'), prefix('/ab'), true],
  [starts('/a'), exact('/b'), false],
  [prefix('/'), {}, true],
  [{}, regex('/x.*'), true],
  [regex('.*'), {}, true],
  [regex('/.*'), {}, true],
  [regex('/a.*'), prefix('/a'), true],
  [regex('/a'), exact('/a'), true],
  [exact('/a'), regex('/a'), true],
  [regex('/[a-z]+'), exact('/abc'), true],
  [regex('/[a-z]+'), exact('/a1'), false],
  [regex('/[a-z]+'), regex('/[a-z]+'), true],
  [regex('/[a-z]+'), regex('/[a-y]+'), false],
  [prefix('/a'), regex('/a/[0-9]+'), true],
  [starts('/ab'), regex('/ab?c'), false],
  [starts('/a'), regex('/ab?c'), true],
  [starts('/a'), regex('/ab|/b'), false],
  [starts('/a'), regex('/a{0}'), false],
  [{ ...prefix('/Api'), ignorePathCase: true }, exact('/aPI/x'), true],
  [{ ...prefix('/Api'), ignorePathCase: true }, { ...prefix('/API/x'), ignorePathCase: true }, true],
  [prefix('/api'), { ...prefix('/api'), ignorePathCase: true }, false],
  [starts('/'), { ...prefix('/api'), ignorePathCase: true }, true],
  [{ ...starts('/A'), ignorePathCase: true }, regex('/aB[0-9]'), true],
  [{ method: HttpMethod.GET }, { method: HttpMethod.GET, ...exact('/a') }, true],
  [{ method: HttpMethod.GET }, exact('/a'), false],
  [{ method: HttpMethod.GET }, { method: HttpMethod.POST }, false],
  [{ headers: [canary] }, { headers: [canary, HeaderMatch.present('y')] }, true],
  [{ headers: [canary] }, {}, false],
  [{ headers: [HeaderMatch.present('x-canary')] }, { headers: [canary] }, true],
  [{ headers: [HeaderMatch.regex('x-canary', 'y.*')] }, { headers: [canary] }, true],
  [{ headers: [HeaderMatch.regex('x-canary', 'n.*')] }, { headers: [canary] }, false],
  [{ headers: [HeaderMatch.startsWith('x-canary', 'y')] }, { headers: [HeaderMatch.present('x-canary')] }, false],
  [{ headers: [HeaderMatch.regex('x', '.*')] }, { headers: [HeaderMatch.present('x')] }, true],
  [{ withoutHeaders: [canary] }, { withoutHeaders: [canary] }, true],
  [{ withoutHeaders: [canary] }, { withoutHeaders: [HeaderMatch.present('x-canary')] }, true],
  [{ withoutHeaders: [HeaderMatch.present('x-canary')] }, { withoutHeaders: [canary] }, false],
  [{ withoutHeaders: [canary] }, { headers: [HeaderMatch.exact('x-canary', 'no')] }, true],
  [{ withoutHeaders: [canary] }, {}, false],
  [{ queryParams: [QueryParamMatch.startsWith('v', '1')] }, { queryParams: [QueryParamMatch.exact('v', '12')] }, true],
  [{ queryParams: [QueryParamMatch.exact('v', '1')] }, { queryParams: [QueryParamMatch.exact('w', '1')] }, false],
  [{ authority: TextMatch.startsWith('a') }, { authority: TextMatch.exact('a.test') }, true],
  [{ authority: TextMatch.exact('a') }, {}, false],
  [{ scheme: HttpScheme.HTTP }, { scheme: HttpScheme.HTTP }, true],
  [{ port: 80 }, {}, false],
  [{}, { port: 80 }, true],
  [{ sourceLabels: { a: '1' } }, { sourceLabels: { a: '1', b: '2' } }, true],
  [{ sourceLabels: { a: '1', b: '2' } }, { sourceLabels: { a: '1' } }, false],
  [{ sourceNamespace: 'a' }, { sourceNamespace: 'b' }, false],
])('%# %j before %j', (earlier, later, isHidden) => {
  expect(problems([earlier], [later]).map((problem) => problem.split(':')[0])).toEqual(isHidden ? ['route.unreachable-rule'] : []);
});

test('what could not be read hides nothing, and a rule that hands over neither', () => {
  expect(problems([{ path: 5 } as any], [exact('/a')])).toHaveLength(1);
  const handing = reading((findings) => {
    const [first, second] = readRules(findings, [{ action }, { action }]);
    checkReachable(findings, [{ ...first, action: { delegate: {} as any } }, second]);
  });
  expect(handing.problems).toEqual([]);
});

test('ten thousand rules are looked through in a moment', () => {
  const rules = Array.from({ length: 10000 }, (_, index): HttpMatch[] => {
    const tenant = { headers: [HeaderMatch.exact('x-tenant', `${index}`)] };
    return [index % 3 === 0 ? tenant : index % 3 === 1 ? prefix(`/p/${index}`) : regex(`/r/${index}/[0-9]+`)];
  });
  const start = Date.now();
  expect(problems(...rules, [exact('/p/1/x')])).toHaveLength(1);
  expect(Date.now() - start).toBeLessThan(5000);
});

// A small world, so that matches often hide each other and requests often meet them.
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * sides);
  };
}
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/A', '/A/b', '/b', '/a/b/c'];
const VALUES = ['', 'x', 'xy', 'y'];
const TEXTS = ['', 'x', 'x', 'xy'];
const EXPRESSIONS = ['.*', 'x.*', 'x', 'x?y', '[xy]+', 'x|y'];

function randomMatch(roll: (sides: number) => number): HttpMatch {
  const one = <T>(list: readonly T[]): T => list[roll(list.length)];
  const named = <T>(kind: {
    exact(n: string, v: string): T;
    startsWith(n: string, v: string): T;
    regex(n: string, v: string): T;
    present(n: string): T;
  }): T =>
    one([
      () => kind.exact('x', one(VALUES)),
      () => kind.startsWith('x', one(TEXTS)),
      () => kind.regex('x', one(EXPRESSIONS)),
      () => kind.present('x'),
    ])();
  const paths: (() => HttpMatch)[] = [
    () => exact(one(PATHS)),
    () => prefix(one(PATHS)),
    () => starts(one(PATHS)),
    () => regex(one(['/a.*', '/.*', '/a', '/[a-z]', '/a|/b', '/ab?', '.*'])),
    () => ({}),
  ];
  const path = one(paths)();
  return {
    ...path,
    ...(roll(5) === 0 && path.path?._resolve().kind !== 'regex' ? { ignorePathCase: true } : {}),
    ...(roll(5) === 0 ? { method: one([HttpMethod.GET, HttpMethod.POST]) } : {}),
    ...(roll(4) === 0 ? { headers: [named(HeaderMatch)] } : {}),
    ...(roll(5) === 0 ? { withoutHeaders: [named(HeaderMatch)] } : {}),
    ...(roll(6) === 0 ? { queryParams: [named(QueryParamMatch)] } : {}),
  };
}

const REQUESTS = PATHS.flatMap((path) =>
  ['', '?x=', '?x=x', '?x=xy'].flatMap((query) =>
    ['GET', 'POST'].flatMap((method) =>
      [{}, ...VALUES.map((x) => ({ x }))].map((headers) => parseRequest({ url: `http://a.test${path}${query}`, method, headers })),
    ),
  ),
);

test('what is reported never decides, in random rules and all requests of a small world', () => {
  const seed = 20261121;
  const roll = dice(seed);
  let reported = 0;
  let neverTaken = 0;
  for (let round = 0; round < 400; round++) {
    const rules = Array.from({ length: 2 + roll(4) }, () => Array.from({ length: 1 + roll(2) }, () => randomMatch(roll)));
    const { read, problems: found } = checking(rules);
    const deciding = new Set(
      REQUESTS.map((request) => read.flatMap(({ matches = [] }) => matches).find((match) => takes(match, request))?.field),
    );
    const hidden = found.map((problem) => problem.split(': ')[1]);
    const taken = hidden.filter((place) => [...deciding].some((field) => field?.startsWith(place)));
    expect({ seed, round, taken }).toEqual({ seed, round, taken: [] });
    reported += hidden.length;
    neverTaken += read.flatMap(({ matches = [] }) => matches).filter(({ field }) => !deciding.has(field)).length;
  }
  // Of what never decides here most is told; the rest is hidden by several together, or taken by nothing but other worlds.
  expect(reported).toBeGreaterThan(neverTaken * 0.6);
});
