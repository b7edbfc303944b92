import { Findings } from '../core/findings';
import { quoted } from '../values/coded-error';
import { ServerProtocol } from './istio-server';
import type { ReadServer } from './read-servers';

/** What is wrong with the servers of a Gateway beside each other. */
export function checkServers(findings: Findings, servers: readonly ReadServer[]): void {
  checkNames(findings, servers);
  const onPorts = servers.filter(({ port }) => port !== 0);
  checkPorts(findings, onPorts);
  checkTlsHosts(findings, onPorts);
  checkRedirects(findings, onPorts);
  servers.filter(({ tls }) => tls !== undefined).forEach((server) => checkAddresses(findings, server));
}

function checkNames(findings: Findings, servers: readonly ReadServer[]): void {
  const portNames = new Set<string>();
  const names = new Set<string>();
  for (const { field, portName, name } of servers) {
    if (portName !== '' && portNames.has(portName)) {
      const what = `${quoted(portName)} is the port name of an earlier server too`;
      const fix = 'give each server its own, or leave portName out';
      findings.error({ id: 'istio.duplicate-port-name', what, fix }, `${field}.portName`);
    }
    if (name !== undefined && names.has(name)) {
      const what = `${quoted(name)} is the name of an earlier server too, so that the metrics of both are one`;
      findings.error({ id: 'istio.duplicate-server-name', what, fix: 'give each server its own, or leave name out' }, `${field}.name`);
    }
    portNames.add(portName);
    if (name !== undefined) {
      names.add(name);
    }
  }
}

/**
 * What connections of a protocol can be told apart by: HTTP by the host of each request, TLS by the name in the hello, and the
 * others by nothing. Only what is told apart alike can share a port (istiod `pilot/pkg/model/gateway.go`).
 */
export function toldApartBy(protocol: ServerProtocol): 'host' | 'sni' | 'port' {
  switch (protocol) {
    case 'HTTP':
    case 'HTTP2':
    case 'GRPC':
    case 'GRPC-WEB':
      return 'host';
    case 'HTTPS':
    case 'TLS':
      return 'sni';
    case 'TCP':
    case 'MONGO':
    case 'REDIS':
    case 'MYSQL':
      return 'port';
  }
}

/** istiod silently drops a later server whose port cannot be shared. */
function checkPorts(findings: Findings, servers: readonly ReadServer[]): void {
  const protocols = new Map<string, ServerProtocol>();
  for (const { field, port, bind, protocol } of servers) {
    const key = `${port} ${bind ?? ''}`;
    const earlier = protocols.get(key);
    protocols.set(key, earlier ?? protocol);
    if (earlier !== undefined && toldApartBy(earlier) !== toldApartBy(protocol)) {
      const what = `port ${port} is ${protocol} here and ${earlier} in an earlier server`;
      const fix = `give ${[earlier, protocol].sort().join(' and ')} ports of their own`;
      findings.error({ id: 'istio.port-clash', what, fix }, `${field}.port`);
    } else if (earlier !== undefined && toldApartBy(protocol) === 'port') {
      const what = `port ${port} is that of an earlier server too, and connections of ${protocol} cannot be told apart`;
      findings.error({ id: 'istio.port-clash', what, fix: 'give each of them a port of its own' }, `${field}.port`);
    }
  }
}

/**
 * istiod silently drops a later server with TLS settings, be it a redirect only, that has the port and a host of an earlier one; where
 * it does not notice, since the namespaces before the hosts differ, Envoy refuses the whole port.
 */
function checkTlsHosts(findings: Findings, servers: readonly ReadServer[]): void {
  const seen = new Set<string>();
  for (const server of servers.filter(({ tls, httpsRedirect }) => tls !== undefined || httpsRedirect === true)) {
    const { field, port } = server;
    for (const [key, host] of hostsByKey(server)) {
      if (seen.has(key)) {
        const what = `${quoted(host)} is a host of an earlier server on port ${port} too, so that Istio drops this server`;
        findings.error({ id: 'istio.duplicate-tls-host', what, fix: 'name each host in one server of the port' }, `${field}.hosts`);
      }
      seen.add(key);
    }
  }
}

/** Of HTTP servers for one host, a redirect takes every request, whichever comes first. */
function checkRedirects(findings: Findings, servers: readonly ReadServer[]): void {
  const seen = new Map<string, ReadServer>();
  for (const server of servers.filter(({ protocol }) => toldApartBy(protocol) === 'host')) {
    for (const [key, host] of hostsByKey(server)) {
      const earlier = seen.get(key) ?? server;
      seen.set(key, earlier);
      if ((earlier.httpsRedirect === true) !== (server.httpsRedirect === true)) {
        const [redirect, plain] = server.httpsRedirect === true ? [server, earlier] : [earlier, server];
        const what = `every request for ${quoted(host)} on port ${server.port} is redirected by ${redirect.field}, so that ${plain.field} never answers one`;
        const fix = 'drop httpsRedirect, or the host from one of them';
        findings.error({ id: 'istio.redirected-host', what, fix }, `${server.field}.hosts`);
      }
    }
  }
}

/** The hosts of a server, by what no two servers can share. */
function hostsByKey({ port, bind = '', hosts }: ReadServer): Map<string, string> {
  return new Map(hosts.map(({ host }) => [`${port} ${bind} ${host.text}`, host.text]));
}

/** A client that connects to an address names no host in its hello (RFC 6066), and Envoy looks for just that one. */
function checkAddresses(findings: Findings, { field, hosts }: ReadServer): void {
  for (const { host } of hosts.filter((server) => server.host.isIpv4)) {
    const what = `no client asks for ${quoted(host.text)} by TLS: one that connects to an address names no host`;
    const fix = 'write "*", which is also for clients that name no host, or a DNS name';
    findings.error({ id: 'istio.tls-host-address', what, fix }, `${field}.hosts`);
  }
}
