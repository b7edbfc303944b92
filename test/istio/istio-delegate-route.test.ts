import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Backend } from '../../lib/core/backend';
import { Problems } from '../../lib/core/problems';
import { ExportTo } from '../../lib/istio/export-to';
import { IstioDelegateRoute, IstioDelegateRouteProps } from '../../lib/istio/istio-delegate-route';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch, HttpMatch, HttpMethod } from '../../lib/routing/http-match';
import { PathRewrite } from '../../lib/routing/http-rewrite';
import { HttpRule } from '../../lib/routing/http-rule';
import { PathMatch } from '../../lib/routing/path-match';
import { GitOpsApp } from '../../lib/synth/gitops-app';
import { chartWith, problemsOf, yamlOf } from '../support/charts';

const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));

interface Handing {
  readonly root?: Partial<HttpRule>;
  readonly leaf?: Partial<HttpRule>;
  readonly delegate?: Partial<IstioDelegateRouteProps>;
}

/** A route with one rule that hands its requests over, and the delegate with one rule. */
function handing({ root, leaf, delegate }: Handing): (chart: Construct) => void {
  return (chart) => {
    const books = new IstioDelegateRoute(chart, 'books', { namespace: 'books', rules: [{ action, ...leaf }], ...delegate });
    const rules = [{ action: HttpAction.toRoute(books), ...root }];
    new IstioGatewayRoute(chart, 'root', { namespace: 'edge', hosts: ['shop.example.com'], rules });
  };
}

const of = (match: HttpMatch): Partial<HttpRule> => ({ matches: [match] });
const problems = (root: HttpMatch, leaf: HttpMatch) => problemsOf(handing({ root: of(root), leaf: of(leaf) }));
const path = (text: string): HttpMatch => ({ path: PathMatch.prefix(text) });

test('a delegate is a VirtualService without hosts, to which the route refers', () => {
  expect(
    yamlOf(
      handing({
        root: { ...of(path('/books')), name: 'books' },
        leaf: { ...of(path('/books/new')), rewrite: { path: PathRewrite.prefix('/') } },
        delegate: { exportTo: ExportTo.namespaces(['edge', '.']) },
      }),
    ),
  ).toMatchSnapshot();
});

test('at home it is named without its namespace', () => {
  const yaml = yamlOf(handing({ delegate: { namespace: 'edge' } }));
  expect(yaml).toContain('- delegate:\n        name: books\n');
});

describe('what istiod leaves out when it merges the rules', () => {
  const narrower = 'make each match of the delegate a narrower one of some match of this rule';

  test('a match that is narrower than none of the root', () => {
    expect(problems(path('/books'), path('/other'))).toEqual([
      '[chart/root] istio.delegate-match: rules[0].action: rules[0].matches[0] of delegate "books" is narrower than none of the matches of ' +
        `this rule, and Istio drops the rule it is in. Fix: ${narrower}.`,
    ]);
  });

  test('requests that both take, where one match is not inside of the other', () => {
    const [root, leaf] = [[path('/books'), path('/books/new/x')], [path('/books/new')]];
    expect(problemsOf(handing({ root: { matches: root }, leaf: { matches: leaf } }))).toEqual([
      '[chart/root] istio.delegate-match: rules[0].action: rules[0].matches[0] of delegate "books" overlaps a match of this rule without being ' +
        `narrower, and Istio leaves those requests out. Fix: ${narrower}.`,
    ]);
  });

  test('a condition on a header that must not match, where the delegate has one too', () => {
    const without = (text: string): HttpMatch => ({ withoutHeaders: [HeaderMatch.startsWith('x', text)] });
    expect(problems(without('a'), without('ab'))).toEqual([expect.stringContaining('Istio forgets the one of this rule')]);
    expect(problems(without('a'), without('a'))).toEqual([]);
  });

  test.each<[string, HttpMatch, HttpMatch]>([
    ['a wider path', path('/books'), path('/')],
    ['an expression beside another', { path: PathMatch.regex('/b.*') }, { path: PathMatch.regex('/b.*') }],
    ['an expression inside a prefix', path('/books'), { path: PathMatch.regex('/books/.*') }],
    ['another case', { ...path('/books'), ignorePathCase: true }, path('/books/x')],
    ['a header that is only to be there, twice', { headers: [HeaderMatch.present('x')] }, { headers: [HeaderMatch.present('x')] }],
    ['a header with any value', { headers: [HeaderMatch.present('x')] }, { headers: [HeaderMatch.exact('x', 'y')] }],
    ['no namespace', { sourceNamespace: 'istio-system' }, path('/x')],
    ['another label', { sourceLabels: { app: 'a' } }, { sourceLabels: { app: 'b' } }],
    ['another port', { port: 80 }, { port: 443 }],
    ['another method', { method: HttpMethod.GET }, { method: HttpMethod.PUT }],
  ])('%s', (_, root, leaf) =>
    expect(problems(root, leaf)).toEqual([expect.stringContaining('[chart/root] istio.delegate-match: rules[0].action: ')]),
  );

  test.each<[string, HttpMatch, HttpMatch]>([
    ['the same path', path('/books'), path('/books')],
    ['a path below', path('/books'), path('/books/new')],
    ['an exact path below', path('/books'), { path: PathMatch.exact('/books/new') }],
    ['other conditions', path('/books'), { method: HttpMethod.GET, headers: [HeaderMatch.regex('x', 'y.*')] }],
    ['a longer start', { headers: [HeaderMatch.startsWith('x', 'a')] }, { headers: [HeaderMatch.startsWith('x', 'ab')] }],
    ['more labels', { sourceLabels: { app: 'a' } }, { sourceLabels: { app: 'a', version: 'v1' } }],
    ['the same namespace', { sourceNamespace: 'istio-system' }, { sourceNamespace: 'istio-system', port: 80 }],
  ])('nothing for %s', (_, root, leaf) => expect(problems(root, leaf)).toEqual([]));

  test('nothing where one of the two takes every request', () => {
    expect(problemsOf(handing({ leaf: of(path('/x')) }))).toEqual([]);
    expect(problemsOf(handing({ root: of(path('/x')) }))).toEqual([]);
  });

  test('changes of headers, where the delegate makes others', () => {
    const changes = (word: 'requestHeaders' | 'responseHeaders') => ({ [word]: { set: { x: 'y' } } });
    expect(problemsOf(handing({ root: changes('requestHeaders'), leaf: changes('responseHeaders') }))).toEqual([
      '[chart/root] istio.delegate-headers: rules[0].requestHeaders: rules[0] of delegate "books" changes headers too, and Istio then drops all ' +
        'changes of this rule. Fix: say requestHeaders in rules[0] of the delegate as well.',
    ]);
    expect(problemsOf(handing({ root: changes('requestHeaders'), leaf: changes('requestHeaders') }))).toEqual([]);
    expect(problemsOf(handing({ root: changes('requestHeaders') }))).toEqual([]);
  });

  test('a new prefix, which would take the place of what the delegate matches', () => {
    const root = { ...of(path('/books')), rewrite: { path: PathRewrite.prefix('/') } };
    expect(problemsOf(handing({ root }))).toEqual([
      '[chart/root] istio.delegate-rewrite: rules[0].rewrite: Istio puts the new prefix in the place of what the rule of the delegate matches, not of ' +
        'what this one does. Fix: rewrite the prefix in the rules of the delegate.',
    ]);
  });
});

describe('a delegate is refused', () => {
  test('that the route does not see', () => {
    const delegate = { exportTo: ExportTo.ownNamespace() };
    expect(problemsOf(handing({ delegate }))).toEqual([
      '[chart/root] istio.delegate-not-exported: rules[0].action: delegate "books" is not exported to namespace "edge", so this rule is left out. ' +
        'Fix: add namespace "edge" to its exportTo, or leave that out.',
    ]);
    expect(problemsOf(handing({ delegate: { ...delegate, namespace: 'edge' } }))).toEqual([]);
    expect(problemsOf(handing({ delegate: { exportTo: ExportTo.all() } }))).toEqual([]);
  });

  test('that hands its requests over once more', () => {
    const build = (chart: Construct) => {
      const last = new IstioDelegateRoute(chart, 'last', { rules: [{ action }] });
      new IstioDelegateRoute(chart, 'first', { rules: [{ action: HttpAction.toRoute(last) }] });
    };
    expect(problemsOf(build)).toEqual([
      '[chart/first] istio.nested-delegate: rules[0].action: the rule hands its requests over once more, which Istio refuses. ' +
        'Fix: hand them over in the first route.',
    ]);
  });

  test('that stands in another cluster', () => {
    const app = new GitOpsApp({ outdir: '/nowhere' });
    const [lab, other] = ['lab', 'other'].map((id) => new Chart(new Cluster(app, id), 'chart'));
    const delegate = new IstioDelegateRoute(lab, 'books', { rules: [{ action }] });
    new IstioGatewayRoute(other, 'root', { hosts: ['shop.example.com'], rules: [{ action: HttpAction.toRoute(delegate) }] });
    expect(Problems.of(app).list()).toMatchObject([{ id: 'reference.other-cluster', field: 'rules[0].action', path: 'other/chart/root' }]);
  });

  test('that is no route of Istio, whatever the types promised', () => {
    const given = Object.assign(
      new Construct(
        chartWith(() => undefined),
        'odd',
      ),
      { name: 'odd', _rules: [] },
    );
    const build = (chart: Construct) =>
      new IstioGatewayRoute(chart, 'root', { hosts: ['shop.example.com'], rules: [{ action: HttpAction.toRoute(given) }] });
    expect(problemsOf(build)).toEqual(expect.arrayContaining([expect.stringContaining('is not an IstioDelegateRoute')]));
  });

  test.each<[Partial<IstioDelegateRouteProps>, string]>([
    [{ rules: [] }, 'route.no-rules: rules: '],
    [{ name: 'Books' }, 'name.syntax: name: "Books"'],
    [{ namespace: 'Books' }, 'name.syntax: namespace: "Books"'],
    [{ exportTo: ExportTo.none() }, 'istio.export-to: exportTo: '],
    [{ rules: [{ action: HttpAction.forward(Backend.fromName('Web', { port: 80 })) }] }, 'name.syntax: rules[0].action: "Web"'],
  ])('with wrong props: %j', (props, message) => {
    const build = (chart: Construct) => new IstioDelegateRoute(chart, 'books', { rules: [{ action }], ...props });
    expect(problemsOf(build)).toEqual([expect.stringContaining(`[chart/books] ${message}`)]);
  });
});

test.each([undefined, null, 5, {}])('namespaces %j that are none are told once', (namespaces) =>
  expect(problemsOf(handing({ delegate: { exportTo: ExportTo.namespaces(namespaces as any) } }))).toEqual([
    expect.stringContaining('[chart/books] input.type: exportTo: '),
  ]),
);
