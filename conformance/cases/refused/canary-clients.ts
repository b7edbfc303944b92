import { Chart } from 'cdk8s';
import { CanaryClients } from '../../../lib/canary/canary-clients';
import { CanaryPreview } from '../../../lib/canary/canary-preview';
import { CanaryRoute, CanaryRouteProps } from '../../../lib/canary/canary-route';
import { CanaryStickiness, StickyCookieOptions } from '../../../lib/canary/canary-stickiness';
import { CanaryTraffic } from '../../../lib/canary/canary-traffic';
import { CanaryVersion } from '../../../lib/canary/canary-version';
import { Backend } from '../../../lib/core/backend';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioServer } from '../../../lib/istio/istio-server';
import { HeaderMatch } from '../../../lib/routing/http-match';
import { around, RefusedCase, refused, silent } from './case';
import { destinationRule, EDGE, virtualService, WEB, world } from './documents';
import { told } from './http-rule-case';
import { ASKED } from './rule-case';

// Which clients get which version: previews, cookies, and gateways in other namespaces (facts: Istio, VirtualService).

const HOST = 'shop.example.com';
const version = (number: number, more: Partial<CanaryVersion> = {}): CanaryVersion => ({
  subset: `v${number}`,
  labels: { version: `v${number}` },
  traffic: CanaryTraffic.percent(0),
  ...more,
});
const made =
  (props: Partial<CanaryRouteProps>) =>
  (chart: Chart): CanaryRoute =>
    new CanaryRoute(chart, 'web', {
      backend: Backend.fromName('web', { port: 80, namespace: 'shop' }),
      stable: { subset: 'v1', labels: { version: 'v1' } },
      canaries: [version(2)],
      ...props,
    });
const previewed = (...previews: CanaryPreview[]) => made({ canaries: previews.map((preview, index) => version(index + 2, { preview })) });
const kept = (options: StickyCookieOptions) => made({ sticky: CanaryStickiness.cookie(options) });

const SUBSETS =
  'subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }, { name: v3, labels: { version: v3 } }]';
const to = (subset: string): string =>
  `route: [{ destination: { host: web.shop.svc.cluster.local, subset: ${subset}, port: { number: 80 } } }]`;
const byHeader = (header: string, subset = 'v2'): string => `{ match: [{ headers: { ${header} } }], ${to(subset)} }`;
const split = around((rules) => world(WEB, EDGE, destinationRule(SUBSETS), virtualService(`${rules}, { ${to('v1')} }`)));
const cookies = around((cookie) =>
  world(WEB, EDGE, virtualService(`{ ${to('v1')}, headers: { response: { add: { set-cookie: "${cookie}" } } } }`)),
);

const V1 = '200 v1 web.shop:80';
const V2 = '200 v2 web.shop:80';
const PREVIEW = 'CanaryRoute.canaries[0].preview';

const previews: readonly RefusedCase[] = [
  {
    name: 'canary: a preview by a header that is none',
    ours: previewed(CanaryPreview.header('x canary', 'yes')),
    problem: ['header.name', PREVIEW],
    ask: 'istio',
    raw: split(byHeader('"x canary": { exact: "yes" }'), byHeader('x-canary: { exact: "yes" }')),
    expect: refused('is not a valid header name'),
  },
  {
    name: 'canary: a preview by a value that ends in a space, which proxies take away',
    ours: previewed(CanaryPreview.header('x-canary', 'yes ')),
    problem: ['canary.preview-value', PREVIEW],
    ask: 'istio',
    raw: split(byHeader('x-canary: { exact: "yes " }'), byHeader('x-canary: { exact: "yes" }')),
    requests: [{ host: HOST, headers: { 'x-canary': 'yes ' } }],
    expect: told(V1, V2),
  },
  {
    name: 'canary: a preview by a cookie that is longer than an expression can be',
    ours: previewed(CanaryPreview.cookie('version', 'x'.repeat(1024))),
    problem: ['canary.cookie-value', PREVIEW],
    ask: 'istio',
    raw: split(byHeader(`cookie: { regex: ".*version=${'x'.repeat(1024)}.*" }`), byHeader('cookie: { regex: ".*version=x.*" }')),
    expect: refused('1024'),
  },
  {
    name: 'canary: one preview of two versions',
    ours: previewed(CanaryPreview.header('x-canary', 'yes'), CanaryPreview.header('X-Canary', 'yes')),
    problem: ['canary.same-preview', 'CanaryRoute.canaries[1].preview'],
    ask: 'istio',
    raw: around(
      (value) => split(`${byHeader('x-canary: { exact: "yes" }')}, ${byHeader(`x-canary: { exact: "${value}" }`, 'v3')}`, '').wrong,
    )('yes', 'v3'),
    requests: [
      { host: HOST, headers: { 'x-canary': 'yes' } },
      { host: HOST, headers: { 'x-canary': 'v3' } },
    ],
    expect: silent({ answers: [V2, V1], analyzer: 'IST0130, IST0131' }, { answers: [V2, '200 v3 web.shop:80'] }),
  },
  {
    name: 'canary: a preview by the cookie that keeps clients on their version',
    ours: made({
      canaries: [version(2, { preview: CanaryPreview.cookie('version', 'v2') })],
      sticky: CanaryStickiness.cookie({ name: 'version' }),
    }),
    problem: ['canary.same-cookie', PREVIEW],
    ask: 'istio',
    raw: split(byHeader('cookie: { exact: version=v2 }'), byHeader('cookie: { exact: preview=v2 }')),
    requests: [{ host: HOST, headers: { cookie: 'version=v2' } }],
    // The version has no share any more.
    expect: told(V2, V1),
  },
  {
    name: 'canary: its rules for a header that they look at themselves',
    ours: (chart) => previewed(CanaryPreview.header('x-canary', 'yes'))(chart).rules([{ headers: [HeaderMatch.present('x-canary')] }]),
    problem: ['canary.header-taken', 'CanaryRoute.rules'],
    ask: 'istio',
    raw: split(byHeader('x-canary: {}, x-canary: { exact: "yes" }'), byHeader('x-canary: { exact: "yes" }')),
    expect: refused('already'),
  },
];

const keeping: readonly RefusedCase[] = [
  {
    name: 'canary: a cookie whose name has a percent sign',
    ours: kept({ name: '100%' }),
    problem: ['canary.cookie-name', 'CanaryRoute.sticky.name'],
    ask: 'istio',
    raw: cookies('100%=v1', '100=v1'),
    expect: refused('header value configuration'),
  },
  {
    name: 'canary: a cookie for a path with a percent sign',
    ours: kept({ path: '/100%' }),
    problem: ['canary.cookie-path', 'CanaryRoute.sticky.path'],
    ask: 'istio',
    raw: cookies('web=v1; Path=/100%', 'web=v1; Path=/100'),
    expect: refused('header value configuration'),
  },
];

const others: readonly RefusedCase[] = [
  {
    name: 'canary: copies of more than all requests',
    ours: made({ canaries: [version(2, { traffic: CanaryTraffic.mirror(101) })] }),
    problem: ['mirror.percent', 'CanaryRoute.canaries[0].traffic'],
    ask: 'istio',
    raw: around((value) => split(`{ ${to('v1')}, mirrors: [{ destination: { host: web }, percentage: { value: ${value} } }] }`, '').wrong)(
      '101',
      '100',
    ),
    expect: refused('mirror percentage must have a max value of 100'),
  },
  {
    name: 'canary: subsets in a namespace that is neither of the Service nor of the gateway',
    ours: (chart) => {
      const gateway = new IstioGateway(chart, 'edge', { servers: [IstioServer.http({ hosts: ['*'] })] });
      return made({ clients: CanaryClients.throughGateway(gateway, [HOST]), namespace: 'other' })(chart);
    },
    problem: ['canary.unseen-subsets', 'CanaryRoute.namespace'],
    ask: 'istio',
    raw: around((namespace) =>
      world(
        WEB,
        EDGE,
        virtualService(`{ ${to('v1')} }`),
        destinationRule(SUBSETS)
          .replace('host: web', 'host: web.shop.svc.cluster.local')
          .replace('namespace: shop', `namespace: ${namespace}`),
      ),
    )('other', 'shop'),
    requests: ASKED,
    expect: told('503', V1),
  },
];

export const canaryClients: RefusedCase[] = [...previews, ...keeping, ...others];
