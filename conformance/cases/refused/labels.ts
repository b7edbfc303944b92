import { Chart } from 'cdk8s';
import { CanaryRoute } from '../../../lib/canary/canary-route';
import { CanaryTraffic } from '../../../lib/canary/canary-traffic';
import { Backend } from '../../../lib/core/backend';
import { IstioDestinationRule } from '../../../lib/istio/istio-destination-rule';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioIngressGateway } from '../../../lib/istio/istio-ingress-gateway';
import { IstioServer } from '../../../lib/istio/istio-server';
import { around, policy, Raw, RefusedCase, refused, silent } from './case';
import { destinationRule, gateway, TO_WEB, virtualService, WEB, world } from './documents';

// Labels and selectors (facts: kube-apiserver, labels; Istio, selectors and subsets).

interface Labels {
  readonly [key: string]: string;
}

/** The same three faults wherever labels are given: a key, the prefix of a key, a value. */
function labelCases(
  place: string,
  ours: (labels: Labels) => RefusedCase['ours'],
  ask: RefusedCase['ask'],
  raw: (wrong: string, right: string) => Raw,
): RefusedCase[] {
  const faults: [part: string, id: string, field: string, label: [key: string, value: string]][] = [
    ['key', 'label.key', place, ['-app', 'web']],
    ['prefix', 'name.syntax', place, ['Shop_2/app', 'web']],
    ['value', 'label.value', `${place}.app`, ['app', 'web shop']],
  ];
  return faults.map(([part, id, field, [key, value]]) => ({
    name: `labels: ${part} of ${place}`,
    ours: ours({ [key]: value }),
    problem: [id, field],
    ask,
    raw: raw(`"${key}": "${value}"`, 'app: web'),
    expect: refused(part === 'value' ? value : key.replace('/app', '')),
  }));
}

const BACKEND = Backend.fromName('web', { port: 80 });
const HTTP = IstioServer.http({ hosts: ['shop.example.com'] });
const SERVER = '{ port: { number: 80, name: http, protocol: HTTP }, hosts: [shop.example.com] }';

const selecting = (labels: Labels) => (chart: Chart) =>
  new IstioGateway(chart, 'edge', { servers: [HTTP], workload: IstioIngressGateway.fromLabels(labels) });
const labelled = (labels: Labels) => (chart: Chart) => new IstioIngressGateway(chart, 'web', { labels });
const subset = (labels: Labels) => (chart: Chart) =>
  new IstioDestinationRule(chart, 'web', { host: BACKEND, subsets: [{ name: 'v1', labels }] });
const canary = (stable: Labels, tried: Labels) => (chart: Chart) =>
  new CanaryRoute(chart, 'web', {
    backend: BACKEND,
    stable: { subset: 'v1', labels: stable },
    canaries: [{ subset: 'v2', labels: tried, traffic: CanaryTraffic.percent(10) }],
  });

const subsets = around((labels) => destinationRule(`subsets: [{ name: v1, labels: { ${labels} } }]`));
const deployment = around(
  (labels) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { role: edge } }
  template: { metadata: { labels: { role: edge, ${labels} } }, spec: { containers: [{ name: istio-proxy, image: auto }] } }
`,
);
const everyProxy = {
  ask: 'istio',
  raw: around((labels) => world(WEB, virtualService(`{ ${TO_WEB} }`), gateway(SERVER, `{ ${labels} }`)))('', 'istio: another-gateway'),
  requests: [{ host: 'shop.example.com' }],
  expect: policy({ answers: ['200 web.shop:80'] }, { answers: ['no answer'] }),
} as const;

/** Istio checks no label of a selector: it is one that no Pod can have, so no proxy opens the port. */
const selectorCases = labelCases(
  'IstioGateway.workload.selector',
  (wrong) => selecting({ istio: 'ingressgateway', ...wrong }),
  'istio',
  (wrong) =>
    around((more) => world(WEB, virtualService(`{ ${TO_WEB} }`), gateway(SERVER, `{ istio: ingressgateway${more} }`)))(`, ${wrong}`, ''),
).map((aCase): RefusedCase => ({
  ...aCase,
  requests: [{ host: 'shop.example.com' }],
  expect: silent({ answers: ['no answer'], analyzer: 'IST0101' }, { answers: ['200 web.shop:80'] }),
}));

export const labels: RefusedCase[] = [
  ...selectorCases,
  ...labelCases('IstioIngressGateway.labels', labelled, 'kube', deployment),
  ...labelCases('IstioDestinationRule.subsets[0].labels', subset, 'istio', subsets),
  ...labelCases('CanaryRoute.stable.labels', (wrong) => canary({ version: 'v1', ...wrong }, { version: 'v2' }), 'istio', subsets),
  ...labelCases('CanaryRoute.canaries[0].labels', (wrong) => canary({ version: 'v1' }, { version: 'v2', ...wrong }), 'istio', subsets),
  {
    name: 'labels: a Gateway for no labels is for every proxy',
    ours: selecting({}),
    problem: ['istio.no-labels', 'IstioGateway.workload.selector'],
    ...everyProxy,
  },
  { name: 'labels: proxies without labels', ours: labelled({}), problem: ['istio.no-labels', 'IstioIngressGateway.labels'], ...everyProxy },
];
