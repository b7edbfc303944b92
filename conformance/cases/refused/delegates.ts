import { Chart } from 'cdk8s';
import { ExportTo } from '../../../lib/istio/export-to';
import { IstioDelegateRoute } from '../../../lib/istio/istio-delegate-route';
import { HttpAction } from '../../../lib/routing/http-action';
import { PathRewrite } from '../../../lib/routing/http-rewrite';
import { HttpRule } from '../../../lib/routing/http-rule';
import { PathMatch } from '../../../lib/routing/path-match';
import { around, Expectation, RefusedCase, refused, Request, silent } from './case';
import { EDGE, TO_WEB, WEB, world } from './documents';
import { FORWARD, routeOf, SERVED, told } from './http-rule-case';
import { istio, routes, ruleCase, to } from './rule-case';

// Routes that hand requests over to others (facts: Istio, VirtualService).

const delegating = (target: string, delegate: string): string =>
  world(EDGE, WEB, routes('shop/web', `http: [{ match: [{ uri: { prefix: /a } }], delegate: { ${delegate} } }]`), target);
const leafOf = (id: string, spec = ''): string =>
  istio('VirtualService', id, `http: [${`{ ${to('web.shop.svc.cluster.local')} }`}], ${spec}`);
const UNDER_A = [{ host: 'shop.example.com', path: '/a/b' }];
const handedOver = silent({ answers: ['404'] }, { answers: [SERVED] });

const byRules: readonly RefusedCase[] = [
  ruleCase(
    'istio.unknown-delegate',
    'delegate: it is in another namespace',
    around((delegate) => delegating(leafOf('other/leaf'), delegate))('name: leaf', 'name: leaf, namespace: other'),
    handedOver,
    UNDER_A,
  ),
  ruleCase(
    'istio.unknown-delegate',
    'delegate: it has hosts of its own',
    around((spec) => delegating(leafOf('shop/leaf', spec), 'name: leaf'))('hosts: [leaf.example.com], gateways: [edge]', ''),
    handedOver,
    UNDER_A,
  ),
  ruleCase(
    'istio.unknown-delegate',
    'delegate: it is exported to its own namespace only',
    around((spec) => delegating(leafOf('other/leaf', spec), 'name: leaf, namespace: other'))('exportTo: [.]', 'exportTo: [., shop]'),
    handedOver,
    UNDER_A,
  ),
  ruleCase(
    'istio.unknown-delegate',
    'delegate: it delegates itself',
    around((http) => delegating(world(istio('VirtualService', 'shop/leaf', `http: [{ ${http} }]`), leafOf('shop/last')), 'name: leaf'))(
      'delegate: { name: last }',
      TO_WEB,
    ),
    refused('delegate'),
  ),
  ruleCase(
    'istio.delegate-match',
    'delegate: its path is outside of the one that leads to it',
    around((path) =>
      delegating(istio('VirtualService', 'shop/leaf', `http: [{ match: [{ uri: { prefix: ${path} } }], ${TO_WEB} }]`), 'name: leaf'),
    )('/b', '/a/b'),
    handedOver,
    UNDER_A,
  ),
];

const under = (path: string): Pick<HttpRule, 'matches'> => ({ matches: [{ path: PathMatch.startsWith(path) }] });
const matching = (path: string): string => `match: [{ uri: { prefix: ${path} } }]`;
const handing = (root: Partial<HttpRule>, leaf: Partial<HttpRule>, exportTo?: ExportTo) => (chart: Chart) => {
  const delegate = new IstioDelegateRoute(chart, 'leaf', {
    rules: [{ action: FORWARD, ...leaf }],
    exportTo,
    namespace: exportTo && 'other',
  });
  return routeOf(chart, { rules: [{ ...under('/a'), action: HttpAction.toRoute(delegate), ...root }] });
};
/** A route for what begins with /a, and its delegate. */
const handed = (root: string, leaf: string): string =>
  world(
    EDGE,
    WEB,
    routes('shop/web', `http: [{ ${matching('/a')}, delegate: { name: leaf }, ${root} }]`),
    istio('VirtualService', 'shop/leaf', `http: [{ ${TO_WEB}, ${leaf} }]`),
  );
const SETS = 'headers: { request: { set: { x-a: "1" } } }';
const REMOVES = 'headers: { response: { remove: [x-b] } }';

function delegateCase(
  name: string,
  problem: readonly [id: string, field: string],
  ours: RefusedCase['ours'],
  raw: RefusedCase['raw'],
  expect: Expectation,
  request: Partial<Request> = {},
): RefusedCase {
  const [id, field] = problem;
  const requests = expect.kind === 'refused' ? undefined : [{ ...UNDER_A[0], ...request }];
  return { name: `delegate: ${name}`, ours, problem: [id, field], ask: 'istio', raw, requests, expect };
}

const byTypes: readonly RefusedCase[] = [
  delegateCase(
    'a match outside of the one that leads to it',
    ['istio.delegate-match', 'IstioGatewayRoute.rules[0].action'],
    handing({}, under('/b')),
    { wrong: handed('', matching('/b')), right: handed('', matching('/a/b')) },
    handedOver,
  ),
  delegateCase(
    'a match wider than the one that leads to it',
    ['istio.delegate-match', 'IstioGatewayRoute.rules[0].action'],
    handing({}, under('/')),
    { wrong: handed('', matching('/')), right: handed('', matching('/a')) },
    handedOver,
  ),
  delegateCase(
    'it changes headers of answers, and so loses those of requests',
    ['istio.delegate-headers', 'IstioGatewayRoute.rules[0].requestHeaders'],
    handing({ requestHeaders: { set: { 'x-a': '1' } } }, { responseHeaders: { remove: ['x-b'] } }),
    { wrong: handed(SETS, REMOVES), right: handed(SETS, '') },
    told(`${SERVED}, x-a missing`, `${SERVED}, x-a 1`),
    { sees: 'x-a' },
  ),
  delegateCase(
    'a prefix that is rewritten before it is asked',
    ['istio.delegate-rewrite', 'IstioGatewayRoute.rules[0].rewrite'],
    handing({ rewrite: { path: PathRewrite.prefix('/new') } }, under('/a/b')),
    { wrong: handed('rewrite: { uri: /new }', matching('/a/b')), right: handed('', `${matching('/a/b')}, rewrite: { uri: /new/b }`) },
    told(`${SERVED}, :path /new/c`, `${SERVED}, :path /new/b/c`),
    { path: '/a/b/c', sees: ':path' },
  ),
  delegateCase(
    'it is not for routes of other namespaces',
    ['istio.delegate-not-exported', 'IstioGatewayRoute.rules[0].action'],
    handing({}, {}, ExportTo.ownNamespace()),
    around((exportTo) => delegating(leafOf('other/leaf', exportTo), 'name: leaf, namespace: other'))('exportTo: [.]', ''),
    handedOver,
  ),
  delegateCase(
    'it hands over itself',
    ['istio.nested-delegate', 'IstioDelegateRoute.rules[0].action'],
    (chart) => {
      const last = new IstioDelegateRoute(chart, 'last', { rules: [{ action: FORWARD }] });
      return new IstioDelegateRoute(chart, 'leaf', { rules: [{ action: HttpAction.toRoute(last) }] });
    },
    around((http) => istio('VirtualService', 'shop/leaf', `http: [{ ${http} }]`))('delegate: { name: last }', TO_WEB),
    refused('cannot contain delegate'),
  ),
];

export const delegates: RefusedCase[] = [...byRules, ...byTypes];
