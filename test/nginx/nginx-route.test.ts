import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Backend } from '../../lib/core/backend';
import { SecretRef } from '../../lib/core/secret-ref';
import { NginxIngressStack } from '../../lib/nginx/nginx-ingress-stack';
import { NginxRoute, NginxRouteProps } from '../../lib/nginx/nginx-route';
import { HttpAction } from '../../lib/routing/http-action';
import { PathMatch } from '../../lib/routing/path-match';
import { chartWith, documentOf, problemsOf, yamlOf } from '../support/charts';
import { HOST, route, routeProblems, to } from './routes';

const ingress = (props: Partial<NginxRouteProps>) => documentOf('Ingress', (chart) => void route(chart, props));

const service = (scope: Construct, namespace?: string): ApiObject =>
  new ApiObject(scope, 'web', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace },
    spec: { ports: [{ port: 8080 }] },
  });
const secret = (scope: Construct, namespace?: string): ApiObject =>
  new ApiObject(scope, 'tls', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-tls', namespace }, type: 'kubernetes.io/tls' });

test('the primary object, the Ingress, can be patched', () => {
  const patched = documentOf('Ingress', (chart) =>
    ApiObject.of(route(chart)).addJsonPatch(JsonPatch.add('/metadata/annotations', { 'nginx.ingress.kubernetes.io/limit-rps': '5' })),
  );
  expect(patched.metadata.annotations).toEqual({ 'nginx.ingress.kubernetes.io/limit-rps': '5' });
});

test('the whole document', () => {
  const rules = [
    { matches: [{ path: PathMatch.exact('/healthz') }], action: to('health') },
    { matches: [{ path: PathMatch.prefix('/api/') }, { path: PathMatch.prefix('/rpc') }], action: to('api') },
    { action: to('web') },
  ];
  expect(yamlOf((chart) => void route(chart, { rules, tls: SecretRef.fromName('shop-tls') }), { namespace: 'default' })).toMatchSnapshot();
});

test('two routes of source document 004 share the controller and live beside their Services', () => {
  const chart = chartWith((scope) => {
    const stack = new NginxIngressStack(scope, 'ingress-nginx');
    for (const name of ['nginx', 'httpd']) {
      const backend = Backend.fromService(new kplus.Service(scope, name, { metadata: { name }, ports: [{ port: 80 }] }));
      stack.addRoute(name, { host: `${name}.example.com`, rules: [{ action: HttpAction.forward(backend) }] });
    }
  });
  const ingresses = (Testing.synth(chart) as Record<string, any>[]).filter(({ kind }) => kind === 'Ingress');
  expect(ingresses).toEqual(
    ['nginx', 'httpd'].map((name) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name },
      spec: {
        ingressClassName: 'nginx',
        rules: [
          {
            host: `${name}.example.com`,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] },
          },
        ],
      },
    })),
  );
});

describe('every prop reaches the YAML', () => {
  test('host', () => expect(ingress({ host: '*.example.com' }).spec.rules[0].host).toBe('*.example.com'));
  test('name', () => expect(ingress({ name: 'front' }).metadata.name).toBe('front'));
  test('the id as name', () => expect(ingress({}).metadata.name).toBe('shop'));
  test('namespace', () => expect(ingress({ namespace: 'apps' }).metadata.namespace).toBe('apps'));
  test('ingressClass', () => expect(ingress({ ingressClass: 'edge' }).spec.ingressClassName).toBe('edge'));
  test('the class nginx by default', () => expect(ingress({}).spec.ingressClassName).toBe('nginx'));
  test('tls', () => {
    expect(ingress({}).spec).not.toHaveProperty('tls');
    expect(ingress({ tls: SecretRef.fromName('shop-tls') }).spec.tls).toEqual([{ hosts: [HOST], secretName: 'shop-tls' }]);
  });
});

describe('what kube-apiserver or ingress-nginx refuse', () => {
  test('an address for a host', () => {
    expect(routeProblems({ host: '192.168.1.200' })).toEqual([
      '[chart/shop] nginx.host-ip: host: "192.168.1.200" is an address, which an Ingress cannot have for a host. Fix: write a DNS name.',
    ]);
  });

  test('what clients read as an address, and is none', () => {
    expect(routeProblems({ host: '999.1.1.1' })).toEqual([
      '[chart/shop] nginx.host-ip: host: "999.1.1.1" is read as an address by clients, and is none. Fix: write a DNS name.',
    ]);
  });

  test.each<[string, unknown, string]>([
    ['host', undefined, 'input.type: host: nothing is not a text'],
    ['host', 5, 'input.type: host: 5 is not a text'],
    ['tls', 'shop-tls', 'input.type: tls: "shop-tls" is not a'],
    ['name', 5, 'input.type: name: 5 is not a text'],
    ['ingressClass', null, 'input.type: ingressClass: null is not a text'],
  ])('what no type checker saw: %s %j', (prop, value, message) => {
    expect(routeProblems({ [prop]: value })).toEqual([expect.stringContaining(`[chart/shop] ${message}`)]);
  });

  test('nothing at all, for each thing that is needed', () => {
    expect(problemsOf((scope) => new NginxRoute(scope, 'shop', undefined as any))).toEqual([
      expect.stringContaining('[chart/shop] input.type: host: nothing is not a text'),
      expect.stringContaining('[chart/shop] input.type: rules: nothing is not a list'),
    ]);
  });

  test('every host, of which ingress-nginx would keep some paths to itself', () => {
    expect(routeProblems({ host: '*' })).toEqual([
      '[chart/shop] nginx.unsupported: host: a route for every host cannot be said to ingress-nginx: its default server keeps some paths to itself and never shows the certificate of a route. Fix: lead hosts, exact paths and path prefixes to Services, or use a route of Istio or the Gateway API.',
    ]);
  });

  test.each(['', 'Shop.example.com', 'a.*.example.com', 'shop.example.com:80', 'https://shop.example.com'])('host %p', (host) => {
    expect(routeProblems({ host })).toEqual([expect.stringMatching(/^\[chart\/shop\] host\.(syntax|wildcard): host: .* Fix: /)]);
  });

  test('names, all of them at once', () => {
    const wrong = { name: 'A', namespace: 'B', ingressClass: 'C', tls: SecretRef.fromName('D') };
    expect(routeProblems(wrong)).toEqual(
      ['ingressClass: "C"', 'namespace: "B"', 'name: "A"', 'tls: "D"'].map((place) =>
        expect.stringContaining(`[chart/shop] name.syntax: ${place} is not a valid name.`),
      ),
    );
  });
});

describe('everything an Ingress refers to is in its namespace', () => {
  const elsewhere = (build: (chart: Chart) => Partial<NginxRouteProps>): string[] =>
    problemsOf((scope) => void route(scope, build(scope as Chart)), { namespace: 'default' });

  test('a Service of this program elsewhere is refused', () => {
    expect(elsewhere((chart) => ({ rules: [{ action: HttpAction.forward(Backend.fromService(service(chart, 'apps'))) }] }))).toEqual([
      '[chart/shop] nginx.backend-namespace: rules[0].action: Service "apps/web" is out of reach of this Ingress, which is in namespace "default". Allowed: a Service in the namespace of the Ingress. Fix: make a route for it with namespace "apps".',
    ]);
  });

  test('and so is a host outside the cluster, for which an Ingress has no word', () => {
    const rules = [{ action: HttpAction.forward(Backend.fromHost('api.example.com', { port: 443 })) }];
    expect(elsewhere(() => ({ rules }))).toEqual([
      expect.stringContaining(
        '[chart/shop] nginx.unsupported: rules[0].action: host "api.example.com" cannot be said to ingress-nginx: an Ingress can only lead to a Service.',
      ),
    ]);
  });

  test('and so is one by name', () => {
    const rules = [{ action: HttpAction.forward(Backend.fromName('web', { port: 80, namespace: 'apps' })) }];
    expect(elsewhere(() => ({ rules }))).toEqual([expect.stringContaining('nginx.backend-namespace: rules[0].action: Service "apps/web"')]);
  });

  test('the fix works', () => {
    const build = (chart: Chart): Partial<NginxRouteProps> => ({
      rules: [{ action: HttpAction.forward(Backend.fromService(service(chart, 'apps'))) }],
      tls: SecretRef.fromSecret(secret(chart, 'apps')),
      namespace: 'apps',
    });
    expect(elsewhere(build)).toEqual([]);
  });

  test('a Secret of this program elsewhere is refused', () => {
    expect(elsewhere((chart) => ({ tls: SecretRef.fromSecret(secret(chart, 'certs')) }))).toEqual([
      '[chart/shop] nginx.secret-namespace: tls: Secret "certs/shop-tls" is out of reach of this Ingress, which is in namespace "default". Allowed: a Secret in the namespace of the Ingress. Fix: make a route for it with namespace "certs".',
    ]);
  });

  test('the default namespace of the cluster counts', () => {
    const cluster = new Cluster(new App(), 'lab', { defaultNamespace: 'apps' });
    const chart = new Chart(cluster, 'chart');
    route(chart, { rules: [{ action: HttpAction.forward(Backend.fromService(service(chart, 'apps'))) }] });
    expect(Testing.synth(chart)).toHaveLength(2);
  });

  test('what a backend or a Secret reports itself stands beside it', () => {
    const problems = problemsOf((scope) => {
      const holder = new Construct(scope, 'empty');
      route(scope, { rules: [{ action: HttpAction.forward(Backend.fromService(holder)) }], tls: SecretRef.fromSecret(holder) });
    });
    expect(problems).toEqual([
      expect.stringContaining('[chart/shop] reference.not-one: rules[0].action: "chart/empty" holds no Service'),
      expect.stringContaining('[chart/shop] reference.not-one: tls: "chart/empty" holds no Secret'),
    ]);
  });
});
