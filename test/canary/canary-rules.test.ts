import { Duration } from 'cdk8s';
import { CanaryClients } from '../../lib/canary/canary-clients';
import { CanaryPreview } from '../../lib/canary/canary-preview';
import { CanaryRoute, CanaryRouteProps } from '../../lib/canary/canary-route';
import { CanaryStickiness } from '../../lib/canary/canary-stickiness';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { Backend } from '../../lib/core/backend';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch, HttpMatch } from '../../lib/routing/http-match';
import { PathRewrite } from '../../lib/routing/http-rewrite';
import { PathMatch } from '../../lib/routing/path-match';
import { documentOf, problemsOf } from '../support/charts';
import { base, version } from './reviews';

const shop = Backend.fromName('shop', { port: 80, namespace: 'shop' });
const canaries = [version('v2', CanaryTraffic.percent(10), { preview: CanaryPreview.header('x-canary', 'v2') })];
const sticky = CanaryStickiness.cookie();

/** A site with a canary on some of its requests. */
const site =
  (matches: HttpMatch[] | undefined, props: Partial<CanaryRouteProps> = {}, namespace?: string) =>
  (chart: any): void => {
    const canary = new CanaryRoute(chart, 'canary', { ...base, canaries, clients: CanaryClients.ofOtherRoutes(), ...props });
    const rules = [...canary.rules(matches), { matches: [{ path: PathMatch.exact('/') }], action: HttpAction.forward(shop) }];
    new IstioGatewayRoute(chart, 'site', {
      hosts: ['shop.example.com'],
      rules: matches === undefined ? rules.slice(0, -1) : rules,
      namespace,
    });
  };
const routesOf = (build: (chart: any) => void): any[] => documentOf('VirtualService', build, { namespace: 'default' }).spec.http;
const problemsIn = (build: (chart: any) => void): string[] => problemsOf(build, { namespace: 'default' });

test('the canary of one path of a site', () => {
  expect(documentOf('VirtualService', site([{ path: PathMatch.prefix('/reviews') }], { sticky }))).toMatchSnapshot();
});

test('every rule is limited to each of the matches, with what these say of headers', () => {
  const matches = [{ path: PathMatch.exact('/a') }, { headers: [HeaderMatch.exact('x-team', 'b')] }];
  const [preview, shares] = routesOf(site(matches));
  expect(preview.match).toEqual([
    { uri: { exact: '/a' }, headers: { 'x-canary': { exact: 'v2' } } },
    { headers: { 'x-team': { exact: 'b' }, 'x-canary': { exact: 'v2' } } },
  ]);
  expect(shares.match).toEqual([{ uri: { exact: '/a' } }, { headers: { 'x-team': { exact: 'b' } } }]);
});

test('without matches, they are for every request', () => {
  expect(routesOf(site(undefined)).map(({ match }) => match)).toEqual([[{ headers: { 'x-canary': { exact: 'v2' } } }], undefined]);
});

test('they go to the port of the backend, and to the namespace of the canary, wherever the route is', () => {
  const [{ route }] = routesOf(site([{ path: PathMatch.exact('/a') }], {}, 'edge'));
  expect(route[0].destination).toEqual({ host: 'reviews.default.svc.cluster.local', port: { number: 9080 }, subset: 'v2' });
});

describe('what is wrong is reported once', () => {
  test.each<[unknown, string]>([
    ['/a', 'input.type: rules[0].matches: "/a" is not a list'],
    [null, 'input.type: rules[0].matches: null is not a list'],
    [[], 'route.no-matches: rules[0].matches: the list is empty'],
    [[null], 'input.type: rules[0].matches[0]: null is not a group of named values'],
    [[{ headers: 'x-team' }], 'input.type: rules[0].matches[0].headers: "x-team" is not a list'],
    [[{ path: PathMatch.exact('a') }], 'path.syntax: rules[0].matches[0].path: "a" is not a path'],
    [[{ paths: [] }], 'route.unknown-word: rules[0].matches[0].paths: "paths" is not known here'],
  ])('matches %j, by the route that has the rules', (matches, message) => {
    expect(problemsIn(site(matches as any))).toEqual([expect.stringContaining(`[chart/site] ${message}`)]);
  });

  test.each([
    [HeaderMatch.exact('X-Canary', 'v3'), 'x-canary'],
    [HeaderMatch.present('cookie'), 'cookie'],
  ])('%#: a header that the rules look at themselves, by the canary', (header, name) => {
    expect(problemsIn(site([{ path: PathMatch.exact('/a'), headers: [header] }], { sticky }))).toEqual([
      `[chart/canary] canary.header-taken: rules: header "${name}" is matched already, by the previews or sessions of the canary. ` +
        'Fix: match something else, or change the preview.',
    ]);
  });

  test.each<[object, string]>([
    [{ stable: undefined }, 'input.type: stable: nothing is not a group of named values'],
    [{ backend: 'reviews' }, 'input.type: backend: "reviews" is not a Backend'],
    [{ backend: Backend.fromName('reviews', { port: 0 }) }, 'port.range: backend: 0 is not a port'],
  ])('%j, by the canary', (props, message) => {
    expect(problemsIn(site([{ path: PathMatch.exact('/a') }], props))).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
  });

  test('by the canary, also where the route adds what only a forward can have', () => {
    const wrong = (chart: any): void => {
      const canary = new CanaryRoute(chart, 'canary', { ...base, canaries: [version('v2', CanaryTraffic.percent(110))] });
      const rules = canary.rules().map((rule) => ({ ...rule, timeout: Duration.seconds(5), rewrite: { path: PathRewrite.full('/') } }));
      new IstioGatewayRoute(chart, 'site', { hosts: ['shop.example.com'], rules });
    };
    expect(problemsIn(wrong)).toEqual([expect.stringContaining('[chart/canary] percentage.range: canaries[0].traffic: 110')]);
  });
});
