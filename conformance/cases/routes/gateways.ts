import { App, Chart } from 'cdk8s';
import { Backend, HttpAction, IstioGateway, IstioGatewayRoute, IstioIngressGateway, IstioServer, SecretRef, ServerTls } from '../../../lib';
import { get, noHost, reaches, redirectsTo, refused, reset, RouteWorld } from '../../runner/routes/route-world';

const to = (name: string, namespace?: string): HttpAction => HttpAction.forward(Backend.fromName(name, { port: 80, namespace }));
const tls = (name: string): ServerTls => ServerTls.simple(SecretRef.fromName(name));
const chartIn = (app: App, namespace: string): Chart => new Chart(app, namespace, { namespace });

/** One route for all hosts of a gateway with the given servers. */
function served(servers: IstioServer[], hosts: string[]): RouteWorld['build'] {
  return (app) => {
    const chart = chartIn(app, 'default');
    const gateway = new IstioGateway(chart, 'gateway', { servers });
    new IstioGatewayRoute(chart, 'route', { gateway, hosts, rules: [{ action: to('web') }] });
  };
}

/** Two gateways of our own, of which only one carries the route. */
function twoWorkloads(app: App): void {
  const edge = chartIn(app, 'edge');
  const workload = new IstioIngressGateway(edge, 'internal');
  new IstioIngressGateway(edge, 'public');
  const gateway = new IstioGateway(edge, 'gateway', { workload, servers: [IstioServer.http({ hosts: ['wiki.lan'] })] });
  new IstioGatewayRoute(edge, 'wiki', { gateway, hosts: ['wiki.lan'], rules: [{ action: to('wiki') }] });
}

function namespaceFilters(app: App): void {
  const gateway = new IstioGateway(chartIn(app, 'edge'), 'gateway', {
    servers: [
      IstioServer.http({ hosts: ['shop/a.example.com', './b.example.com', '*/c.example.com', 'd.example.com', 'blog/*.blog.example.com'] }),
    ],
  });
  const route = (namespace: string, hosts: string[]) =>
    new IstioGatewayRoute(chartIn(app, `${namespace}-route`), namespace, {
      namespace,
      gateway,
      hosts,
      rules: [{ action: to('web', namespace) }],
    });
  route('edge', ['b.example.com']);
  route('shop', ['a.example.com', 'c.example.com']);
  route('blog', ['*.blog.example.com', 'd.example.com']);
}

const A = 'a.example.com';
const B = 'b.example.com';

export const worlds: RouteWorld[] = [
  {
    name: 'a port of its own',
    services: ['web'],
    build: served([IstioServer.http({ hosts: [A], port: 8080 })], [A]),
    requests: [get(`http://${A}:8080/x`, reaches('web')), get(`http://${B}:8080/x`, noHost), get(`http://${A}/x`, refused)],
  },
  {
    name: 'two ports for two hosts',
    services: ['web'],
    build: served([IstioServer.http({ hosts: [A] }), IstioServer.http({ hosts: [B], port: 8080 })], [A, B]),
    requests: [
      get(`http://${A}/`, reaches('web')),
      get(`http://${B}:8080/`, reaches('web')),
      get(`http://${B}/`, noHost),
      get(`http://${A}:8080/`, noHost),
    ],
  },
  {
    name: 'TLS',
    services: ['web'],
    secrets: { 'istio-system/a-tls': [A] },
    build: served([IstioServer.https({ hosts: [A], tls: tls('a-tls') })], [A]),
    requests: [
      get(`https://${A}/x?y=1`, reaches('web')),
      get(`https://${B}/`, reset),
      get(`https://${B}/`, { ...noHost, certificate: A }, { sni: A }),
      get(`https://${A}/`, reset, { sni: B }),
      get(`http://${A}/`, refused),
    ],
  },
  {
    name: 'a certificate for each host',
    services: ['web'],
    secrets: { 'istio-system/a-tls': [A], 'istio-system/b-tls': [B] },
    build: served(
      [IstioServer.https({ hosts: [A], tls: tls('a-tls') }), IstioServer.https({ hosts: [B], tls: tls('b-tls'), portName: 'https-b' })],
      [A, B],
    ),
    requests: [get(`https://${A}/`, reaches('web')), get(`https://${B}/`, reaches('web')), get('https://c.example.com/', reset)],
  },
  {
    name: 'TLS for every name below a domain',
    services: ['web'],
    secrets: { 'istio-system/wild-tls': ['*.example.com'] },
    build: served([IstioServer.https({ hosts: ['*.example.com'], tls: tls('wild-tls'), port: 8443 })], ['*.example.com']),
    requests: [
      get(`https://${A}:8443/`, reaches('web', { certificate: '*.example.com' })),
      get('https://x.a.example.com:8443/', reaches('web', { certificate: '*.example.com' })),
      get('https://example.com:8443/', reset),
      get(`https://${A}/`, refused),
    ],
  },
  {
    name: 'a redirect to https beside the server it leads to',
    services: ['web'],
    secrets: { 'istio-system/a-tls': [A] },
    build: served([IstioServer.http({ hosts: [A], httpsRedirect: true }), IstioServer.https({ hosts: [A], tls: tls('a-tls') })], [A]),
    requests: [
      get(`http://${A}/`, redirectsTo(`https://${A}/`)),
      get(`http://${A}/x/y?z=1`, redirectsTo(`https://${A}/x/y?z=1`)),
      get(`https://${A}/x/y?z=1`, reaches('web')),
      get(`http://${B}/`, noHost),
    ],
  },
  {
    name: 'a redirect to https on another port keeps the port',
    services: ['web'],
    build: served([IstioServer.http({ hosts: [A], port: 8080, httpsRedirect: true })], [A]),
    requests: [get(`http://${A}:8080/x`, redirectsTo(`https://${A}:8080/x`))],
  },
  {
    name: 'hosts for routes of some namespaces only',
    services: ['web.edge', 'web.shop', 'web.blog'],
    build: namespaceFilters,
    requests: [
      get(`http://${A}/`, reaches('web.shop')),
      get(`http://${B}/`, reaches('web.edge')),
      get('http://c.example.com/', reaches('web.shop')),
      get('http://d.example.com/', reaches('web.blog')),
      get('http://x.blog.example.com/', reaches('web.blog')),
      get('http://e.example.com/', noHost),
    ],
  },
  {
    name: 'two gateways of our own, at the one with the route',
    services: ['wiki.edge'],
    build: twoWorkloads,
    proxy: { labels: { app: 'internal', istio: 'internal' }, namespace: 'edge' },
    requests: [get('http://wiki.lan/', reaches('wiki.edge')), get('http://nas.lan/', noHost)],
  },
  {
    name: 'two gateways of our own, at the other one',
    services: ['wiki.edge'],
    build: twoWorkloads,
    proxy: { labels: { app: 'public', istio: 'public' }, namespace: 'edge' },
    requests: [get('http://wiki.lan/', refused)],
  },
];
