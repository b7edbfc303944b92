import { Duration } from 'cdk8s';
import { CanaryClients } from '../../lib/canary/canary-clients';
import { CanaryPreview } from '../../lib/canary/canary-preview';
import { CanaryRoute } from '../../lib/canary/canary-route';
import { CanaryStickiness, CookieSameSite, StickyCookieOptions } from '../../lib/canary/canary-stickiness';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { Findings } from '../../lib/core/findings';
import { SecretRef } from '../../lib/core/secret-ref';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioServer } from '../../lib/istio/istio-server';
import { ServerTls } from '../../lib/istio/server-tls';
import { chartWith } from '../support/charts';
import { base, documentWith, HOST, problemsWith, version, yamlWith } from './reviews';

const sticky = (options?: StickyCookieOptions) => ({ sticky: CanaryStickiness.cookie(options) });
const rulesOf = (props: object): any[] => documentWith('VirtualService', props).spec.http;
const cookieOf = (options?: StickyCookieOptions): string => rulesOf(sticky(options)).at(-1).route[0].headers.response.add['set-cookie'];

test('the answer names the version, and the next request goes there', () => {
  expect(yamlWith(sticky({ maxAge: Duration.hours(1) }))).toMatchSnapshot();
});

test.each<[StickyCookieOptions | undefined, string]>([
  [undefined, 'canary=v1; Path=/; HttpOnly; SameSite=Lax'],
  [{ name: 'reviews-version' }, 'reviews-version=v1; Path=/; HttpOnly; SameSite=Lax'],
  [{ maxAge: Duration.days(1), path: '/shop' }, 'canary=v1; Path=/shop; Max-Age=86400; HttpOnly; SameSite=Lax'],
  [{ secure: true, sameSite: CookieSameSite.NONE }, 'canary=v1; Path=/; HttpOnly; Secure; SameSite=None'],
])('%j is the cookie "%s"', (options, cookie) => {
  expect(cookieOf(options)).toBe(cookie);
});

test('a version without a share keeps nobody, so that a rollback takes effect, and tells its name all the same', () => {
  const keptWith = (percent: number): string[] => {
    const rules = rulesOf({ ...sticky(), canaries: [version('v2', CanaryTraffic.percent(percent))] });
    expect(rules.at(-1).route).toHaveLength(2);
    expect(rules.at(-1).route.every(({ headers }: any) => 'set-cookie' in headers.response.add)).toBe(true);
    return rules.slice(0, -1).map(({ route }) => route[0].destination.subset);
  };
  expect(keptWith(0)).toEqual(['v1']);
  expect(keptWith(10)).toEqual(['v1', 'v2']);
  expect(keptWith(100)).toEqual(['v2']);
});

test('previews come first, the shares last', () => {
  const canaries = [version('v2', CanaryTraffic.percent(10), { preview: CanaryPreview.header('x-canary', 'v2') })];
  const rules = rulesOf({ ...sticky(), canaries });
  expect(rules.map(({ match }) => match?.[0].headers)).toEqual([
    { 'x-canary': { exact: 'v2' } },
    { cookie: { regex: '(.*; *)?canary=v1(;.*)?' } },
    { cookie: { regex: '(.*; *)?canary=v2(;.*)?' } },
    undefined,
  ]);
});

test('a dark version gets copies of the requests of kept clients too, and keeps nobody itself', () => {
  const rules = rulesOf({ ...sticky(), canaries: [version('v2', CanaryTraffic.mirror())] });
  expect(rules.map(({ route, mirrors }) => [route[0].destination.subset, mirrors[0].destination.subset])).toEqual([
    ['v1', 'v2'],
    ['v1', 'v2'],
  ]);
});

test.each<[StickyCookieOptions, string]>([
  [{ name: 'a b' }, 'canary.cookie-name: sticky.name: "a b" is not the name of a cookie'],
  [{ name: 'a%b' }, 'canary.cookie-name: sticky.name: "a%b" is not the name of a cookie'],
  [{ name: 5 as any }, 'input.type: sticky.name: 5 is not a text'],
  [{ maxAge: Duration.millis(1500) }, 'canary.cookie-age: sticky.maxAge: 1.5 s is not how long a cookie is kept'],
  [{ maxAge: Duration.seconds(0) }, 'canary.cookie-age: sticky.maxAge: 0 s is not how long a cookie is kept'],
  [{ maxAge: Duration.days(401) }, 'canary.cookie-age: sticky.maxAge: 34646400 s is not how long a cookie is kept'],
  [{ maxAge: 60 as any }, 'input.type: sticky.maxAge: 60 is not a Duration'],
  [{ path: 'shop' }, 'canary.cookie-path: sticky.path: "shop" is not a path of a cookie'],
  [{ path: '/; Domain=evil' }, 'canary.cookie-path: sticky.path: "/; Domain=evil" is not a path of a cookie'],
  [{ path: '' }, 'canary.cookie-path: sticky.path: "" is not a path of a cookie'],
  [{ secure: 'yes' as any }, 'input.type: sticky.secure: "yes" is neither true nor false'],
  [{ secure: 'yes' as any, sameSite: CookieSameSite.NONE }, 'input.type: sticky.secure: "yes" is neither true nor false'],
  [{ sameSite: 'lax' as any }, 'input.choice: sticky.sameSite: "lax" is not one of the choices'],
])('%j is reported', (options, message) => {
  expect(problemsWith(sticky(options))).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
});

test.each<[StickyCookieOptions, string]>([
  [{ sameSite: CookieSameSite.NONE }, 'with SameSite=None'],
  [{ sameSite: CookieSameSite.NONE, secure: false }, 'with SameSite=None'],
  [{ name: '__Host-version' }, 'called "__Host-version"'],
])('%j is a cookie that no browser keeps', (options, cause) => {
  expect(problemsWith(sticky(options))).toEqual([
    `[chart/canary] canary.cookie-insecure: sticky: browsers drop a cookie ${cause} that is not for HTTPS only. Fix: set secure: true.`,
  ]);
});

test('what is no stickiness at all', () => {
  expect(problemsWith({ sticky: 'cookie' as any })).toEqual([
    '[chart/canary] input.type: sticky: "cookie" is not a CanaryStickiness. Fix: write CanaryStickiness.cookie().',
  ]);
  expect(problemsWith(sticky('a=b' as any))).toEqual([expect.stringContaining('input.type: sticky: "a=b" is not a group of named values')]);
  expect(problemsWith(sticky({ maxage: Duration.hours(1) } as any))).toEqual([
    expect.stringContaining('route.unknown-word: sticky.maxage: "maxage" is not known here, and would be ignored'),
  ]);
});

describe('a cookie for HTTPS only', () => {
  const secured = IstioServer.https({ hosts: ['*.example.com'], tls: ServerTls.simple(SecretRef.fromName('tls')) });
  const warnings = (servers: IstioServer[], secure = true) => {
    let canary: CanaryRoute;
    chartWith((chart) => {
      const clients = CanaryClients.throughGateway(new IstioGateway(chart, 'edge', { servers }), [HOST]);
      canary = new CanaryRoute(chart, 'canary', { ...base, clients, sticky: CanaryStickiness.cookie({ secure }) });
    });
    return Findings.of(canary!).list();
  };

  test('is warned of where the gateway has the host by plain HTTP only', () => {
    expect(warnings([IstioServer.http({ hosts: [HOST] })])).toEqual([
      expect.objectContaining({
        id: 'canary.cookie-over-http',
        severity: 'warning',
        field: 'sticky',
        what: `browsers drop a cookie for HTTPS only, and gateway "edge" has "${HOST}" by plain HTTP only`,
        fix: 'add IstioServer.https(…) for the host, or drop secure; acknowledge it if HTTPS ends before the gateway',
      }),
    ]);
  });

  test('is not where HTTPS is served too, or the cookie is for both', () => {
    expect(warnings([IstioServer.http({ hosts: [HOST] }), secured])).toEqual([]);
    expect(warnings([IstioServer.http({ hosts: [HOST] })], false)).toEqual([]);
  });
});
