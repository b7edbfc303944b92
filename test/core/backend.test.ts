import { ApiObject } from 'cdk8s';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Backend } from '../../lib/core/backend';
import { SecretRef } from '../../lib/core/secret-ref';
import { chartWith } from '../support/charts';

const rawService = (scope: Construct, id: string, ports: unknown[], namespace?: string) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Service', metadata: { name: id, namespace }, spec: { ports } });
const resolve = (build: (chart: Chart) => Backend, props: { namespace?: string } = {}) => {
  let backend: Backend;
  chartWith((chart) => (backend = build(chart)), props);
  return backend!._resolve();
};

describe('a backend reads the Service it is given', () => {
  test('whichever library made it', () => {
    expect(
      resolve((chart) => Backend.fromService(new kplus.Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 8080 }] }))),
    ).toEqual({
      name: 'web',
      namespace: 'default',
      port: 8080,
    });
    expect(resolve((chart) => Backend.fromService(rawService(chart, 'web', [{ port: 80 }], 'shop')))).toEqual({
      name: 'web',
      namespace: 'shop',
      port: 80,
    });
  });

  test('inside whatever holds it', () => {
    const build = (chart: Chart) => {
      const holder = new Construct(chart, 'holder');
      rawService(holder, 'web', [{ port: 80 }]);
      return Backend.fromService(holder);
    };
    expect(resolve(build, { namespace: 'shop' })).toEqual({ name: 'web', namespace: 'shop', port: 80 });
  });

  test('as it is when the tree is complete', () => {
    const build = (chart: Chart) => {
      const service = new kplus.Service(chart, 'web', { ports: [{ port: 80, name: 'http' }] });
      const backend = Backend.fromService(service, { port: 9090 });
      service.bind(9090, { name: 'metrics' });
      return backend;
    };
    expect(resolve(build)).toMatchObject({ port: 9090 });
  });

  test('in the default namespace of its cluster', () => {
    const cluster = new Cluster(new App(), 'lab', { defaultNamespace: 'apps' });
    const service = rawService(new Chart(cluster, 'chart'), 'web', [{ port: 80 }]);
    expect(Backend.fromService(service)._resolve()).toMatchObject({ namespace: 'apps' });
  });
});

describe('a backend refuses what the Service does not have', () => {
  const ports = [
    { port: 80, name: 'http' },
    { port: 9090, name: 'metrics' },
  ];
  test('a port it lacks, listing those it has', () => {
    expect(() => resolve((chart) => Backend.fromService(rawService(chart, 'web', ports), { port: 8080 }))).toThrow(
      'backend.unknown-port: Service "default/web" has no port 8080. Allowed: 80 (http), 9090 (metrics). Fix: use one of the ports it has, or add port 8080 to it.',
    );
  });
  test('an unchosen port among several', () => {
    expect(() => resolve((chart) => Backend.fromService(rawService(chart, 'web', ports)))).toThrow(
      'backend.ambiguous-port: Service "default/web" has 2 ports and none was chosen. Allowed: 80 (http), 9090 (metrics). Fix: pass { port }',
    );
  });
  test('any port when it has none', () => {
    expect(() => resolve((chart) => Backend.fromService(rawService(chart, 'web', [])))).toThrow(
      'has 0 ports and none was chosen. Allowed: none: it has no TCP port.',
    );
  });
  test.each([
    [Symbol('http'), 'Symbol(http)'],
    ['80', '"80"'],
  ])('a port that is none: %p', (port: any, shown) => {
    expect(() => resolve((chart) => Backend.fromService(rawService(chart, 'web', ports), { port }))).toThrow(
      `backend.unknown-port: Service "default/web" has no port ${shown}.`,
    );
  });
  test.each([
    [5, '5'],
    [[{ name: 'http' }], `[ { name: 'http' } ]`],
    [[null], '[ undefined ]'],
  ])('a Service whose ports can be none: %p', (wrong: any, shown) => {
    expect(() => resolve((chart) => Backend.fromService(rawService(chart, 'web', wrong)))).toThrow(
      `reference.unreadable: Service "chart/web" has ports that can be none: ${shown}. Fix: mend the Service first.`,
    );
  });
  test('a port, and lists one whose name is none', () => {
    const odd = [{ port: 80, name: Symbol('http') }] as any;
    expect(() => resolve((chart) => Backend.fromService(rawService(chart, 'web', odd), { port: 81 }))).toThrow(
      'Allowed: 80 (Symbol(http)).',
    );
  });
  test('no options are none that are wrong', () => {
    expect(resolve((chart) => Backend.fromService(rawService(chart, 'web', [ports[0]]), null as any))).toMatchObject({ port: 80 });
  });
  test('a holder of several Services, naming them', () => {
    const build = (chart: Chart) => {
      rawService(chart, 'one', ports);
      rawService(chart, 'two', ports);
      return Backend.fromService(chart);
    };
    expect(() => resolve(build)).toThrow('reference.not-one: "chart" holds 2 Services (one, two).');
  });
  test.each([
    [
      'reviews.prod',
      'name.syntax: "reviews.prod" is not the name of a Service, which has no dot. Fix: write Backend.fromName("reviews", { namespace: "prod", … }).',
    ],
    ['reviews.prod.svc.cluster.local', 'Fix: write Backend.fromName("reviews", { namespace: "prod", … }).'],
    ['api.example.com', 'Fix: write Backend.fromHost("api.example.com", …) for a host outside the cluster.'],
  ])('the dotted name %s, saying what was meant', (name, message) => {
    expect(() => resolve(() => Backend.fromName(name, { port: 80 }))).toThrow(message);
  });
  test.each([
    ['Web', 80, undefined, 'name.syntax: "Web"'],
    ['web.prod', 80, undefined, 'name.syntax: "web.prod"'],
    ['web', 0, undefined, 'port.range: 0'],
    ['web', 80, 'a.b', 'name.syntax: "a.b"'],
  ])('a name, port or namespace that cannot be: %s %d %s', (name, port, namespace, message) => {
    expect(() => resolve(() => Backend.fromName(name, { port, namespace }))).toThrow(message);
  });
});

describe('a host outside the cluster', () => {
  test.each(['api.example.com', '*.example.com'])('%s is written as it is', (host) => {
    expect(resolve(() => Backend.fromHost(host, { port: 443 }))).toEqual({ host, port: 443 });
  });
  test('has ports that are not known', () =>
    expect(() => Backend.fromHost('api.example.com', { port: 443 })._portCheck()(80)).not.toThrow());
  test.each([
    [
      'api',
      443,
      'backend.host: "api" names no host outside the cluster. Allowed: a DNS name with a dot, or "*.example.com". Fix: write Backend.fromName("api", …) for a Service.',
    ],
    [
      '*',
      443,
      'backend.host: "*" names no host outside the cluster. Allowed: a DNS name with a dot, or "*.example.com". Fix: write the DNS name of the host.',
    ],
    ['192.0.2.1', 443, 'backend.host: "192.0.2.1"'],
    ['API.example.com', 443, 'host.syntax: "API.example.com"'],
    ['https://api.example.com', 443, 'host.syntax: '],
    ['api.example.com', 0, 'port.range: 0'],
    [5 as any, 443, 'input.type: 5 is not a text'],
  ])('is refused when it is none: %s %d', (host, port, message) => {
    expect(() => resolve(() => Backend.fromHost(host, { port }))).toThrow(message);
  });
  test('without options misses its port', () => {
    expect(() => resolve(() => Backend.fromHost('api.example.com', undefined as any))).toThrow('port.range: undefined is not a port');
  });
});

describe('a port that a policy is for', () => {
  test('is refused when the Service lacks it', () => {
    chartWith((chart) => {
      const backend = Backend.fromService(rawService(chart, 'web', [{ port: 80 }]));
      expect(() => backend._portCheck()(81)).toThrow('backend.unknown-port: Service "default/web" has no port 81. Allowed: 80.');
      expect(() => backend._portCheck()(80)).not.toThrow();
    });
  });
  test('is taken for right when the Service is not known', () => {
    expect(() => Backend.fromName('web', { port: 80 })._portCheck()(81)).not.toThrow();
  });
});

describe('a Secret', () => {
  test('by name is taken to be where its reader looks', () => expect(SecretRef.fromName('tls')._resolve()).toEqual({ name: 'tls' }));
  test('by object knows its namespace', () => {
    chartWith(
      (chart) => {
        const secret = new kplus.Secret(chart, 'secret', { metadata: { name: 'tls' } });
        expect(SecretRef.fromSecret(secret)._resolve()).toMatchObject({ name: 'tls', namespace: 'shop' });
      },
      { namespace: 'shop' },
    );
  });
  test('with a wrong name is refused', () => expect(() => SecretRef.fromName('TLS')._resolve()).toThrow('name.syntax: "TLS"'));
});
