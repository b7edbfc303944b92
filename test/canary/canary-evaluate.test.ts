import { CanaryClients } from '../../lib/canary/canary-clients';
import { CanaryPreview } from '../../lib/canary/canary-preview';
import { CanaryRoute, CanaryRouteProps } from '../../lib/canary/canary-route';
import { CanaryStickiness } from '../../lib/canary/canary-stickiness';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { RouteOutcome } from '../../lib/routing/evaluation';
import { chartWith } from '../support/charts';
import { base, gatewayIn, HOST, version } from './reviews';

const props: Partial<CanaryRouteProps> = {
  canaries: [
    version('v2', CanaryTraffic.percent(10), { preview: CanaryPreview.header('x-canary', 'v2') }),
    version('v3', CanaryTraffic.mirror(20), { preview: CanaryPreview.cookie('beta', 'yes') }),
  ],
  sticky: CanaryStickiness.cookie({ name: 'version' }),
};
const CASES: [headers: Record<string, string>, shares: Record<string, number>, copies: Record<string, number>][] = [
  [{}, { v1: 90, v2: 10 }, { v3: 20 }],
  [{ 'X-Canary': 'v2' }, { v2: 100 }, {}],
  [{ 'x-canary': 'v3' }, { v1: 90, v2: 10 }, { v3: 20 }],
  [{ cookie: 'a=b; beta=yes' }, { v3: 100 }, {}],
  [{ cookie: 'version=v1' }, { v1: 100 }, { v3: 20 }],
  [{ cookie: 'a=b; version=v2; c=d' }, { v2: 100 }, { v3: 20 }],
  [{ cookie: 'version=v3' }, { v1: 90, v2: 10 }, { v3: 20 }],
  [{ cookie: 'version=v2', 'x-canary': 'v2' }, { v2: 100 }, {}],
  [{ cookie: 'beta=yes; version=v1' }, { v3: 100 }, {}],
];

/** What becomes of requests, in the mesh and at the gateway. */
function asked(more: Partial<CanaryRouteProps>, ask: (canary: CanaryRoute) => RouteOutcome): RouteOutcome {
  let outcome: RouteOutcome | undefined;
  chartWith(
    (chart) => {
      const clients = CanaryClients.everywhere(gatewayIn(chart), [HOST]);
      outcome = ask(new CanaryRoute(chart, 'canary', { ...base, clients, ...more }));
    },
    { namespace: 'default' },
  );
  return outcome!;
}

const weightsOf = (destinations: RouteOutcome['destinations']) =>
  Object.fromEntries(destinations.map(({ subset, weight }) => [subset, weight]));

test.each(CASES)('in the mesh, %j', (headers, shares, copies) => {
  const outcome = asked(props, (canary) => canary.evaluate({ url: 'http://reviews:9080/x', headers }));
  expect(outcome).toMatchObject({ result: 'forward', route: 'chart/canary', path: '/x' });
  expect(weightsOf(outcome.destinations)).toEqual(shares);
  expect(weightsOf(outcome.mirrors)).toEqual(copies);
});

test.each(CASES)('at the gateway, %j', (headers, shares, copies) => {
  const outcome = asked(props, (canary) => canary.gatewayRoute!.gateway.routeModel().evaluate({ url: `http://${HOST}/x`, headers }));
  expect(outcome).toMatchObject({ result: 'forward', route: 'chart/canary/GatewayRoute', path: '/x' });
  expect(weightsOf(outcome.destinations)).toEqual(shares);
  expect(weightsOf(outcome.mirrors)).toEqual(copies);
});

test.each([
  ['http://reviews/', 80],
  ['http://reviews:9081/', 9081],
  ['http://reviews.default:9080/', 9080],
  ['http://reviews.default.svc:9080/', 9080],
  ['http://reviews.default.svc.cluster.local:9080/', 9080],
])('in the mesh, %s stays on its port', (url, port) => {
  const { destinations, mirrors } = asked(props, (canary) => canary.evaluate({ url }));
  expect([...destinations, ...mirrors].map((destination) => [destination.backend, destination.port])).toEqual([
    ['reviews.default', port],
    ['reviews.default', port],
    ['reviews.default', port],
  ]);
});

test.each<[string, Partial<CanaryRouteProps>, string]>([
  ['another host', {}, 'http://ratings:9080/'],
  ['clients of other routes only', { clients: CanaryClients.ofOtherRoutes() }, 'http://reviews:9080/'],
  ['something in error', { canaries: [] }, 'http://reviews:9080/'],
])('nothing takes a request to %s', (_, more, url) => {
  const outcome = asked({ ...props, ...more }, (canary) => canary.evaluate({ url }));
  expect(outcome).toMatchObject({ result: 'nothing', destinations: [] });
  expect(outcome.route).toBeUndefined();
});

test('a client keeps its version over a change of the shares, until its version has none', () => {
  const kept = [1, 10, 50, 100, 0].map((percent) => {
    const more = { ...props, canaries: [version('v2', CanaryTraffic.percent(percent))] };
    const ofVersion = (name: string) =>
      asked(more, (canary) => canary.evaluate({ url: 'http://reviews/', headers: { cookie: `version=${name}` } })).destinations;
    return [weightsOf(ofVersion('v1')), weightsOf(ofVersion('v2'))];
  });
  const [v1, v2] = [{ v1: 100 }, { v2: 100 }];
  expect(kept).toEqual([
    [v1, v2],
    [v1, v2],
    [v1, v2],
    [v2, v2],
    [v1, v1],
  ]);
});
