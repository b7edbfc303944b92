import { Findings, LateDefect } from '../core/findings';
import { Listener } from '../routing/listener';
import { ReadConnectionMatch, ReadConnectionRule } from '../routing/read-rule';
import { quoted } from '../values/coded-error';
import { Host } from '../values/host';
import { keysOf, keysOverlapping } from '../values/host-keys';
import { destinationDefects, toWeighted } from './http-routes/actions';
import { WeightedDestinationDocument } from './http-routes/documents';

// Rules for connections at a gateway. What it looks at are the name that a client asks for and the port, and nothing else of a
// match (istiod `pilot/pkg/networking/core/gateway.go`).

/** One entry of `spec.tls`. */
export interface TlsRouteDocument {
  readonly match: { readonly sniHosts: string[]; readonly port?: number }[];
  readonly route: WeightedDestinationDocument[];
}

/** One entry of `spec.tcp`. */
export interface TcpRouteDocument {
  readonly match?: { readonly port?: number }[];
  readonly route: WeightedDestinationDocument[];
}

/** Entries of `spec.tls`, in a VirtualService of the given namespace for these hosts; nothing where there are none. */
export function toTlsRoutes(
  rules: readonly ReadConnectionRule[],
  hosts: readonly Host[],
  namespace: string,
): TlsRouteDocument[] | undefined {
  const written = rules.map(({ matches = [FOR_ALL], destinations }) => ({
    match: matches.map(({ sniHosts = hosts, port }) => ({ sniHosts: sniHosts.map(({ text }) => text), port })),
    route: toWeighted(destinations, namespace),
  }));
  return written.length === 0 ? undefined : written;
}

/** Entries of `spec.tcp`, in a VirtualService of the given namespace; nothing where there are none. */
export function toTcpRoutes(rules: readonly ReadConnectionRule[], namespace: string): TcpRouteDocument[] | undefined {
  const written = rules.map(({ matches, destinations }) => ({
    match: isForAll(matches) ? undefined : matches?.map(({ port }) => ({ port })),
    route: toWeighted(destinations, namespace),
  }));
  return written.length === 0 ? undefined : written;
}

/** What is wrong with the backends of the rules, once the tree is complete. */
export function connectionBackendDefects(rules: readonly ReadConnectionRule[], namespace: string): LateDefect[] {
  return rules.flatMap(({ field, destinations }) => destinationDefects(`${field}.backends`, destinations, namespace));
}

/** Reports rules that a gateway never asks. */
export function checkConnectionRules(
  findings: Findings,
  tls: readonly ReadConnectionRule[],
  tcp: readonly ReadConnectionRule[],
  hosts: readonly Host[],
): void {
  checkTcpOrder(findings, tcp);
  checkNames(findings, tls, hosts);
}

/** Reports names that a gateway would pass on though its server is not for them: it looks at those of the route alone. */
export function checkPassedOn(findings: Findings, rules: readonly ReadConnectionRule[], hosts: readonly Host[], listener: Listener): void {
  const names = rules.flatMap((rule) => namesOf(rule, hosts)).filter(({ port }) => canMeet(port, listener.port));
  for (const { field, host } of names.filter((name) => !listener.hosts.some((server) => server.host.holds(name.host)))) {
    const what = `${quoted(host.text)} is more than the server on port ${listener.port} is for, and the gateway would pass all of it on`;
    const allowed = listener.hosts.map((server) => server.host.text).join(', ');
    findings.error(
      { id: 'istio.sni-not-in-gateway', what, allowed, fix: 'narrow sniHosts, say for which port they are, or widen the server' },
      field,
    );
  }
}

const FOR_ALL: Pick<ReadConnectionMatch, 'port' | 'sniHosts'> = {};

function isForAll(matches: readonly ReadConnectionMatch[] | undefined): boolean {
  return matches === undefined || matches.some(({ port, isWhole }) => port === undefined && isWhole);
}

/** The first rule for a port gets all of its connections. */
function checkTcpOrder(findings: Findings, rules: readonly ReadConnectionRule[]): void {
  const taken = new Map<number | undefined, string>();
  for (const { field, matches } of rules) {
    const ports = isForAll(matches) ? [undefined] : (matches ?? []).map(({ port }) => port);
    const owners = ports.map((port) => taken.get(undefined) ?? taken.get(port));
    if (ports.length > 0 && !owners.includes(undefined)) {
      const what = `${owners[0]} takes every connection before this rule is asked`;
      findings.error({ id: 'route.unreachable-rule', what, fix: 'give each rule a port of its own, or drop it' }, field);
    }
    ports.forEach((port) => taken.set(port, taken.get(port) ?? field));
  }
}

/** A name that a match asks for. */
interface AskedName {
  /** The match, or the rule where it has none. */
  readonly field: string;
  readonly rule: string;
  readonly host: Host;
  readonly port?: number;
}

/** Envoy gives a connection to the narrowest name that fits, whatever the order, and istiod drops a match with a name it has already. */
function checkNames(findings: Findings, rules: readonly ReadConnectionRule[], hosts: readonly Host[]): void {
  const asked = new Map<string, AskedName[]>();
  for (const name of rules.flatMap((rule) => namesOf(rule, hosts))) {
    const rivals = keysOverlapping(name.host).flatMap((key) => (asked.get(key) ?? []).filter(({ port }) => canMeet(port, name.port)));
    const same = rivals.find(({ host }) => host.text === name.host.text);
    const wider = rivals.find(({ rule, host }) => rule !== name.rule && host.holds(name.host));
    if (same !== undefined) {
      const what = `${quoted(name.host.text)} is asked for in ${same.field} already, and Istio drops the second match`;
      findings.error({ id: 'istio.duplicate-sni', what, fix: 'ask for each name in one match' }, name.field);
    } else if (wider !== undefined) {
      const what = `${quoted(wider.host.text)} of ${wider.field} holds ${quoted(name.host.text)}, and a gateway asks the narrower name first`;
      findings.warning(
        { id: 'istio.sni-order', what, fix: 'move this rule before that one, for those who read them in order' },
        name.field,
      );
    }
    keysOf(name.host).forEach((key) => {
      asked.set(key, asked.get(key) ?? []);
      asked.get(key)?.push(name);
    });
  }
}

function namesOf({ field: rule, matches }: ReadConnectionRule, hosts: readonly Host[]): AskedName[] {
  const asking: Pick<ReadConnectionMatch, 'field' | 'port' | 'sniHosts'>[] = [...(matches ?? [{ field: rule }])];
  return asking.flatMap(({ field, port, sniHosts = hosts }) => sniHosts.map((host) => ({ field, rule, host, port })));
}

function canMeet(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
