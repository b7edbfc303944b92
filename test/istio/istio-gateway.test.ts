import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Problems } from '../../lib/core/problems';
import { SecretRef } from '../../lib/core/secret-ref';
import { IstioGateway, IstioGatewayProps } from '../../lib/istio/istio-gateway';
import { IstioIngressGateway } from '../../lib/istio/istio-ingress-gateway';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const hosts = ['bookinfo.example.com'];
const http = IstioServer.http({ hosts });
const https = IstioServer.https({ hosts, tls: ServerTls.simple(SecretRef.fromName('bookinfo-tls-secret')) });
const spec = (props: Partial<IstioGatewayProps>) =>
  documentOf('Gateway', (chart) => new IstioGateway(chart, 'gateway', { servers: [http], ...props })).spec;
/** The problems of what is built in an App of its own. */
const problemsIn = (build: (app: App) => void) => {
  const app = new App({ outdir: '/nowhere' });
  build(app);
  return Problems.of(app)
    .list()
    .map(({ path, id, field, what, fix }) => `[${path}] ${id}: ${field ?? ''}: ${what}. Fix: ${fix}.`);
};
const problems = (props: Partial<IstioGatewayProps>) =>
  problemsOf((chart) => new IstioGateway(chart, 'gateway', { servers: [http], ...props }));

test('the primary object can be patched', () => {
  const gateway = documentOf('Gateway', (chart) => {
    const construct = new IstioGateway(chart, 'gateway', { servers: [http] });
    ApiObject.of(construct).addJsonPatch(JsonPatch.add('/spec/servers/0/bind', '10.0.0.1'));
  });
  expect(gateway.spec.servers[0].bind).toBe('10.0.0.1');
});

test('the gateway of the bookinfo page', () => {
  const build = (chart: Construct) => new IstioGateway(chart, 'app-gateway', { servers: [http, https] });
  expect(yamlOf(build, { namespace: 'default' })).toMatchSnapshot();
});

test('a server says its port, its name and whether it redirects to https', () => {
  const { servers } = spec({
    servers: [
      IstioServer.http({ hosts, port: 8080, httpsRedirect: true }),
      IstioServer.http({ hosts, portName: 'plain', httpsRedirect: false }),
      IstioServer.https({ hosts, tls: ServerTls.simple(SecretRef.fromName('tls')), port: 8443, portName: 'secure' }),
      IstioServer.https({ hosts, tls: ServerTls.simple(SecretRef.fromName('tls')), port: 9443 }),
    ],
  });
  expect(servers).toEqual([
    { hosts, port: { name: 'http-8080', number: 8080, protocol: 'HTTP' }, tls: { httpsRedirect: true } },
    { hosts, port: { name: 'plain', number: 80, protocol: 'HTTP' } },
    { hosts, port: { name: 'secure', number: 8443, protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'tls' } },
    { hosts, port: { name: 'https-9443', number: 9443, protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'tls' } },
  ]);
});

test('servers of one kind get port names of their own, also beside a name that was chosen', () => {
  let host = 0;
  const certified = (portName?: string) =>
    IstioServer.https({ hosts: [`host-${host++}.example.com`], tls: ServerTls.simple(SecretRef.fromName('tls')), portName });
  const namesOf = (...servers: IstioServer[]) => spec({ servers }).servers.map(({ port }: { port: { name: string } }) => port.name);
  expect(namesOf(certified(), certified(), certified())).toEqual(['https', 'https-2', 'https-3']);
  expect(namesOf(certified(), certified('https'), certified('https-3'), certified())).toEqual(['https-2', 'https', 'https-3', 'https-4']);
  expect(namesOf(http, certified(), IstioServer.http({ hosts, port: 8080 }), IstioServer.http({ hosts, port: 8080 }))).toEqual([
    'http',
    'https',
    'http-8080',
    'http-8080-2',
  ]);
});

test('hosts may be kept for the routes of one namespace', () => {
  const all = ['*', '*.lan', './a.example.com', 'shop/*.example.com', '192.168.1.200'];
  expect(spec({ servers: [IstioServer.http({ hosts: all })] }).servers[0].hosts).toEqual(all);
});

test('hosts for the routes of any namespace are written without one, since istiod fails at "*/*" before another host', () => {
  const anywhere = ['*/*', '*/b.example.com', './a.example.com'];
  expect(spec({ servers: [IstioServer.http({ hosts: anywhere })] }).servers[0].hosts).toEqual(['*', 'b.example.com', './a.example.com']);
});

test('it configures the proxies of a workload, whether made here or installed elsewhere', () => {
  expect(spec({}).selector).toEqual({ istio: 'ingressgateway' });
  expect(spec({ workload: IstioIngressGateway.fromLabels({ app: 'edge' }) }).selector).toEqual({ app: 'edge' });
  const made = (chart: Construct) =>
    new IstioGateway(chart, 'gateway', { servers: [http], workload: new IstioIngressGateway(chart, 'istio-edge') });
  expect(documentOf('Gateway', made).spec.selector).toEqual({ istio: 'edge' });
});

test('name and namespace reach the YAML', () => {
  const gateway = documentOf('Gateway', (chart) => new IstioGateway(chart, 'x', { servers: [http], name: 'edge', namespace: 'shop' }));
  expect(gateway.metadata).toEqual({ name: 'edge', namespace: 'shop' });
});

describe('what Istio refuses or silently drops is reported', () => {
  test('a server without hosts, and each host that is none', () => {
    const wrong = ['bookinfo', 'Shop/a.example.com', 'a.example.com:80', '*x.example.com', 'shop.1', '300.1.1.1', '/a.example.com'];
    expect(problems({ servers: [IstioServer.http({ hosts: [] })] })).toEqual([
      '[chart/gateway] istio.no-hosts: servers[0].hosts: the server has no hosts. Fix: name the hosts it answers for, or "*" for any.',
    ]);
    expect(problems({ servers: [http, IstioServer.http({ portName: 'wrong', hosts: wrong })] })).toEqual([
      expect.stringContaining('istio.host-unqualified: servers[1].hosts[0]: "bookinfo" has no dot'),
      expect.stringContaining('name.syntax: servers[1].hosts[1]: "Shop" is not a valid name'),
      expect.stringContaining('host.syntax: servers[1].hosts[2]: "a.example.com:80" is not a host'),
      expect.stringContaining('host.wildcard: servers[1].hosts[3]: "*x.example.com" has a wildcard inside a label'),
      expect.stringContaining('istio.host-numeric: servers[1].hosts[4]: "shop.1" ends in a number'),
      expect.stringContaining('address.syntax: servers[1].hosts[5]: "300.1.1.1" is not an IP address'),
      expect.stringContaining('name.syntax: servers[1].hosts[6]: "" is not a valid name'),
    ]);
  });

  test('plain and encrypted traffic on one port', () => {
    const tls = ServerTls.simple(SecretRef.fromName('tls'));
    expect(problems({ servers: [http, IstioServer.https({ hosts, tls, port: 80 })] })).toEqual([
      '[chart/gateway] istio.port-clash: servers[1].port: port 80 is HTTPS here and HTTP in an earlier server. ' +
        'Fix: give HTTP and HTTPS ports of their own.',
    ]);
  });

  test('a workload of another cluster', () => {
    const inTwoClusters = (app: Construct) => {
      const workload = new IstioIngressGateway(new Chart(new Cluster(app, 'lab'), 'edge'), 'edge');
      new IstioGateway(new Chart(new Cluster(app, 'shop'), 'chart'), 'gateway', { servers: [http], workload });
    };
    expect(problemsIn(inTwoClusters)).toEqual([
      '[shop/chart/gateway] reference.other-cluster: workload: "lab/edge/edge" stands in cluster "lab", and what refers to it in ' +
        'cluster "shop". Fix: refer to one that is made in the same cluster.',
    ]);
  });

  test('a Secret that is not where the proxies look for it', () => {
    const inShop = (chart: Construct, namespace: string) => {
      const secret = new kplus.Secret(chart, 'secret', { metadata: { name: 'tls', namespace } });
      const server = IstioServer.https({ hosts, tls: ServerTls.simple(SecretRef.fromSecret(secret)) });
      return new IstioGateway(chart, 'gateway', { servers: [server] });
    };
    expect(problemsOf((chart) => inShop(chart, 'shop'))).toEqual([
      '[chart/gateway] istio.secret-namespace: servers[0].tls: Secret "shop/tls" is read from namespace "istio-system", ' +
        'where the pods of the gateway are. Fix: put the Secret into namespace "istio-system".',
    ]);
    expect(documentOf('Gateway', (chart) => inShop(chart, 'istio-system')).spec.servers[0].tls.credentialName).toBe('tls');
  });

  test('a workload made here reports its labels itself, once', () => {
    const wrong = (chart: Construct) => new IstioIngressGateway(chart, 'edge', { labels: {} });
    expect(problemsOf((chart) => new IstioGateway(chart, 'gateway', { servers: [http], workload: wrong(chart) }))).toEqual([
      expect.stringContaining('[chart/edge] istio.no-labels: labels: '),
    ]);
  });

  test.each([
    [{ servers: [] }, 'istio.no-servers: servers: the gateway has no servers. Fix: add an IstioServer.'],
    [
      {
        servers: [http, IstioServer.http({ hosts, port: 8080, portName: 'web' }), IstioServer.http({ hosts, port: 8081, portName: 'web' })],
      },
      'istio.duplicate-port-name: servers[2].portName: "web" is the port name of an earlier server too. ' +
        'Fix: give each server its own, or leave portName out.',
    ],
    [{ servers: [IstioServer.http({ hosts, port: 99999 })] }, 'port.range: servers[0].port: 99999 is not a port'],
    [
      { servers: [IstioServer.http({ hosts, portName: '' })] },
      'istio.no-port-name: servers[0].portName: the name of the port is empty. Fix: leave portName out',
    ],
    [
      { servers: [IstioServer.https({ hosts, tls: ServerTls.simple(SecretRef.fromName('TLS')) })] },
      'name.syntax: servers[0].tls: "TLS" is not a valid name',
    ],
    [{ name: 'app.gateway' }, 'name.syntax: name: "app.gateway" is not a valid name'],
    [{ namespace: 'Shop' }, 'name.syntax: namespace: "Shop" is not a valid name'],
    [{ workload: IstioIngressGateway.fromLabels({}) }, 'istio.no-labels: workload.selector: there are no labels'],
    [{ workload: IstioIngressGateway.fromLabels({ app: '-' }) }, 'label.value: workload.selector.app: "-" is not a valid label value'],
    [
      { workload: IstioIngressGateway.fromLabels({ app: 'edge' }, { namespace: 'a.b' }) },
      'name.syntax: workload.namespace: "a.b" is not a valid name',
    ],
  ])('%#: %j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/gateway] ${message}`)]);
  });
});

describe('a gateway that names no workload', () => {
  const beside = (labels: { [key: string]: string }, namespace: string, workload?: IstioGatewayProps['workload']) =>
    problemsOf((chart) => {
      new IstioIngressGateway(chart, 'edge', { labels, namespace });
      new IstioGateway(chart, 'gateway', { servers: [http], workload });
    });
  const labels = { istio: 'ingressgateway' };

  test('is told of the one that is meant', () => {
    expect(beside(labels, 'edge')).toEqual([
      '[chart/gateway] istio.workload-omitted: workload: no workload is named, so the pods are taken to be in "istio-system", and ' +
        '"chart/edge" has their labels elsewhere. Fix: pass workload: the IstioIngressGateway, or IstioIngressGateway.fromLabels(…) for ' +
        'pods that are not of this program; a route takes it with gateway: new IstioGateway(…).',
    ]);
  });

  test('means the one of Istio where nothing speaks against it', () => {
    expect(beside({ istio: 'edge' }, 'edge')).toEqual([]);
    expect(beside(labels, 'istio-system')).toEqual([]);
    expect(beside(labels, 'edge', IstioIngressGateway.fromLabels(labels))).toEqual([]);
  });
});

test.each(['127.0.0.1', '::1'])('a server on %s alone opens no port on the Service', (bind) => {
  const service = documentOf('Service', (chart) => {
    const workload = new IstioIngressGateway(chart, 'edge');
    new IstioGateway(chart, 'gateway', { workload, servers: [IstioServer.tcp({ hosts: ['*'], port: 9000, bind })] });
  });
  expect(service.spec.ports.map(({ port }: { port: number }) => port)).toEqual([15021, 80, 443]);
});
