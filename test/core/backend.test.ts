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
    expect(Backend.fromService(service)._resolve().namespace).toBe('apps');
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
  test('a holder of several Services, naming them', () => {
    const build = (chart: Chart) => {
      rawService(chart, 'one', ports);
      rawService(chart, 'two', ports);
      return Backend.fromService(chart);
    };
    expect(() => resolve(build)).toThrow('reference.not-one: "chart" holds 2 Services (one, two).');
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
