import { Findings } from '../../core/findings';
import { quoted } from '../../values/coded-error';
import { parseDnsLabel } from '../../values/dns-name';
import { list, oneOf } from '../../values/input';
import { parsePort } from '../../values/port';
import { Settings } from '../traffic-policy/settings';

/** The protocol of a port of a ServiceEntry (istiod `pkg/config/protocol`). */
export enum ServiceEntryProtocol {
  /** HTTP/1.1, and 1.0. */
  HTTP = 'HTTP',
  /** HTTP/2 without TLS. */
  HTTP2 = 'HTTP2',
  /** gRPC. */
  GRPC = 'GRPC',
  /** gRPC-Web. */
  GRPC_WEB = 'GRPC-Web',
  /** HTTP in TLS that the client speaks: routed by the server name that it asks for. */
  HTTPS = 'HTTPS',
  /** TLS that the client speaks: routed by the server name that it asks for. */
  TLS = 'TLS',
  /** Bytes. */
  TCP = 'TCP',
  /** MongoDB. */
  MONGO = 'MONGO',
  /** Redis. */
  REDIS = 'REDIS',
  /** MySQL. */
  MYSQL = 'MYSQL',
}

/** A port of a ServiceEntry. */
export interface ServiceEntryPort {
  /** The port that clients ask for, 1 to 65535, each once: `port.range`, `istio.duplicate-port` are reported otherwise. */
  readonly number: number;

  /**
   * Name of the port, an RFC 1123 label, each once: `name.syntax`, `istio.duplicate-port-name` are reported otherwise.
   * @default - the protocol with the number, such as `http-80`; without a protocol `port-80`
   */
  readonly name?: string;

  /**
   * What is spoken there.
   * @default - left to Istio, which looks at the first bytes and tells HTTP from others
   */
  readonly protocol?: ServiceEntryProtocol;

  /**
   * The port of the endpoints, 1 to 65535; `port.range` is reported otherwise.
   * @default - `number`
   */
  readonly targetPort?: number;
}

/** A port with the name that it is written with. */
export type NamedPort = ServiceEntryPort & { readonly name: string };

const HTTP = [ServiceEntryProtocol.HTTP, ServiceEntryProtocol.HTTP2, ServiceEntryProtocol.GRPC, ServiceEntryProtocol.GRPC_WEB];
const BY_SERVER_NAME = [ServiceEntryProtocol.HTTPS, ServiceEntryProtocol.TLS];

/** Whether the host that a client wants can be read off what it sends. */
export function namesHost({ protocol }: ServiceEntryPort): boolean {
  return protocol !== undefined && [...HTTP, ...BY_SERVER_NAME].includes(protocol);
}

/** Whether istiod takes the port for one of TCP connections (`IsTCP`). */
export function isTcp({ protocol }: ServiceEntryPort): boolean {
  return protocol !== undefined && !HTTP.includes(protocol);
}

/** Whether a proxy can look up the host of each request by itself. */
export function canBeLookedUp({ protocol }: ServiceEntryPort): boolean {
  const { HTTP: http, HTTP2, GRPC, TLS } = ServiceEntryProtocol;
  return protocol !== undefined && [http, HTTP2, GRPC, TLS].includes(protocol);
}

/** The ports that could be read; what is wrong with them becomes a finding. */
export function readPorts(findings: Findings, ports: readonly ServiceEntryPort[]): NamedPort[] {
  const given = findings.parse('ports', ports, list<ServiceEntryPort>);
  if (given?.length === 0) {
    const fix = 'name the ports that clients ask for';
    findings.error({ id: 'istio.no-ports', what: 'there are no ports, so nothing can be sent to the hosts', fix }, 'ports');
  }
  const [numbers, names] = [new Set<number>(), new Set<string>()];
  const read = (given ?? []).flatMap((port, index) => {
    const settings = new Settings<ServiceEntryPort>(findings, `ports[${index}]`, port);
    settings.parseNeeded('number', (number) => {
      onlyOnce(settings, 'number', numbers, parsePort(number));
    });
    settings.parse('name', (name) => {
      onlyOnce(settings, 'name', names, parseDnsLabel(name));
    });
    settings.parse('protocol', oneOf(ServiceEntryProtocol));
    settings.parse('targetPort', parsePort);
    return settings.isReadable ? [port] : [];
  });
  const chosen = new Set(read.map(({ name }) => name));
  return read.map(({ number, name, protocol, targetPort }) => ({
    number,
    name: name ?? freeName(`${typeof protocol === 'string' ? protocol.toLowerCase() : 'port'}-${quoted(number)}`, chosen),
    protocol,
    targetPort,
  }));
}

/** Numbered from 2 on where another port has the usual name. */
function freeName(usual: string, taken: ReadonlySet<string | undefined>, number = 1): string {
  const name = number === 1 ? usual : `${usual}-${number}`;
  return taken.has(name) ? freeName(usual, taken, number + 1) : name;
}

const TWICE = { name: { id: 'istio.duplicate-port-name' }, number: { id: 'istio.duplicate-port' } };

function onlyOnce<T>(port: Settings<ServiceEntryPort>, name: 'name' | 'number', seen: Set<T>, value: T): void {
  if (seen.size === seen.add(value).size) {
    const what = `${quoted(value)} is the ${name} of an earlier port too`;
    port.findings.error({ ...TWICE[name], what, fix: 'give each port its own' }, port.fieldOf(name));
  }
}
