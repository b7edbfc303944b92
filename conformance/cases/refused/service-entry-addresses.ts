import { ExportTo } from '../../../lib/istio/export-to';
import { ServiceEntryResolution as Resolution } from '../../../lib/istio/service-entry/resolution';
import { around, policy, RefusedCase, silent } from './case';
import { entryCase, HOSTS, list, PORTS, rest, serviceEntry, TCP, TWO_HOSTS } from './service-entry-case';

// Addresses of a ServiceEntry, and who sees it (facts: Istio, ServiceEntry).

const manyAddresses = (length: number) => list(length, (index) => `10.1.${index >> 8}.${index & 255}`);
const byDns = (addresses: string) => `resolution: DNS, addresses: [${addresses}]`;
const TWO_HOSTS_TEXT = `hosts: [${TWO_HOSTS.join(', ')}], ${PORTS}`;

export const serviceEntryAddresses: RefusedCase[] = [
  entryCase('an octet above 255', {
    id: 'address.syntax',
    field: 'addresses[0]',
    props: { addresses: ['192.168.1.300'] },
    raw: rest('addresses: [192.168.1.300]', 'addresses: [192.168.1.200]'),
    expect: 'is not a valid IP',
  }),
  entryCase('a prefix length that IPv4 does not have', {
    id: 'address.prefix-length',
    field: 'addresses[0]',
    props: { addresses: ['192.168.1.0/33'] },
    raw: rest('addresses: [192.168.1.0/33]', 'addresses: [192.168.1.0/32]'),
    expect: 'is not a valid CIDR block',
  }),
  entryCase('a CIDR with host bits', {
    id: 'address.host-bits',
    field: 'addresses[0]',
    props: { addresses: ['192.168.1.5/24'] },
    raw: rest('addresses: [192.168.1.5/24]', 'addresses: [192.168.1.0/24]'),
    expect: policy(),
  }),
  entryCase('257 addresses', {
    id: 'istio.too-many',
    field: 'addresses',
    props: { addresses: manyAddresses(257) },
    raw: rest(`addresses: [${manyAddresses(257).join(', ')}]`, `addresses: [${manyAddresses(256).join(', ')}]`),
    expect: 'at most 256 items',
  }),
  entryCase('a CIDR of hosts that are looked up in DNS', {
    id: 'istio.entry-addresses',
    field: 'addresses',
    props: { addresses: ['192.168.1.0/24'], resolution: Resolution.dns() },
    raw: rest(byDns('192.168.1.0/24'), byDns('192.168.1.0')),
    expect: 'CIDR addresses are allowed only for NONE/STATIC',
  }),
  entryCase('an address beside dynamic DNS', {
    id: 'istio.entry-addresses',
    field: 'addresses',
    props: { hosts: ['*.example.com'], addresses: ['192.168.1.5'], resolution: Resolution.dynamicDns() },
    raw: around((addresses) => serviceEntry(`hosts: ["*.example.com"], ${PORTS}, resolution: DYNAMIC_DNS${addresses}`))(
      ', addresses: [192.168.1.5]',
      '',
    ),
    expect: 'addresses cannot be set for resolution type',
  }),
  entryCase('one address for two hosts of TLS', {
    id: 'istio.entry-addresses-shared',
    field: 'addresses',
    props: { hosts: TWO_HOSTS, addresses: ['192.168.1.5'], resolution: Resolution.dns() },
    raw: around((text) => serviceEntry(`${text}, ${byDns('192.168.1.5')}`))(TWO_HOSTS_TEXT, `${HOSTS}, ${PORTS}`),
    expect: silent({ analyzer: 'IST0133' }),
  }),
  entryCase('TCP to any address', {
    id: 'istio.entry-needs-addresses',
    field: 'addresses',
    props: { ports: [TCP] },
    raw: around((addresses) => serviceEntry(`${HOSTS}, ports: [{ number: 443, name: tls, protocol: TCP }]${addresses}`))(
      '',
      ', addresses: [192.168.1.5]',
    ),
    expect: silent({ analyzer: 'IST0133, IST0134' }),
  }),
  entryCase('a name of the certificate that is empty', {
    id: 'istio.empty-text',
    field: 'subjectAltNames[0]',
    props: { subjectAltNames: [''] },
    raw: rest('subjectAltNames: [""]', 'subjectAltNames: [db.example.com]'),
    expect: policy(),
  }),
  entryCase('exported to nobody and somebody', {
    id: 'istio.export-to',
    field: 'exportTo',
    props: { exportTo: ExportTo.namespaces(['~', 'other']) },
    raw: rest('exportTo: ["~", other]', 'exportTo: ["~"]'),
    expect: 'cannot export service entry to no one (~) and someone',
  }),
];
