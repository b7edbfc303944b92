import { Chart } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioDestinationRule } from '../../../lib/istio/istio-destination-rule';
import { around, policy, RefusedCase, refused, silent } from './case';
import { destinationRule, EDGE, TO_WEB, virtualService, WEB, world } from './documents';
import { ruleWith, valueCase } from './policy-case';

// What a DestinationRule says of a Service (facts: Istio, DestinationRule).

const subsets = around((text) => destinationRule(`subsets: [${text}]`));

export const destinationRules: RefusedCase[] = [
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
    ours: ruleWith({}),
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
    ours: ruleWith({ connectionPool: { tcp: {} } }),
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
    ours: ruleWith({ subsets: [{ name: 'V_1', labels: { version: 'v1' } }] }),
    problem: ['name.syntax', 'IstioDestinationRule.subsets[0].name'],
    ask: 'istio',
    raw: subsets('{ name: V_1, labels: { version: v1 } }', '{ name: v1, labels: { version: v1 } }'),
    expect: refused('V_1'),
  },
  {
    name: 'subset: the name of another',
    ours: ruleWith({
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
