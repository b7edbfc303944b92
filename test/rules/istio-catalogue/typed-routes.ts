import { Chart, Duration } from 'cdk8s';
import { IstioDelegateRoute } from '../../../lib/istio/istio-delegate-route';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { HttpAction } from '../../../lib/routing/http-action';
import { FaultAbort, FaultDelay, HttpFault } from '../../../lib/routing/http-filters';
import { HttpMatch } from '../../../lib/routing/http-match';
import { HttpRewrite, PathRewrite } from '../../../lib/routing/http-rewrite';
import { HttpRule } from '../../../lib/routing/http-rule';
import { documentOf } from '../../support/charts';
import { idsOf, Impossible } from '../catalogue/line';
import { cannotBeSaid, forward, route, HOST, waysToMake, web } from './world';

// 2.2 VirtualService, what its types leave no words for.

const hosts = [HOST];
/** The entries of a route with one rule. */
const written = (rule: Partial<HttpRule>): Record<string, any>[] =>
  documentOf('VirtualService', route({ rules: [{ action: forward, ...rule }] })).spec.http;
const idsWith = (rule: HttpRule): string[] => idsOf(route({ rules: [rule] }));

export const impossibleRoutes: readonly Impossible[] = [
  cannotBeSaid('Delegate shape', 'gateways, hosts, or rules for connections, of a delegate', 'no property says them', () => {
    const build = (chart: Chart): IstioDelegateRoute =>
      // @ts-expect-error there are no such properties
      new IstioDelegateRoute(chart, 'api', { rules: [{ action: forward }], hosts, tlsRules: [], tcpRules: [] });
    expect(idsOf(build)).toEqual(['route.unknown-word']);
  }),
  cannotBeSaid('Delegate shape', 'a rule that delegates and redirects', 'an action is one of the two', () => {
    // @ts-expect-error there is no such property
    const rule: HttpRule = { action: forward, redirect: HttpAction.redirect({ path: '/' }) };
    expect(idsWith(rule)).toEqual(['route.unknown-word']);
  }),
  cannotBeSaid('Gateway names', 'a name that is not that of a Gateway', 'it comes with the object', () => {
    const gatewaysOf = (namespace: string) =>
      documentOf('VirtualService', (chart) => {
        const gateway = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts })], namespace });
        return new IstioGatewayRoute(chart, 'route', { gateway, hosts, rules: [{ action: forward }], namespace: 'shop' });
      }).spec.gateways as string[];
    expect([gatewaysOf('public'), gatewaysOf('shop')]).toEqual([['public/edge'], ['edge']]);
  }),
  cannotBeSaid(
    'gateways omitted',
    'a route of the edge for the mesh alone',
    'a route has its gateway, its own if it was given none',
    () => {
      const gatewaysOf = (includeMesh?: boolean) => documentOf('VirtualService', route({ includeMesh })).spec.gateways as string[];
      expect([gatewaysOf(), gatewaysOf(true)]).toEqual([['route-gateway'], ['route-gateway', 'mesh']]);
    },
  ),
  cannotBeSaid('Route blocks', 'no action, or two', 'there is one property for it, which is required', () => {
    // @ts-expect-error the action is required
    const none: HttpRule = {};
    expect(idsWith(none)).toEqual(['input.type']);
    const kinds = [forward, HttpAction.redirect({ host: 'new.example.com' }), HttpAction.respond({ status: 200 })];
    const blocks = kinds.map((action) =>
      Object.keys(written({ action })[0]).filter((key) => ['route', 'redirect', 'directResponse'].includes(key)),
    );
    expect(blocks).toEqual([['route'], ['redirect'], ['directResponse']]);
  }),
  cannotBeSaid('match.gateways', 'gateways of a match', 'no property says them', () => {
    // @ts-expect-error there is no such property
    const match: HttpMatch = { gateways: ['mesh'] };
    expect(idsWith({ matches: [match], action: forward })).toEqual(['route.unknown-word']);
  }),
  cannotBeSaid('Fault', 'an error of HTTP/2, or a delay that grows', 'there is no way to make one', () => {
    // @ts-expect-error there is no such property
    const fault: HttpFault = { delay: FaultDelay.of(Duration.seconds(1)), http2Error: 'x' };
    expect(idsWith({ action: forward, fault })).toEqual(['route.unknown-word']);
    expect([FaultDelay, FaultAbort].map(waysToMake)).toEqual([['of'], ['httpStatus', 'grpcStatus']]);
  }),
  cannotBeSaid('Redirect', 'a new path and a new prefix', 'there is one property for the path', () => {
    // @ts-expect-error there is no such property
    const action = HttpAction.redirect({ path: '/new', prefix: '/new' });
    expect(idsWith({ action })).toEqual(['route.unknown-word']);
  }),
  cannotBeSaid('Rewrite, mirror', 'a new path and an expression', 'a PathRewrite is one of the two', () => {
    // @ts-expect-error there is no such property
    const rewrite: HttpRewrite = { path: PathRewrite.full('/new'), regex: PathRewrite.regex('a', 'b') };
    expect(idsWith({ action: forward, rewrite })).toEqual(['route.unknown-word']);
    const rewrites = [PathRewrite.full('/new'), PathRewrite.regex('a', 'b')].map((path) =>
      Object.keys(written({ rewrite: { path } })[0].rewrite),
    );
    expect(rewrites).toEqual([['uriRegexRewrite'], ['uriRegexRewrite']]);
  }),
  cannotBeSaid('Rewrite, mirror', 'mirror beside mirrors, or mirrorPercent', 'one mirror is a list too', () => {
    const [entry] = written({ mirrors: [{ backend: web, percent: 5 }] });
    expect(entry).not.toHaveProperty('mirror');
    expect(entry.mirrors).toEqual([expect.objectContaining({ percentage: { value: 5 } })]);
  }),
];
