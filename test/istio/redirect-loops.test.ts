import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { SecretRef } from '../../lib/core/secret-ref';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch } from '../../lib/routing/http-match';
import { HttpRule } from '../../lib/routing/http-rule';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { PathMatch } from '../../lib/routing/path-match';
import { RedirectOptions } from '../../lib/routing/redirect';
import { TextMatch } from '../../lib/routing/text-match';
import { problemsOf } from '../support/charts';

const SHOP = ['shop.example.com'];
const TLS = { scheme: HttpScheme.HTTPS };
const forward: HttpRule = { action: HttpAction.forward(Backend.fromName('web', { port: 80 })) };
const redirect = (options: RedirectOptions, ...matches: NonNullable<HttpRule['matches']>): HttpRule => ({
  action: HttpAction.redirect(options),
  ...(matches.length === 0 ? {} : { matches }),
});

/** A gateway with HTTP and HTTPS for some hosts, and a route for all of them. */
function problems(
  rules: HttpRule[],
  hosts = SHOP,
  more: { httpsRedirect?: boolean; beside?: (scope: Construct, gateway: IstioGateway) => void } = {},
) {
  const { httpsRedirect, beside } = more;
  return problemsOf((scope) => {
    const tls = ServerTls.simple(SecretRef.fromName('cert'));
    const gateway = new IstioGateway(scope, 'gateway', {
      servers: [IstioServer.http({ hosts, httpsRedirect }), IstioServer.https({ hosts, tls })],
    });
    new IstioGatewayRoute(scope, 'route', { gateway, hosts, rules });
    beside?.(scope, gateway);
  });
}

test('a redirect to HTTPS of what came by HTTPS', () => {
  expect(problems([redirect(TLS)])).toEqual([
    '[chart/route] redirect.loop: rules[0].action: a client that is sent to "https://shop.example.com/" is sent there again by the same rule. ' +
      'Fix: set httpsRedirect on the HTTP server, or match scheme: HttpScheme.HTTP.',
  ]);
  expect(problems([redirect(TLS)], ['*'])).toHaveLength(1);
  expect(problems([redirect(TLS)], SHOP, { httpsRedirect: true })).toHaveLength(1);
});

test.each<[string, HttpRule[]]>([
  ['by the scheme', [redirect(TLS, { scheme: HttpScheme.HTTP }), forward]],
  ['by the port', [redirect(TLS, { port: 80 }), forward]],
  ['by what Envoy says of it', [{ matches: [{ headers: [HeaderMatch.exact('x-forwarded-proto', 'https')] }], ...forward }, redirect(TLS)]],
  ['without what Envoy says of it', [redirect(TLS, { withoutHeaders: [HeaderMatch.exact('x-forwarded-proto', 'https')] }), forward]],
])('not one that is told apart %s', (_, rules) => expect(problems(rules)).toEqual([]));

test('a redirect to a path or a host that the rule takes', () => {
  const path = redirect({ path: '/new/x' }, { path: PathMatch.prefix('/new') });
  expect(problems([path, forward])).toEqual([
    '[chart/route] redirect.loop: rules[0].action: a client that is sent to "http://shop.example.com/new/x" is sent there again by the same rule. ' +
      'Fix: redirect to what the rule does not take, or narrow its matches.',
  ]);
  expect(problems([redirect({ host: SHOP[0] })])).toHaveLength(1);
  expect(problems([redirect({ host: SHOP[0] })], ['www.example.com', ...SHOP])).toHaveLength(1);
});

test('not one to what another rule, another route or nobody here takes', () => {
  expect(problems([{ matches: [{ path: PathMatch.exact('/login') }], ...forward }, redirect({ path: '/login' })])).toEqual([]);
  expect(problems([redirect({ host: 'www.example.com' })])).toEqual([]);
  expect(problems([redirect({ host: 'www.example.com' })], ['*'])).toEqual([]);
  expect(
    problems([redirect({ host: SHOP[0] }, { authority: TextMatch.exact('www.example.com') }), forward], ['www.example.com', ...SHOP]),
  ).toEqual([]);
  const beside = (scope: Construct, gateway: IstioGateway): void => {
    const rules = [{ matches: [{ path: PathMatch.exact('/login') }], ...forward }];
    new IstioGatewayRoute(scope, 'login', { gateway, hosts: SHOP, rules });
  };
  expect(problems([redirect({ path: '/login' })], SHOP, { beside })).toEqual([]);
  expect(problems([redirect({ path: '/login' })])).toHaveLength(1);
});

test('what is wrong with a redirect is told alone', () => {
  expect(problems([redirect({ path: 'new' })])).toEqual([expect.stringContaining('redirect.path: ')]);
  expect(problems([redirect({})])).toEqual([expect.stringContaining('redirect.empty: ')]);
});
