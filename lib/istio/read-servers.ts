import { Findings } from '../core/findings';
import { refuse } from '../values/coded-error';
import { list, madeBy, text, truth } from '../values/input';
import { IpAddress } from '../values/ip-address';
import { parsePort } from '../values/port';
import { checkServers, toldApartBy } from './check-servers';
import { parseServerHost, ServerHost } from './istio-host';
import { IstioServer, ServerProtocol, ServerSettings } from './istio-server';
import { portNamesOf } from './port-names';
import { ReadTls, readTls } from './read-tls';

/** A server, as far as it could be read. */
export interface ReadServer {
  /** The input it was read from, such as `servers[0]`. */
  readonly field: string;
  readonly protocol: ServerProtocol;
  /** 0 where it was given none that can be. */
  readonly port: number;
  readonly portName: string;
  readonly name?: string;
  readonly bind?: string;
  readonly hosts: readonly ServerHost[];
  /** Whether these are all the hosts it was given. */
  readonly allHostsRead: boolean;
  readonly httpsRedirect?: boolean;
  /** Of a server whose protocol has TLS. */
  readonly tls?: ReadTls;
}

const parseSettings = madeBy(IstioServer, 'IstioServer.http(…) or IstioServer.https(…)');

/** The servers of a Gateway; what is wrong with them becomes a finding. */
export function readServers(findings: Findings, servers: readonly IstioServer[]): ReadServer[] {
  if (Array.isArray(servers) && servers.length === 0) {
    findings.error({ id: 'istio.no-servers', what: 'the gateway has no servers', fix: 'add an IstioServer' }, 'servers');
  }
  const given = (findings.parse('servers', servers, list<IstioServer>) ?? []).flatMap((server, index) => {
    const field = `servers[${index}]`;
    const settings = findings.parse(field, server, parseSettings)?._settings;
    return settings === undefined ? [] : [{ field, settings }];
  });
  const names = portNamesOf(given.map(({ settings }) => settings));
  const read = given.map(({ field, settings }, index) => readServer(findings, field, settings, names[index]));
  checkServers(findings, read);
  return read;
}

function readServer(findings: Findings, field: string, settings: ServerSettings, portName: string): ReadServer {
  const { protocol } = settings;
  const read = {
    ...readHosts(findings, `${field}.hosts`, settings.hosts),
    port: findings.parse(`${field}.port`, settings.port, parseServerPort) ?? 0,
    portName: findings.parse(`${field}.portName`, portName, parsePortName) ?? '',
    name: findings.parseOptional(`${field}.name`, settings.name, parseServerName),
    bind: findings.parseOptional(`${field}.bind`, settings.bind, (address) => IpAddress.parse(address) && address),
  };
  const isHttp = toldApartBy(protocol) === 'host';
  const httpsRedirect = isHttp ? findings.parseOptional(`${field}.httpsRedirect`, settings.httpsRedirect, truth) : undefined;
  const tls = toldApartBy(protocol) === 'sni' ? readTls(findings, `${field}.tls`, settings.tls) : undefined;
  return { field, protocol, ...read, httpsRedirect, tls };
}

function readHosts(findings: Findings, field: string, hosts: readonly string[]): Pick<ReadServer, 'hosts' | 'allHostsRead'> {
  const given = findings.parse(field, hosts, list<string>);
  if (given?.length === 0) {
    const fix = 'name the hosts it answers for, or "*" for any';
    findings.error({ id: 'istio.no-hosts', what: 'the server has no hosts', fix }, field);
  }
  const read = findings.parseAll(field, given ?? [], parseServerHost);
  return { hosts: read, allHostsRead: read.length === given?.length };
}

/** Where a proxy of Istio listens for itself: Envoy's administration, the agent, health and metrics (istio.io, "Ports used by Istio"). */
const OWN_PORTS = [15000, 15004, 15020, 15021, 15090];

function parseServerPort(port: number): number {
  if (OWN_PORTS.includes(parsePort(port))) {
    throw refuse('istio.reserved-port', `the proxy needs port ${port} for itself`, 'take another port');
  }
  return port;
}

function parsePortName(portName: string): string {
  if (text(portName) === '') {
    throw refuse('istio.no-port-name', 'the name of the port is empty', 'leave portName out, or write one');
  }
  return portName;
}

function parseServerName(name: string): string {
  if (text(name) === '') {
    throw refuse('istio.no-server-name', 'the name of the server is empty', 'leave name out, or write one');
  }
  return name;
}
