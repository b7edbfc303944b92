import { idsOf } from './catalogue/line';
import { destinationRules } from './istio-catalogue/destination-rules';
import { entryLines } from './istio-catalogue/entries';
import { gateways } from './istio-catalogue/gateways';
import { ruleLines } from './istio-catalogue/route-rules';
import { routeLines } from './istio-catalogue/routes';
import { impossibleGateways } from './istio-catalogue/typed-gateways';
import { impossiblePolicies } from './istio-catalogue/typed-policies';
import { impossibleRoutes } from './istio-catalogue/typed-routes';
import { NAMESPACES } from './istio-catalogue/world';
import { written } from './istio-catalogue/written-routes';

// What is known to go wrong with Istio's edge: refused by the webhook of istiod, refused by Envoy, or silence.
// Each row is a problem here, or cannot be said at all. Only a running cluster knows whether pods may open ports below 1024, which is the one
// row without a line.

const ROWS: Readonly<Record<string, readonly string[]>> = {
  Gateway: [
    'Name',
    'Servers',
    'Protocol',
    'Port names',
    'TLS required',
    'TLS forbidden',
    'httpsRedirect',
    'SIMPLE',
    'MUTUAL / OPTIONAL_MUTUAL',
    'ISTIO_MUTUAL',
    '(AUTO_)PASSTHROUGH',
    'Cert sources',
    'Versions, ciphers',
    'Hosts',
    'bind',
    'Secret location',
    'Duplicate TLS host on a port',
    'Protocol clash on a port',
    'Selector',
  ],
  VirtualService: [
    'Delegate shape',
    'Delegate reference',
    'Hosts of a route',
    'Gateway names',
    'gateways omitted',
    'Host not in Gateway',
    'Route blocks',
    'Weights',
    'Destination host',
    'Destination port',
    'Subset',
    'Match',
    'match.gateways',
    'Shadowing',
    'Timeouts',
    'Retries',
    'Fault',
    'Redirect',
    'directResponse',
    'Rewrite, mirror',
    'Headers, CORS',
    'TLS route',
    'TLS vs server mode',
    'JWT claim match',
    'exportTo',
    'Same host, several objects',
  ],
  'DestinationRule, ServiceEntry, Sidecar': [
    'DR subsets',
    'DR trafficPolicy',
    'DR outlierDetection',
    'DR connectionPool',
    'DR consistentHash',
    'DR locality',
    'DR tls',
    'DR SIMPLE/MUTUAL without CA',
    'DR duplicates',
    'DR exportTo + workloadSelector',
    'SE hosts, ports',
    'SE resolution',
    'SE other',
    'Sidecar',
  ],
};

const lines = [...gateways, ...routeLines, ...ruleLines, ...written, ...destinationRules, ...entryLines];
const impossible = [...impossibleGateways, ...impossibleRoutes, ...impossiblePolicies];
const rows = Object.values(ROWS).flat();

test('every row has a line, and every line is of a row', () => {
  const covered = new Set([...lines, ...impossible].map(({ row }) => row));
  expect([...covered].sort()).toEqual([...rows].sort());
  process.stderr.write(`Istio catalogue: ${covered.size} rows, ${lines.length} faults found, ${impossible.length} that cannot be said\n`);
});

test.each(lines.map((line) => [line.row, line.fault, line] as const))('%s: %s', (_, __, { problem, wrong, right, facts }) => {
  const known = { existingNamespaces: NAMESPACES, ...facts };
  expect({ wrong: idsOf(wrong, known), right: idsOf(right, known) }).toEqual({ wrong: [problem], right: [] });
});

test.each(impossible.map((line) => [line.row, line.fault, line] as const))('%s: %s cannot be said', (_, __, { because, shows }) => {
  expect(because).not.toBe('');
  shows();
});
