import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { ResponseBody } from '../../lib/routing/direct-response';
import { HttpAction } from '../../lib/routing/http-action';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { RedirectOptions, RedirectPort } from '../../lib/routing/redirect';
import { readingAction } from './reading';

const web = Backend.fromName('web', { port: 80 });
const api = Backend.fromName('api', { port: 80 });

describe('forwarding', () => {
  test('gives everything to one backend', () => {
    expect(readingAction(HttpAction.forward(web))).toEqual({
      read: { destinations: [{ place: '', backend: web, subset: undefined, weight: 100 }] },
      problems: [],
    });
    expect(readingAction(HttpAction.forward(web, { subset: 'v1' })).read).toMatchObject({ destinations: [{ subset: 'v1' }] });
  });

  test('takes a backend and a subset, both at once', () => {
    expect(readingAction(HttpAction.forward('web' as any, { subset: 'V1', subsets: 5 } as any)).problems).toEqual([
      'input.type: action: "web" is not a Backend. Fix: write Backend.fromService(…) or Backend.fromName(…).',
      'route.unknown-word: action.subsets: "subsets" is not known here, and would be ignored. Allowed: subset. Fix: write "subset".',
      expect.stringContaining('name.syntax: action: "V1" is not a valid name.'),
    ]);
  });
});

describe('a split', () => {
  const problems = (backends: unknown): string[] => readingAction(HttpAction.split(backends as any)).problems;

  test('gives each backend its share, and may give nothing to one', () => {
    const backends = [
      { backend: web, weight: 100, subset: 'v1', requestHeaders: { set: { 'X-To': 'one' } } },
      { backend: api, weight: 0 },
    ];
    expect(readingAction(HttpAction.split(backends))).toMatchObject({
      read: {
        destinations: [
          { place: '[0]', backend: web, weight: 100, subset: 'v1', requestHeaders: { set: { 'x-to': 'one' } } },
          { place: '[1]', backend: api, weight: 0 },
        ],
      },
      problems: [],
    });
  });

  test('adds up to 100 percent', () => {
    expect(
      problems([
        { backend: web, weight: 50 },
        { backend: api, weight: 40 },
      ]),
    ).toEqual([
      'percentage.sum: action: the shares 50 + 40 add up to 90 percent. Allowed: a sum of 100. Fix: change them until the sum is 100.',
    ]);
    expect(problems([{ backend: web, weight: 1 }])).toEqual([expect.stringContaining('the shares 1 add up to 1 percent')]);
  });

  test('has backends', () => {
    expect(problems([])).toEqual(['route.no-backends: action: there is no backend. Fix: add one.']);
    expect(problems(undefined)).toEqual([expect.stringContaining('input.type: action: nothing is not a list')]);
  });

  test('says all that is wrong with its backends, and no sum then', () => {
    expect(
      problems([
        { backend: 'web', weight: 150, subset: 'A' },
        { backend: api, weight: 10.5, requestHeaders: { set: { ':path': 'x' } }, wieght: 5 },
        null,
        { backend: api },
      ]),
    ).toEqual([
      expect.stringContaining('input.type: action[0].backend: "web" is not a Backend.'),
      'percentage.range: action[0].weight: 150 is not a whole percentage. Allowed: 0 to 100, whole. Fix: write a whole number from 0 to 100.',
      expect.stringContaining('name.syntax: action[0].subset: "A"'),
      expect.stringContaining('route.unknown-word: action[1].wieght: "wieght"'),
      expect.stringContaining('percentage.range: action[1].weight: 10.5'),
      'header.reserved: action[1].requestHeaders.set: header ":path" cannot be changed here. ' +
        'Fix: leave it out; the host of a request is changed by rewrite.host.',
      expect.stringContaining('input.type: action[2]: null is not a group'),
      expect.stringContaining('percentage.range: action[3].weight: undefined'),
    ]);
  });
});

describe('a redirect', () => {
  test.each(['/new?from=old&to=/x?y', '/?', '/web//page', '/stra%C3%9Fe'])('leads to the path %s', (path) => {
    expect(readingAction(HttpAction.redirect({ path }))).toMatchObject({ read: { redirect: { path } }, problems: [] });
  });

  test('is for ever unless told otherwise', () => {
    const redirect = (options: RedirectOptions): unknown => readingAction(HttpAction.redirect(options)).read;
    expect(redirect({ scheme: HttpScheme.HTTPS })).toEqual({ redirect: { scheme: 'https', statusCode: 301 } });
    expect(redirect({ host: 'a.example.com', path: '/', statusCode: 302 })).toEqual({
      redirect: { host: 'a.example.com', path: '/', statusCode: 302 },
    });
    expect(redirect({ port: RedirectPort.of(8443) })).toMatchObject({ redirect: { port: 8443 } });
    expect(redirect({ port: RedirectPort.ofScheme() })).toMatchObject({ redirect: { port: 'of the scheme' } });
    expect(redirect({ port: RedirectPort.ofRequest() })).toMatchObject({ redirect: { port: 'of the request' } });
  });

  test.each<[RedirectOptions, string]>([
    [
      {},
      'redirect.empty: action: the redirect changes nothing, so a client would be sent in circles. Fix: set scheme, host, port or path.',
    ],
    [{ statusCode: 302 }, 'redirect.empty'],
    [{ scheme: 'ftp' as HttpScheme }, 'input.choice: action: "ftp" is not one of the choices. Allowed: http, https'],
    [{ scheme: HttpScheme.HTTPS, statusCode: 300 }, 'redirect.status: action: 300 is not a redirect. Allowed: 301, 302, 303, 307, 308'],
    [{ path: '/', statusCode: '301' as any }, 'redirect.status: action: "301" is not a redirect.'],
    [{ path: 'home' }, 'redirect.path: action: "home" is not an absolute path. Allowed: '],
    [{ path: '/a b?q=ü' }, 'redirect.path: action: "/a b?q=ü" is not an absolute path.'],
    [{ path: '/a#b' }, 'redirect.path: action: "/a#b" is not an absolute path.'],
    [{ path: 5 as any }, 'input.type: action: 5 is not a text'],
    [{ host: 5 as any }, 'input.type: action: 5 is not a text'],
    [{ port: RedirectPort.of(0) }, 'port.range: action: 0 is not a port.'],
    [{ port: 443 as any }, 'input.type: action: 443 is not a RedirectPort.'],
    [
      { schema: 'https', path: '/' } as RedirectOptions,
      'route.unknown-word: action: "schema" is not known here, and would be ignored. Allowed: scheme, host, path, port, statusCode. Fix: write "scheme"',
    ],
    [undefined as any, 'input.type: action: nothing is not a group of named values'],
    [{ host: '*.example.com' }, 'redirect.host: action: "*.example.com" is not one host'],
    [{ host: 'Example.com' }, 'host.syntax: action: "Example.com"'],
  ])('%j is refused', (options, message) => {
    expect(readingAction(HttpAction.redirect(options)).problems).toEqual([expect.stringContaining(message)]);
  });

  test('offers the path that was probably meant', () => {
    expect(readingAction(HttpAction.redirect({ path: '/a b?q=ü' })).problems[0]).toContain('Fix: write "/a%20b?q=%C3%BC".');
  });

  test('says all that is wrong at once', () => {
    const problems = readingAction(HttpAction.redirect({ path: 'x', host: '*', statusCode: 5, scheme: 'x' as HttpScheme })).problems;
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['input.choice', 'redirect.host', 'redirect.path', 'redirect.status']);
  });
});

describe('a direct response', () => {
  const respond = (options: unknown): ReturnType<typeof readingAction> => readingAction(HttpAction.respond(options as any));

  test.each([300, 301, 304, 399])('is no redirect, as one with status %d would be', (status) =>
    expect(respond({ status }).problems).toEqual([
      `response.status: action.status: an answer with status ${status} sends the client to the same URL again. ` +
        'Allowed: 200 to 299 and 400 to 599, whole. Fix: use HttpAction.redirect(…).',
    ]),
  );

  test('has a status, and may have a body', () => {
    expect(respond({ status: 503 })).toEqual({ read: { response: { status: 503, body: undefined } }, problems: [] });
    expect(respond({ status: 200, body: ResponseBody.text('ok') }).read).toEqual({ response: { status: 200, body: { text: 'ok' } } });
    expect(respond({ status: 200, body: ResponseBody.base64('AP8=') }).read).toEqual({
      response: { status: 200, body: { bytes: 'AP8=' } },
    });
  });

  test.each([199, 600, 200.5, '200', undefined])('cannot have the status %p: Envoy refuses it', (status) => {
    expect(respond({ status }).problems).toEqual([
      expect.stringMatching(/^response\.status: action\.status: .* is not the status of an answer\. Allowed: 200 to 599, whole\./),
    ]);
  });

  test('has a body that a proxy can keep', () => {
    expect(respond({ status: 200, body: ResponseBody.text('ä'.repeat(50 * 1024)) }).problems).toEqual([]);
    expect(respond({ status: 200, body: ResponseBody.text('x'.repeat(102401)) }).problems).toEqual([
      'response.large-body: action.body: the body has 102401 bytes, which every proxy keeps in memory. Fix: serve it from a backend.',
    ]);
    expect(respond({ status: 200, body: ResponseBody.text('x'.repeat(1048577)) }).problems).toEqual([
      'response.body: action.body: the body has 1048577 bytes. Allowed: at most 1048576 bytes. Fix: serve it from a backend.',
    ]);
  });

  test('is Base64 where it says so', () => {
    for (const bytes of ['A', 'AAA', 'A===', '!!!!', 'AA==AA==']) {
      expect(respond({ status: 200, body: ResponseBody.base64(bytes) }).problems).toEqual([
        expect.stringContaining('response.body: action.body: the body is not Base64.'),
      ]);
    }
    expect(respond({ status: 204, body: ResponseBody.text('ok') }).problems).toEqual([
      'response.body: action.body: an answer with status 204 has no body. Fix: leave the body out.',
    ]);
    expect(respond({ status: 204 }).problems).toEqual([]);
    expect(respond({ status: 200, body: 'ok' }).problems).toEqual([expect.stringContaining('input.type: action.body: "ok" is not')]);
  });
});

test('requests are handed to a route, and to nothing else', () => {
  for (const delegate of ['other', undefined, {}, new Construct(undefined as any, 'x')]) {
    expect(readingAction(HttpAction.toRoute(delegate as any)).problems).toEqual([
      expect.stringMatching(/^input\.type: action: .* is not a route that requests can be handed to/),
    ]);
  }
});
