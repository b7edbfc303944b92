import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute, IstioGatewayRouteProps } from '../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../lib/istio/istio-server';
import { HttpAction } from '../../lib/routing/http-action';
import { PathMatch } from '../../lib/routing/path-match';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const action = HttpAction.forward(Backend.fromName('web', { port: 80 }));
const base: IstioGatewayRouteProps = { hosts: ['*'], rules: [{ action }] };
const route = (props: Partial<IstioGatewayRouteProps>) =>
  documentOf('VirtualService', (chart) => new IstioGatewayRoute(chart, 'route', { ...base, ...props }), { namespace: 'shop' });
const problems = (props: Partial<IstioGatewayRouteProps>) =>
  problemsOf((chart) => new IstioGatewayRoute(chart, 'route', { ...base, ...props }), { namespace: 'shop' });

/** A route through a gateway of namespace `edge`. */
const through =
  (gatewayHosts: string[], props: Partial<IstioGatewayRouteProps> = {}) =>
  (chart: Construct) => {
    const gateway = new IstioGateway(chart, 'gateway', { servers: [IstioServer.http({ hosts: gatewayHosts })], namespace: 'edge' });
    return new IstioGatewayRoute(chart, 'route', { ...base, gateway, ...props });
  };

test('the primary object can be patched', () => {
  const virtualService = documentOf('VirtualService', (chart) => {
    const construct = new IstioGatewayRoute(chart, 'route', base);
    ApiObject.of(construct).addJsonPatch(JsonPatch.add('/spec/http/0/timeout', '5s'));
  });
  expect(virtualService.spec.http[0].timeout).toBe('5s');
});

test('the whole httpbin page is one construct', () => {
  const rules = [{ matches: [{ path: PathMatch.prefix('/') }], action: HttpAction.forward(Backend.fromName('httpbin', { port: 8000 })) }];
  expect(yamlOf((chart) => new IstioGatewayRoute(chart, 'httpbin', { hosts: ['*'], rules }))).toMatchSnapshot();
});

test('the route of the bookinfo page, through a gateway that is there', () => {
  const build = (chart: Construct) => {
    const productpage = new kplus.Service(chart, 'productpage', { metadata: { name: 'productpage' }, ports: [{ port: 9080 }] });
    const hosts = ['bookinfo.example.com'];
    const gateway = new IstioGateway(chart, 'app-gateway', { servers: [IstioServer.http({ hosts })] });
    const rules = [{ matches: [{ path: PathMatch.prefix('/') }], action: HttpAction.forward(Backend.fromService(productpage)) }];
    return new IstioGatewayRoute(chart, 'bookinfo-vs', { gateway, hosts, rules });
  };
  expect(yamlOf(build, { namespace: 'default' })).toMatchSnapshot();
});

describe('the gateway', () => {
  test('of its own takes name and namespace from the route', () => {
    const named = (props: Partial<IstioGatewayRouteProps>) =>
      documentOf('Gateway', (chart) => new IstioGatewayRoute(chart, 'x', { ...base, name: 'web', namespace: 'shop', ...props }));
    expect(named({}).metadata).toEqual({ name: 'web-gateway', namespace: 'shop' });
    expect(named({ gatewayName: 'edge' }).metadata).toEqual({ name: 'edge', namespace: 'shop' });
    expect(named({ hosts: ['a.example.com'] }).spec.servers[0].hosts).toEqual(['a.example.com']);
    expect(route({ name: 'web', namespace: 'other', gatewayName: 'edge' })).toMatchObject({
      metadata: { name: 'web', namespace: 'other' },
      spec: { gateways: ['edge'] },
    });
  });

  test('is named with its namespace from another one', () => {
    expect(documentOf('VirtualService', through(['*']), { namespace: 'shop' }).spec.gateways).toEqual(['edge/gateway']);
    expect(documentOf('VirtualService', through(['*']), { namespace: 'edge' }).spec.gateways).toEqual(['gateway']);
  });

  test('can serve a second route', () => {
    const build = (chart: Construct) => {
      const { gateway } = new IstioGatewayRoute(chart, 'first', base);
      return new IstioGatewayRoute(chart, 'second', { ...base, gateway });
    };
    expect(yamlOf(build).match(/- first-gateway/g)).toHaveLength(2);
  });
});

describe('hosts that the gateway does not answer for', () => {
  const misses = (gatewayHosts: string[], hosts: string[], namespace = 'shop') =>
    problemsOf(through(gatewayHosts, { hosts }), { namespace });

  test('are named, with those it has', () => {
    expect(misses(['a.example.com', '*.lan'], ['b.example.com', 'nas.lan'])).toEqual([
      '[chart/route] istio.host-not-in-gateway: hosts: "b.example.com" is no host of gateway "gateway" for routes of namespace "shop", ' +
        'so no request reaches it. Allowed: a.example.com, *.lan. Fix: add the host to a server of gateway "gateway", or route one of its hosts.',
    ]);
  });

  test('are no matter while the servers of the gateway are wrong', () => {
    for (const servers of [undefined, [], [null]]) {
      const found = problemsOf((chart) => {
        const gateway = new IstioGateway(chart, 'gateway', { servers: servers as any });
        new IstioGatewayRoute(chart, 'route', { ...base, gateway });
      });
      expect(found).toEqual([expect.stringContaining('[chart/gateway] ')]);
    }
  });

  test('nor are those it keeps for other namespaces', () => {
    expect(misses(['./a.example.com'], ['a.example.com'])).toEqual([expect.stringContaining('istio.host-not-in-gateway')]);
    expect(misses(['other/*'], ['a.example.com'])).toEqual([expect.stringContaining('istio.host-not-in-gateway')]);
    expect(misses(['./a.example.com'], ['a.example.com'], 'edge')).toEqual([]);
    expect(misses(['shop/*', '*/b.example.com'], ['a.example.com'])).toEqual([]);
  });

  test('of whose many hosts a message names some', () => {
    const many = Array.from({ length: 12 }, (_, index) => `${index}.example.com`);
    expect(misses(many, ['shop.lan'])).toEqual([expect.stringContaining('8.example.com, 9.example.com and 2 more. Fix: ')]);
  });

  test('but a wildcard that meets one of its hosts is answered', () => expect(misses(['a.example.com'], ['*.example.com'])).toEqual([]));

  test('and nothing is said while the gateway has a wrong host', () => {
    expect(misses(['b.example.com', 'a'], ['a.example.com'])).toEqual([expect.stringContaining('[chart/gateway] istio.host-unqualified')]);
  });
});

describe('what Istio refuses or never uses is reported', () => {
  test('every wrong host once, though a gateway is made for them', () => {
    expect(problems({ hosts: ['a', 'A.example.com'] })).toEqual([
      expect.stringContaining('[chart/route] istio.host-unqualified: hosts[0]: "a" has no dot'),
      expect.stringContaining('[chart/route] host.syntax: hosts[1]: "A.example.com" is not a host. '),
    ]);
  });

  test('a Service that has no such port, as the tree is in the end', () => {
    const build = (late: boolean) => (chart: Construct) => {
      const service = new kplus.Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80, name: 'http' }] });
      const backend = Backend.fromService(service, { port: 81 });
      new IstioGatewayRoute(chart, 'route', { ...base, rules: [{ action: HttpAction.forward(backend) }] });
      if (late) {
        service.bind(81, { name: 'more' });
      }
    };
    expect(problemsOf(build(false))).toEqual([
      expect.stringContaining(
        '[chart/route] backend.unknown-port: rules[0].action: Service "default/web" has no port 81. Allowed: 80 (http).',
      ),
    ]);
    expect(problemsOf(build(true))).toEqual([]);
  });

  test('a Service that is not there', () => {
    const build = (chart: Construct) => {
      const rules = [{ action: HttpAction.forward(Backend.fromService(new Construct(chart, 'empty'))) }];
      return new IstioGatewayRoute(chart, 'route', { ...base, rules });
    };
    expect(problemsOf(build)).toEqual([
      expect.stringContaining('[chart/route] reference.not-one: rules[0].action: "chart/empty" holds no Service'),
    ]);
  });

  test('a name for a gateway that is not made', () => {
    expect(problemsOf(through(['*'], { gatewayName: 'mine' }))).toEqual([
      '[chart/route] istio.gateway-name-unused: gatewayName: the route comes through "gateway", so no gateway is made that could have this name. ' +
        'Fix: drop gatewayName, or gateway.',
    ]);
  });

  test.each([
    [{ hosts: [] }, 'istio.no-hosts: hosts: the route has no hosts. Fix: name the hosts it is for, or "*" for any.'],
    [{ hosts: ['shop/a.example.com'] }, 'host.syntax: hosts[0]: "shop/a.example.com" is not a host'],
    [
      { hosts: ['*.example.com', 'a.example.com'] },
      'istio.overlapping-hosts: hosts: "a.example.com" and "*.example.com" are both for some request',
    ],
    [{ name: 'a.B', gatewayName: 'a' }, 'name.syntax: name: "a.B" is not a valid name'],
    [
      { rules: [{ action: HttpAction.forward(Backend.fromName('Web', { port: 80 })) }] },
      'name.syntax: rules[0].action: "Web" is not a valid name',
    ],
  ])('%#: %j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/route] ${message}`)]);
  });

  test.each([
    [{ namespace: 'Shop' }, 'name.syntax: namespace: "Shop" is not a valid name'],
    [{ name: 'Shop' }, 'name.syntax: name: "Shop" is not a valid name'],
    [{ gatewayName: 'shop.example.com' }, 'name.syntax: gatewayName: "shop.example.com" is not a valid name'],
    [{ hosts: ['Shop'] }, 'host.syntax: hosts[0]: "Shop" is not a host'],
  ])('what its own gateway would have wrong too, once: %j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/route] ${message}`)]);
  });

  test('a name that Istio takes for a route and not for the gateway derived from it', () => {
    expect(problems({ name: 'shop.example.com' })).toEqual([
      '[chart/route] name.syntax: gatewayName: the gateway of the route would be called "shop.example.com-gateway", ' +
        'which Istio refuses for a Gateway. Allowed: lower-case letters, digits and "-", at most 63. Fix: pass gatewayName.',
    ]);
    expect(problems({ name: 'shop.example.com', gatewayName: 'shop' })).toEqual([]);
    expect(problemsOf(through(['*'], { name: 'shop.example.com' }))).toEqual([]);
  });
});
