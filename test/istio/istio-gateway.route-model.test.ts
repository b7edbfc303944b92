import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Backend } from '../../lib/core/backend';
import { ExportTo } from '../../lib/istio/export-to';
import { IstioDelegateRoute } from '../../lib/istio/istio-delegate-route';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { IstioIngressGateway } from '../../lib/istio/istio-ingress-gateway';
import { IstioServer } from '../../lib/istio/istio-server';
import { RouteResult } from '../../lib/routing/evaluation';
import { HttpAction } from '../../lib/routing/http-action';
import { HttpRule } from '../../lib/routing/http-rule';
import { PathMatch } from '../../lib/routing/path-match';
import { chartWith } from '../support/charts';

const to = (name: string, namespace?: string): HttpRule => ({
  action: HttpAction.forward(Backend.fromName(name, { port: 80, namespace })),
});
const http = (...hosts: string[]) => ({ servers: [IstioServer.http({ hosts })] });
const backendsOf = (gateway: IstioGateway, url: string): string[] =>
  gateway
    .routeModel()
    .evaluate({ url })
    .destinations.map(({ backend }) => backend);

function within<T>(build: (chart: Chart) => T): T {
  const built: T[] = [];
  chartWith((chart) => built.push(build(chart)), { namespace: 'shop' });
  return built[0];
}

test('a gateway tells what becomes of a request', () => {
  const route = within((chart) => new IstioGatewayRoute(chart, 'web', { hosts: ['shop.example.com'], rules: [to('web')] }));
  expect(route.gateway.routeModel().evaluate({ url: 'http://shop.example.com/cart?x=1' })).toMatchObject({
    result: RouteResult.FORWARD,
    route: 'chart/web',
    rule: 'rules[0]',
    destinations: [{ backend: 'web.shop', port: 80, weight: 100 }],
    path: '/cart?x=1',
    host: 'shop.example.com',
  });
  expect(route.gateway.routeModel().evaluate({ url: 'http://other.example.com/' })).toMatchObject({
    result: RouteResult.NOTHING,
    statusCode: 404,
  });
  expect(route.gateway.routeModel().evaluate({ url: 'http://shop.example.com:81/' })).toMatchObject({ result: RouteResult.NOTHING });
});

test('all gateways of the same proxies count, and no others', () => {
  const [first, other] = within((chart) => {
    const one = new IstioGateway(chart, 'one', http('a.lan'));
    const two = new IstioGateway(chart, 'two', http('b.lan'));
    const elsewhere = new IstioGateway(chart, 'three', { ...http('c.lan'), workload: IstioIngressGateway.fromLabels({ app: 'other' }) });
    new IstioGatewayRoute(chart, 'a', { gateway: one, hosts: ['a.lan'], rules: [to('a')] });
    new IstioGatewayRoute(chart, 'b', { gateway: two, hosts: ['b.lan'], rules: [to('b')] });
    new IstioGatewayRoute(chart, 'c', { gateway: elsewhere, hosts: ['c.lan'], rules: [to('c')] });
    return [one, elsewhere];
  });
  expect(['a', 'b', 'c'].map((name) => backendsOf(first, `http://${name}.lan/`))).toEqual([['a.shop'], ['b.shop'], []]);
  expect(['a', 'b', 'c'].map((name) => backendsOf(other, `http://${name}.lan/`))).toEqual([[], [], ['c.shop']]);
});

test('gateways of other clusters do not', () => {
  const app = new App({ outdir: '/nowhere' });
  const [lab, other] = ['lab', 'other'].map((id) => new Chart(new Cluster(app, id), 'chart'));
  const { gateway } = new IstioGatewayRoute(lab, 'a', { hosts: ['a.lan'], rules: [to('a')] });
  new IstioGatewayRoute(other, 'b', { hosts: ['b.lan'], rules: [to('b')] });
  expect([backendsOf(gateway, 'http://a.lan/'), backendsOf(gateway, 'http://b.lan/')]).toEqual([['a.default'], []]);
});

test('of several routes for a host, the one whose name comes first is asked first, and what takes everything last', () => {
  const gateway = within((chart) => {
    const shared = new IstioGateway(chart, 'gateway', http('*'));
    const route = (name: string, ...rules: HttpRule[]) => new IstioGatewayRoute(chart, name, { gateway: shared, hosts: ['*'], rules });
    route('b', { ...to('b'), matches: [{ path: PathMatch.prefix('/x') }] });
    route('c', { ...to('c'), matches: [{ path: PathMatch.prefix('/') }] });
    route('a', { ...to('a'), matches: [{ path: PathMatch.prefix('/x/y') }] }, to('rest'));
    return shared;
  });
  const paths = ['/x', '/x/y', '/z'];
  expect(paths.map((path) => backendsOf(gateway, `http://a.lan${path}`))).toEqual([['b.shop'], ['a.shop'], ['rest.shop']]);
});

test('a route that is exported by name is asked before one that is for all, and one that is not exported never', () => {
  const gateway = within((chart) => {
    const shared = new IstioGateway(chart, 'gateway', http('*'));
    const route = (name: string, exportTo?: ExportTo) =>
      new IstioGatewayRoute(chart, name, { gateway: shared, hosts: ['*'], rules: [to(name)], exportTo });
    route('a', ExportTo.ownNamespace());
    route('b');
    route('c', ExportTo.namespaces(['istio-system']));
    return shared;
  });
  expect(backendsOf(gateway, 'http://a.lan/')).toEqual(['c.shop']);
});

test('delegates answer from their own namespace', () => {
  const route = within((chart) => {
    const books = new IstioDelegateRoute(chart, 'books', { namespace: 'books', rules: [to('web')] });
    const rules = [{ matches: [{ path: PathMatch.prefix('/books') }], action: HttpAction.toRoute(books) }];
    return new IstioGatewayRoute(chart, 'root', { hosts: ['*'], rules });
  });
  expect([backendsOf(route.gateway, 'http://a.lan/books/1'), backendsOf(route.gateway, 'http://a.lan/')]).toEqual([['web.books'], []]);
  expect(route.gateway.routeModel().evaluate({ url: 'http://a.lan/books' })).toMatchObject({ route: 'chart/books', rule: 'rules[0]' });
});

test('a workload that is none keeps nobody from asking', () => {
  const gateway = within((chart: Construct) => new IstioGateway(chart, 'gateway', { ...http('*'), workload: {} as IstioIngressGateway }));
  expect(gateway.routeModel().evaluate({ url: 'http://a.lan/' }).result).toBe(RouteResult.NOTHING);
});
