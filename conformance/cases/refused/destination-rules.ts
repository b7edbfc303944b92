import { Chart, Duration } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioDestinationRule, IstioDestinationRuleProps } from '../../../lib/istio/istio-destination-rule';
import { around, policy, RefusedCase, refused, silent } from './case';
import { destinationRule, EDGE, TO_WEB, virtualService, WEB, world } from './documents';

// What a DestinationRule says of a Service (facts: Istio, DestinationRule).

const made = (props: Partial<IstioDestinationRuleProps>) => (chart: Chart) =>
  new IstioDestinationRule(chart, 'web', { host: Backend.fromName('web', { port: 80 }), ...props });
const traffic = around((text) => destinationRule(`trafficPolicy: { ${text} }`));
const subsets = around((text) => destinationRule(`subsets: [${text}]`));

/** A field whose value Istio refuses. */
function valueCase(
  id: string,
  field: string,
  props: Partial<IstioDestinationRuleProps>,
  wrong: string,
  right: string,
  fragment: string,
): RefusedCase {
  const raw = traffic(wrong, right);
  return {
    name: `destination rule: ${field}`,
    ours: made(props),
    problem: [id, `IstioDestinationRule.${field}`],
    ask: 'istio',
    raw,
    expect: refused(fragment),
  };
}

const none = Duration.millis(0);
const counts: RefusedCase[] = [
  valueCase(
    'count.range',
    'connectionPool.tcp.maxConnections',
    { connectionPool: { tcp: { maxConnections: -1 } } },
    'connectionPool: { tcp: { maxConnections: -1 } }',
    'connectionPool: { tcp: { maxConnections: 1 } }',
    'non-negative',
  ),
  valueCase(
    'count.range',
    'connectionPool.http.maxRequestsPerConnection',
    { connectionPool: { http: { maxRequestsPerConnection: -1 } } },
    'connectionPool: { http: { maxRequestsPerConnection: -1 } }',
    'connectionPool: { http: { maxRequestsPerConnection: 1 } }',
    'non-negative',
  ),
  valueCase(
    'count.range',
    'connectionPool.http.http1MaxPendingRequests',
    { connectionPool: { http: { http1MaxPendingRequests: -1 } } },
    'connectionPool: { http: { http1MaxPendingRequests: -1 } }',
    'connectionPool: { http: { http1MaxPendingRequests: 1 } }',
    'non-negative',
  ),
  valueCase(
    'count.range',
    'connectionPool.http.http2MaxRequests',
    { connectionPool: { http: { http2MaxRequests: -1 } } },
    'connectionPool: { http: { http2MaxRequests: -1 } }',
    'connectionPool: { http: { http2MaxRequests: 1 } }',
    'non-negative',
  ),
  valueCase(
    'count.range',
    'outlierDetection.consecutive5xxErrors',
    { outlierDetection: { consecutive5xxErrors: -1 } },
    'outlierDetection: { consecutive5xxErrors: -1 }',
    'outlierDetection: { consecutive5xxErrors: 1 }',
    'consecutive5xxErrors',
  ),
];

const durations: RefusedCase[] = [
  valueCase(
    'istio.duration',
    'connectionPool.tcp.connectTimeout',
    { connectionPool: { tcp: { connectTimeout: none } } },
    'connectionPool: { tcp: { connectTimeout: 0s } }',
    'connectionPool: { tcp: { connectTimeout: 1s } }',
    'must be greater than 1ms',
  ),
  valueCase(
    'istio.duration',
    'outlierDetection.interval',
    { outlierDetection: { interval: none } },
    'outlierDetection: { interval: 0s }',
    'outlierDetection: { interval: 1s }',
    'must be greater than 1ms',
  ),
  valueCase(
    'istio.duration',
    'outlierDetection.baseEjectionTime',
    { outlierDetection: { baseEjectionTime: none } },
    'outlierDetection: { baseEjectionTime: 0s }',
    'outlierDetection: { baseEjectionTime: 1s }',
    'must be greater than 1ms',
  ),
];

export const destinationRules: RefusedCase[] = [
  ...counts,
  ...durations,
  valueCase(
    'percentage.range',
    'outlierDetection.maxEjectionPercent',
    { outlierDetection: { maxEjectionPercent: 101 } },
    'outlierDetection: { maxEjectionPercent: 101 }',
    'outlierDetection: { maxEjectionPercent: 100 }',
    '0..100',
  ),
  valueCase(
    'istio.empty-policy',
    'connectionPool',
    { connectionPool: {} },
    'connectionPool: {}',
    'connectionPool: { tcp: {} }',
    'connection pool',
  ),
  {
    name: 'destination rule: it sets nothing',
    ours: made({}),
    problem: ['istio.empty-policy', 'IstioDestinationRule'],
    ask: 'istio',
    raw: around((text) => world(WEB, EDGE, virtualService(`{ ${TO_WEB} }`), text))(
      destinationRule(''),
      destinationRule('trafficPolicy: { outlierDetection: {} }'),
    ),
    requests: [{ host: 'shop.example.com' }],
    expect: policy({ answers: ['200 web.shop:80'] }),
  },
  {
    name: 'destination rule: a connection pool that limits nothing',
    ours: made({ connectionPool: { tcp: {} } }),
    problem: ['istio.empty-policy', 'IstioDestinationRule.connectionPool'],
    ask: 'istio',
    raw: around((text) => world(WEB, EDGE, virtualService(`{ ${TO_WEB} }`), text))(
      destinationRule('trafficPolicy: { connectionPool: { tcp: {} } }'),
      destinationRule('trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } }'),
    ),
    requests: [{ host: 'shop.example.com' }],
    expect: policy({ answers: ['200 web.shop:80'] }),
  },
  {
    name: 'subset: a name that is none',
    ours: made({ subsets: [{ name: 'V_1', labels: { version: 'v1' } }] }),
    problem: ['name.syntax', 'IstioDestinationRule.subsets[0].name'],
    ask: 'istio',
    raw: subsets('{ name: V_1, labels: { version: v1 } }', '{ name: v1, labels: { version: v1 } }'),
    expect: refused('V_1'),
  },
  {
    name: 'subset: the name of another',
    ours: made({
      subsets: [
        { name: 'v1', labels: { version: 'v1' } },
        { name: 'v1', labels: { version: 'v2' } },
      ],
    }),
    problem: ['istio.duplicate-subset', 'IstioDestinationRule.subsets[1].name'],
    ask: 'istio',
    raw: subsets(
      '{ name: v1, labels: { version: v1 } }, { name: v1, labels: { version: v2 } }',
      '{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }',
    ),
    expect: refused('duplicate subset'),
  },
  {
    name: 'destination rule: a name that no Service has',
    ours: (chart) => new IstioDestinationRule(chart, 'web', { host: Backend.fromName('Web_2', { port: 80 }), outlierDetection: {} }),
    problem: ['name.syntax', 'IstioDestinationRule.host'],
    ask: 'istio',
    raw: around((host) => destinationRule('trafficPolicy: { outlierDetection: {} }').replace('host: web', `host: ${host}`))('Web_2', 'web'),
    expect: refused('Web_2'),
  },
  {
    name: 'destination rule: a Service that is not there',
    ours: (chart) => new IstioDestinationRule(chart, 'web', { host: Backend.fromService(new Chart(chart, 'empty')), outlierDetection: {} }),
    problem: ['reference.not-one', 'IstioDestinationRule.host'],
    ask: 'istio',
    raw: around((service) => world(service, destinationRule('trafficPolicy: { outlierDetection: {} }')))(
      WEB.replace('name: web,', 'name: shop-web,'),
      WEB,
    ),
    expect: silent({ analyzer: 'IST0174' }),
  },
];
