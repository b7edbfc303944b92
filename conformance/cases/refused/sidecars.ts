import { around, RefusedCase, refused, silent } from './case';
import { world } from './documents';
import { istio, pod, ruleCase } from './rule-case';

// What sidecars are told of hosts outside, and of what they may reach (facts: Istio, ServiceEntry and Sidecar).

const sidecar = (name: string, spec: string): string => istio('Sidecar', `shop/${name}`, spec);
const EGRESS = 'egress: [{ hosts: ["./*"] }]';
const entry = (name: string, protocol: string): string =>
  istio(
    'ServiceEntry',
    `shop/${name}`,
    `hosts: [db.example.com], resolution: DNS, ports: [{ number: 9000, name: db, protocol: ${protocol} }]`,
  );
const selecting = (labels: string): string => `workloadSelector: { labels: { ${labels} } }, ${EGRESS}`;
const listener = (number: number): string => `{ port: { number: ${number}, protocol: HTTP, name: p${number} }, hosts: ["./*"] }`;

const ingress = (more: string): string =>
  `ingress: [{ port: { number: 443, protocol: HTTPS, name: https }, defaultEndpoint: "127.0.0.1:8443", ${more} }]`;

/** What the webhook of istiod refuses. */
function invalid(name: string, wrong: string, right: string, fragment: string): RefusedCase {
  return ruleCase('istio.sidecar-invalid', `sidecar: ${name}`, around((spec) => sidecar('web', spec))(wrong, right), refused(fragment));
}

export const sidecars: RefusedCase[] = [
  ruleCase(
    'istio.entry-conflict',
    'service entries: one port of one host with two protocols',
    around((protocol) => world(entry('one', 'TCP'), entry('two', protocol)))('HTTP', 'TCP'),
    silent({ analyzer: 'IST0177' }),
  ),
  ruleCase(
    'istio.sidecar-conflict',
    'sidecars: two for all pods of a namespace',
    around((spec) => world(sidecar('one', EGRESS), sidecar('two', spec)))(EGRESS, selecting('app: web')),
    silent({ analyzer: 'IST0111' }),
  ),
  ruleCase(
    'istio.sidecar-conflict',
    'sidecars: two that select one pod',
    around((labels) =>
      world(pod('shop/web', 'app: web, tier: front'), sidecar('one', selecting('app: web')), sidecar('two', selecting(labels))),
    )('tier: front', 'tier: back'),
    silent({ analyzer: 'IST0110' }),
  ),
  ruleCase(
    'istio.sidecar-invalid',
    'sidecar: a selector without labels is for all pods of the namespace',
    around((spec) => sidecar('web', spec))(`workloadSelector: {}, ${EGRESS}`, EGRESS),
    silent({ analyzer: 'IST0133' }),
  ),
  invalid('it says nothing', '', EGRESS, 'empty configuration'),
  invalid(
    'a port of two listeners',
    `egress: [${listener(80)}, ${listener(80)}]`,
    `egress: [${listener(80)}, ${listener(81)}]`,
    'ports on IP bound listeners must be unique',
  ),
  invalid(
    'a listener for all ports before another',
    `egress: [{ hosts: ["./*"] }, ${listener(80)}]`,
    `egress: [${listener(80)}, { hosts: ["./*"] }]`,
    'should be the last listener',
  ),
  invalid('a listener without hosts', 'egress: [{ hosts: [] }]', EGRESS, 'at least one host'),
  invalid('a listener for requests without a port', 'ingress: [{ defaultEndpoint: "127.0.0.1:80" }]', ingress(''), 'port'),
  invalid(
    'a redirect to HTTPS',
    ingress('tls: { httpsRedirect: true, mode: PASSTHROUGH }'),
    ingress('tls: { mode: PASSTHROUGH }'),
    'httpsRedirect',
  ),
  invalid('a host without its namespace', 'egress: [{ hosts: [web] }]', 'egress: [{ hosts: ["./*"] }]', 'namespace/dnsName'),
];
