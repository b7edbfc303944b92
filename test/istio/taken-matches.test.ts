import { Backend } from '../../lib/core/backend';
import { IstioGatewayRoute, IstioGatewayRouteProps } from '../../lib/istio/istio-gateway-route';
import { HttpAction } from '../../lib/routing/http-action';
import { HttpMatch } from '../../lib/routing/http-match';
import { TextMatch } from '../../lib/routing/text-match';
import { problemsOf } from '../support/charts';

const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));
const problems = (match: HttpMatch, props: Partial<IstioGatewayRouteProps> = {}) =>
  problemsOf(
    (scope) => new IstioGatewayRoute(scope, 'route', { hosts: ['*.example.com'], rules: [{ matches: [match], action }], ...props }),
  );

test.each<[string, HttpMatch, string]>([
  ['port', { port: 8080 }, 'gateway "route-gateway" has no such server for these hosts on port 8080. Allowed: 80'],
  ['authority', { authority: TextMatch.exact('b.test:80') }, '"b.test" is no host of the route. Allowed: *.example.com'],
  [
    'sourceNamespace',
    { sourceNamespace: 'shop' },
    'the rules are for the proxies of gateway "route-gateway", which are not there. Allowed: istio-system',
  ],
  [
    'sourceLabels',
    { sourceLabels: { istio: 'egress' } },
    'the rules are for proxies that have another label "istio". Allowed: istio: ingressgateway',
  ],
])('a match that no request at the gateway meets, for its %s', (word, match, what) => {
  expect(problems(match)).toEqual([
    `[chart/route] route.never-matches: rules[0].matches[0].${word}: ${what}. Fix: mend it, or drop the match.`,
  ]);
  expect(problems(match, { includeMesh: true })).toEqual([]);
});

test.each<[string, HttpMatch]>([
  ['the port of a server', { port: 80 }],
  ['a host of the route', { authority: TextMatch.exact('A.example.com:80') }],
  ['a text that a host may begin with', { authority: TextMatch.startsWith('b') }],
  ['the namespace of the proxies', { sourceNamespace: 'istio-system' }],
  ['labels that the proxies have or may have', { sourceLabels: { istio: 'ingressgateway', zone: 'a' } }],
])('not one for %s', (_, match) => expect(problems(match)).toEqual([]));
