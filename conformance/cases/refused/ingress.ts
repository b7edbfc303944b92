import { Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { NginxRoute, NginxRouteProps } from '../../../lib/nginx/nginx-route';
import { HttpAction } from '../../../lib/routing/http-action';
import { HeaderMatch, HttpMatch, HttpMethod } from '../../../lib/routing/http-match';
import { HttpRule } from '../../../lib/routing/http-rule';
import { PathMatch } from '../../../lib/routing/path-match';
import { around, elsewhere, RefusedCase, refused } from './case';
import { ingress } from './documents';

// Hosts and paths of an Ingress (facts: kube-apiserver, Ingress; ingress-nginx).

const WEBHOOK = 'the admission webhook of ingress-nginx cannot be run here: its releases are not served as Go modules';
const FORWARD = HttpAction.forward(Backend.fromName('web', { port: 80 }));
const RULES: HttpRule[] = [{ action: FORWARD }];
const made = (props: Partial<NginxRouteProps>) => (chart: Chart) =>
  new NginxRoute(chart, 'web', { host: 'shop.example.com', rules: RULES, ...props });
const match = (aMatch: HttpMatch) => made({ rules: [{ matches: [aMatch], action: FORWARD }] });

const TO_WEB = 'backend: { service: { name: web, port: { number: 80 } } }';
const host = around((text) => ingress(`rules: [{ host: ${text}, http: { paths: [{ path: /, pathType: Prefix, ${TO_WEB} }] } }]`));
const http = around((text) => ingress(`rules: [{ host: shop.example.com, http: { ${text} } }]`));
const path = around((text) => ingress(`rules: [{ host: shop.example.com, http: { paths: [{ ${text}, ${TO_WEB} }] } }]`));
const PLAIN = 'path: /, pathType: Prefix';
const SERVICE = 'service: { name: web, port: { number: 80 } }';

const PATH = 'NginxRoute.rules[0].matches[0].path';

export const ingresses: RefusedCase[] = [
  {
    name: 'ingress host: an empty label',
    ours: made({ host: 'shop..example.com' }),
    problem: ['host.syntax', 'NginxRoute.host'],
    ask: 'kube',
    raw: host('shop..example.com', 'shop.example.com'),
    expect: refused('a lowercase RFC 1123 subdomain must consist of'),
  },
  {
    name: 'ingress host: upper-case letters',
    ours: made({ host: 'Shop.example.com' }),
    problem: ['host.syntax', 'NginxRoute.host'],
    ask: 'kube',
    raw: host('Shop.example.com', 'shop.example.com'),
    expect: refused('a lowercase RFC 1123 subdomain must consist of'),
  },
  {
    name: 'ingress host: a wildcard inside a label',
    ours: made({ host: 'sh*p.example.com' }),
    problem: ['host.wildcard', 'NginxRoute.host'],
    ask: 'kube',
    raw: host('"sh*p.example.com"', '"*.example.com"'),
    expect: refused('wildcard'),
  },
  {
    name: 'ingress host: an address',
    ours: made({ host: '192.168.1.200' }),
    problem: ['nginx.host-ip', 'NginxRoute.host'],
    ask: 'kube',
    raw: host('192.168.1.200', 'shop.example.com'),
    expect: refused('must be a DNS name, not an IP address'),
  },
  {
    name: 'ingress host: every host',
    ours: made({ host: '*' }),
    problem: ['nginx.unsupported', 'NginxRoute.host'],
    ask: 'kube',
    raw: host('"*"', '"*.example.com"'),
    expect: refused('wildcard'),
  },
  {
    name: 'ingress: no rules',
    ours: made({ rules: [] }),
    problem: ['route.no-rules', 'NginxRoute.rules'],
    ask: 'kube',
    raw: { wrong: ingress('rules: []'), right: ingress(`defaultBackend: { ${SERVICE} }`) },
    expect: refused('either `defaultBackend` or `rules` must be specified'),
  },
  {
    name: 'ingress: no paths',
    ours: made({ rules: [{ matches: [], action: FORWARD }] }),
    problem: ['route.no-matches', 'NginxRoute.rules[0].matches'],
    ask: 'kube',
    raw: http('paths: []', `paths: [{ ${PLAIN}, ${TO_WEB} }]`),
    expect: refused('paths: Required value'),
  },
  {
    name: 'ingress path: without its slash',
    ours: match({ path: PathMatch.exact('api') }),
    problem: ['path.syntax', PATH],
    ask: 'kube',
    raw: path('path: api, pathType: Exact', 'path: /api, pathType: Exact'),
    expect: refused('must be an absolute path'),
  },
  {
    name: 'ingress path: an empty segment',
    ours: match({ path: PathMatch.prefix('/a//b') }),
    problem: ['path.syntax', PATH],
    ask: 'kube',
    raw: path('path: /a//b, pathType: Prefix', 'path: /a/b, pathType: Prefix'),
    expect: refused('//'),
  },
  {
    name: 'ingress path: the start of a text',
    ours: match({ path: PathMatch.startsWith('/api') }),
    problem: ['nginx.unsupported', PATH],
    ask: 'kube',
    raw: path('path: /api, pathType: StartsWith', 'path: /api, pathType: Prefix'),
    expect: refused('Unsupported value: "StartsWith"'),
  },
  {
    name: 'ingress path: an expression',
    ours: match({ path: PathMatch.regex('/a.*') }),
    problem: ['nginx.unsupported', PATH],
    ask: 'kube',
    raw: path('path: /a.*, pathType: RegularExpression', 'path: /a, pathType: Prefix'),
    expect: refused('Unsupported value: "RegularExpression"'),
  },
  {
    name: 'ingress path: an empty expression',
    ours: match({ path: PathMatch.regex('') }),
    problem: ['path.regex', PATH],
    ask: 'kube',
    raw: path('path: "", pathType: Prefix', 'path: /, pathType: Prefix'),
    expect: refused('must be an absolute path'),
  },
  {
    name: 'ingress match: a method',
    ours: match({ method: HttpMethod.GET }),
    problem: ['nginx.unsupported', 'NginxRoute.rules[0].matches[0].method'],
    ask: 'kube',
    raw: path(`${PLAIN}, method: GET`, PLAIN),
    expect: refused('.method: field not declared in schema'),
  },
  {
    name: 'ingress match: a header',
    ours: match({ headers: [HeaderMatch.exact('x-canary', 'yes')] }),
    problem: ['nginx.unsupported', 'NginxRoute.rules[0].matches[0].headers'],
    ask: 'kube',
    raw: path(`${PLAIN}, headers: [{ name: x-canary, value: "yes" }]`, PLAIN),
    expect: refused('.headers: field not declared in schema'),
  },
  {
    name: 'ingress path: characters that ingress-nginx refuses',
    ours: match({ path: PathMatch.prefix('/a+b') }),
    problem: ['nginx.path-syntax', PATH],
    ask: 'kube',
    raw: path('path: /a+b, pathType: Prefix', 'path: /a-b, pathType: Prefix'),
    expect: elsewhere(WEBHOOK),
  },
  {
    name: 'ingress path: what ingress-nginx takes for an attack',
    ours: match({ path: PathMatch.prefix('/etc/passwd') }),
    problem: ['nginx.path-suspicious', PATH],
    ask: 'kube',
    raw: path('path: /etc/passwd, pathType: Prefix', 'path: /users, pathType: Prefix'),
    expect: elsewhere(WEBHOOK),
  },
  {
    name: 'ingress path: one that another Ingress has',
    ours: (chart) => [made({})(chart), new NginxRoute(chart, 'again', { host: 'shop.example.com', rules: RULES })],
    problem: ['nginx.duplicate-path', 'NginxRoute.rules[0]'],
    ask: 'kube',
    raw: around(
      (name) =>
        `${host('', 'shop.example.com').right}---${ingress(`rules: [{ host: ${name}, http: { paths: [{ ${PLAIN}, ${TO_WEB} }] } }]`, 'again')}`,
    )('shop.example.com', 'again.example.com'),
    expect: elsewhere(WEBHOOK),
  },
];
