import { Chart } from 'cdk8s';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { HttpAction } from '../../../lib/routing/http-action';
import { HttpScheme } from '../../../lib/routing/http-scheme';
import { RedirectOptions } from '../../../lib/routing/redirect';
import { around, Expectation, policy, RefusedCase, refused, silent } from './case';
import { EDGE, virtualService, world } from './documents';

// Redirects (facts: Istio, VirtualService). What Istio does not check, a client is told.

const HOST = 'shop.example.com';
const redirect = (options: RedirectOptions) => (chart: Chart) => {
  const gateway = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: ['*'] })] });
  return new IstioGatewayRoute(chart, 'web', { gateway, hosts: [HOST], rules: [{ action: HttpAction.redirect(options) }] });
};
const written = around((text) => world(EDGE, virtualService(`{ redirect: { ${text} } }`)));

function redirectCase(
  name: string,
  id: string,
  options: RedirectOptions,
  raw: [wrong: string, right: string],
  expect: Expectation,
): RefusedCase {
  const problem: RefusedCase['problem'] = [id, 'IstioGatewayRoute.rules[0].action'];
  const requests = expect.kind === 'refused' ? undefined : [{ host: HOST, path: '/old' }];
  return { name: `redirect: ${name}`, ours: redirect(options), problem, ask: 'istio', raw: written(...raw), requests, expect };
}

const told = (wrong: string, right: string): Expectation => silent({ answers: [wrong] }, { answers: [right] });

export const redirects: RefusedCase[] = [
  redirectCase('it changes nothing', 'redirect.empty', {}, ['', 'uri: /new'], refused('redirect')),
  redirectCase(
    'a scheme that browsers do not follow',
    'input.choice',
    { scheme: 'ftp' as HttpScheme },
    ['scheme: ftp', 'scheme: https'],
    refused('scheme'),
  ),
  redirectCase(
    'a status that does not redirect',
    'redirect.status',
    { path: '/new', statusCode: 200 },
    ['uri: /new, redirectCode: 200', 'uri: /new, redirectCode: 302'],
    refused('200'),
  ),
  redirectCase(
    'a status that Istio admits and does not use',
    'redirect.status',
    { path: '/new', statusCode: 300 },
    ['uri: /new, redirectCode: 300', 'uri: /new, redirectCode: 302'],
    // Envoy refuses all that it is told about the port then, so nobody is answered there.
    told('no answer', `302 http://${HOST}/new`),
  ),
  redirectCase(
    'a path without its slash',
    'redirect.path',
    { path: 'new' },
    ['uri: new', 'uri: /new'],
    // Envoy puts the slash in.
    policy({ answers: [`301 http://${HOST}/new`] }),
  ),
  redirectCase(
    'a wildcard for a host',
    'redirect.host',
    { host: '*.example.com' },
    ['authority: "*.example.com"', 'authority: www.example.com'],
    told('301 http://*.example.com/old', '301 http://www.example.com/old'),
  ),
  redirectCase(
    'a wildcard inside a label of the host',
    'host.wildcard',
    { host: 'w*.example.com' },
    ['authority: "w*.example.com"', 'authority: www.example.com'],
    told('301 http://w*.example.com/old', '301 http://www.example.com/old'),
  ),
  redirectCase(
    'a host with a port',
    'host.syntax',
    { host: 'www.example.com:8443' },
    ['authority: "www.example.com:8443"', 'authority: www.example.com'],
    policy({ answers: ['301 http://www.example.com:8443/old'] }, { answers: ['301 http://www.example.com/old'] }),
  ),
  redirectCase(
    'a host that is none',
    'host.syntax',
    { host: 'www..example.com' },
    ['authority: www..example.com', 'authority: www.example.com'],
    told('301 http://www..example.com/old', '301 http://www.example.com/old'),
  ),
];
