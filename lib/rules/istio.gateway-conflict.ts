import { Severity } from '../core/problem';
import { FirstOf } from './istio/first-of';
import { atMeetings, Meeting } from './istio/gateway-meetings';
import { GatewayObject, GatewayServer, ServerHost, Transport } from './istio/gateways';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/**
 * istiod merges the Gateways of a proxy, the oldest first, and skips a server that does not go together with an earlier one
 * (`pilot/pkg/model/gateway.go`). Which one is older cannot be told here. Clashes inside one Gateway are for its construct.
 */
export const gatewayConflict: Rule = {
  id: 'istio.gateway-conflict',
  check: (manifests) => atMeetings<Placed>(manifests, conflictsAt),
};

interface Placed {
  readonly gateway: GatewayObject;
  readonly server: GatewayServer;
}

interface HostClash {
  readonly host: ServerHost;
  readonly other: Placed;
  readonly severity: Severity;
  readonly then: string;
}

function conflictsAt({ gateways, opened }: Meeting, first: FirstOf<Placed>): RuleFinding[] {
  return gateways.flatMap((gateway) =>
    gateway.servers.flatMap((server) => {
      const [place, placed] = [`${opened(server.port)} ${server.bind}`, { gateway, server }];
      const clash = transportClash(placed, first.add(place, placed));
      return clash.length > 0 ? clash : hostFinding(placed, hostClashes(placed, place, first));
    }),
  );
}

/** HTTP goes together with HTTP, and TLS with TLS; bytes without TLS go together with nothing. */
function transportClash({ gateway, server }: Placed, other: Placed): RuleFinding[] {
  const [mine, its] = [server.transport, other.server.transport];
  if (gateway === other.gateway || (mine === its && mine !== Transport.TCP)) {
    return [];
  }
  const what = `port ${server.port} is for ${mine} here and for ${its} in Gateway "${other.gateway.title}", for the same proxies, and Istio drops one of the two servers`;
  const allowed = 'servers of HTTP together, or servers with TLS together';
  return [{ origin: gateway.origin, field: `${server.field}.port`, what, allowed, fix: 'give one of the two a port of its own' }];
}

function hostClashes(placed: Placed, place: string, first: FirstOf<Placed>): HostClash[] {
  return placed.server.hosts.flatMap((host) => {
    const other = first.add(`${place} ${comparedBy(host, placed.server)}`, placed);
    const consequence = other.gateway === placed.gateway ? undefined : consequenceOf(host, placed.server, other.server);
    return consequence === undefined ? [] : [{ host, other, ...consequence }];
  });
}

/** Without TLS nothing comes of hosts of one name that are for routes of different namespaces. */
function comparedBy({ name, namespace }: ServerHost, { transport }: GatewayServer): string {
  return transport === Transport.TLS ? name : `${namespace}/${name}`;
}

/** istiod compares hosts with their namespaces, Envoy the names alone. */
function consequenceOf(host: ServerHost, server: GatewayServer, other: GatewayServer): Omit<HostClash, 'host' | 'other'> | undefined {
  const isAlike = other.hosts.some(({ name, namespace }) => name === host.name && namespace === host.namespace);
  if (server.transport === Transport.TLS && !isAlike) {
    return { severity: Severity.ERROR, then: `Envoy refuses all servers of port ${server.port} because of it` };
  }
  if (!isAlike) {
    return undefined;
  }
  if (isRedirect(server) !== isRedirect(other)) {
    return { severity: Severity.ERROR, then: 'one of the two redirects to HTTPS, which answers all requests of both' };
  }
  const isDropped = server.tls !== undefined && other.tls !== undefined;
  return isDropped && !(server.transport === Transport.HTTP && haveSameHosts(server, other))
    ? { severity: Severity.ERROR, then: 'Istio drops one of the two servers with all its hosts' }
    : { severity: Severity.WARNING, then: "Istio's analyzers call that a conflict, although the two are merged" };
}

function isRedirect({ tls }: GatewayServer): boolean {
  return tls?.httpsRedirect === true;
}

/** Of two redirects for the same hosts one is enough. */
function haveSameHosts(server: GatewayServer, other: GatewayServer): boolean {
  const names = new Set(other.hosts.map(({ name }) => name));
  return names.size === new Set(server.hosts.map(({ name }) => name)).size && server.hosts.every(({ name }) => names.has(name));
}

function hostFinding({ gateway, server }: Placed, clashes: readonly HostClash[]): RuleFinding[] {
  const worst = clashes.find(({ severity }) => severity === Severity.ERROR) ?? clashes.at(0);
  if (worst === undefined) {
    return [];
  }
  const { other, severity, then } = worst;
  const hosts = clashes.filter((clash) => clash.other === other && clash.then === then).map(({ host }) => host.text);
  const [noun, verb] = hosts.length === 1 ? ['host', 'is'] : ['hosts', 'are'];
  const what = `${noun} ${listed(hosts)} on port ${server.port} ${verb} served by Gateway "${other.gateway.title}" too, for the same proxies, and ${then}`;
  return [{ origin: gateway.origin, severity, field: `${server.field}.hosts`, what, fix: 'serve each host in one Gateway only' }];
}
