import { ApiObject, Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { HttpAction } from '../../../lib/routing/http-action';
import { HeaderMatch, HttpMatch } from '../../../lib/routing/http-match';
import { HttpRule } from '../../../lib/routing/http-rule';
import { PathMatch } from '../../../lib/routing/path-match';
import { around, policy, RefusedCase, refused, silent } from './case';
import { EDGE, TO_WEB, virtualService, WEB, world } from './documents';

// Rules of a route: matches and backends (facts: Istio, VirtualService).

const FORWARD = HttpAction.forward(Backend.fromName('web', { port: 80 }));
const rules =
  (...list: HttpRule[]) =>
  (chart: Chart) => {
    const gateway = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: ['*'] })] });
    return new IstioGatewayRoute(chart, 'web', { gateway, hosts: ['shop.example.com'], rules: list });
  };
const match = (...matches: HttpMatch[]) => rules({ matches, action: FORWARD });
const backend = (choose: (chart: Chart) => Backend) => (chart: Chart) => rules({ action: HttpAction.forward(choose(chart)) })(chart);

const http = around((list) => world(WEB, EDGE, virtualService(list)));
const matched = around((text) => world(WEB, EDGE, virtualService(`{ match: [${text}], ${TO_WEB} }`)));
const to = around((destination) => world(WEB, EDGE, virtualService(`{ route: [{ destination: { ${destination} } }] }`)));

const PATH = 'IstioGatewayRoute.rules[0].matches[0].path';
const HEADER = 'IstioGatewayRoute.rules[0].matches[0].headers[0]';
const ACTION = 'IstioGatewayRoute.rules[0].action';
const SERVED = '200 web.shop:80';

export const routeRules: RefusedCase[] = [
  {
    name: 'rules: none',
    ours: rules(),
    problem: ['route.no-rules', 'IstioGatewayRoute.rules'],
    ask: 'istio',
    raw: http('', `{ ${TO_WEB} }`),
    expect: refused('http, tcp or tls must be provided'),
  },
  {
    name: 'rules: one behind another that takes every request',
    ours: rules({ action: FORWARD }, { matches: [{ path: PathMatch.prefix('/new') }], action: HttpAction.redirect({ path: '/' }) }),
    problem: ['route.unreachable-rule', 'IstioGatewayRoute.rules[1]'],
    ask: 'istio',
    raw: http(
      `{ ${TO_WEB} }, { match: [{ uri: { prefix: /new } }], redirect: { uri: / } }`,
      `{ match: [{ uri: { prefix: /new } }], redirect: { uri: / } }, { ${TO_WEB} }`,
    ),
    requests: [{ host: 'shop.example.com', path: '/new' }],
    expect: silent({ answers: [SERVED], analyzer: 'IST0130' }, { answers: ['301 http://shop.example.com/'] }),
  },
  {
    name: 'matches: an empty list is every request',
    ours: match(),
    problem: ['route.no-matches', 'IstioGatewayRoute.rules[0].matches'],
    ask: 'istio',
    raw: matched('', '{ uri: { prefix: /api } }'),
    requests: [{ host: 'shop.example.com', path: '/other' }],
    expect: policy({ answers: [SERVED] }, { answers: ['404'] }),
  },
  {
    name: 'path: without a slash it is the path of no request',
    ours: match({ path: PathMatch.exact('api') }),
    problem: ['path.syntax', PATH],
    ask: 'istio',
    raw: matched('{ uri: { exact: api } }', '{ uri: { exact: /api } }'),
    requests: [{ host: 'shop.example.com', path: '/api' }],
    expect: silent({ answers: ['404'] }, { answers: [SERVED] }),
  },
  {
    name: 'path: an empty segment is matched where other dialects cannot',
    ours: match({ path: PathMatch.startsWith('/a//b') }),
    problem: ['path.syntax', PATH],
    ask: 'istio',
    raw: matched('{ uri: { prefix: /a//b } }', '{ uri: { prefix: /a/b } }'),
    requests: [
      { host: 'shop.example.com', path: '/a//b' },
      { host: 'shop.example.com', path: '/a/b' },
    ],
    expect: policy({ answers: [SERVED, '404'] }, { answers: ['404', SERVED] }),
  },
  {
    name: 'path: an empty expression',
    ours: match({ path: PathMatch.regex('') }),
    problem: ['path.regex', PATH],
    ask: 'istio',
    raw: matched('{ uri: { regex: "" } }', '{ uri: { regex: "/a.*" } }'),
    expect: refused('regex'),
  },
  {
    name: 'path: an expression of more than 1024 characters',
    ours: match({ path: PathMatch.regex(`/${'a'.repeat(1024)}`) }),
    problem: ['path.regex', PATH],
    ask: 'istio',
    raw: matched(`{ uri: { regex: "/${'a'.repeat(1024)}" } }`, `{ uri: { regex: "/${'a'.repeat(1023)}" } }`),
    expect: refused('1024'),
  },
  {
    name: 'headers: one header twice',
    ours: match({ headers: [HeaderMatch.exact('x-canary', 'yes'), HeaderMatch.startsWith('X-Canary', 'y')] }),
    problem: ['route.duplicate-header', 'IstioGatewayRoute.rules[0].matches[0].headers'],
    ask: 'istio',
    raw: matched('{ headers: { x-canary: { exact: "yes" }, x-canary: { prefix: y } } }', '{ headers: { x-canary: { exact: "yes" } } }'),
    expect: refused('already'),
  },
  {
    name: 'header: a name with a space',
    ours: match({ headers: [HeaderMatch.exact('x canary', 'yes')] }),
    problem: ['header.name', HEADER],
    ask: 'istio',
    raw: matched('{ headers: { "x canary": { exact: "yes" } } }', '{ headers: { x-canary: { exact: "yes" } } }'),
    expect: refused('x canary'),
  },
  {
    name: 'header: an empty expression',
    ours: match({ headers: [HeaderMatch.regex('x-canary', '')] }),
    problem: ['header.regex', HEADER],
    ask: 'istio',
    raw: matched('{ headers: { x-canary: { regex: "" } } }', '{ headers: { x-canary: { regex: "y.*" } } }'),
    expect: refused('regex'),
  },
  {
    name: 'header: a prefix of no characters',
    ours: match({ headers: [HeaderMatch.startsWith('x-canary', '')] }),
    problem: ['istio.empty-prefix', HEADER],
    ask: 'istio',
    raw: matched('{ headers: { x-canary: { prefix: "" } } }', '{ headers: { x-canary: { prefix: ye } } }'),
    expect: refused('prefix'),
  },
  {
    name: 'backend: a name that no Service has',
    ours: backend(() => Backend.fromName('Web_2', { port: 80 })),
    problem: ['name.syntax', ACTION],
    ask: 'istio',
    raw: to('host: Web_2, port: { number: 80 }', 'host: web, port: { number: 80 }'),
    expect: refused('Web_2'),
  },
  {
    name: 'backend: a port above 65535',
    ours: backend(() => Backend.fromName('web', { port: 70000 })),
    problem: ['port.range', ACTION],
    ask: 'istio',
    raw: to('host: web, port: { number: 70000 }', 'host: web, port: { number: 80 }'),
    expect: refused('1..65535'),
  },
  {
    name: 'backend: a port that the Service does not have',
    ours: backend((chart) => Backend.fromService(serviceOf(chart, 80), { port: 81 })),
    problem: ['backend.unknown-port', ACTION],
    ask: 'istio',
    raw: to('host: web, port: { number: 81 }', 'host: web, port: { number: 80 }'),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['503'], analyzer: 'IST0101' }, { answers: [SERVED] }),
  },
  {
    name: 'backend: a Service with two ports, and none is named',
    ours: backend((chart) => Backend.fromService(serviceOf(chart, 80, 8080))),
    problem: ['backend.ambiguous-port', ACTION],
    ask: 'istio',
    raw: around((destination) =>
      world(
        WEB.replace('[{ name: http, port: 80 }]', '[{ name: http-api, port: 8080 }, { name: http-admin, port: 9090 }]'),
        EDGE,
        virtualService(`{ route: [{ destination: { ${destination} } }] }`),
      ),
    )('host: web', 'host: web, port: { number: 8080 }'),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['503'], analyzer: 'IST0112' }, { answers: ['200 web.shop:8080'] }),
  },
  {
    name: 'backend: a Service that is not there',
    ours: backend((chart) => Backend.fromService(new Chart(chart, 'empty'))),
    problem: ['reference.not-one', ACTION],
    ask: 'istio',
    raw: to('host: shop-web, port: { number: 80 }', 'host: web, port: { number: 80 }'),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['503'], analyzer: 'IST0101' }, { answers: [SERVED] }),
  },
];

function serviceOf(chart: Chart, ...ports: number[]): ApiObject {
  const spec = { ports: ports.map((port) => ({ name: `http-${port}`, port })) };
  return new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
}
