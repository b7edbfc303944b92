import { ApiObject, Chart, Duration } from 'cdk8s';
import { Backend } from '../../lib/core/backend';
import { HttpAction } from '../../lib/routing/http-action';
import { FaultAbort } from '../../lib/routing/http-filters';
import { HeaderMatch, HttpMatch, HttpMethod, QueryParamMatch } from '../../lib/routing/http-match';
import { HttpRule } from '../../lib/routing/http-rule';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { PathMatch } from '../../lib/routing/path-match';
import { TextMatch } from '../../lib/routing/text-match';
import { documentOf } from '../support/charts';
import { route, routeProblems, to } from './routes';

const pathsOf = (rules: HttpRule[]) =>
  documentOf('Ingress', (chart) => void route(chart, { rules })).spec.rules[0].http.paths.map((path: any) => [
    path.pathType,
    path.path,
    path.backend.service.name,
  ]);

describe('the words of the model', () => {
  test('a rule without matches takes every path', () => {
    expect(pathsOf([{ action: to('web') }])).toEqual([['Prefix', '/', 'web']]);
  });

  test('so does a match without a path', () => {
    expect(pathsOf([{ matches: [{}], action: to('web') }])).toEqual([['Prefix', '/', 'web']]);
    expect(pathsOf([{ matches: [{ headers: [] }], action: to('web') }])).toEqual([['Prefix', '/', 'web']]);
  });

  test('exact is Exact, slash at the end and all', () => {
    expect(pathsOf([{ matches: [{ path: PathMatch.exact('/a/') }], action: to('web') }])).toEqual([['Exact', '/a/', 'web']]);
  });

  test('prefix is Prefix, which compares segments too', () => {
    expect(pathsOf([{ matches: [{ path: PathMatch.prefix('/a/') }], action: to('web') }])).toEqual([['Prefix', '/a', 'web']]);
  });

  test('the port is a number, since names of ports are longer in Services than in Ingresses', () => {
    const build = (chart: Chart): void => {
      const spec = { ports: [{ name: 'a-name-of-more-than-15', port: 8080 }] };
      const service = new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
      const rules = [{ action: HttpAction.forward(Backend.fromService(service)) }];
      route(chart, { rules });
    };
    const [path] = documentOf('Ingress', build).spec.rules[0].http.paths;
    expect(path.backend).toEqual({ service: { name: 'web', port: { number: 8080 } } });
  });

  const refused = (match: HttpMatch): string[] => routeProblems({ rules: [{ matches: [match], action: to('web') }] });
  const FIX = 'Fix: lead hosts, exact paths and path prefixes to Services, or use a route of Istio or the Gateway API.';

  test.each([
    ['path', 'PathMatch.startsWith()', { path: PathMatch.startsWith('/a') }, 'it compares whole path segments'],
    [
      'path',
      'PathMatch.regex()',
      { path: PathMatch.regex('/a.*') },
      'one expression would turn every path of the host into one, without regard to case',
    ],
    ['method', 'method', { method: HttpMethod.GET }, 'an Ingress chooses by host and path alone'],
    ['headers', 'headers', { headers: [HeaderMatch.exact('x-canary', 'yes')] }, 'an Ingress chooses by host and path alone'],
    ['withoutHeaders', 'withoutHeaders', { withoutHeaders: [HeaderMatch.present('x')] }, 'an Ingress chooses by host and path alone'],
    ['queryParams', 'queryParams', { queryParams: [QueryParamMatch.present('x')] }, 'an Ingress chooses by host and path alone'],
    ['authority', 'authority', { authority: TextMatch.exact('x') }, 'an Ingress chooses by host and path alone'],
    ['scheme', 'scheme', { scheme: HttpScheme.HTTPS }, 'an Ingress chooses by host and path alone'],
    ['port', 'port', { port: 80 }, 'an Ingress chooses by host and path alone'],
    ['sourceLabels', 'sourceLabels', { sourceLabels: { app: 'web' } }, 'an Ingress chooses by host and path alone'],
    ['sourceNamespace', 'sourceNamespace', { sourceNamespace: 'shop' }, 'an Ingress chooses by host and path alone'],
    ['ignorePathCase', 'ignorePathCase', { ignorePathCase: true }, 'an Ingress chooses by host and path alone'],
  ])('%s: %s is refused by name', (field, word, match, reason) => {
    expect(refused(match)).toEqual([
      `[chart/shop] nginx.unsupported: rules[0].matches[0].${field}: ${word} cannot be said to ingress-nginx: ${reason}. ${FIX}`,
    ]);
  });

  test('all that is wrong with one match is said at once', () => {
    expect(refused({ method: HttpMethod.GET, headers: [HeaderMatch.exact('a', 'b')], path: PathMatch.regex('x') })).toHaveLength(3);
  });

  test.each<[string, Partial<HttpRule>]>([
    ['name', { name: 'web' }],
    ['rewrite', { rewrite: { host: 'inner.example.com' } }],
    ['requestHeaders', { requestHeaders: { remove: ['x'] } }],
    ['responseHeaders', { responseHeaders: { remove: ['x'] } }],
    ['timeout', { timeout: Duration.seconds(1) }],
    ['retries', { retries: { attempts: 1 } }],
    ['fault', { fault: { abort: FaultAbort.httpStatus(500) } }],
    ['mirrors', { mirrors: [{ backend: Backend.fromName('dark', { port: 80 }) }] }],
    ['cors', { cors: { allowOrigins: [TextMatch.exact('https://a')] } }],
  ])('%s is refused by name', (word, said) => {
    expect(routeProblems({ rules: [{ action: to('web'), ...said }] })).toEqual([
      `[chart/shop] nginx.unsupported: rules[0].${word}: ${word} cannot be said to ingress-nginx: an Ingress chooses a Service and changes nothing. ${FIX}`,
    ]);
  });

  const backend = Backend.fromName('web', { port: 80 });
  test.each<[HttpAction, string]>([
    [HttpAction.forward(backend, { subset: 'v1' }), 'subset cannot be said to ingress-nginx: an Ingress leads to all pods of a Service.'],
    [
      HttpAction.split([
        { backend, weight: 50 },
        { backend, weight: 50 },
      ]),
      'HttpAction.split() cannot be said to ingress-nginx: a path of an Ingress leads to one Service.',
    ],
    [
      HttpAction.split([{ backend, weight: 100, requestHeaders: { remove: ['x'] } }]),
      'a change of headers cannot be said to ingress-nginx: an Ingress chooses a Service and changes nothing.',
    ],
    [HttpAction.respond({ status: 503 }), 'HttpAction.respond() cannot be said to ingress-nginx: an Ingress can only lead to a Service.'],
  ])('%# an action beyond one Service is refused by name', (action, message) => {
    expect(routeProblems({ rules: [{ action }] })).toEqual([`[chart/shop] nginx.unsupported: rules[0].action: ${message} ${FIX}`]);
  });

  test('a redirect is refused by name', () => {
    const rules = [{ action: HttpAction.redirect({ scheme: HttpScheme.HTTPS }) }];
    expect(routeProblems({ rules })).toEqual([
      `[chart/shop] nginx.unsupported: rules[0].action: HttpAction.redirect() cannot be said to ingress-nginx: an Ingress can only lead to a Service. ${FIX}`,
    ]);
  });
});

describe('what kube-apiserver or ingress-nginx refuse', () => {
  test.each(['/a b', '/a~b', '/a@b', '/caf%C3%A9', '/a(b)', '/a$', '/a;b', '/ä'])('path %p', (path) => {
    const [problem, ...others] = routeProblems({ rules: [{ matches: [{ path: PathMatch.prefix(path) }], action: to('web') }] });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^\[chart\/shop\] (nginx\.path-syntax|path\.syntax): rules\[0\]\.matches\[0\]\.path: .* Allowed: .* Fix: /);
  });

  test('a path, with what it may have', () => {
    expect(routeProblems({ rules: [{ matches: [{ path: PathMatch.exact('/a~b') }], action: to('web') }] })).toEqual([
      '[chart/shop] nginx.path-syntax: rules[0].matches[0].path: "/a~b" has characters that ingress-nginx refuses. Allowed: letters, digits, ".", "_", "-" and "/". Fix: serve it under a path without them.',
    ]);
  });

  test.each(['/.well-known/acme-challenge', '/v1.2/a_b-c', '/A/'])('but not path %p', (path) => {
    expect(routeProblems({ rules: [{ matches: [{ path: PathMatch.exact(path) }], action: to('web') }] })).toEqual([]);
  });

  test.each([
    ['/etc/nginx/conf.d', '/etc/nginx'],
    ['/files/etc/passwd', '/etc/passwd'],
    ['/var/run/secrets', '/var/run/secrets'],
    ['/content_by_lua', '_by_lua'],
  ])('path %p, which looks like an attack', (path, part) => {
    expect(routeProblems({ rules: [{ matches: [{ path: PathMatch.prefix(path) }], action: to('web') }] })).toEqual([
      `[chart/shop] nginx.path-suspicious: rules[0].matches[0].path: "${path}" has "${part}" in it, which ingress-nginx takes for an attack and refuses. Fix: serve it under another path.`,
    ]);
  });
});
