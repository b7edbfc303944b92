import { around, RefusedCase, silent } from './case';
import { EDGE, virtualService, WEB, world } from './documents';
import { ASKED, istio, pod, PROXY, ruleCase } from './rule-case';

// Subsets that routes name, and DestinationRules that have them (facts: Istio, DestinationRule).

const V1 = 'subsets: [{ name: v1, labels: { version: v1 } }]';
const rule = (name: string, spec: string): string => istio('DestinationRule', `shop/${name}`, `host: web.shop.svc.cluster.local, ${spec}`);
const sent = (subset: string): string => virtualService(`{ route: [{ destination: { host: web, subset: ${subset} } }] }`);
/** Requests for subset v1, and what defines it. */
const defined = around((rules) => world(EDGE, WEB, PROXY, sent('v1'), rules));
const SERVED = { answers: ['200 v1 web.shop:80'] };
const LOST = { answers: ['503'] };

export const subsetReferences: RefusedCase[] = [
  ruleCase(
    'istio.unknown-subset',
    'subset: no DestinationRule has it',
    around((subset) => world(EDGE, WEB, rule('web', V1), sent(subset)))('v2', 'v1'),
    silent({ ...LOST, analyzer: 'IST0101' }, SERVED),
    ASKED,
  ),
  ruleCase(
    'istio.subset-not-visible',
    'subset: its DestinationRule is exported to its own namespace only',
    defined(rule('web', `${V1}, exportTo: [.]`), rule('web', V1)),
    silent(LOST, SERVED),
    ASKED,
  ),
  ruleCase(
    'istio.subset-not-visible',
    'subset: its DestinationRule is in a namespace that is neither of the Service nor of its clients',
    defined(rule('web', V1).replace('namespace: shop', 'namespace: other'), rule('web', V1)),
    silent(LOST, SERVED),
    ASKED,
  ),
  ruleCase(
    'istio.subset-without-pods',
    'subset: labels that no pod of the Service has',
    around((version) =>
      world(WEB, pod('shop/web', 'app: web, version: v1'), rule('web', `subsets: [{ name: v1, labels: { version: ${version} } }]`)),
    )('v9', 'v1'),
    silent({ analyzer: 'IST0173' }),
  ),
  ruleCase(
    'istio.duplicate-destination-rule',
    'destination rules: two for one host, exported to everybody in two ways',
    around((exportTo) => world(EDGE, WEB, sent('v1'), rule('a', `${V1}, ${exportTo}`), rule('b', 'subsets: [{ name: v2 }]')))(
      'exportTo: ["*"]',
      '',
    ),
    silent(LOST, SERVED),
    ASKED,
  ),
  ruleCase(
    'istio.duplicate-destination-rule',
    'destination rules: two with a policy for one host, of which one is lost',
    around((policy) => world(WEB, rule('a', 'trafficPolicy: { outlierDetection: {} }'), rule('b', `${V1}, ${policy}`)))(
      'trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } } }',
      '',
    ),
    silent(),
  ),
  ruleCase(
    'istio.upstream-ca',
    'destination rule: TLS to a Service, and no CA that knows it',
    around((tls) => world(WEB, rule('web', `trafficPolicy: { tls: { ${tls} } }`)))('mode: SIMPLE', 'mode: SIMPLE, caCertificates: /ca.pem'),
    silent({ analyzer: 'IST0128' }),
  ),
  ruleCase(
    'istio.upstream-ca',
    'destination rule: TLS to one port of a Service, and no CA that knows it',
    around((tls) => world(WEB, rule('web', `trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { ${tls} } }] }`)))(
      'mode: SIMPLE',
      'mode: SIMPLE, caCertificates: /ca.pem',
    ),
    silent({ analyzer: 'IST0129' }),
  ),
];
