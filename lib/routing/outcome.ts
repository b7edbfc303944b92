import { Backend } from '../core/backend';
import { isCodedError } from '../values/coded-error';
import { Candidate } from './candidates';
import { bodyBytes } from './direct-response';
import { takesText } from './evaluate-match';
import { RoutedDestination, RouteOutcome, RouteResult } from './evaluation';
import { UnmatchedPreflights } from './http-filters';
import { HttpMethod } from './http-match';
import { IncomingRequest } from './incoming-request';
import { hostsSetBy } from './read-headers';
import { Destination, ReadCors, ReadFault, ReadMirror, ResolvedAction } from './read-rule';
import { redirectLocation } from './redirect-location';
import { rewrittenPath } from './rewritten-path';
import { ResolvedTextMatch } from './text-match';

/** What becomes of a request that nothing takes. */
export function nothing(reason: string, statusCode?: number): RouteOutcome {
  return { result: RouteResult.NOTHING, destinations: [], mirrors: [], reason, statusCode };
}

/** A redirect that no rule decides. */
export function redirected(location: string): RouteOutcome {
  return { result: RouteResult.REDIRECT, destinations: [], mirrors: [], statusCode: 301, location };
}

/** What becomes of a request that a rule takes. */
export function outcomeOf(candidate: Candidate, request: IncomingRequest): RouteOutcome {
  const { route, rule, action, filters } = candidate;
  const taken = { route, rule, destinations: [], mirrors: [] };
  const status = abortStatus(filters.fault?.abort) ?? preflightStatus(filters.cors, request);
  if (status !== undefined) {
    return { ...taken, result: RouteResult.RESPONSE, statusCode: status };
  }
  return { ...taken, ...orNothing(() => ofAction(action, candidate, request)) };
}

/** Where a backend is wrong that a request would go to, it goes nowhere; the rest counts. */
export function orNothing<T>(resolve: () => T): T | RouteOutcome {
  try {
    return resolve();
  } catch (error) {
    if (!isCodedError(error)) {
      throw error;
    }
    return nothing(error.message);
  }
}

function ofAction(action: ResolvedAction, candidate: Candidate, request: IncomingRequest): Omit<RouteOutcome, 'route' | 'rule'> {
  const none = { destinations: [], mirrors: [] };
  if ('redirect' in action) {
    const { statusCode } = action.redirect;
    return { ...none, result: RouteResult.REDIRECT, statusCode, location: redirectLocation(action.redirect, request) };
  }
  if ('response' in action) {
    const { status, body } = action.response;
    return { ...none, result: RouteResult.RESPONSE, statusCode: status, body: body && new TextDecoder().decode(bodyBytes(body)) };
  }
  return 'delegate' in action
    ? nothing('the rule hands the request over, and nobody gets it')
    : forwarded(action.destinations, candidate, request);
}

function forwarded(
  destinations: readonly Destination[],
  { filters, matches, namespace }: Candidate,
  request: IncomingRequest,
): RouteOutcome {
  const { rewrite, requestHeaders, mirrors = [] } = filters;
  // Of a match that was handed over and one of the rule that gets the request, the latter one is narrower.
  const matched = [...matches].reverse().find((match) => match.path !== undefined)?.path;
  const path = rewrite?.path === undefined ? request.path : rewrittenPath(rewrite.path, request.path, matched);
  const routed = toDestinations(destinations, namespace);
  const own = routed.every(({ host }) => host === routed[0].host) ? routed[0].host : undefined;
  return {
    result: RouteResult.FORWARD,
    destinations: routed,
    mirrors: toMirrors(mirrors, namespace),
    path: path + request.query,
    host: own ?? rewrite?.host ?? hostsSetBy(requestHeaders).at(0) ?? request.authority,
  };
}

/** The destinations that get any of the requests. */
export function toDestinations(destinations: readonly Destination[], namespace: string): RoutedDestination[] {
  return destinations
    .filter(({ weight }) => weight > 0)
    .map(({ backend, subset, weight, requestHeaders }) => ({
      ...backendOf(backend, namespace),
      subset,
      weight,
      host: hostsSetBy(requestHeaders).at(0),
    }));
}

function toMirrors(mirrors: readonly ReadMirror[], namespace: string): RoutedDestination[] {
  return mirrors
    .filter(({ percent }) => percent > 0)
    .map(({ backend, subset, percent }) => ({ ...backendOf(backend, namespace), subset, weight: percent }));
}

function backendOf(backend: Backend, namespace: string): Pick<RoutedDestination, 'backend' | 'port'> {
  const resolved = backend._resolve();
  const name = 'host' in resolved ? resolved.host : `${resolved.name}.${resolved.namespace ?? namespace}`;
  return { backend: name, port: resolved.port };
}

/** A status of gRPC is told beside the one of HTTP. */
function abortStatus(abort: ReadFault['abort']): number | undefined {
  return abort?.percent === 100 ? (abort.httpStatus ?? 200) : undefined;
}

/** Preflight requests are answered before a backend sees them. */
function preflightStatus(cors: ReadCors | undefined, { method, headers }: IncomingRequest): number | undefined {
  const origin = headers.get('origin');
  if (
    cors === undefined ||
    method !== HttpMethod.OPTIONS.valueOf() ||
    origin === undefined ||
    !headers.has('access-control-request-method')
  ) {
    return undefined;
  }
  const isAllowed = cors.allowOrigins.some((allowed) => isAnyOrigin(allowed) || takesText(allowed, origin));
  return isAllowed || cors.unmatchedPreflights === UnmatchedPreflights.IGNORE ? 200 : undefined;
}

/** Envoy's CORS filter reads this one text as any origin. */
function isAnyOrigin({ kind, value }: ResolvedTextMatch): boolean {
  return kind === 'exact' && value === '*';
}
