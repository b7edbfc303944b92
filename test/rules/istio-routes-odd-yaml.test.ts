import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from '../../lib/manifests/document';
import { Rule } from '../../lib/rules/rule';
import { deployment, destinationRule, gateway, http, httpServer, manifestsOf, route, service, subsets } from './istio-documents';

const RULES = join(__dirname, '..', '..', 'lib', 'rules');
const OURS =
  /^istio\.(cleartext-to-tls|delegate-match|destination-port|duplicate-destination-rule|entry-without-endpoints|gateway-ignores-canary|gateways-omitted|host-not-(in-gateway|visible)|match-gateway|mesh-host-conflict|route-.*|short-host|split-host|subset-.*|unknown-(delegate|gateway|host|subset)|upstream-ca)\.ts$/;
const rules = readdirSync(RULES)
  .filter((file) => OURS.test(file))
  .map((file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a rule is one by being there
    const [rule] = Object.values(require(join(RULES, file)) as Record<string, Rule>);
    return rule;
  });

const ODD: unknown[] = [
  null,
  undefined,
  0,
  1.5,
  true,
  '',
  'x',
  '.',
  '/',
  'a/b/c',
  '*',
  '::1',
  'A.b',
  [],
  [null],
  [[]],
  [0],
  ['x', 5, '*'],
  {},
];
const deep = (wrap: (odd: unknown) => unknown): unknown[] => ODD.map(wrap);
const destinations = [
  ...deep((host) => ({ host, subset: 'v1' })),
  ...deep((subset) => ({ host: 'web', subset })),
  ...deep((port) => ({ host: 'web', port })),
  ...deep((number) => ({ host: 'web', port: { number } })),
  ...ODD,
];
const routes = [
  ...destinations.map((destination) => ({ route: [{ destination }], mirror: destination, mirrors: [{ destination }] })),
  ...['route', 'match', 'mirror', 'mirrors', 'delegate'].flatMap((field) => deep((odd) => ({ [field]: odd }))),
  ...deep((odd) => ({ match: [{ gateways: odd }], delegate: { name: odd, namespace: odd } })),
  ...ODD,
];
const specs: unknown[] = [
  ...ODD,
  ...[
    'hosts',
    'gateways',
    'http',
    'tls',
    'tcp',
    'exportTo',
    'host',
    'subsets',
    'trafficPolicy',
    'workloadSelector',
    'servers',
    'selector',
  ].flatMap((field) =>
    deep((odd) => ({ hosts: ['web', 'x.a.com'], gateways: ['g', 'mesh'], http: http('web'), host: 'web', [field]: odd })),
  ),
  ...(['http', 'tls', 'tcp'] as const).map((kind) => ({ hosts: ['web', 'x.a.com'], gateways: ['g', 'mesh'], [kind]: routes })),
  ...deep((odd) => ({ host: 'web', subsets: [{ name: odd, labels: odd }, odd], trafficPolicy: { tls: odd, portLevelSettings: odd } })),
  ...deep((odd) => ({ servers: [{ port: odd, hosts: odd, tls: odd }, odd], ports: [{ number: odd }, odd] })),
  ...deep((odd) => ({ servers: [{ port: { number: odd, name: odd, protocol: odd }, hosts: ['*'], tls: { mode: odd } }] })),
  ...deep((odd) => ({ selector: odd, ports: [{ port: odd }], template: { metadata: { labels: odd }, spec: odd } })),
];
const KINDS: [string, string][] = [
  ...['Gateway', 'VirtualService', 'DestinationRule', 'ServiceEntry'].map((kind): [string, string] => ['networking.istio.io/v1', kind]),
  ['v1', 'Service'],
  ['apps/v1', 'Deployment'],
];
const odd = KINDS.flatMap(([apiVersion, kind]) =>
  specs.map((spec, index): KubeObject => ({ apiVersion, kind, metadata: { name: `x${index}`, namespace: 'shop' }, spec })),
);
const right = [
  gateway('g', httpServer(['*'])),
  service('web', [80, 81]),
  deployment('web', { app: 'web' }),
  destinationRule('web', { host: 'web', subsets: subsets('v1'), exportTo: ['.'] }),
  route('web', { hosts: ['web', 'x.a.com'], gateways: ['g', 'mesh'], http: http({ host: 'web', subset: 'v1' }) }),
];

test('all of them are here', () => expect(rules).toHaveLength(22));

describe.each(rules)('$id reads any YAML', ({ check }) => {
  test.each<[string, KubeObject[]]>([
    ['all of it', odd],
    ['beside what is right', [...right, ...odd]],
  ])('%s', (_, objects) => {
    const findings = check(manifestsOf(objects), {});
    const isOdd = (text: string) => /undefined|\[object|NaN/.test(text);
    expect(
      findings.filter(
        ({ origin, what, fix, field = '', allowed = '' }) => !/^\w+\/\S/.test(origin) || isOdd(`${what} ${fix} ${field} ${allowed}`),
      ),
    ).toEqual([]);
  });
});

test('and each alone', () => {
  for (const object of odd) {
    const manifests = manifestsOf([...right, object]);
    expect(() => rules.forEach(({ check }) => check(manifests, {}))).not.toThrow();
  }
});

test('most of them find something in it', () => {
  expect(rules.filter(({ check }) => check(manifestsOf([...right, ...odd]), {}).length > 0).length).toBeGreaterThan(10);
});
