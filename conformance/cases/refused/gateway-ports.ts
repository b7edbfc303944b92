import { SecretRef } from '../../../lib/core/secret-ref';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioServer } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { around, policy, RefusedCase, refused, silent } from './case';
import { gateway, WEB, world } from './documents';

// Names of a Gateway's servers, where they listen, and what TCP shares a port with (facts: Istio, Gateway).

const SHOP = 'shop.example.com';
const API = 'api.example.com';
const SERVED = '200 web.shop:80';
const TLS = 'tls: { mode: SIMPLE, credentialName: shop-tls }';

const having =
  (...servers: IstioServer[]): RefusedCase['ours'] =>
  (chart) =>
    new IstioGateway(chart, 'edge', { servers });
const CERTIFICATE = `
apiVersion: v1
kind: Secret
metadata: { name: shop-tls, namespace: istio-system }
type: kubernetes.io/tls
`;
const plain = around((text) => gateway(`{ port: { number: 8080, name: http, protocol: HTTP }, hosts: ["*"], ${text} }`));
const named = (...names: string[]) => having(...names.map((name, index) => IstioServer.http({ hosts: ['*'], port: 8080 + index, name })));
const toTcp = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec: { gateways: [edge], hosts: [${SHOP}], tcp: [{ route: [{ destination: { host: web } }] }] }
`;
/** A server before one of TCP, which alone has a route. */
const beforeTcp = around((first) =>
  world(
    WEB,
    CERTIFICATE,
    gateway(`{ ${first}, hosts: [${API}] }, { port: { number: 9000, name: tcp, protocol: TCP }, hosts: [${SHOP}] }`),
    toTcp,
  ),
);
const tcp = (host: string) => IstioServer.tcp({ hosts: [host], port: 9000 });
const onPort = (number: number, protocol: string) => `port: { number: ${number}, name: first, protocol: ${protocol} }`;

export const gatewayPorts: RefusedCase[] = [
  {
    name: 'server: a name that is empty',
    ours: named(''),
    problem: ['istio.no-server-name', 'IstioGateway.servers[0].name'],
    ask: 'istio',
    raw: plain('name: ""', 'name: shop'),
    expect: policy(),
  },
  {
    name: 'server: the name of another server',
    ours: named('shop', 'shop'),
    problem: ['istio.duplicate-server-name', 'IstioGateway.servers[1].name'],
    ask: 'istio',
    raw: around((name) =>
      gateway(`{ port: { number: 8080, name: http, protocol: HTTP }, hosts: ["*"], name: shop },
        { port: { number: 8081, name: http-2, protocol: HTTP }, hosts: ["*"], name: ${name} }`),
    )('shop', 'api'),
    expect: policy(),
  },
  {
    name: 'server: an address to listen on that is none',
    ours: having(IstioServer.http({ hosts: ['*'], bind: '192.168.1.300' })),
    problem: ['address.syntax', 'IstioGateway.servers[0].bind'],
    ask: 'istio',
    raw: plain('bind: 192.168.1.300', 'bind: 192.168.1.200'),
    expect: refused('is not a valid IP'),
  },
  {
    name: 'server: a port of the proxy itself',
    ours: having(IstioServer.http({ hosts: ['*'], port: 15021 })),
    problem: ['istio.reserved-port', 'IstioGateway.servers[0].port'],
    ask: 'istio',
    raw: around((port) => gateway(`{ port: { number: ${port}, name: http, protocol: HTTP }, hosts: ["*"] }`, '{ app: edge }'))(
      '15021',
      '15022',
    ),
    expect: silent(), // Only beside its agent is the port taken.
  },
  {
    name: 'server: TCP on the port of an earlier HTTP server is left out',
    ours: having(IstioServer.http({ hosts: [API], port: 9000 }), tcp(SHOP)),
    problem: ['istio.port-clash', 'IstioGateway.servers[1].port'],
    ask: 'istio',
    raw: beforeTcp(onPort(9000, 'HTTP'), onPort(9001, 'HTTP')),
    requests: [{ host: SHOP, port: 9000 }],
    expect: silent({ answers: ['404'] }, { answers: [SERVED] }),
  },
  {
    name: 'server: two of TCP on one port',
    ours: having(tcp(API), tcp(SHOP)),
    problem: ['istio.port-clash', 'IstioGateway.servers[1].port'],
    ask: 'istio',
    raw: beforeTcp(onPort(9000, 'TCP'), onPort(9001, 'TCP')),
    requests: [{ host: SHOP, port: 9000 }],
    expect: silent({ answers: ['no answer'] }, { answers: [SERVED] }),
  },
  {
    name: 'server: TCP on the port of an earlier HTTPS server',
    ours: having(IstioServer.https({ hosts: [API], port: 9000, tls: ServerTls.simple(SecretRef.fromName('shop-tls')) }), tcp(SHOP)),
    problem: ['istio.port-clash', 'IstioGateway.servers[1].port'],
    ask: 'istio',
    raw: beforeTcp(`${onPort(9000, 'HTTPS')}, ${TLS}`, `${onPort(9001, 'HTTPS')}, ${TLS}`),
    requests: [{ host: SHOP, port: 9000 }],
    expect: policy({ answers: [SERVED] }),
  },
];
