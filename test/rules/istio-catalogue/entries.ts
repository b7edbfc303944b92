import { ExportTo } from '../../../lib/istio/export-to';
import { ServiceEntryEndpoint } from '../../../lib/istio/service-entry/endpoints';
import { ServiceEntryPort, ServiceEntryProtocol } from '../../../lib/istio/service-entry/ports';
import { ServiceEntryResolution } from '../../../lib/istio/service-entry/resolution';
import { Line, Program } from '../catalogue/line';
import { both, document, entries, entry, istio, lines, programs, times } from './world';

// 2.3 ServiceEntry, Sidecar

const { HTTP, HTTPS, TCP, TLS } = ServiceEntryProtocol;
const https: ServiceEntryPort = { number: 443, name: 'https', protocol: HTTPS };
const hosts = (count: number): string[] => times(count, (index) => `h${index}.example.com`);

const asked: Line[] = [
  ...entries('SE hosts, ports', 'istio.no-hosts', { 'no hosts': [{ hosts: [] }, { hosts: hosts(1) }] }),
  ...entries('SE hosts, ports', 'istio.too-many', {
    'more than 256 hosts': [
      { hosts: hosts(257), ports: [https] },
      { hosts: hosts(256), ports: [https] },
    ],
  }),
  ...entries('SE hosts, ports', 'istio.entry-host', {
    'every host': [
      { hosts: ['*'], ports: [https] },
      { hosts: ['*.com'], ports: [https] },
    ],
  }),
  ...entries('SE hosts, ports', 'host.wildcard', {
    'a wildcard inside': [
      { hosts: ['a.*.com'], ports: [https] },
      { hosts: ['*.a.com'], ports: [https] },
    ],
  }),
  ...entries('SE hosts, ports', 'name.syntax', {
    'a port name that is no label': [{ ports: [{ ...https, name: 'a_b' }] }, { ports: [https] }],
    'a port without a name': [{ ports: [{ ...https, name: '' }] }, { ports: [https] }],
  }),
  ...entries('SE hosts, ports', 'port.range', { 'port 0': [{ ports: [{ ...https, number: 0 }] }, { ports: [https] }] }),
  ...entries('SE hosts, ports', 'istio.duplicate-port-name', {
    'one port name twice': [{ ports: [https, { ...https, number: 444 }] }, { ports: [https, { ...https, number: 444, name: 'more' }] }],
  }),
  ...entries('SE hosts, ports', 'istio.duplicate-port', {
    'one port number twice': [{ ports: [https, { ...https, name: 'more' }] }, { ports: [https, { ...https, number: 444, name: 'more' }] }],
  }),
];

const at = (address: string): ServiceEntryEndpoint => ({ address });
const dns = ServiceEntryResolution.dns();
const dynamic = { resolution: ServiceEntryResolution.dynamicDns(), ports: [{ ...https, protocol: TLS }] };
const wildcard = ['*.example.com'];

const resolved: Line[] = [
  ...entries('SE resolution', 'istio.endpoint-address', {
    'a static endpoint by name': [
      { resolution: ServiceEntryResolution.staticEndpoints([at('db.lan')]) },
      { resolution: ServiceEntryResolution.staticEndpoints([at('192.0.2.1')]) },
    ],
  }),
  ...entries('SE resolution', 'istio.entry-wildcard', {
    'a wildcard that is looked up': [
      { hosts: wildcard, resolution: dns },
      { hosts: wildcard, resolution: ServiceEntryResolution.dns([at('db.lan')]) },
    ],
    'a wildcard that is looked up once': [
      { hosts: wildcard, resolution: ServiceEntryResolution.dnsRoundRobin() },
      { hosts: wildcard, resolution: ServiceEntryResolution.dnsRoundRobin(at('db.lan')) },
    ],
    'one host, by dynamic DNS': [
      { ...dynamic, hosts: hosts(1) },
      { ...dynamic, hosts: wildcard },
    ],
  }),
  ...entries('SE resolution', 'istio.entry-addresses', {
    'addresses, by dynamic DNS': [
      { ...dynamic, hosts: wildcard, addresses: ['192.0.2.1'] },
      { ...dynamic, hosts: wildcard },
    ],
  }),
  ...lines(
    'SE resolution',
    'istio.entry-protocol',
    {
      'TCP, by dynamic DNS': [TCP, HTTP],
      'HTTPS, by dynamic DNS': [HTTPS, TLS],
    },
    (protocol): Program => entry({ ...dynamic, hosts: wildcard, ports: [{ ...https, protocol }] }),
  ),
];

const others: Line[] = [
  ...entries('SE other', 'istio.entry-addresses', {
    'a CIDR of what is looked up': [
      { addresses: ['192.0.2.0/24'], resolution: dns },
      { addresses: ['192.0.2.0/24'], resolution: ServiceEntryResolution.staticEndpoints([at('192.0.2.1')]) },
    ],
  }),
  ...entries('SE other', 'istio.entry-protocol', {
    'several hosts of TCP': [
      { hosts: hosts(2), resolution: dns, ports: [{ ...https, protocol: TCP }] },
      { hosts: hosts(2), resolution: dns, ports: [https] },
    ],
  }),
  ...entries('exportTo', 'istio.export-to', {
    'none and one more, of a ServiceEntry': [
      { exportTo: ExportTo.namespaces(['~', 'shop']), ports: [https] },
      { exportTo: ExportTo.none(), ports: [https] },
    ],
  }),
];

const sidecar = (path: string, spec: object): Program => istio('Sidecar', path, spec);
const everywhere = { egress: [{ hosts: ['./*'] }] };
const port = (number: number, protocol = 'HTTP'): object => ({ number, protocol, name: `p-${number}` });
const pods: Program = document('apps/v1', 'Deployment', 'shop/web', {
  spec: { template: { metadata: { labels: { app: 'web', tier: 'front' } }, spec: { containers: [{ name: 'main', image: 'web' }] } } },
});

const sidecars: Line[] = [
  ...lines<object>(
    'Sidecar',
    'istio.sidecar-invalid',
    {
      'nothing said': [{}, everywhere],
      'a port twice, for requests': [
        { ingress: [{ port: port(80) }, { port: port(80) }] },
        { ingress: [{ port: port(80) }, { port: port(81) }] },
      ],
      'a port twice, from the pods': [
        { egress: times(2, () => ({ port: port(80), hosts: ['./*'] })) },
        { egress: times(2, (index) => ({ port: port(80 + index), hosts: ['./*'] })) },
      ],
      'a listener without a port, and another after it': [
        { egress: [{ hosts: ['./*'] }, { port: port(80), hosts: ['./*'] }] },
        { egress: [{ port: port(80), hosts: ['./*'] }, { hosts: ['./*'] }] },
      ],
      'two listeners without a port': [{ egress: [{ hosts: ['./*'] }, { hosts: ['*/*'] }] }, everywhere],
      'a host without a namespace': [{ egress: [{ hosts: ['reviews.shop.svc.cluster.local'] }] }, everywhere],
      'no hosts': [{ egress: [{}] }, everywhere],
      'TLS of a gateway': [
        { ingress: [{ port: port(443, 'HTTPS'), tls: { mode: 'SIMPLE', credentialName: 'web-tls' } }] },
        { ingress: [{ port: port(443, 'HTTPS'), tls: { mode: 'SIMPLE', serverCertificate: '/a', privateKey: '/b' } }] },
      ],
      'a mode of a gateway': [
        { ingress: [{ port: port(443, 'TLS'), tls: { mode: 'ISTIO_MUTUAL' } }] },
        { ingress: [{ port: port(443, 'TLS'), tls: { mode: 'PASSTHROUGH' } }] },
      ],
      'TLS of plain HTTP': [
        { ingress: [{ port: port(443, 'HTTP'), tls: { mode: 'PASSTHROUGH' } }] },
        { ingress: [{ port: port(443, 'HTTPS'), tls: { mode: 'PASSTHROUGH' } }] },
      ],
    },
    (spec) => sidecar('shop/one', spec),
  ),
  ...programs('Sidecar', 'istio.sidecar-conflict', {
    'two for one namespace': [
      both(sidecar('shop/one', everywhere), sidecar('shop/two', everywhere)),
      both(sidecar('shop/one', everywhere), sidecar('other/two', everywhere)),
    ],
    'two for one pod': [
      both(pods, selecting('one', { app: 'web' }), selecting('two', { tier: 'front' })),
      both(pods, selecting('one', { app: 'web' }), selecting('two', { tier: 'back' })),
    ],
  }),
];

function selecting(name: string, labels: object): Program {
  return sidecar(`shop/${name}`, { ...everywhere, workloadSelector: { labels } });
}

export const entryLines: readonly Line[] = [...asked, ...resolved, ...others, ...sidecars];
