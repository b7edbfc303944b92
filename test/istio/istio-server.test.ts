import { Construct } from 'constructs';
import { SecretRef } from '../../lib/core/secret-ref';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { documentOf, problemsOf } from '../support/charts';

const hosts = ['a.example.com'];
const others = ['b.example.com'];
const tls = ServerTls.simple(SecretRef.fromName('tls'));
const serversOf = (...servers: IstioServer[]) =>
  documentOf('Gateway', (chart) => new IstioGateway(chart, 'gateway', { servers })).spec.servers;
const problems = (...servers: IstioServer[]) => problemsOf((chart) => new IstioGateway(chart, 'gateway', { servers }));
const listenersOf = (...servers: IstioServer[]) => {
  let listeners: unknown;
  problemsOf((chart: Construct) => {
    listeners = new IstioGateway(chart, 'gateway', { servers, namespace: 'shop' })._listeners;
  });
  return listeners;
};

test('every protocol is written as Istio calls it, on its usual port', () => {
  const written = serversOf(
    IstioServer.http({ hosts }),
    IstioServer.http2({ hosts }),
    IstioServer.grpc({ hosts }),
    IstioServer.grpcWeb({ hosts }),
    IstioServer.https({ hosts, tls }),
    IstioServer.tls({ hosts: others, tls }),
    IstioServer.tcp({ hosts: ['*'], port: 9000 }),
    IstioServer.mongo({ hosts: ['*'], port: 27017 }),
    IstioServer.redis({ hosts: ['*'], port: 6379 }),
    IstioServer.mysql({ hosts: ['*'], port: 3306 }),
  ).map(({ port }: { port: unknown }) => port);
  expect(written).toEqual([
    { number: 80, name: 'http', protocol: 'HTTP' },
    { number: 80, name: 'http2-80', protocol: 'HTTP2' },
    { number: 80, name: 'grpc-80', protocol: 'GRPC' },
    { number: 80, name: 'grpc-web-80', protocol: 'GRPC-WEB' },
    { number: 443, name: 'https', protocol: 'HTTPS' },
    { number: 443, name: 'tls-443', protocol: 'TLS' },
    { number: 9000, name: 'tcp-9000', protocol: 'TCP' },
    { number: 27017, name: 'mongo-27017', protocol: 'MONGO' },
    { number: 6379, name: 'redis-6379', protocol: 'REDIS' },
    { number: 3306, name: 'mysql-3306', protocol: 'MYSQL' },
  ]);
});

test('every option reaches the YAML, whatever the protocol', () => {
  const said = { hosts, portName: 'web', name: 'front', bind: '127.0.0.1' };
  const wanted = { hosts, name: 'front', bind: '127.0.0.1' };
  expect(serversOf(IstioServer.http({ ...said, port: 8080, httpsRedirect: true }))).toEqual([
    { ...wanted, port: { number: 8080, name: 'web', protocol: 'HTTP' }, tls: { httpsRedirect: true } },
  ]);
  expect(serversOf(IstioServer.https({ ...said, port: 8443, tls }))).toEqual([
    { ...wanted, port: { number: 8443, name: 'web', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'tls' } },
  ]);
  expect(serversOf(IstioServer.tls({ ...said, port: 8443, tls: ServerTls.passthrough() }))).toEqual([
    { ...wanted, port: { number: 8443, name: 'web', protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } },
  ]);
  expect(serversOf(IstioServer.tcp({ ...said, port: 9000 }))).toEqual([
    { ...wanted, port: { number: 9000, name: 'web', protocol: 'TCP' } },
  ]);
});

describe('who may share a port', () => {
  const secured = (host: string) => IstioServer.https({ hosts: [host], tls });

  test.each<[string, IstioServer[]]>([
    ['servers for HTTP, whatever its kind', [IstioServer.http({ hosts }), IstioServer.grpc({ hosts }), IstioServer.http2({ hosts })]],
    [
      'servers with TLS for hosts of their own',
      [secured('a.example.com'), IstioServer.tls({ hosts: others, tls: ServerTls.passthrough() })],
    ],
    ['a name and the names of its domain', [secured('*.example.com'), secured('a.example.com')]],
    ['a redirect and a server for other hosts', [IstioServer.http({ hosts, httpsRedirect: true }), IstioServer.http({ hosts: others })]],
    ['servers on addresses of their own', [secured('a.example.com'), IstioServer.tcp({ hosts: ['*'], port: 443, bind: '127.0.0.1' })]],
  ])('%s', (_, servers) => {
    expect(problems(...servers)).toEqual([]);
  });

  test.each<[IstioServer[], string]>([
    [
      [IstioServer.http({ hosts, port: 9000 }), IstioServer.mysql({ hosts, port: 9000 })],
      'istio.port-clash: servers[1].port: port 9000 is MYSQL here and HTTP in an earlier server. ' +
        'Fix: give HTTP and MYSQL ports of their own.',
    ],
    [
      [IstioServer.https({ hosts, tls }), IstioServer.tcp({ hosts: others, port: 443 })],
      'istio.port-clash: servers[1].port: port 443 is TCP here and HTTPS in an earlier server. Fix: give HTTPS and TCP ports of their own.',
    ],
    [
      [IstioServer.tcp({ hosts, port: 9000 }), IstioServer.tcp({ hosts: others, port: 9000 })],
      'istio.port-clash: servers[1].port: port 9000 is that of an earlier server too, and connections of TCP cannot be told apart. ' +
        'Fix: give each of them a port of its own.',
    ],
    [
      [IstioServer.https({ hosts, tls }), IstioServer.tls({ hosts: ['c.example.com', 'shop/a.example.com'], tls })],
      'istio.duplicate-tls-host: servers[1].hosts: "a.example.com" is a host of an earlier server on port 443 too, so that Istio drops ' +
        'this server. Fix: name each host in one server of the port.',
    ],
    [
      [IstioServer.http({ hosts, httpsRedirect: true }), IstioServer.http({ hosts, httpsRedirect: true })],
      'istio.duplicate-tls-host: servers[1].hosts: "a.example.com" is a host of an earlier server on port 80 too, so that Istio drops ' +
        'this server. Fix: name each host in one server of the port.',
    ],
    [
      [IstioServer.http({ hosts, httpsRedirect: true }), IstioServer.grpc({ hosts })],
      'istio.redirected-host: servers[1].hosts: every request for "a.example.com" on port 80 is redirected by servers[0], so that ' +
        'servers[1] never answers one. Fix: drop httpsRedirect, or the host from one of them.',
    ],
    [
      [IstioServer.http({ hosts }), IstioServer.http({ hosts: ['shop/a.example.com'], httpsRedirect: true })],
      'istio.redirected-host: servers[1].hosts: every request for "a.example.com" on port 80 is redirected by servers[1], so that ' +
        'servers[0] never answers one. Fix: drop httpsRedirect, or the host from one of them.',
    ],
    [
      [IstioServer.https({ hosts: ['a.example.com', '192.168.1.200'], tls }), IstioServer.http({ hosts: ['192.168.1.200'] })],
      'istio.tls-host-address: servers[0].hosts: no client asks for "192.168.1.200" by TLS: one that connects to an address names no host. ' +
        'Fix: write "*", which is also for clients that name no host, or a DNS name.',
    ],
  ])('not %#', (servers, message) => {
    expect(problems(...servers)).toEqual([`[chart/gateway] ${message}`]);
  });
});

test.each<[IstioServer[], string]>([
  [
    [IstioServer.http({ hosts, port: 15021 })],
    'istio.reserved-port: servers[0].port: the proxy needs port 15021 for itself. Fix: take another port.',
  ],
  [[IstioServer.http({ hosts, port: 0 })], 'port.range: servers[0].port: 0 is not a port'],
  [[IstioServer.tcp({ hosts } as any)], 'port.range: servers[0].port: undefined is not a port'],
  [[IstioServer.http({ hosts, bind: 'unix:///run/x' })], 'address.syntax: servers[0].bind: "unix:///run/x" is not an IP address'],
  [
    [IstioServer.http({ hosts, name: '' })],
    'istio.no-server-name: servers[0].name: the name of the server is empty. Fix: leave name out, or write one.',
  ],
  [
    [IstioServer.http({ hosts, name: 'x' }), IstioServer.http({ hosts, name: 'x', port: 81 })],
    'istio.duplicate-server-name: servers[1].name: "x" is the name of an earlier server too, so that the metrics of both are one. ' +
      'Fix: give each server its own, or leave name out.',
  ],
  [[IstioServer.tls({ hosts } as any)], 'input.type: servers[0].tls: nothing is not a ServerTls'],
])('%#', (servers, message) => {
  expect(problems(...servers)).toEqual([expect.stringContaining(`[chart/gateway] ${message}`)]);
});

test('what is offered to routes says who reads a request, who ends TLS, and for which namespaces', () => {
  const ca = ServerTls.mutual(SecretRef.fromName('tls'));
  const offered = listenersOf(
    IstioServer.http({ hosts: ['./a.example.com', 'blog/b.example.com', '*'], httpsRedirect: true }),
    IstioServer.https({ hosts, tls }),
    IstioServer.https({ hosts: others, tls: ServerTls.passthrough() }),
    IstioServer.https({ hosts, port: 8443, tls: ca }),
    IstioServer.tls({ hosts, port: 9443, tls: ServerTls.optionalMutual(SecretRef.fromName('tls')) }),
    IstioServer.tls({ hosts: others, port: 9443, tls: ServerTls.istioMutual() }),
    IstioServer.tls({ hosts: ['*.local'], port: 15443, tls: ServerTls.autoPassthrough() }),
    IstioServer.redis({ hosts: ['*'], port: 6379 }),
  ) as { hosts: { host: { text: string }; namespace: string }[] }[];
  const shown = offered.map((listener) => ({
    ...listener,
    hosts: listener.hosts.map(({ host, namespace }) => `${namespace}/${host.text}`).join(' '),
  }));
  expect(shown).toEqual([
    { port: 80, protocol: 'HTTP', hosts: 'shop/a.example.com blog/b.example.com */*', httpsRedirect: true },
    { port: 443, protocol: 'HTTP', tls: 'terminate', hosts: '*/a.example.com', httpsRedirect: false },
    { port: 443, protocol: 'TCP', tls: 'passthrough', hosts: '*/b.example.com', httpsRedirect: false },
    { port: 8443, protocol: 'HTTP', tls: 'terminate', clientCertificate: 'required', hosts: '*/a.example.com', httpsRedirect: false },
    { port: 9443, protocol: 'TCP', tls: 'terminate', clientCertificate: 'optional', hosts: '*/a.example.com', httpsRedirect: false },
    { port: 9443, protocol: 'TCP', tls: 'terminate', clientCertificate: 'required', hosts: '*/b.example.com', httpsRedirect: false },
    { port: 6379, protocol: 'TCP', hosts: '*/*', httpsRedirect: false },
  ]);
});
