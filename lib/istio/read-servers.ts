import { Findings } from '../core/findings';
import { SecretRef } from '../core/secret-ref';
import { quoted, refuse } from '../values/coded-error';
import { list, madeBy, text, truth } from '../values/input';
import { parsePort } from '../values/port';
import { parseServerHost, ServerHost } from './istio-host';
import { IstioServer, ServerSettings, ServerTls } from './istio-server';
import { portNamesOf } from './port-names';

/** A server, as far as it could be read. */
export interface ReadServer {
  /** The input it was read from, such as `servers[0]`. */
  readonly field: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly port: number;
  readonly portName: string;
  readonly hosts: readonly ServerHost[];
  /** Whether these are all the hosts it was given. */
  readonly allHostsRead: boolean;
  readonly httpsRedirect?: boolean;
  /** The certificate of a server that terminates TLS. */
  readonly secret?: SecretRef;
}

const parseSettings = madeBy(IstioServer, 'IstioServer.http(…) or IstioServer.https(…)');
const parseTls = madeBy(ServerTls, 'ServerTls.simple(…)');
const parseSecret = madeBy(SecretRef, 'SecretRef.fromName(…) or SecretRef.fromSecret(…)');

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
  checkPortNames(findings, read);
  checkPorts(findings, read);
  return read;
}

function readServer(findings: Findings, field: string, settings: ServerSettings, portName: string): ReadServer {
  const { protocol, port } = settings;
  const hosts = readHosts(findings, `${field}.hosts`, settings.hosts);
  findings.parse(`${field}.port`, port, parsePort);
  findings.parse(`${field}.portName`, portName, parsePortName);
  const server = { field, protocol, port, portName, ...hosts };
  return settings.protocol === 'HTTP'
    ? { ...server, httpsRedirect: findings.parseOptional(`${field}.httpsRedirect`, settings.httpsRedirect, truth) }
    : { ...server, secret: findings.parse(`${field}.tls`, settings.tls, (tls) => parseSecret(parseTls(tls)._secret)) };
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

function parsePortName(portName: string): string {
  if (text(portName) === '') {
    throw refuse('istio.no-port-name', 'the name of the port is empty', 'leave portName out, or write one');
  }
  return portName;
}

function checkPortNames(findings: Findings, servers: readonly ReadServer[]): void {
  const seen = new Set<string>();
  for (const { field, portName } of servers) {
    if (seen.has(portName)) {
      const what = `${quoted(portName)} is the port name of an earlier server too`;
      const fix = 'give each server its own, or leave portName out';
      findings.error({ id: 'istio.duplicate-port-name', what, fix }, `${field}.portName`);
    }
    seen.add(portName);
  }
}

/** istiod silently drops a later server whose port speaks another protocol already. */
function checkPorts(findings: Findings, servers: readonly ReadServer[]): void {
  const protocols = new Map<number, ReadServer['protocol']>();
  for (const { field, port, protocol } of servers) {
    const earlier = protocols.get(port) ?? protocol;
    protocols.set(port, earlier);
    if (earlier !== protocol) {
      const what = `port ${port} is ${protocol} here and ${earlier} in an earlier server`;
      findings.error({ id: 'istio.port-clash', what, fix: 'give HTTP and HTTPS ports of their own' }, `${field}.port`);
    }
  }
}
