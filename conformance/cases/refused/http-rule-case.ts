import { Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute, IstioGatewayRouteProps } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { HttpAction } from '../../../lib/routing/http-action';
import { HttpRule } from '../../../lib/routing/http-rule';
import { around, Expectation, RefusedCase, Request, silent } from './case';
import { EDGE, TO_WEB, virtualService, WEB, world } from './documents';

export const BACKEND = Backend.fromName('web', { port: 80 });
export const FORWARD = HttpAction.forward(BACKEND);
export const SERVED = '200 web.shop:80';
export const HOST = 'shop.example.com';

/** A route for the host through a gateway that takes every host on port 80. */
export const routeOf = (chart: Chart, props: Partial<IstioGatewayRouteProps>, ...servers: IstioServer[]): IstioGatewayRoute => {
  const gateway = new IstioGateway(chart, 'edge', { servers: servers.length > 0 ? servers : [IstioServer.http({ hosts: ['*'] })] });
  return new IstioGatewayRoute(chart, 'web', { gateway, hosts: [HOST], ...props });
};

/** What comes of a request with the fault, and without. */
export const told = (wrong: string, right: string, analyzer?: string): Expectation =>
  silent({ answers: [wrong], analyzer }, { answers: [right] });

const raw = around((http) => world(WEB, EDGE, virtualService(`{ ${http} }`)));

/** One rule of a route, and the entries of `http` that it would be; where nothing else is said, it sends to the Service. */
export function httpRuleCase(
  name: string,
  problem: readonly [id: string, field: string],
  rule: Partial<HttpRule>,
  texts: readonly [wrong: string, right: string],
  expect: Expectation,
  request: Partial<Request> = {},
): RefusedCase {
  const [id, field] = problem;
  return {
    name: `rule: ${name}`,
    ours: (chart) => routeOf(chart, { rules: [{ action: FORWARD, ...rule }] }),
    problem: [id, `IstioGatewayRoute.rules[0]${field === '' ? '' : `.${field}`}`],
    ask: 'istio',
    raw: raw(...texts),
    requests: expect.kind === 'refused' ? undefined : [{ host: HOST, ...request }],
    expect,
  };
}

/** The same of what the rule says beside sending to the Service. */
export function filterCase(
  name: string,
  problem: readonly [id: string, field: string],
  rule: Partial<HttpRule>,
  [wrong, right]: readonly [wrong: string, right: string],
  expect: Expectation,
  request?: Partial<Request>,
): RefusedCase {
  return httpRuleCase(name, problem, rule, [`${TO_WEB}, ${wrong}`, `${TO_WEB}, ${right}`], expect, request);
}
