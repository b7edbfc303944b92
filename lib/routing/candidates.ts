import { ApiObject } from 'cdk8s';
import { namespaceOf } from '../core/object-lookup';
import { AttachedRoute } from './attached-route';
import { isForConnection, takes } from './evaluate-match';
import { IncomingRequest } from './incoming-request';
import { IDelegateRoute, ReadFilters, ReadMatch, ReadRule, ResolvedAction } from './read-rule';

/** One match of a rule, with all that is done with the requests that it takes. */
export interface Candidate {
  /** Path of the construct that has the rule. */
  readonly route: string;
  readonly namespace: string;
  readonly rule: string;
  readonly action: ResolvedAction;
  readonly filters: ReadFilters;
  /** All of them have to take the request: that of a rule that hands over, and that of the rule which gets it. */
  readonly matches: readonly ReadMatch[];
}

/** What a route has for requests of a connection, in the order in which it is asked: nothing comes after what takes every request. */
export function candidatesOf(route: AttachedRoute, request: IncomingRequest): Candidate[] {
  const all = route.rules.flatMap((rule) => ofRule(route.path, route.namespace, rule));
  const relevant = all.filter(({ matches }) => matches.every((match) => isForConnection(match, request)));
  const last = relevant.findIndex(takesAll);
  return last < 0 ? relevant : relevant.slice(0, last + 1);
}

/** The first of some candidates that takes a request. What takes every request is asked last, whichever route it is of. */
export function firstToTake(candidates: readonly Candidate[], request: IncomingRequest): Candidate | undefined {
  const doesTake = ({ matches }: Candidate): boolean => matches.every((match) => takes(match, request));
  return candidates.find((candidate) => !takesAll(candidate) && doesTake(candidate)) ?? candidates.find(takesAll);
}

/** Whether a match leaves no request of the connection over. */
export function isForEveryRequest({ path, method, headers, withoutHeaders, queryParams, authority, scheme }: ReadMatch): boolean {
  const isForEveryPath = path === undefined || (path.kind === 'regex' ? path.value === '.*' : path.kind !== 'exact' && path.value === '/');
  const conditions = [...headers, ...withoutHeaders, ...queryParams];
  return isForEveryPath && conditions.length === 0 && [method, authority, scheme].every((condition) => condition === undefined);
}

function takesAll({ matches }: Candidate): boolean {
  return matches.every(isForEveryRequest);
}

function ofRule(route: string, namespace: string, rule: ReadRule): Candidate[] {
  const { field, action, filters, matches } = rule;
  if (action === undefined) {
    return [];
  }
  if ('delegate' in action) {
    return ofDelegate(action.delegate, rule);
  }
  const one = { route, namespace, rule: field, action, filters };
  return matches === undefined ? [{ ...one, matches: [] }] : matches.map((match) => ({ ...one, matches: [match] }));
}

/** The rules of a route that requests are handed to. One that would hand them over in its turn does not get them. */
function ofDelegate(delegate: IDelegateRoute, root: ReadRule): Candidate[] {
  const namespace = namespaceOf(ApiObject.of(delegate));
  const own = delegate._rules.filter(({ action }) => action !== undefined && !('delegate' in action));
  return own
    .flatMap((rule) => ofRule(delegate.node.path, namespace, rule))
    .flatMap((candidate) =>
      (root.matches ?? [undefined]).map((match) => ({
        ...candidate,
        filters: mergedFilters(root.filters, candidate.filters),
        matches: match === undefined ? candidate.matches : [match, ...candidate.matches],
      })),
    );
}

/** What the rule that gets the requests says goes first. It says of all headers or of none. */
function mergedFilters(root: ReadFilters, own: ReadFilters): ReadFilters {
  const { requestHeaders, responseHeaders } = own.requestHeaders === undefined && own.responseHeaders === undefined ? root : own;
  return {
    rewrite: own.rewrite ?? root.rewrite,
    requestHeaders,
    responseHeaders,
    timeout: own.timeout ?? root.timeout,
    retries: own.retries ?? root.retries,
    fault: own.fault ?? root.fault,
    mirrors: own.mirrors ?? root.mirrors,
    cors: own.cors ?? root.cors,
  };
}
