import { ApiObject, JsonPatch } from 'cdk8s';
import { Findings } from '../../lib/core/findings';
import { ExportTo } from '../../lib/istio/export-to';
import { IstioServiceEntry, IstioServiceEntryProps, ServiceEntryLocation } from '../../lib/istio/istio-service-entry';
import { ServiceEntryEndpoint } from '../../lib/istio/service-entry/endpoints';
import { ServiceEntryPort, ServiceEntryProtocol } from '../../lib/istio/service-entry/ports';
import { ServiceEntryResolution } from '../../lib/istio/service-entry/resolution';
import { chartWith, documentOf, problemsOf, yamlOf } from '../support/charts';

const { HTTP, HTTPS, TCP, TLS } = ServiceEntryProtocol;
const https: ServiceEntryPort = { number: 443, name: 'https', protocol: HTTPS };
const tcp: ServiceEntryPort = { number: 5432, name: 'db', protocol: TCP };
const hosts = ['api.example.com'];
const base: IstioServiceEntryProps = { hosts, ports: [https], resolution: ServiceEntryResolution.none() };
const entry = (props: Partial<IstioServiceEntryProps> = {}) =>
  documentOf('ServiceEntry', (chart) => new IstioServiceEntry(chart, 'api', { ...base, ...props }), { namespace: 'shop' });
const problems = (props: Partial<IstioServiceEntryProps>) =>
  problemsOf((chart) => new IstioServiceEntry(chart, 'api', { ...base, ...props }));
const endpoint = (given: Partial<ServiceEntryEndpoint>) => ServiceEntryResolution.staticEndpoints([{ address: '192.0.2.1', ...given }]);

test('the primary object can be patched', () => {
  const patched = documentOf('ServiceEntry', (chart) => {
    ApiObject.of(new IstioServiceEntry(chart, 'api', base)).addJsonPatch(JsonPatch.add('/spec/exportTo', ['.']));
  });
  expect(patched.spec.exportTo).toEqual(['.']);
});

test('a host outside the cluster', () => {
  const props = { ...base, resolution: ServiceEntryResolution.dns(), location: ServiceEntryLocation.MESH_EXTERNAL };
  expect(yamlOf((chart) => new IstioServiceEntry(chart, 'api', props), { namespace: 'shop' })).toMatchSnapshot();
});

test('every setting reaches the YAML', () => {
  const full: ServiceEntryEndpoint = {
    address: '192.0.2.1',
    ports: { https: 8443 },
    labels: { version: 'v1' },
    network: 'branch',
    locality: 'eu/one/rack',
    weight: 3,
    serviceAccount: 'api',
  };
  const ports = [{ ...https, targetPort: 8443 }];
  const props: Partial<IstioServiceEntryProps> = {
    name: 'other',
    namespace: 'web',
    hosts: ['*.example.com', 'example.org'],
    addresses: ['10.1.0.0/16', '2001:db8::1'],
    ports,
    location: ServiceEntryLocation.MESH_INTERNAL,
    resolution: ServiceEntryResolution.staticEndpoints([full]),
    subjectAltNames: ['spiffe://api'],
    exportTo: ExportTo.none(),
  };
  const { resolution, exportTo, name, namespace, ...same } = props;
  expect([resolution, exportTo, name, namespace]).not.toContain(undefined);
  expect(entry(props)).toMatchObject({
    metadata: { name: 'other', namespace: 'web' },
    spec: { ...same, resolution: 'STATIC', endpoints: [full], exportTo: ['~'] },
  });
});

test.each<[ServiceEntryResolution, Partial<IstioServiceEntryProps>, object]>([
  [ServiceEntryResolution.none(), { addresses: ['10.0.0.0/8'] }, { resolution: 'NONE' }],
  [ServiceEntryResolution.staticWorkloads({ app: 'vm' }), {}, { resolution: 'STATIC', workloadSelector: { labels: { app: 'vm' } } }],
  [
    ServiceEntryResolution.staticEndpoints([{ address: 'unix:///run/api.sock' }]),
    {},
    { resolution: 'STATIC', endpoints: [{ address: 'unix:///run/api.sock' }] },
  ],
  [ServiceEntryResolution.dns(), {}, { resolution: 'DNS' }],
  [
    ServiceEntryResolution.dns([{ address: 'eu.example.com' }, { address: '192.0.2.1' }]),
    { hosts: ['*.example.com'] },
    { resolution: 'DNS', endpoints: [{ address: 'eu.example.com' }, { address: '192.0.2.1' }] },
  ],
  [ServiceEntryResolution.dnsWorkloads({ app: 'vm' }), {}, { resolution: 'DNS', workloadSelector: { labels: { app: 'vm' } } }],
  [ServiceEntryResolution.dnsRoundRobin(), {}, { resolution: 'DNS_ROUND_ROBIN' }],
  [
    ServiceEntryResolution.dnsRoundRobin({ address: 'a.example.com' }),
    {},
    { resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.example.com' }] },
  ],
  [
    ServiceEntryResolution.dynamicDns(),
    { hosts: ['*.example.com'], ports: [{ number: 443, name: 'tls', protocol: TLS }] },
    { resolution: 'DYNAMIC_DNS' },
  ],
])('%#: each way to find addresses reaches the YAML', (resolution, props, document) => {
  expect(problems({ resolution, ...props })).toEqual([]);
  const { resolution: mode, endpoints, workloadSelector } = entry({ resolution, ...props }).spec;
  expect({ resolution: mode, endpoints, workloadSelector }).toEqual(document);
});

test('a port without a name is called by its protocol and number', () => {
  const ports = [
    { number: 80, protocol: HTTP },
    { number: 81, protocol: ServiceEntryProtocol.GRPC_WEB },
    { number: 9000 },
    { number: 82, protocol: HTTP, name: 'port-9000' },
  ];
  const written = entry({ ports }).spec.ports.map(({ name }: { name: string }) => name);
  expect(written).toEqual(['http-80', 'grpc-web-81', 'port-9000-2', 'port-9000']);
});

describe('what Istio refuses is reported', () => {
  const dns = ServiceEntryResolution.dns();
  const dynamicDns = ServiceEntryResolution.dynamicDns();
  const many = Array.from({ length: 257 }, (_, index) => `h${index}.example.com`);

  test.each<[Partial<IstioServiceEntryProps>, string]>([
    [{ hosts: [] }, 'istio.no-hosts: hosts: the entry has no hosts. Fix: name the hosts that clients ask for.'],
    [{ hosts: many }, 'istio.too-many: hosts: there are 257, and Istio takes 256. Fix: make several entries.'],
    [
      { hosts: ['*'] },
      'istio.entry-host: hosts[0]: "*" cannot be a host of a ServiceEntry. Allowed: a DNS name with a dot, or "*.example.com". Fix: write the whole name that clients ask for.',
    ],
    [{ hosts: ['api'] }, 'istio.entry-host: hosts[0]: "api" cannot be'],
    [{ hosts: ['192.0.2.1'] }, 'istio.entry-host: hosts[0]: "192.0.2.1" cannot be'],
    [{ hosts: ['*api.example.com'] }, 'host.wildcard: hosts[0]: "*api.example.com"'],
    [{ hosts: [...hosts, ...hosts] }, 'istio.duplicate-host: hosts: "api.example.com" is named more than once. Fix: name it once.'],
    [
      { ports: [] },
      'istio.no-ports: ports: there are no ports, so nothing can be sent to the hosts. Fix: name the ports that clients ask for.',
    ],
    [{ ports: [{ ...https, number: 0 }] }, 'port.range: ports[0].number: 0 is not a port'],
    [{ ports: [{ ...https, targetPort: 65536 }] }, 'port.range: ports[0].targetPort: 65536 is not a port'],
    [{ ports: [{ ...https, name: 'a_b' }] }, 'name.syntax: ports[0].name: "a_b" is not a valid name'],
    [
      { ports: [https, { ...https, number: 444 }] },
      'istio.duplicate-port-name: ports[1].name: "https" is the name of an earlier port too. Fix: give each port its own.',
    ],
    [{ ports: [https, { ...https, name: 'tls' }] }, 'istio.duplicate-port: ports[1].number: 443 is the number of an earlier port too.'],
    [{ addresses: ['api.example.com'] }, 'address.syntax: addresses[0]: "api.example.com" is not an IP address'],
    [{ addresses: ['10.0.0.1/8'] }, 'address.host-bits: addresses[0]: '],
    [
      { addresses: ['10.0.0.0/8'], resolution: dns },
      'istio.entry-addresses: addresses: "10.0.0.0/8" is a CIDR, and hosts that are looked up in DNS have single addresses. Fix: write single addresses, or resolve the entry another way.',
    ],
    [
      { addresses: ['10.0.0.1'], hosts: ['*.example.com'], ports: [{ ...https, protocol: HTTP }], resolution: dynamicDns },
      'istio.entry-addresses: addresses: with dynamic DNS a connection goes where its host leads, not to an address. Fix: drop addresses.',
    ],
    [
      { hosts: ['*.example.com'], resolution: dns },
      'istio.entry-wildcard: hosts: "*.example.com" cannot be looked up in DNS. Fix: name an endpoint, or write ServiceEntryResolution.dynamicDns().',
    ],
    [
      { hosts: ['*.example.com'], resolution: ServiceEntryResolution.dnsWorkloads({ a: 'b' }) },
      'istio.entry-wildcard: hosts: "*.example.com"',
    ],
    [
      { resolution: dynamicDns, ports: [{ ...https, protocol: TLS }] },
      'istio.entry-wildcard: hosts: "api.example.com" is one host, and dynamic DNS is for "*.example.com". Fix: write ServiceEntryResolution.dns().',
    ],
    [
      { resolution: dynamicDns, hosts: ['*.example.com'] },
      'istio.entry-protocol: ports: port "https" does not say that HTTP or TLS is spoken there, so the host of a request is not known. Allowed: HTTP, HTTP2, GRPC, TLS. Fix: set its protocol.',
    ],
    [
      { hosts: [...hosts, 'b.example.com'], ports: [https, tcp], resolution: dns },
      'istio.entry-protocol: ports: port "db" does not say that HTTP or TLS is spoken there, so the 2 hosts cannot be told apart.',
    ],
    [{ resolution: ServiceEntryResolution.staticEndpoints([]) }, 'istio.no-endpoints: resolution.endpoints: no endpoint is named'],
    [
      { resolution: ServiceEntryResolution.staticWorkloads({}) },
      'istio.no-labels: resolution.labels: there are no labels, which Istio reads as all',
    ],
    [
      { resolution: endpoint({ address: 'a.example.com' }) },
      'istio.endpoint-address: resolution.endpoints[0].address: "a.example.com" is not an IP address, and this endpoint is not looked up in DNS. Fix: write an IP address, or resolve the entry by DNS.',
    ],
    [
      { resolution: ServiceEntryResolution.dns([{ address: 'unix:///a' }]) },
      'istio.endpoint-address: resolution.endpoints[0].address: "unix:///a" is no name',
    ],
    [
      { resolution: ServiceEntryResolution.dns([{ address: '*.a.com' }]) },
      'istio.endpoint-address: resolution.endpoints[0].address: "*.a.com" is no name',
    ],
    [{ resolution: ServiceEntryResolution.dns([{ address: '1.2.3' }]) }, 'address.syntax: resolution.endpoints[0].address: "1.2.3"'],
    [
      { resolution: endpoint({ address: 'unix://run' }) },
      'istio.unix-endpoint: resolution.endpoints[0].address: "unix://run" is no Unix socket.',
    ],
    [
      { resolution: endpoint({ address: 'unix:///run', ports: { https: 1 } }) },
      'istio.unix-endpoint: resolution.endpoints[0].address: "unix:///run" has no ports, and stands for the only port of a ServiceEntry.',
    ],
    [
      { resolution: endpoint({ ports: { http: 80 } }) },
      'istio.unknown-endpoint-port: resolution.endpoints[0].ports.http: the ServiceEntry has no port "http". Allowed: https. Fix: take the name of one of its ports.',
    ],
    [{ resolution: endpoint({ ports: { https: 0 } }) }, 'port.range: resolution.endpoints[0].ports.https: 0 is not a port'],
    [{ resolution: endpoint({ labels: { a: 'b c' } }) }, 'label.value: resolution.endpoints[0].labels.a: "b c"'],
    [{ resolution: endpoint({ locality: 'a/*' }) }, 'istio.locality: resolution.endpoints[0].locality: "a/*" is not a locality'],
    [{ resolution: endpoint({ weight: -1 }) }, 'count.range: resolution.endpoints[0].weight: -1'],
    [{ resolution: endpoint({ network: '' }) }, 'istio.empty-text: resolution.endpoints[0].network: the text is empty'],
    [{ resolution: endpoint({ serviceAccount: 'A' }) }, 'name.syntax: resolution.endpoints[0].serviceAccount: "A"'],
    [{ subjectAltNames: [''] }, 'istio.empty-text: subjectAltNames[0]: the text is empty'],
    [
      { exportTo: ExportTo.namespaces(['~', 'a']) },
      'istio.export-to: exportTo: "~" stands among other namespaces. Fix: write ExportTo.none(), or drop it.',
    ],
    [{ name: 'Api' }, 'name.syntax: name: "Api" is not a valid name'],
    [{ namespace: 'a.b' }, 'name.syntax: namespace: "a.b" is not a valid name'],
  ])('%#', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/api] ${message}`)]);
  });

  test('TCP for any address is a warning, where nothing is resolved', () => {
    const warned = (props: Partial<IstioServiceEntryProps>) => {
      const found: string[] = [];
      chartWith((chart) => {
        const construct = new IstioServiceEntry(chart, 'api', { ...base, ports: [tcp], ...props });
        found.push(
          ...Findings.of(construct)
            .warnings()
            .map(({ id, field, what }) => `${id}: ${field}: ${what}`),
        );
      });
      return found;
    };
    const warning = 'istio.entry-needs-addresses: addresses: there are no addresses, so port "db" stands for connections to any address';
    expect(warned({})).toEqual([warning]);
    expect(warned({ ports: [{ number: 5432, name: 'db' }], addresses: [] })).toEqual([warning]);
    expect(warned({ addresses: ['192.0.2.1'] })).toEqual([]);
    expect(warned({ resolution: dns })).toEqual([]);
    expect(warned({ ports: [https] })).toEqual([]);
  });

  test('an address for several hosts of TLS is a warning', () => {
    chartWith((chart) => {
      const props = { ...base, hosts: [...hosts, 'b.example.com'], addresses: ['192.0.2.1'], resolution: dns };
      expect(Findings.of(new IstioServiceEntry(chart, 'api', props)).warnings()).toEqual([
        expect.objectContaining({ id: 'istio.entry-addresses-shared', field: 'addresses' }),
      ]);
    });
  });
});
