import { AttachedRoute, sharedHosts } from './attached-route';
import { byHost } from './evaluate-http';
import { isForConnection } from './evaluate-match';
import { RouteOutcome, RouteResult } from './evaluation';
import { closest } from './host-choice';
import { HttpScheme } from './http-scheme';
import { IncomingRequest } from './incoming-request';
import { Listener } from './listener';
import { nothing, orNothing, toDestinations } from './outcome';
import { ReadConnectionMatch, ReadConnectionRule } from './read-rule';

/** What becomes of a request: the meaning that every dialect has to keep. */
export function evaluate(listeners: readonly Listener[], routes: readonly AttachedRoute[], request: IncomingRequest): RouteOutcome {
  const onPort = listeners.filter(({ port }) => port === request.port);
  if (onPort.length === 0) {
    return nothing(`no listener is on port ${request.port}`);
  }
  return request.scheme === HttpScheme.HTTPS ? overTls(onPort, routes, request) : inPlain(onPort, routes, request);
}

function inPlain(onPort: readonly Listener[], routes: readonly AttachedRoute[], request: IncomingRequest): RouteOutcome {
  const plain = onPort.filter(({ tls }) => tls === undefined);
  if (plain.length === 0) {
    return nothing(`port ${request.port} is for TLS, and the request comes without`);
  }
  const http = plain.filter(({ protocol }) => protocol === 'HTTP');
  return http.length > 0 ? byHost(http, routes, request) : byConnection(plain, routes, request);
}

/** Who gets a TLS connection, and for which names. */
interface TlsTarget {
  readonly names: readonly string[];
  readonly outcome: () => RouteOutcome;
}

function overTls(onPort: readonly Listener[], routes: readonly AttachedRoute[], request: IncomingRequest): RouteOutcome {
  const offering = onPort.filter(({ tls }) => tls !== undefined);
  if (offering.length === 0) {
    return overPlainPort(onPort, routes, request);
  }
  const targets = withoutRepeats(offering.flatMap((listener) => tlsTargets(listener, routes, request)));
  const target = closest(targets, ({ names }) => names, request.sni ?? '');
  const asked = request.sni === undefined ? 'no name' : `the name "${request.sni}"`;
  return target?.outcome() ?? nothing(`no listener on port ${request.port} is for TLS with ${asked}`);
}

/** Whoever passes bytes on passes on those of TLS. */
function overPlainPort(onPort: readonly Listener[], routes: readonly AttachedRoute[], request: IncomingRequest): RouteOutcome {
  return onPort.every(({ protocol }) => protocol === 'TCP')
    ? byConnection(onPort, routes, request)
    : nothing(`port ${request.port} is without TLS, and the request comes with it`);
}

function tlsTargets(listener: Listener, routes: readonly AttachedRoute[], request: IncomingRequest): TlsTarget[] {
  if (listener.tls === 'passthrough') {
    return attached(listener, routes).flatMap((route) => route.tls.flatMap((rule) => passedThrough(route, rule, request)));
  }
  const names = namesOf(listener.hosts.map(({ host }) => host.text));
  if (listener.protocol === 'HTTP') {
    return [{ names, outcome: () => (lacksCertificate(listener, request) ? unproven() : byHost([listener], routes, request)) }];
  }
  const outcome = byConnection([listener], routes, request);
  return outcome.result === RouteResult.NOTHING
    ? []
    : [{ names, outcome: () => (lacksCertificate(listener, request) ? unproven() : outcome) }];
}

function passedThrough(route: AttachedRoute, rule: ReadConnectionRule, request: IncomingRequest): TlsTarget[] {
  const matches: readonly ReadConnectionMatch[] = rule.matches ?? [{ field: rule.field, isWhole: true }];
  return matches
    .filter((match) => isForConnection(match, request))
    .map(({ sniHosts = route.hosts }) => ({ names: namesOf(sniHosts.map(({ text }) => text)), outcome: () => connected(route, rule) }));
}

/** Who is for every name is for no single one: the others have it first. */
function namesOf(hosts: readonly string[]): readonly string[] {
  return hosts.includes('*') ? ['*'] : hosts;
}

/** A name belongs to whoever has it first; who has one that is taken gets none of its names. */
function withoutRepeats(targets: readonly TlsTarget[]): TlsTarget[] {
  const taken = new Set<string>();
  return targets.filter(({ names }) => {
    const isNew = !names.some((name) => taken.has(name));
    names.forEach((name) => isNew && taken.add(name));
    return isNew;
  });
}

function lacksCertificate({ clientCertificate }: Listener, { hasClientCertificate }: IncomingRequest): boolean {
  return clientCertificate === 'required' && !hasClientCertificate;
}

function unproven(): RouteOutcome {
  return nothing('the client has to prove who it is, and shows no certificate that is trusted');
}

function attached(listener: Listener, routes: readonly AttachedRoute[]): AttachedRoute[] {
  return routes.filter((route) => route.listeners.includes(listener) && sharedHosts(listener, route).length > 0);
}

/** The first rule for connections at these listeners. */
function byConnection(listeners: readonly Listener[], routes: readonly AttachedRoute[], request: IncomingRequest): RouteOutcome {
  for (const route of listeners.flatMap((listener) => attached(listener, routes))) {
    const rule = route.tcp.find(({ matches }) => matches === undefined || matches.some((match) => isForConnection(match, request)));
    if (rule !== undefined) {
      return connected(route, rule);
    }
  }
  return nothing(`no rule takes connections to port ${request.port}`);
}

function connected({ path, namespace }: AttachedRoute, { field, destinations }: ReadConnectionRule): RouteOutcome {
  const forwarded = () => ({ result: RouteResult.FORWARD, destinations: toDestinations(destinations, namespace), mirrors: [] });
  return { route: path, rule: field, ...orNothing(forwarded) };
}
