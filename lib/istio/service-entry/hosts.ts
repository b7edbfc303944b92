import { Findings } from '../../core/findings';
import { AddressRange } from '../../values/address-range';
import { quoted, refuse } from '../../values/coded-error';
import { Host } from '../../values/host';
import { text } from '../../values/input';
import { IpAddress } from '../../values/ip-address';
import { canBeLookedUp, isTcp, NamedPort, namesHost, ServiceEntryProtocol } from './ports';
import { ServiceEntryResolution } from './resolution';

/** What of a ServiceEntry has to fit together. */
export interface EntryParts {
  readonly hosts: readonly string[];
  readonly ports: readonly NamedPort[];
  readonly resolution: ServiceEntryResolution;
}

/** A host that a ServiceEntry can have (istiod `pkg/config/validation`); a name without a dot would be taken for a Service by every route. */
export function parseEntryHost(host: string): string {
  Host.parse(host);
  if (!host.includes('.') || /\.\d+$/.test(host)) {
    const allowed = 'a DNS name with a dot, or "*.example.com"';
    throw refuse(
      'istio.entry-host',
      `${quoted(host)} cannot be a host of a ServiceEntry`,
      'write the whole name that clients ask for',
      allowed,
    );
  }
  return host;
}

/** Reports hosts that do not go with how they are resolved, or with the ports. */
export function checkHosts(findings: Findings, { hosts, ports, resolution }: EntryParts): void {
  const seen = new Set<string>();
  hosts.forEach((host) => {
    if (seen.size === seen.add(host).size) {
      findings.error({ id: 'istio.duplicate-host', what: `${quoted(host)} is named more than once`, fix: 'name it once' }, 'hosts');
    }
  });
  checkWildcards(findings, hosts, resolution);
  if (resolution._mode === 'DYNAMIC_DNS') {
    const port = ports.find((candidate) => !canBeLookedUp(candidate));
    if (port !== undefined) {
      const what = `port ${quoted(port.name)} does not say that HTTP or TLS is spoken there, so the host of a request is not known`;
      findings.error({ id: 'istio.entry-protocol', what, allowed: 'HTTP, HTTP2, GRPC, TLS', fix: 'set its protocol' }, 'ports');
    }
  } else if (resolution._mode !== 'NONE' && hosts.length > 1) {
    const port = ports.find((candidate) => !namesHost(candidate));
    if (port !== undefined) {
      const what = `port ${quoted(port.name)} does not say that HTTP or TLS is spoken there, so the ${hosts.length} hosts cannot be told apart`;
      const fix = 'set its protocol, or make an entry for each host';
      findings.error({ id: 'istio.entry-protocol', what, allowed: 'HTTP, HTTP2, GRPC, GRPC-Web, HTTPS, TLS', fix }, 'ports');
    }
  }
}

function checkWildcards(findings: Findings, hosts: readonly string[], resolution: ServiceEntryResolution): void {
  for (const host of hosts) {
    const isWildcard = host.startsWith('*');
    if (isWildcard && resolution._looksUpHosts) {
      const fix = 'name an endpoint, or write ServiceEntryResolution.dynamicDns()';
      findings.error({ id: 'istio.entry-wildcard', what: `${quoted(host)} cannot be looked up in DNS`, fix }, 'hosts');
    }
    if (!isWildcard && resolution._mode === 'DYNAMIC_DNS') {
      const what = `${quoted(host)} is one host, and dynamic DNS is for "*.example.com"`;
      findings.error({ id: 'istio.entry-wildcard', what, fix: 'write ServiceEntryResolution.dns()' }, 'hosts');
    }
  }
}

/** Warns of a port that takes the connections to any address: without HTTP or TLS only an address tells whom they are for. */
export function checkForAddresses(findings: Findings, { ports, resolution }: Pick<EntryParts, 'ports' | 'resolution'>): void {
  const port = ports.find(({ protocol = ServiceEntryProtocol.TCP }) => protocol === ServiceEntryProtocol.TCP);
  if (port !== undefined && resolution._mode === 'NONE') {
    const what = `there are no addresses, so port ${quoted(port.name)} stands for connections to any address`;
    const fix = 'name the addresses, or resolve the hosts, for which Istio then makes up addresses';
    findings.warning({ id: 'istio.entry-needs-addresses', what, fix }, 'addresses');
  }
}

/** Reports addresses that can be none, or do not go with how the hosts are resolved. */
export function checkAddresses(findings: Findings, addresses: readonly string[], parts: EntryParts): void {
  const read = findings.parseAll('addresses', addresses, parseAddressOrCidr);
  const { hosts, ports, resolution } = parts;
  const mode = resolution._mode;
  if (mode === 'DYNAMIC_DNS' && read.length > 0) {
    const what = 'with dynamic DNS a connection goes where its host leads, not to an address';
    findings.error({ id: 'istio.entry-addresses', what, fix: 'drop addresses' }, 'addresses');
  } else if (mode !== 'NONE' && mode !== 'STATIC') {
    const block = read.find((address) => address.includes('/'));
    if (block !== undefined) {
      const what = `${quoted(block)} is a CIDR, and hosts that are looked up in DNS have single addresses`;
      findings.error({ id: 'istio.entry-addresses', what, fix: 'write single addresses, or resolve the entry another way' }, 'addresses');
    }
    if (read.length > 0 && hosts.length > 1 && ports.some(isTcp)) {
      const what = `the addresses stand for ${hosts.length} hosts, which a port of TLS cannot tell apart by them`;
      findings.warning({ id: 'istio.entry-addresses-shared', what, fix: 'make an entry for each host' }, 'addresses');
    }
  }
}

function parseAddressOrCidr(address: string): string {
  return text(address).includes('/') ? AddressRange.parseCidr(address).text : IpAddress.parse(address) && address;
}
