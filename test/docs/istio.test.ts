import { Testing } from 'cdk8s';
import { CertificateIssuer, IstioGateway, IstioServer, SecretRef, ServerTls } from '../../lib';
import { routes } from '../istio/every-route';
import { destinationRules, gateways, serviceEntries } from '../istio/everything';
import { NOT_OFFERED } from '../istio/not-offered';
import { chartWith, documentOf } from '../support/charts';
import { Json } from '../support/dist';
import { codesIn, declareTestsOf, pageOf, programsOf, run, tableBelow } from '../support/programs';
import { fieldsOfKinds, isSaid } from '../support/schema-fields';

const page = pageOf('istio.md');
const programs = programsOf(page);

test.each(programs)('docs/istio.md, $heading: the program does what is shown below it', ({ source, shown }) => {
  expect(run(source)).toEqual(shown);
});

test('every subject has a program', () => {
  expect(programs.map(({ heading }) => heading)).toEqual([
    'HTTPS with redirect',
    'A certificate of cert-manager',
    'Mutual TLS',
    'Passthrough',
    'Ports that follow the servers',
    'Rules',
    'A fault test',
    'Delegates and exportTo',
    'A host outside the mesh',
    'A circuit breaker',
    'Load balancing, TLS, ports and subsets',
  ]);
});

describe('docs/istio.md, its tests', () => declareTestsOf(page));

const schema = fieldsOfKinds('networking.istio.io.yaml');
const fields = ['Gateway', 'VirtualService', 'DestinationRule', 'ServiceEntry'].flatMap((kind) => schema.get(kind)!);
const rendered = [gateways, routes, destinationRules, serviceEntries].flatMap((build) => Testing.synth(chartWith(build)) as Json[]);
const said = fields.filter((field) => isSaid(field, rendered));

describe('a table of what words become names every field that is written, and no other', () => {
  test.each([
    ['What each word becomes', 'VirtualService.http.'],
    ['Load balancing, TLS, ports and subsets', 'DestinationRule.trafficPolicy.'],
  ])('%s', (heading, parent) => {
    const written = said.filter((field) => field.startsWith(parent)).map((field) => field.slice(parent.length));
    const shown = tableBelow(page, heading).flatMap(([, wire]) => codesIn(wire));
    const isOf = (field: string, place: string) => field === place || field.startsWith(`${place}.`);
    expect(written.filter((field) => !shown.some((place) => isOf(field, place)))).toEqual([]);
    expect(shown.filter((place) => !written.some((field) => isOf(field, place)))).toEqual([]);
  });
});

test('the fields that are not offered are shown with their reasons', () => {
  const rows = tableBelow(page, 'Fields that are not offered, and why');
  const patternOf = (name: string) => new RegExp(`^${name.replace(/[.*]/g, '\\$&').replaceAll('…', '.*')}$`);
  const shown = rows.flatMap(([names, reason]) => codesIn(names).map((name) => ({ pattern: patternOf(name), reason })));
  const found = shown.flatMap(({ pattern, reason }) => fields.filter((field) => pattern.test(field)).map((field) => [field, reason]));
  expect(Object.fromEntries(found)).toEqual(NOT_OFFERED);
  expect(found).toHaveLength(Object.keys(NOT_OFFERED).length);
});

describe('the tables of servers have each way to make one, and what it writes', () => {
  const secret = SecretRef.fromName('web-tls');
  const issuer = CertificateIssuer.clusterIssuer('acme');
  const waysOf = (made: object) =>
    Object.getOwnPropertyNames(made).filter((name) => /^[a-z]/.test(name) && !['length', 'name', 'prototype'].includes(name));
  const serverOf = (server: IstioServer) =>
    documentOf('Gateway', (chart) => new IstioGateway(chart, 'edge', { servers: [server] }), { namespace: 'shop' }).spec.servers[0];
  const shownIn = (heading: string) =>
    tableBelow(page, heading).flatMap(([ways, wire]) => {
      const words = codesIn(wire);
      return codesIn(ways).map((way, index) => [way.replace(/^\w*\.|\(.*$/g, ''), words[index]] as const);
    });

  test('by TLS', () => {
    const made: Record<string, ServerTls> = {
      simple: ServerTls.simple(secret),
      mutual: ServerTls.mutual(secret),
      optionalMutual: ServerTls.optionalMutual(secret),
      istioMutual: ServerTls.istioMutual(),
      passthrough: ServerTls.passthrough(),
      autoPassthrough: ServerTls.autoPassthrough(),
      certManager: ServerTls.certManager({ issuer }),
    };
    const written = waysOf(ServerTls).map((way) => [way, serverOf(IstioServer.https({ hosts: ['a.lan'], tls: made[way] })).tls.mode]);
    expect([...shownIn('Every way of TLS')].sort()).toEqual(written.sort());
  });

  test('by protocol', () => {
    const options = { hosts: ['*'], port: 9000 };
    const withTls = { ...options, hosts: ['a.lan'], tls: ServerTls.simple(secret) };
    const made = IstioServer as unknown as Record<string, (given: object) => IstioServer>;
    const written = waysOf(IstioServer).map((way) => {
      const server = made[way](['https', 'tls'].includes(way) ? withTls : options);
      return [way, serverOf(server).port.protocol];
    });
    expect([...shownIn('Every protocol')].sort()).toEqual(written.sort());
  });
});
