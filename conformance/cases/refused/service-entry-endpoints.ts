import { ServiceEntryEndpoint } from '../../../lib/istio/service-entry/endpoints';
import { ServiceEntryResolution as Resolution } from '../../../lib/istio/service-entry/resolution';
import { Expectation, policy, RefusedCase, silent } from './case';
import { entryCase, rest, TLS } from './service-entry-case';

// Where the servers of a ServiceEntry are (facts: Istio, ServiceEntry and WorkloadEntry).

const ONE = 'address: 192.168.1.5';

interface Fault {
  readonly id: string;
  readonly field: string;
  readonly endpoint: ServiceEntryEndpoint;
  readonly texts: readonly [wrong: string, right: string];
  readonly expect: string | Expectation;
}

/** An endpoint with an address that is written down. */
function endpointCase(name: string, { id, field, endpoint, texts, expect }: Fault): RefusedCase {
  const [wrong, right] = texts.map((text) => `resolution: STATIC, endpoints: [{ ${text} }]`);
  const props = { resolution: Resolution.staticEndpoints([endpoint]) };
  return entryCase(`an endpoint ${name}`, { id, field: `resolution.endpoints[0].${field}`, props, raw: rest(wrong, right), expect });
}

const at = (others: Partial<ServiceEntryEndpoint>): ServiceEntryEndpoint => ({ address: '192.168.1.5', ...others });

export const serviceEntryEndpoints: RefusedCase[] = [
  entryCase('static endpoints, and none is named', {
    id: 'istio.no-endpoints',
    field: 'resolution.endpoints',
    props: { resolution: Resolution.staticEndpoints([]) },
    raw: rest('resolution: STATIC, endpoints: []', `resolution: STATIC, endpoints: [{ ${ONE} }]`),
    expect: silent(),
  }),
  endpointCase('by name that is not looked up', {
    id: 'istio.endpoint-address',
    field: 'address',
    endpoint: { address: 'db-1.example.com' },
    texts: ['address: db-1.example.com', ONE],
    expect: 'is not a valid IP address',
  }),
  endpointCase('with an octet above 255', {
    id: 'address.syntax',
    field: 'address',
    endpoint: { address: '192.168.1.300' },
    texts: ['address: 192.168.1.300', ONE],
    expect: 'is not a valid IP address',
  }),
  entryCase('an endpoint that no DNS knows', {
    id: 'istio.endpoint-address',
    field: 'resolution.endpoints[0].address',
    props: { resolution: Resolution.dns([{ address: '*.example.com' }]) },
    raw: rest('resolution: DNS, endpoints: [{ address: "*.example.com" }]', 'resolution: DNS, endpoints: [{ address: db-1.example.com }]'),
    expect: 'is not a valid FQDN or an IP address',
  }),
  endpointCase('of a Unix socket without a path', {
    id: 'istio.unix-endpoint',
    field: 'address',
    endpoint: { address: 'unix://run/db' },
    texts: ['address: unix://run/db', 'address: unix:///run/db'],
    expect: 'not an absolute path',
  }),
  endpointCase('of a Unix socket with ports', {
    id: 'istio.unix-endpoint',
    field: 'address',
    endpoint: { address: 'unix:///run/db', ports: { tls: 443 } },
    texts: ['address: unix:///run/db, ports: { tls: 443 }', 'address: unix:///run/db'],
    expect: 'must not include ports',
  }),
  endpointCase('with a port that the entry does not have', {
    id: 'istio.unknown-endpoint-port',
    field: 'ports.http',
    endpoint: at({ ports: { http: 80 } }),
    texts: [`${ONE}, ports: { http: 80 }`, `${ONE}, ports: { tls: 80 }`],
    expect: 'is not defined by the service entry',
  }),
  endpointCase('with a port above 65535', {
    id: 'port.range',
    field: 'ports.tls',
    endpoint: at({ ports: { tls: 70000 } }),
    texts: [`${ONE}, ports: { tls: 70000 }`, `${ONE}, ports: { tls: 7000 }`],
    expect: 'port must be between 1-65535',
  }),
  endpointCase('with a label that can be none', {
    id: 'label.value',
    field: 'labels.app',
    endpoint: at({ labels: { app: 'a b' } }),
    texts: [`${ONE}, labels: { app: a b }`, `${ONE}, labels: { app: a-b }`],
    expect: 'invalid tag value',
  }),
  endpointCase('with an empty zone', {
    id: 'istio.locality',
    field: 'locality',
    endpoint: at({ locality: 'eu//a' }),
    texts: [`${ONE}, locality: eu//a`, `${ONE}, locality: eu/z/a`],
    expect: policy(),
  }),
  endpointCase('with a weight below 0', {
    id: 'count.range',
    field: 'weight',
    endpoint: at({ weight: -1 }),
    texts: [`${ONE}, weight: -1`, `${ONE}, weight: 1`],
    expect: 'greater than or equal to 0',
  }),
  endpointCase('with a network without a name', {
    id: 'istio.empty-text',
    field: 'network',
    endpoint: at({ network: '' }),
    texts: [`${ONE}, network: ""`, `${ONE}, network: far`],
    expect: policy(),
  }),
  endpointCase('with a service account that is none', {
    id: 'name.syntax',
    field: 'serviceAccount',
    endpoint: at({ serviceAccount: 'DB_1' }),
    texts: [`${ONE}, serviceAccount: DB_1`, `${ONE}, serviceAccount: db-1`],
    expect: policy(),
  }),
  entryCase('workloads without labels', {
    id: 'istio.no-labels',
    field: 'resolution.labels',
    props: { ports: [TLS], resolution: Resolution.staticWorkloads({}) },
    raw: rest('resolution: STATIC, workloadSelector: { labels: {} }', 'resolution: STATIC, workloadSelector: { labels: { app: db } }'),
    expect: policy({ analyzer: 'IST0133' }, {}),
  }),
];
