import { checkLabels } from '../../core/labels';
import { quoted, refuse } from '../../values/coded-error';
import { parseCount } from '../../values/count';
import { parseDnsSubdomain } from '../../values/dns-name';
import { Host } from '../../values/host';
import { struct, text } from '../../values/input';
import { IpAddress } from '../../values/ip-address';
import { parsePort } from '../../values/port';
import { parseFilled, Settings } from '../traffic-policy/settings';

/** Where one of the servers of a ServiceEntry is. */
export interface ServiceEntryEndpoint {
  /**
   * Its IP address; where endpoints are looked up in DNS also a DNS name, where they are static also a Unix socket, `unix:///path`.
   * Reported otherwise: `address.*`, `istio.endpoint-address`, `istio.unix-endpoint`.
   */
  readonly address: string;

  /**
   * Its port numbers by the names of the ports of the ServiceEntry, 1 to 65535: `port.range`, `istio.unknown-endpoint-port` are
   * reported otherwise. Not for a Unix socket.
   * @default - `targetPort` of the port, else its number
   */
  readonly ports?: { [portName: string]: number };

  /**
   * Labels, by which subsets choose among the endpoints; `label.*` is reported for wrong ones.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * The network it is in: proxies of other networks reach it by the gateway of that one. `istio.empty-text` is reported for an empty name.
   * @default - left to Istio: reached directly
   */
  readonly network?: string;

  /**
   * Where it is: `region`, `region/zone` or `region/zone/sub-zone`; `istio.locality` is reported otherwise.
   * @default - not known
   */
  readonly locality?: string;

  /**
   * Its share of the requests beside that of the others, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Istio: the same as others without a weight
   */
  readonly weight?: number;

  /**
   * The service account of the workload, where it is in the mesh: in the namespace of the ServiceEntry. `name.syntax` is reported otherwise.
   * @default - none
   */
  readonly serviceAccount?: string;
}

/** What the ServiceEntry around an endpoint says. */
export interface EndpointPlace {
  readonly portNames: readonly string[];
  /** Whether endpoints are looked up in DNS. */
  readonly byDns: boolean;
}

const UNIX = 'unix://';

/** Reports what istiod would refuse of an endpoint (`pkg/config/validation`). */
export function checkEndpoint(endpoint: Settings<ServiceEntryEndpoint>, { portNames, byDns }: EndpointPlace): void {
  const { labels, ports, address } = endpoint.values;
  const isUnix = typeof address === 'string' && address.startsWith(UNIX) && !byDns;
  if (isUnix) {
    endpoint.parse('address', (given) => parseUnixSocket(given, ports !== undefined || portNames.length !== 1));
  } else {
    endpoint.parseNeeded('address', byDns ? parseNameOrAddress : parseAddress);
    checkPorts(endpoint, portNames);
  }
  if (labels !== undefined) {
    checkLabels(endpoint.findings, endpoint.fieldOf('labels'), labels);
  }
  endpoint.parse('network', parseFilled);
  endpoint.parse('locality', parsePlace);
  endpoint.parse('weight', parseCount);
  endpoint.parse('serviceAccount', parseDnsSubdomain);
}

function checkPorts(endpoint: Settings<ServiceEntryEndpoint>, portNames: readonly string[]): void {
  const ports = endpoint.parse('ports', struct<Record<string, number>>);
  for (const [name, port] of Object.entries(ports ?? {})) {
    endpoint.findings.parse(`${endpoint.fieldOf('ports')}.${name}`, port, (number) => {
      if (!portNames.includes(name)) {
        const fix = 'take the name of one of its ports';
        throw refuse('istio.unknown-endpoint-port', `the ServiceEntry has no port ${quoted(name)}`, fix, portNames.join(', '));
      }
      parsePort(number);
    });
  }
}

function parseAddress(address: string): void {
  if (/[g-z]/i.test(text(address))) {
    const what = `${quoted(address)} is not an IP address, and this endpoint is not looked up in DNS`;
    throw refuse('istio.endpoint-address', what, 'write an IP address, or resolve the entry by DNS');
  }
  IpAddress.parse(address);
}

function parseNameOrAddress(address: string): void {
  if (/^[\d.]+$|:/.test(text(address)) && !address.startsWith(UNIX)) {
    IpAddress.parse(address);
  } else if (address.startsWith(UNIX) || Host.parse(address).isWildcard || /\.\d+$/.test(address)) {
    const what = `${quoted(address)} is no name that can be looked up in DNS`;
    throw refuse('istio.endpoint-address', what, 'write the DNS name or IP address of the endpoint');
  }
}

function parseUnixSocket(address: string, hasPorts: boolean): void {
  const path = address.slice(UNIX.length);
  if (!/^[/@]./.test(path) || path.endsWith('/')) {
    throw refuse('istio.unix-endpoint', `${quoted(address)} is no Unix socket`, 'write "unix:///path/of/the/socket"', 'an absolute path');
  }
  if (hasPorts) {
    const what = `${quoted(address)} has no ports, and stands for the only port of a ServiceEntry`;
    throw refuse('istio.unix-endpoint', what, 'drop ports of the endpoint, and give the entry just one port');
  }
}

function parsePlace(place: string): void {
  const parts = text(place).split('/');
  if (parts.length > 3 || parts.some((part) => part === '' || part.includes('*'))) {
    const allowed = 'region, region/zone or region/zone/sub-zone';
    throw refuse('istio.locality', `${quoted(place)} is not a locality`, 'write where the endpoint is', allowed);
  }
}
