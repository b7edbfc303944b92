import { App, Chart, Testing } from 'cdk8s';
import { Cluster } from '../../lib/cluster/cluster';
import { NginxIngressStack } from '../../lib/nginx/nginx-ingress-stack';
import { NginxRouteProps } from '../../lib/nginx/nginx-route';
import { HttpRule } from '../../lib/routing/http-rule';
import { PathMatch } from '../../lib/routing/path-match';
import { problemsOf } from '../support/charts';
import { EVERYTHING, HOST, route, routeProblems, to } from './routes';

describe('a path of a host belongs to one route', () => {
  const prefix = (path: string): HttpRule => ({ matches: [{ path: PathMatch.prefix(path) }], action: to('web') });
  const exact = (path: string): HttpRule => ({ matches: [{ path: PathMatch.exact(path) }], action: to('web') });
  const two = (first: Partial<NginxRouteProps>, second: Partial<NginxRouteProps>): string[] =>
    problemsOf((scope) => {
      route(scope, first, 'first');
      route(scope, second, 'second');
    });

  test('a second route for it is refused', () => {
    expect(two({}, {})).toEqual([
      '[chart/second] nginx.duplicate-path: rules[0]: path "/" of host "shop.example.com" belongs to route "chart/first", and ingress-nginx refuses a second Ingress for it. Fix: keep each path of a host in one route.',
    ]);
  });

  test('whichever way it is said, since ingress-nginx compares the text', () => {
    expect(two({ rules: [exact('/a')] }, { rules: [prefix('/a')] })).toEqual([
      expect.stringContaining('[chart/second] nginx.duplicate-path: rules[0].matches[0]: path "/a" of host'),
    ]);
  });

  test('in another chart too, and through the stack', () => {
    const chart = new Chart(new App(), 'edge');
    const stack = new NginxIngressStack(chart, 'stack');
    stack.addRoute('first', { host: HOST, rules: EVERYTHING });
    const other = new Chart(chart.node.root, 'shop');
    route(other, { ingressClass: stack.ingressClass });
    expect(() => Testing.synth(other)).toThrow('[shop/shop] nginx.duplicate-path: rules[0]: path "/" of host "shop.example.com"');
  });

  test.each([
    ['another host', { host: 'a.example.com' }, {}],
    ['another path', { rules: [prefix('/a')] }, { rules: [prefix('/a/b')] }],
    ['another class', { ingressClass: 'edge' }, {}],
    ['a slash more', { rules: [exact('/a')] }, { rules: [exact('/a/')] }],
  ])('%s is another one', (_, first, second) => {
    expect(two(first, second)).toEqual([]);
  });

  test('a route that was taken out of the tree has it no more', () => {
    const build = (removed: string) =>
      problemsOf((scope) => {
        ['first', 'second', 'third'].forEach((id) => void route(scope, {}, id));
        scope.node.tryRemoveChild(removed);
      });
    expect(build('first')).toEqual([
      expect.stringContaining(
        '[chart/third] nginx.duplicate-path: rules[0]: path "/" of host "shop.example.com" belongs to route "chart/second"',
      ),
    ]);
    expect(build('second')).toEqual([
      expect.stringContaining(
        '[chart/third] nginx.duplicate-path: rules[0]: path "/" of host "shop.example.com" belongs to route "chart/first"',
      ),
    ]);
  });

  test('nor has one in a chart that was taken out', () => {
    const app = new App();
    route(new Chart(app, 'gone'));
    const chart = new Chart(app, 'shop');
    route(chart);
    app.node.tryRemoveChild('gone');
    expect(Testing.synth(chart)).toHaveLength(1);
  });

  test('another cluster is another one', () => {
    const app = new App();
    const charts = ['one', 'two'].map((name) => new Chart(new Cluster(app, name), 'chart'));
    charts.forEach((chart) => void route(chart));
    expect(charts.map((chart) => Testing.synth(chart).length)).toEqual([1, 1]);
  });

  test('one route may have it both as Exact and as Prefix', () => {
    expect(routeProblems({ rules: [exact('/a'), prefix('/a')] })).toEqual([]);
  });

  test('but the same twice in one route is never used', () => {
    expect(routeProblems({ rules: [exact('/a'), prefix('/a'), prefix('/a/')] })).toEqual([
      '[chart/shop] nginx.duplicate-path: rules[2].matches[0]: an earlier rule has Prefix "/a" already, and ingress-nginx never uses the second. Fix: keep each path in one rule.',
    ]);
  });
});
