import { Backend } from '../../lib/core/backend';
import { TargetedPath, orderDefects } from '../../lib/nginx/rule-order';
import { HttpAction } from '../../lib/routing/http-action';
import { HttpRule } from '../../lib/routing/http-rule';
import { PathMatch } from '../../lib/routing/path-match';
import { routeProblems, to } from './routes';

/** `=/a A` is Exact, `/a A` is Prefix; the word after it is where it leads. */
const paths = (...texts: string[]): TargetedPath[] =>
  texts.map((text, index) => {
    const [word, target] = text.split(' ');
    return { pathType: word.startsWith('=') ? 'Exact' : 'Prefix', path: word.replace('=', ''), target, field: `rules[${index}]` };
  });
const fieldsOf = (...texts: string[]) => orderDefects(paths(...texts)).map(({ field }) => field);

describe('accepted, since the order and the most exact path agree', () => {
  test.each([
    [[]],
    [['/ A']],
    [['=/a A', '/a B', '/ C']],
    [['/a/b A', '/a B', '/ C']],
    [['/a A', '/b B', '=/c C']],
    [['/a A', '/apix B']],
    [['=/a/ A', '=/a B']],
    // Unused in the order of the rules, but it leads to the same place.
    [['/ A', '/a A', '=/a/b A']],
    // The second never gets the requests of the third in either reading: the first has taken them.
    [['/a A', '/ B', '/a/b A']],
  ])('%j', (texts) => {
    expect(fieldsOf(...texts)).toEqual([]);
  });
});

describe('refused, each at the path that ingress-nginx would prefer', () => {
  test.each([
    [['/ A', '/a B'], ['rules[1]']],
    [['/a A', '=/a B'], ['rules[1]']],
    [['/a A', '=/a/ B'], ['rules[1]']],
    [['/ A', '=/ B'], ['rules[1]']],
    [['/a A', '/a/b/c B'], ['rules[1]']],
    [['/ A', '/a A', '/a/b B'], ['rules[2]']],
    [
      ['/ A', '/a B', '/b C'],
      ['rules[1]', 'rules[2]'],
    ],
  ])('%j', (texts, fields) => {
    expect(fieldsOf(...texts)).toEqual(fields);
  });
});

test('a path said twice is judged by its first place only: the second is reported as a duplicate', () => {
  expect(fieldsOf('/a A', '/ B', '/a C')).toEqual([]);
});

test('a place that is not known contradicts nothing', () => {
  expect(fieldsOf('/', '/a B')).toEqual([]);
});

/** What happens to a request, both ways: the first rule that takes it, and what nginx does with the locations made of them. */
describe('accepted just when every request gets to the same place', () => {
  const takes = ({ pathType, path }: TargetedPath, request: string): boolean =>
    pathType === 'Exact' ? request === path : path === '/' || request === path || request.startsWith(`${path}/`);
  const byOrder = (rules: TargetedPath[], request: string) => rules.find((rule) => takes(rule, request))?.target;
  const byLocation = (rules: TargetedPath[], request: string) => {
    const taking = rules.filter((rule) => takes(rule, request));
    return (taking.find(({ pathType }) => pathType === 'Exact') ?? taking.sort((a, b) => b.path.length - a.path.length)[0])?.target;
  };

  const words = ['=/', '/', '=/a', '/a', '=/a/', '=/a/b', '/a/b', '/b'];
  const requests = ['/', '/a', '/a/', '/a/b', '/a/b/c', '/a/x', '/ab', '/b', '/b/c', '/x'];
  const sequences = (length: number, from: string[]): string[][] =>
    length === 0
      ? [[]]
      : from.flatMap((word) =>
          sequences(
            length - 1,
            from.filter((other) => other !== word),
          ).map((rest) => [word, ...rest]),
        );

  test.each([2, 3, 4])('for every sequence of %d different paths with two backends', (length) => {
    for (const sequence of sequences(length, words)) {
      for (let choice = 0; choice < 2 ** length; choice++) {
        const rules = paths(...sequence.map((word, index) => `${word} ${(choice >> index) & 1 ? 'A' : 'B'}`));
        const same = requests.every((request) => byOrder(rules, request) === byLocation(rules, request));
        if (same !== (orderDefects(rules).length === 0)) {
          throw new Error(`${JSON.stringify(rules)} is ${same ? 'refused' : 'accepted'}`);
        }
      }
    }
  });
});

describe('in a route, an order that ingress-nginx does not keep', () => {
  const rule = (path: PathMatch, name: string): HttpRule => ({ matches: [{ path }], action: to(name) });

  test('is refused', () => {
    expect(routeProblems({ rules: [{ action: to('web') }, rule(PathMatch.prefix('/api'), 'api')] })).toEqual([
      '[chart/shop] nginx.rule-order: rules[1].matches[0]: Prefix "/api" comes after Prefix "/" of rules[0], which takes its requests when rules are tried in order; ingress-nginx has no order and gives them to the more exact path. Fix: put Prefix "/api" before Prefix "/" if the more exact path is meant, or leave it out.',
    ]);
  });

  test('is fine once the more exact path stands first', () => {
    expect(routeProblems({ rules: [rule(PathMatch.prefix('/api'), 'api'), { action: to('web') }] })).toEqual([]);
  });

  test('is told by the port too', () => {
    const metrics = HttpAction.forward(Backend.fromName('web', { port: 9090 }));
    const rules = [{ action: to('web') }, { matches: [{ path: PathMatch.exact('/metrics') }], action: metrics }];
    expect(routeProblems({ rules })).toEqual([
      expect.stringContaining('nginx.rule-order: rules[1].matches[0]: Exact "/metrics" comes after'),
    ]);
  });

  test('waits for a backend that is not known', () => {
    const unknown = HttpAction.forward(Backend.fromName('Web', { port: 80 }));
    const rules = [{ action: unknown }, rule(PathMatch.prefix('/api'), 'api')];
    expect(routeProblems({ rules })).toEqual([expect.stringContaining('name.syntax: rules[0].action: "Web"')]);
  });
});
