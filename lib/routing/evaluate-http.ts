import { Host } from '../values/host';
import { AttachedRoute, sharedHosts } from './attached-route';
import { Candidate, candidatesOf, firstToTake } from './candidates';
import { RouteOutcome } from './evaluation';
import { closeness, closest } from './host-choice';
import { HttpScheme } from './http-scheme';
import { IncomingRequest } from './incoming-request';
import { Listener } from './listener';
import { nothing, outcomeOf, redirected } from './outcome';

/** What is done with the requests for one host. */
interface VirtualHost {
  readonly candidates: Candidate[];
  httpsOnly: boolean;
}

/** What becomes of an HTTP request that comes in at these listeners, all of which are for its port. */
export function byHost(listeners: readonly Listener[], routes: readonly AttachedRoute[], request: IncomingRequest): RouteOutcome {
  const hosts = virtualHosts(listeners, routes, request);
  const chosen = closest([...hosts.entries()], ([name]) => [name], request.hostname)?.[1];
  if (chosen === undefined) {
    return nothing(whyNoHost(listeners, request), 404);
  }
  if (chosen.httpsOnly && request.scheme === HttpScheme.HTTP) {
    return redirected(`${HttpScheme.HTTPS}://${request.authority}${request.path}${request.query}`);
  }
  const candidate = firstToTake(chosen.candidates, request);
  return candidate === undefined ? nothing(`no rule for host "${request.hostname}" takes the request`, 404) : outcomeOf(candidate, request);
}

function virtualHosts(
  listeners: readonly Listener[],
  routes: readonly AttachedRoute[],
  request: IncomingRequest,
): Map<string, VirtualHost> {
  const hosts = new Map<string, VirtualHost>();
  const add = (name: string, candidates: readonly Candidate[], httpsOnly: boolean): void => {
    const host = hosts.get(name) ?? { candidates: [], httpsOnly: false };
    host.candidates.push(...candidates);
    host.httpsOnly ||= httpsOnly;
    hosts.set(name, host);
  };
  const isAsked = ({ text }: Host): boolean => closeness(text, request.hostname) !== undefined;
  const asked = routes
    .filter((route) => route.hosts.some(isAsked))
    .map((route) => ({ route, candidates: candidatesOf(route, request) }))
    // A route that has nothing for the port leaves its hosts to wider ones.
    .filter(({ candidates }) => candidates.length > 0);
  for (const listener of listeners.filter((candidate) => candidate.hosts.some(({ host }) => isAsked(host)))) {
    for (const { route, candidates } of asked.filter((one) => one.route.listeners.includes(listener))) {
      sharedHosts(listener, route).forEach((name) => add(name, candidates, listener.httpsRedirect));
    }
    const redirecting = listener.httpsRedirect ? listener.hosts.filter(({ namespace }) => namespace === '*') : [];
    redirecting.forEach(({ host }) => add(host.text, [], true));
  }
  return hosts;
}

function whyNoHost(listeners: readonly Listener[], { hostname, port }: IncomingRequest): string {
  const all = listeners.flatMap(({ hosts }) => hosts.map(({ host }) => host.text));
  return closest(all, (host) => [host], hostname) === undefined
    ? `no listener on port ${port} is for host "${hostname}"`
    : `no route is for host "${hostname}" on port ${port}`;
}
