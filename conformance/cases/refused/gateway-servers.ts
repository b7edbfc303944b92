import { ApiObject, Chart } from 'cdk8s';
import { SecretRef } from '../../../lib/core/secret-ref';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioServer } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { around, policy, RefusedCase, refused, silent } from './case';
import { gateway, TO_WEB, virtualService, WEB, world } from './documents';

// Ports and certificates of a Gateway's servers (facts: Istio, Gateway).

const HOSTS = ['shop.example.com'];
const having =
  (...servers: IstioServer[]) =>
  (chart: Chart) =>
    new IstioGateway(chart, 'edge', { servers });
const secure = (port: number) => IstioServer.https({ hosts: HOSTS, port, tls: ServerTls.simple(SecretRef.fromName('shop-tls')) });
const tls = (secret: SecretRef) => IstioServer.https({ hosts: HOSTS, tls: ServerTls.simple(secret) });

const portOf = around((text) => gateway(`{ port: { ${text}, protocol: HTTP }, hosts: [shop.example.com] }`));

/** What is in it is made when it is asked: a certificate for the host. */
const certificate = (namespace: string) => `
apiVersion: v1
kind: Secret
metadata: { name: shop-tls, namespace: ${namespace} }
type: kubernetes.io/tls
`;
const HTTP_8080 = '{ port: { number: 8080, name: http, protocol: HTTP }, hosts: [shop.example.com] }';
const httpsOn = (port: string) =>
  `{ port: { number: ${port}, name: https, protocol: HTTPS }, hosts: [shop.example.com], tls: { mode: SIMPLE, credentialName: shop-tls } }`;
const served = (servers: string) => world(WEB, virtualService(`{ ${TO_WEB} }`), gateway(servers), certificate('istio-system'));
const SERVED = '200 web.shop:80';
const TRIED = [
  { host: 'shop.example.com', port: 8080 },
  { host: 'shop.example.com', port: 8080, tls: true },
  { host: 'shop.example.com', port: 8443, tls: true },
];

export const gatewayServers: RefusedCase[] = [
  {
    name: 'gateway: no servers',
    ours: having(),
    problem: ['istio.no-servers', 'IstioGateway.servers'],
    ask: 'istio',
    raw: around(gateway)('', '{ port: { number: 80, name: http, protocol: HTTP }, hosts: [shop.example.com] }'),
    expect: refused('at least one server'),
  },
  {
    name: 'server: a port above 65535',
    ours: having(IstioServer.http({ hosts: HOSTS, port: 70000, portName: 'http' })),
    problem: ['port.range', 'IstioGateway.servers[0].port'],
    ask: 'istio',
    raw: portOf('number: 70000, name: http', 'number: 7000, name: http'),
    expect: refused('1..65535'),
  },
  {
    name: 'server: an empty port name',
    ours: having(IstioServer.http({ hosts: HOSTS, portName: '' })),
    problem: ['istio.no-port-name', 'IstioGateway.servers[0].portName'],
    ask: 'istio',
    raw: portOf('number: 80, name: ""', 'number: 80, name: http'),
    expect: refused('port name'),
  },
  {
    name: 'server: the port name of another server',
    ours: having(IstioServer.http({ hosts: HOSTS, portName: 'http' }), IstioServer.http({ hosts: HOSTS, port: 8080, portName: 'http' })),
    problem: ['istio.duplicate-port-name', 'IstioGateway.servers[1].portName'],
    ask: 'istio',
    raw: around((name) =>
      gateway(`{ port: { number: 80, name: http, protocol: HTTP }, hosts: [shop.example.com] },
        { port: { number: 8080, name: ${name}, protocol: HTTP }, hosts: [shop.example.com] }`),
    )('http', 'http-8080'),
    expect: refused('port names'),
  },
  {
    name: 'server: HTTPS on the port of an earlier HTTP server is left out',
    ours: having(IstioServer.http({ hosts: HOSTS, port: 8080 }), secure(8080)),
    problem: ['istio.port-clash', 'IstioGateway.servers[1].port'],
    ask: 'istio',
    raw: around((port) => served(`${HTTP_8080}, ${httpsOn(port)}`))('8080', '8443'),
    requests: TRIED,
    expect: silent({ answers: [SERVED, 'no answer', 'no answer'] }, { answers: [SERVED, 'no answer', SERVED] }),
  },
  {
    name: 'server: HTTP on the port of an earlier HTTPS server',
    ours: having(secure(8080), IstioServer.http({ hosts: HOSTS, port: 8080 })),
    problem: ['istio.port-clash', 'IstioGateway.servers[1].port'],
    ask: 'istio',
    raw: around((port) => served(`${httpsOn(port)}, ${HTTP_8080}`))('8080', '8443'),
    requests: TRIED,
    // Expected as the other way round. Istio tells the two apart by whether a connection begins with TLS.
    expect: policy({ answers: [SERVED, SERVED, 'no answer'] }, { answers: [SERVED, 'no answer', SERVED] }),
  },
  {
    name: 'server: a Secret that cannot exist',
    ours: having(tls(SecretRef.fromName('Shop_TLS'))),
    problem: ['name.syntax', 'IstioGateway.servers[0].tls'],
    ask: 'kube',
    raw: around((name) => `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: shop }\n`)('Shop_TLS', 'shop-tls'),
    expect: refused('a lowercase RFC 1123 subdomain must consist of'),
  },
  {
    name: 'server: a Secret beside the Gateway instead of beside its Pods',
    ours: (chart) => {
      const secret = new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-tls' } });
      return having(tls(SecretRef.fromSecret(secret)))(chart);
    },
    problem: ['istio.secret-namespace', 'IstioGateway.servers[0].tls'],
    ask: 'istio',
    raw: around((namespace) => world(WEB, virtualService(`{ ${TO_WEB} }`), gateway(httpsOn('443')), certificate(namespace)))(
      'shop',
      'istio-system',
    ),
    requests: [{ host: 'shop.example.com', port: 443, tls: true }],
    expect: silent({ answers: ['no answer'], analyzer: 'IST0101' }, { answers: [SERVED] }),
  },
];
