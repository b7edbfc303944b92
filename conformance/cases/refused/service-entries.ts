import { ServiceEntryResolution as Resolution } from '../../../lib/istio/service-entry/resolution';
import { around, policy, RefusedCase, silent } from './case';
import { EDGE, virtualService, world } from './documents';
import { entryCase, HOSTS, list, PORTS, serviceEntry, TCP, TLS, TWO_HOSTS } from './service-entry-case';

// Hosts and ports of a ServiceEntry (facts: Istio, ServiceEntry).

const hosts = around((text) => serviceEntry(`hosts: [${text}], ${PORTS}`));
const ports = around((text) => serviceEntry(`${HOSTS}, ports: [${text}]`));
const wholly = around(serviceEntry);
const routed = around((host) =>
  world(
    EDGE,
    virtualService(`{ route: [{ destination: { host: ${host}, port: { number: 80 } } }] }`),
    serviceEntry(`hosts: [${host}], ports: [{ number: 80, name: http, protocol: HTTP }], resolution: DNS`),
  ),
);
const manyHosts = (length: number) => list(length, (index) => `db-${index}.example.com`);
const manyPorts = (length: number) => list(length, (index) => `{ number: ${index + 1}, name: tls-${index}, protocol: TLS }`).join(', ');

const entryHosts: RefusedCase[] = [
  entryCase('no hosts', {
    id: 'istio.no-hosts',
    field: 'hosts',
    props: { hosts: [] },
    raw: hosts('', 'db.example.com'),
    expect: 'should have at least 1 items',
  }),
  entryCase('257 hosts', {
    id: 'istio.too-many',
    field: 'hosts',
    props: { hosts: manyHosts(257) },
    raw: hosts(manyHosts(257).join(', '), manyHosts(256).join(', ')),
    expect: 'at most 256 items',
  }),
  entryCase('a host for every name', {
    id: 'istio.entry-host',
    field: 'hosts[0]',
    props: { hosts: ['*'] },
    raw: hosts('"*"', '"*.example.com"'),
    expect: 'hostname cannot be wildcard',
  }),
  entryCase('an address as host', {
    id: 'istio.entry-host',
    field: 'hosts[0]',
    props: { hosts: ['192.168.1.5'] },
    raw: hosts('192.168.1.5', '192-168-1-5.example.com'),
    expect: 'cannot be all-numeric',
  }),
  {
    ...entryCase('a host without a dot is taken for a Service', {
      id: 'istio.entry-host',
      field: 'hosts[0]',
      props: { hosts: ['db'] },
      raw: routed('db', 'db.example.com'),
      expect: silent({ answers: ['503'] }, { answers: ['200 db.example.com:80'] }),
    }),
    requests: [{ host: 'shop.example.com' }],
  },
  entryCase('a host with an empty label', {
    id: 'host.syntax',
    field: 'hosts[0]',
    props: { hosts: ['db..example.com'] },
    raw: hosts('db..example.com', 'db.example.com'),
    expect: 'label "" invalid',
  }),
  entryCase('a wildcard inside a label', {
    id: 'host.wildcard',
    field: 'hosts[0]',
    props: { hosts: ['*db.example.com'] },
    raw: hosts('"*db.example.com"', '"*.example.com"'),
    expect: silent({ analyzer: 'IST0133' }),
  }),
  entryCase('a host twice', {
    id: 'istio.duplicate-host',
    field: 'hosts',
    props: { hosts: ['db.example.com', 'db.example.com'] },
    raw: hosts('db.example.com, db.example.com', 'db.example.com'),
    expect: policy(),
  }),
  entryCase('a wildcard that is looked up in DNS', {
    id: 'istio.entry-wildcard',
    field: 'hosts',
    props: { hosts: ['*.example.com'], resolution: Resolution.dns() },
    raw: wholly(`hosts: ["*.example.com"], ${PORTS}, resolution: DNS`, `hosts: ["*.example.com"], ${PORTS}`),
    expect: 'hosts must be FQDN',
  }),
  entryCase('dynamic DNS for one host', {
    id: 'istio.entry-wildcard',
    field: 'hosts',
    props: { resolution: Resolution.dynamicDns() },
    raw: wholly(`${HOSTS}, ${PORTS}, resolution: DYNAMIC_DNS`, `${HOSTS}, ${PORTS}, resolution: DNS`),
    expect: 'host must be wildcarded',
  }),
];

const entryPorts: RefusedCase[] = [
  entryCase('no ports', {
    id: 'istio.no-ports',
    field: 'ports',
    props: { ports: [] },
    raw: ports('', '{ number: 443, name: tls }'),
    expect: silent(),
  }),
  entryCase('257 ports', {
    id: 'istio.too-many',
    field: 'ports',
    props: { ports: list(257, String).map((_, index) => ({ ...TLS, number: index + 1, name: `tls-${index}` })) },
    raw: ports(manyPorts(257), manyPorts(256)),
    expect: 'at most 256 items',
  }),
  entryCase('a port number twice', {
    id: 'istio.duplicate-port',
    field: 'ports[1].number',
    props: { ports: [TLS, { ...TLS, name: 'db' }] },
    raw: around((number) =>
      serviceEntry(`${HOSTS}, ports: [{ number: 443, name: tls, protocol: TLS }, { number: ${number}, name: db, protocol: TLS }]`),
    )('443', '444'),
    expect: 'port number cannot be duplicated',
  }),
  entryCase('a port name twice', {
    id: 'istio.duplicate-port-name',
    field: 'ports[1].name',
    props: { ports: [TLS, { ...TLS, number: 444 }] },
    raw: around((name) =>
      serviceEntry(`${HOSTS}, ports: [{ number: 443, name: tls, protocol: TLS }, { number: 444, name: ${name}, protocol: TLS }]`),
    )('tls', 'db'),
    expect: 'already defined',
  }),
  entryCase('a port above 65535', {
    id: 'port.range',
    field: 'ports[0].number',
    props: { ports: [{ ...TLS, number: 70000 }] },
    raw: ports('{ number: 70000, name: tls, protocol: TLS }', '{ number: 7000, name: tls, protocol: TLS }'),
    expect: 'port must be between 1-65535',
  }),
  entryCase('a port of the endpoints above 65535', {
    id: 'port.range',
    field: 'ports[0].targetPort',
    props: { ports: [{ ...TLS, targetPort: 70000 }] },
    raw: ports('{ number: 443, name: tls, targetPort: 70000 }', '{ number: 443, name: tls, targetPort: 7000 }'),
    expect: 'port must be between 1-65535',
  }),
  entryCase('a port name that is none', {
    id: 'name.syntax',
    field: 'ports[0].name',
    props: { ports: [{ ...TLS, name: 'tls_1' }] },
    raw: ports('{ number: 443, name: tls_1 }', '{ number: 443, name: tls-1 }'),
    expect: 'invalid port name',
  }),
  entryCase('two hosts on a port of TCP', {
    id: 'istio.entry-protocol',
    field: 'ports',
    props: { hosts: TWO_HOSTS, ports: [TCP], resolution: Resolution.dns() },
    raw: around((protocol) =>
      serviceEntry(`hosts: [${TWO_HOSTS.join(', ')}], ports: [{ number: 443, name: tls, protocol: ${protocol} }], resolution: DNS`),
    )('TCP', 'TLS'),
    expect: 'multiple hosts provided with non-HTTP, non-TLS ports',
  }),
  entryCase('dynamic DNS for a port of TCP', {
    id: 'istio.entry-protocol',
    field: 'ports',
    props: { hosts: ['*.example.com'], ports: [TCP], resolution: Resolution.dynamicDns() },
    raw: around((protocol) =>
      serviceEntry(`hosts: ["*.example.com"], ports: [{ number: 443, name: tls, protocol: ${protocol} }], resolution: DYNAMIC_DNS`),
    )('TCP', 'TLS'),
    expect: 'only HTTP, TLS, GRPC, and HTTP2 protocols are supported',
  }),
];

export const serviceEntries: RefusedCase[] = [...entryHosts, ...entryPorts];
