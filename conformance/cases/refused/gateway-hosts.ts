import { Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { HttpAction } from '../../../lib/routing/http-action';
import { around, policy, RefusedCase, refused, silent } from './case';
import { EDGE, gateway, TO_WEB, virtualService, WEB, world } from './documents';

// Hosts of a Gateway's servers and of its routes (facts: Istio, Gateway and VirtualService).

const serverFor =
  (...hosts: string[]) =>
  (chart: Chart) =>
    new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts })] });
const RULES = [{ action: HttpAction.forward(Backend.fromName('web', { port: 80 })) }];
const routeFor =
  (...hosts: string[]) =>
  (chart: Chart) => {
    const edge = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: ['*'] })] });
    return new IstioGatewayRoute(chart, 'web', { gateway: edge, hosts, rules: RULES });
  };

const server = around((hosts) => gateway(`{ port: { number: 80, name: http, protocol: HTTP }, hosts: [${hosts}] }`));
const served = around((hosts) =>
  world(WEB, gateway(`{ port: { number: 80, name: http, protocol: HTTP }, hosts: [${hosts}] }`), virtualService(`{ ${TO_WEB} }`)),
);
const route = around((hosts) => world(WEB, EDGE, virtualService(`{ ${TO_WEB} }`, hosts)));

const SERVER_HOST = 'IstioGateway.servers[0].hosts[0]';
const ROUTE_HOST = 'IstioGatewayRoute.hosts[0]';

export const gatewayHosts: RefusedCase[] = [
  {
    name: 'server: no hosts',
    ours: serverFor(),
    problem: ['istio.no-hosts', 'IstioGateway.servers[0].hosts'],
    ask: 'istio',
    raw: server('', 'shop.example.com'),
    expect: refused('at least one host'),
  },
  {
    name: 'server: a host with an empty label',
    ours: serverFor('shop..example.com'),
    problem: ['host.syntax', SERVER_HOST],
    ask: 'istio',
    raw: server('shop..example.com', 'shop.example.com'),
    expect: refused('label "" invalid'),
  },
  {
    name: 'server: a host with upper-case letters',
    ours: serverFor('Shop.Example.com'),
    problem: ['host.syntax', SERVER_HOST],
    ask: 'istio',
    raw: served('Shop.Example.com', 'shop.example.com'),
    requests: [{ host: 'shop.example.com' }],
    // docs/policies.md has it served. Names are compared by their letters where Istio asks which routes a server is for.
    expect: silent({ answers: ['404'], analyzer: 'IST0132' }, { answers: ['200 web.shop:80'] }),
  },
  {
    name: 'server: a wildcard inside a label',
    ours: serverFor('*shop.example.com'),
    problem: ['host.wildcard', SERVER_HOST],
    ask: 'istio',
    raw: server('"*shop.example.com"', '"*.example.com"'),
    expect: refused('*shop.example.com'),
  },
  {
    name: 'server: a host without a dot',
    ours: serverFor('shop'),
    problem: ['istio.host-unqualified', SERVER_HOST],
    ask: 'istio',
    raw: server('shop', 'shop.example.com'),
    expect: refused('short names'),
  },
  {
    name: 'server: a host that ends in a number',
    ours: serverFor('shop.example.7'),
    problem: ['istio.host-numeric', SERVER_HOST],
    ask: 'istio',
    raw: server('shop.example.7', 'shop.example.7com'),
    expect: refused('cannot be all-numeric'),
  },
  {
    name: 'server: an address with a leading zero',
    ours: serverFor('192.168.01.200'),
    problem: ['address.leading-zero', SERVER_HOST],
    ask: 'istio',
    raw: server('192.168.01.200', '192.168.1.200'),
    expect: refused('cannot be all-numeric'),
  },
  {
    name: 'server: an octet above 255',
    ours: serverFor('192.168.1.300'),
    problem: ['address.syntax', SERVER_HOST],
    ask: 'istio',
    raw: server('192.168.1.300', '192.168.1.200'),
    expect: refused('cannot be all-numeric'),
  },
  {
    name: 'server: a namespace that is none',
    ours: serverFor('Shop_2/shop.example.com'),
    problem: ['name.syntax', SERVER_HOST],
    ask: 'istio',
    raw: server('Shop_2/shop.example.com', 'shop/shop.example.com'),
    expect: refused('Shop_2'),
  },
  {
    name: 'route: no hosts',
    ours: routeFor(),
    problem: ['istio.no-hosts', 'IstioGatewayRoute.hosts'],
    ask: 'istio',
    raw: route('', 'shop.example.com'),
    expect: refused('must have no gateways'),
  },
  {
    name: 'route: two hosts that some request is for',
    ours: routeFor('*.example.com', 'shop.example.com'),
    problem: ['istio.overlapping-hosts', 'IstioGatewayRoute.hosts'],
    ask: 'istio',
    raw: route('"*.example.com", shop.example.com', '"*.example.com", shop.example.org'),
    expect: refused('duplicate hosts'),
  },
  {
    name: 'route: a host that the gateway does not answer for',
    ours: (chart) => {
      const edge = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: ['other.example.com'] })] });
      return new IstioGatewayRoute(chart, 'web', { gateway: edge, hosts: ['shop.example.com'], rules: RULES });
    },
    problem: ['istio.host-not-in-gateway', 'IstioGatewayRoute.hosts'],
    ask: 'istio',
    raw: served('other.example.com', 'shop.example.com'),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['404'], analyzer: 'IST0132' }, { answers: ['200 web.shop:80'] }),
  },
  {
    name: 'route: a host with an empty label',
    ours: routeFor('shop..example.com'),
    problem: ['host.syntax', ROUTE_HOST],
    ask: 'istio',
    raw: route('shop..example.com', 'shop.example.com'),
    expect: refused('label "" invalid'),
  },
  {
    name: 'route: a wildcard inside a label',
    ours: routeFor('*shop.example.com'),
    problem: ['host.wildcard', ROUTE_HOST],
    ask: 'istio',
    raw: route('"*shop.example.com"', '"*.example.com"'),
    requests: [{ host: 'myshop.example.com' }, { host: 'other.example.com' }],
    // Istio refuses it of a server only; Envoy compares the end of the name.
    expect: policy({ answers: ['200 web.shop:80', '404'] }, { answers: ['200 web.shop:80', '200 web.shop:80'] }),
  },
  {
    name: 'route: a host with upper-case letters',
    ours: routeFor('Shop.Example.com'),
    problem: ['host.syntax', ROUTE_HOST],
    ask: 'istio',
    raw: route('Shop.Example.com', 'shop.example.com'),
    requests: [{ host: 'shop.example.com' }],
    expect: policy({ answers: ['200 web.shop:80'] }),
  },
  {
    name: 'route: a host without a dot is taken for a Service beside the route',
    ours: routeFor('shop'),
    problem: ['istio.host-unqualified', ROUTE_HOST],
    ask: 'istio',
    raw: route('shop', 'shop.example.com'),
    requests: [{ host: 'shop.example.com' }],
    expect: silent({ answers: ['404'] }, { answers: ['200 web.shop:80'] }),
  },
  {
    name: 'route: an IPv6 address',
    ours: routeFor('2001:db8::10'),
    problem: ['host.syntax', ROUTE_HOST],
    ask: 'istio',
    raw: route('"2001:db8::10"', 'shop.example.com'),
    requests: [{ host: '[2001:db8::10]' }, { host: 'shop.example.com' }],
    // docs/policies.md has it served by Istio. Envoy is told the address without the brackets that every client writes.
    expect: silent({ answers: ['404', '404'] }, { answers: ['404', '200 web.shop:80'] }),
  },
  {
    name: 'route: a host that ends in a number',
    ours: routeFor('shop.example.7'),
    problem: ['istio.host-numeric', ROUTE_HOST],
    ask: 'istio',
    raw: route('shop.example.7', 'shop.example.7com'),
    expect: refused('cannot be all-numeric'),
  },
  {
    name: 'route: an address with a leading zero',
    ours: routeFor('192.168.01.200'),
    problem: ['address.leading-zero', ROUTE_HOST],
    ask: 'istio',
    raw: route('192.168.01.200', '192.168.1.200'),
    expect: refused('cannot be all-numeric'),
  },
  {
    name: 'route: an octet above 255',
    ours: routeFor('192.168.1.300'),
    problem: ['address.syntax', ROUTE_HOST],
    ask: 'istio',
    raw: route('192.168.1.300', '192.168.1.200'),
    expect: refused('cannot be all-numeric'),
  },
];
