import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../lib/istio/istio-server';
import { HttpAction } from '../../lib/routing/http-action';
import { Host } from '../../lib/values/host';
import { keysOf, keysOverlapping } from '../../lib/values/host-keys';
import { problemsOf } from '../support/charts';

const HOSTS = ['*', '*.com', '*.a.com', '*.b.a.com', '*.b.com', 'com', 'a.com', 'b.a.com', 'c.b.a.com', 'b.com', 'xa.com', '*.xa.com'];

test('hosts that overlap, and no others, are found under each other', () => {
  for (const one of HOSTS.map((text) => Host.parse(text))) {
    const found = HOSTS.filter((text) => keysOverlapping(one).some((key) => keysOf(Host.parse(text)).includes(key)));
    expect([one.text, found]).toEqual([one.text, HOSTS.filter((text) => Host.parse(text).overlaps(one))]);
  }
});

/** How often hosts are compared while so many routes come through one gateway with a host for each. */
function comparisons(routes: number): number {
  const overlaps = jest.spyOn(Host.prototype, 'overlaps');
  const parse = jest.spyOn(Host, 'parse');
  const hosts = Array.from({ length: routes }, (_, index) => `h${index}.example.com`);
  const build = (scope: Construct) => {
    const gateway = new IstioGateway(scope, 'gateway', { servers: [IstioServer.http({ hosts })] });
    const rules = [{ action: HttpAction.forward(Backend.fromName('web', { port: 80 })) }];
    hosts.forEach((host) => new IstioGatewayRoute(scope, `route-${host.split('.')[0]}`, { gateway, hosts: [host], rules }));
  };
  expect(problemsOf(build)).toEqual([]);
  const count = overlaps.mock.calls.length + parse.mock.calls.length;
  jest.restoreAllMocks();
  return count;
}

test('routes through one gateway cost the same each', () => {
  expect(comparisons(40)).toBe(2 * comparisons(20));
});
