import { Chart } from 'cdk8s';
import { CanaryRoute, CanaryRouteProps } from '../../../lib/canary/canary-route';
import { CanaryTraffic } from '../../../lib/canary/canary-traffic';
import { Backend } from '../../../lib/core/backend';
import { around, policy, RefusedCase, refused, silent } from './case';
import { destinationRule, EDGE, virtualService, WEB, world } from './documents';

// Versions of a Service and their shares (facts: Istio, weights and subsets). The raw routes are bound to the gateway, where
// requests can be asked; the weights mean the same there as in the mesh.

const HOST = 'shop.example.com';
const STABLE = { subset: 'v1', labels: { version: 'v1' } };
const CANARY = { subset: 'v2', labels: { version: 'v2' }, traffic: CanaryTraffic.percent(10) };
const made = (props: Partial<CanaryRouteProps>) => (chart: Chart) =>
  new CanaryRoute(chart, 'web', { backend: Backend.fromName('web', { port: 80 }), stable: STABLE, canaries: [CANARY], ...props });
const share = (percent: number) => made({ canaries: [{ ...CANARY, traffic: CanaryTraffic.percent(percent) }] });

const SUBSETS = 'subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]';
const to = (subset: string, weight: number | string) =>
  `{ destination: { host: web, subset: ${subset}, port: { number: 80 } }, weight: ${weight} }`;
const split = (destinations: string, rule = SUBSETS) =>
  world(WEB, EDGE, virtualService(`{ route: [${destinations}] }`), destinationRule(rule));
const weights = around((canary) => split(`${to('v1', 90)}, ${to('v2', canary)}`));
const subsets = around((text) => destinationRule(`subsets: [${text}]`));
const requests = [{ host: HOST, times: 40 }];

export const canaries: RefusedCase[] = [
  {
    name: 'canary: a negative share',
    ours: share(-10),
    problem: ['percentage.range', 'CanaryRoute.canaries[0].traffic'],
    ask: 'istio',
    raw: weights('-10', '10'),
    expect: refused('weight'),
  },
  {
    name: 'canary: a share that is not whole',
    ours: share(10.5),
    problem: ['percentage.range', 'CanaryRoute.canaries[0].traffic'],
    ask: 'istio',
    raw: weights('10.5', '10'),
    expect: refused('weight'),
  },
  {
    name: 'canary: shares of more than 100 percent are divided by their sum',
    ours: made({
      canaries: [
        { ...CANARY, traffic: CanaryTraffic.percent(90) },
        { subset: 'v3', labels: { version: 'v3' }, traffic: CanaryTraffic.percent(20) },
      ],
    }),
    problem: ['percentage.sum', 'CanaryRoute.canaries'],
    ask: 'istio',
    raw: weights('200', '10'),
    requests,
    expect: policy({ answers: ['200 v1 web.shop:80, 200 v2 web.shop:80'] }),
  },
  {
    name: 'canary: a stable version alone',
    ours: made({ canaries: [] }),
    problem: ['canary.no-canary', 'CanaryRoute.canaries'],
    ask: 'istio',
    raw: { wrong: split(to('v1', 100)), right: split(`${to('v1', 50)}, ${to('v2', 50)}`) },
    requests,
    expect: policy({ answers: ['200 v1 web.shop:80'] }, { answers: ['200 v1 web.shop:80, 200 v2 web.shop:80'] }),
  },
  {
    name: 'canary: versions with the same Pods',
    ours: made({ canaries: [{ ...CANARY, labels: { version: 'v1' } }] }),
    problem: ['canary.same-pods', 'CanaryRoute.canaries[0].labels'],
    ask: 'istio',
    raw: around((rule) => split(`${to('v1', 50)}, ${to('v2', 50)}`, rule))(SUBSETS.replace('version: v2', 'version: v1'), SUBSETS),
    requests,
    expect: policy({ answers: ['200 v1 web.shop:80, 200 v2 web.shop:80'] }),
  },
  {
    name: 'canary: a stable version without a proper name',
    ours: made({ stable: { ...STABLE, subset: 'V_1' } }),
    problem: ['name.syntax', 'CanaryRoute.stable.subset'],
    ask: 'istio',
    raw: subsets('{ name: V_1, labels: { version: v1 } }', '{ name: v1, labels: { version: v1 } }'),
    expect: refused('V_1'),
  },
  {
    name: 'canary: a canary without a proper name',
    ours: made({ canaries: [{ ...CANARY, subset: 'v.2' }] }),
    problem: ['name.syntax', 'CanaryRoute.canaries[0].subset'],
    ask: 'istio',
    raw: subsets('{ name: v.2, labels: { version: v2 } }', '{ name: v2, labels: { version: v2 } }'),
    expect: refused('v.2'),
  },
  {
    name: 'canary: two versions with one name',
    ours: made({ canaries: [{ ...CANARY, subset: 'v1' }] }),
    problem: ['istio.duplicate-subset', 'CanaryRoute.canaries[0].subset'],
    ask: 'istio',
    raw: subsets(
      '{ name: v1, labels: { version: v1 } }, { name: v1, labels: { version: v2 } }',
      '{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }',
    ),
    expect: refused('duplicate subset'),
  },
  {
    name: 'canary: a name that no Service has',
    ours: made({ backend: Backend.fromName('Web_2', { port: 80 }) }),
    problem: ['name.syntax', 'CanaryRoute.backend'],
    ask: 'istio',
    raw: around((host) => virtualService(`{ route: [{ destination: { host: ${host} } }] }`))('Web_2', 'web'),
    expect: refused('Web_2'),
  },
  {
    name: 'canary: a Service that is not there',
    ours: (chart) => made({ backend: Backend.fromService(new Chart(chart, 'empty')) })(chart),
    problem: ['reference.not-one', 'CanaryRoute.backend'],
    ask: 'istio',
    raw: around((name) =>
      world(WEB.replace('name: web,', `name: ${name},`), EDGE, virtualService(`{ route: [${to('v1', 1)}] }`), destinationRule(SUBSETS)),
    )('shop-web', 'web'),
    requests: [{ host: HOST }],
    expect: silent({ answers: ['503'], analyzer: 'IST0101, IST0174' }, { answers: ['200 v1 web.shop:80'] }),
  },
];
