import { ApiObject, Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { SecretRef } from '../../../lib/core/secret-ref';
import { NginxRoute, NginxRouteProps } from '../../../lib/nginx/nginx-route';
import { HttpAction } from '../../../lib/routing/http-action';
import { HttpRule } from '../../../lib/routing/http-rule';
import { around, RefusedCase, refused, silent } from './case';
import { ingress } from './documents';

// Where an Ingress leads, and its certificate (facts: kube-apiserver, Ingress).

const FORWARD = HttpAction.forward(Backend.fromName('web', { port: 80 }));
const RULES: HttpRule[] = [{ action: FORWARD }];
const made = (props: Partial<NginxRouteProps>) => (chart: Chart) =>
  new NginxRoute(chart, 'web', { host: 'shop.example.com', rules: RULES, ...props });
const action = (anAction: (chart: Chart) => HttpAction) => (chart: Chart) => made({ rules: [{ action: anAction(chart) }] })(chart);
const backend = (choose: (chart: Chart) => Backend) => action((chart) => HttpAction.forward(choose(chart)));

const to = around((text) =>
  ingress(`rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { ${text} } }] } }]`),
);
const tls = around((text) =>
  ingress(`defaultBackend: { service: { name: web, port: { number: 80 } } }, tls: [{ hosts: [shop.example.com], ${text} }]`),
);
const SERVICE = 'service: { name: web, port: { number: 80 } }';

const ACTION = 'NginxRoute.rules[0].action';
const serviceOf = (chart: Chart, spec: object, namespace = 'shop') =>
  new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace }, spec });

export const ingressBackends: RefusedCase[] = [
  {
    name: 'ingress backend: a redirect',
    ours: action(() => HttpAction.redirect({ path: '/new' })),
    problem: ['nginx.unsupported', ACTION],
    ask: 'kube',
    raw: to('redirect: { path: /new }', SERVICE),
    expect: refused('.redirect: field not declared in schema'),
  },
  {
    name: 'ingress backend: a name that no Service has',
    ours: backend(() => Backend.fromName('web_2', { port: 80 })),
    problem: ['name.syntax', ACTION],
    ask: 'kube',
    raw: to('service: { name: web_2, port: { number: 80 } }', SERVICE),
    expect: refused('a lowercase RFC 1123 label must consist of'),
  },
  {
    name: 'ingress backend: a port above 65535',
    ours: backend(() => Backend.fromName('web', { port: 70000 })),
    problem: ['port.range', ACTION],
    ask: 'kube',
    raw: to('service: { name: web, port: { number: 70000 } }', SERVICE),
    expect: refused('must be between 1 and 65535'),
  },
  {
    name: 'ingress backend: no port named',
    ours: backend((chart) => Backend.fromService(serviceOf(chart, { ports: [{ port: 80 }, { port: 81 }] }))),
    problem: ['backend.ambiguous-port', ACTION],
    ask: 'kube',
    raw: to('service: { name: web }', SERVICE),
    expect: refused('port name or number is required'),
  },
  {
    name: 'ingress backend: in another namespace',
    ours: backend((chart) => Backend.fromService(serviceOf(chart, { ports: [{ port: 80 }] }, 'other'))),
    problem: ['nginx.backend-namespace', ACTION],
    ask: 'kube',
    raw: to('service: { name: web, namespace: other, port: { number: 80 } }', SERVICE),
    expect: refused('.namespace: field not declared in schema'),
  },
  {
    name: 'ingress backend: a port that the Service does not have',
    ours: backend((chart) => Backend.fromService(serviceOf(chart, { ports: [{ port: 80 }] }), { port: 81 })),
    problem: ['backend.unknown-port', ACTION],
    ask: 'kube',
    raw: to('service: { name: web, port: { number: 81 } }', SERVICE),
    expect: silent(),
  },
  {
    name: 'ingress backend: a Service that is not there',
    ours: backend((chart) => Backend.fromService(new Chart(chart, 'empty'))),
    problem: ['reference.not-one', ACTION],
    ask: 'kube',
    raw: to('service: { name: shop-web, port: { number: 80 } }', SERVICE),
    expect: silent(),
  },
  {
    name: 'ingress certificate: a name that no Secret has',
    ours: made({ tls: SecretRef.fromName('Shop_TLS') }),
    problem: ['name.syntax', 'NginxRoute.tls'],
    ask: 'kube',
    raw: tls('secretName: Shop_TLS', 'secretName: shop-tls'),
    expect: refused('a lowercase RFC 1123 subdomain must consist of'),
  },
  {
    name: 'ingress certificate: in another namespace',
    ours: (chart) =>
      made({
        tls: SecretRef.fromSecret(
          new ApiObject(chart, 'tls', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-tls', namespace: 'other' } }),
        ),
      })(chart),
    problem: ['nginx.secret-namespace', 'NginxRoute.tls'],
    ask: 'kube',
    raw: tls('secretName: other/shop-tls', 'secretName: shop-tls'),
    expect: refused('a lowercase RFC 1123 subdomain must consist of'),
  },
];
