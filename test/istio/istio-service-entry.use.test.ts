import { Backend } from '../../lib/core/backend';
import { ExportTo } from '../../lib/istio/export-to';
import { IstioDestinationRule } from '../../lib/istio/istio-destination-rule';
import { IstioServiceEntry, IstioServiceEntryProps } from '../../lib/istio/istio-service-entry';
import { ServiceEntryEndpoint } from '../../lib/istio/service-entry/endpoints';
import { ServiceEntryPort, ServiceEntryProtocol } from '../../lib/istio/service-entry/ports';
import { ServiceEntryResolution } from '../../lib/istio/service-entry/resolution';
import { chartWith, documentOf, problemsOf } from '../support/charts';

const { HTTP, HTTPS, TCP } = ServiceEntryProtocol;
const https: ServiceEntryPort = { number: 443, name: 'https', protocol: HTTPS };
const tcp: ServiceEntryPort = { number: 5432, name: 'db', protocol: TCP };
const hosts = ['api.example.com'];
const base: IstioServiceEntryProps = { hosts, ports: [https], resolution: ServiceEntryResolution.none() };
const endpoint = (given: Partial<ServiceEntryEndpoint>) => ServiceEntryResolution.staticEndpoints([{ address: '192.0.2.1', ...given }]);

describe('a backend of an entry', () => {
  const resolve = (build: (of: IstioServiceEntry) => Backend, props: Partial<IstioServiceEntryProps> = {}) => {
    let backend: Backend;
    chartWith((chart) => (backend = build(new IstioServiceEntry(chart, 'api', { ...base, ...props }))), { namespace: 'shop' });
    return backend!._resolve();
  };
  const two = { hosts: [...hosts, 'b.example.com'], ports: [https, { ...tcp, protocol: HTTP }] };

  test('is its only host and port', () => {
    expect(resolve((of) => of.backend())).toEqual({ host: 'api.example.com', port: 443 });
  });
  test('is the host and port that were chosen', () => {
    expect(resolve((of) => of.backend({ host: 'b.example.com', port: 5432 }), two)).toEqual({ host: 'b.example.com', port: 5432 });
  });
  test('is what a DestinationRule is for, with all its ports', () => {
    const rule = documentOf('DestinationRule', (chart) => {
      const of = new IstioServiceEntry(chart, 'api', { ...base, ports: two.ports });
      new IstioDestinationRule(chart, 'rule', {
        host: of.backend(),
        outlierDetection: {},
        portPolicies: [{ port: 5432, outlierDetection: {} }],
      });
    });
    expect(rule.spec.host).toBe('api.example.com');
  });
  test.each<[(of: IstioServiceEntry) => Backend, string]>([
    [
      (of) => of.backend({ host: 'b.example.com', port: 80 }),
      'backend.unknown-port: ServiceEntry "shop/api" has no port 80. Allowed: 443 (https), 5432 (db). Fix: use one of the ports it has, or add port 80 to it.',
    ],
    [(of) => of.backend({ host: 'b.example.com' }), 'backend.ambiguous-port: ServiceEntry "shop/api" has 2 ports and none was chosen.'],
    [
      (of) => of.backend({ port: 443 }),
      'backend.ambiguous-host: ServiceEntry "shop/api" has 2 hosts and none was chosen. Allowed: api.example.com, b.example.com. Fix: pass { host } with the one that is meant.',
    ],
    [
      (of) => of.backend({ host: 'c.example.com', port: 443 }),
      'backend.unknown-host: ServiceEntry "shop/api" has no host "c.example.com". Allowed: api.example.com, b.example.com.',
    ],
  ])('%#: refuses what the entry does not have', (build, message) => {
    expect(() => resolve(build, two)).toThrow(message);
  });
  test('of an entry in error does not throw anything else', () => {
    const any = (value: unknown): any => value;
    expect(() => resolve((of) => of.backend(any(null)), { hosts: any('a'), ports: any(5) })).toThrow('has 0 hosts');
  });
});

describe('what a type checker refuses is one problem', () => {
  const any = (value: unknown): any => value;
  test.each<[unknown, string[]]>([
    [
      undefined,
      [
        'input.type: hosts: nothing is not a list',
        'input.type: ports: nothing is not a list',
        'input.type: resolution: nothing is not a ServiceEntryResolution',
      ],
    ],
    [{ ...base, hosts: 'a' }, ['input.type: hosts: "a" is not a list']],
    [{ ...base, hosts: [5] }, ['input.type: hosts[0]: 5 is not a text']],
    [{ ...base, ports: [null] }, ['input.type: ports[0]: null is not a group']],
    [{ ...base, ports: [{}] }, ['port.range: ports[0].number: ']],
    [{ ...base, ports: [{ number: Symbol('80'), name: 5 }] }, ['port.range: ports[0].number: ', 'input.type: ports[0].name: 5']],
    [{ ...base, ports: [{ number: 80, protocol: Object.create(null) }] }, ['input.choice: ports[0].protocol: [Object: null']],
    [{ ...base, ports: [{ ...https, protocol: 'https' }] }, ['input.choice: ports[0].protocol: "https"']],
    [{ ...base, resolution: 'DNS' }, ['input.type: resolution: "DNS" is not a ServiceEntryResolution']],
    [{ ...base, resolution: ServiceEntryResolution.dns(any(null)) }, ['input.type: resolution.endpoints: null is not a list']],
    [{ ...base, resolution: ServiceEntryResolution.dnsRoundRobin(any('a')) }, ['input.type: resolution.endpoints[0]: "a" is not']],
    [{ ...base, resolution: endpoint({ address: any(5) }) }, ['input.type: resolution.endpoints[0].address: 5 is not a text']],
    [{ ...base, resolution: endpoint({ ports: any('a') }) }, ['input.type: resolution.endpoints[0].ports: "a" is not']],
    [{ ...base, resolution: ServiceEntryResolution.staticWorkloads(any(null)) }, ['input.type: resolution.labels: null is not']],
    [{ ...base, addresses: '' }, ['input.type: addresses: "" is not a list']],
    [{ ...base, addresses: '10.0.0.1' }, ['input.type: addresses: "10.0.0.1" is not a list']],
    [{ ...base, addresses: [5] }, ['input.type: addresses[0]: 5 is not a text']],
    [{ ...base, subjectAltNames: 'a' }, ['input.type: subjectAltNames: "a" is not a list']],
    [{ ...base, location: 'OUTSIDE' }, ['input.choice: location: "OUTSIDE"']],
    [{ ...base, exportTo: ['*'] }, ['input.type: exportTo: ']],
    [{ ...base, exportTo: ExportTo.namespaces(any('*')) }, ['input.type: exportTo: "*" is not a list']],
  ])('%#', (props, messages) => {
    expect(problemsOf((chart) => new IstioServiceEntry(chart, 'api', any(props)))).toEqual(
      messages.map((message) => expect.stringContaining(`[chart/api] ${message}`)),
    );
  });
});
