import { Duration } from 'cdk8s';
import { Backend } from '../../lib/core/backend';
import { ResolvedNamedMatch } from '../../lib/routing/http-match';
import { ResolvedPathMatch } from '../../lib/routing/path-match';
import {
  Destination,
  ReadConnectionRule,
  ReadFilters,
  ReadMatch,
  ReadRule,
  ResolvedAction,
  ResolvedRedirect,
} from '../../lib/routing/read-rule';
import { ResolvedTextMatch } from '../../lib/routing/text-match';
import { Host } from '../../lib/values/host';
import { merged } from './virtual-service-merge';

// Reads a VirtualService as istiod does (`pilot/pkg/networking/core/route`) and says it in Istio's own words, of which the route model
// has one each: a match of the path is exact, by its first characters, or an expression; a rewrite puts a text in the place of what
// was matched. It knows nothing of how this library writes.

type Json = any;

export interface ReadVirtualService {
  readonly namespace: string;
  readonly hosts: Host[];
  readonly rules: ReadRule[];
  readonly tls: ReadConnectionRule[];
  readonly tcp: ReadConnectionRule[];
}

/** What a VirtualService says, with the rules of its delegates, which are among the other documents. */
export function readVirtualService(document: Json, others: readonly Json[] = []): ReadVirtualService {
  const { metadata, spec } = document;
  const { namespace } = metadata;
  const entries: Json[] = (spec.http ?? []).flatMap((entry: Json) => merged(entry, namespace, others));
  return {
    namespace,
    hosts: (spec.hosts ?? []).map((host: string) => Host.parse(host)),
    rules: entries.flatMap((entry) => toRules(entry, namespace)),
    tls: (spec.tls ?? []).map((entry: Json) => toConnectionRule(entry, namespace)),
    tcp: (spec.tcp ?? []).map((entry: Json) => toConnectionRule(entry, namespace)),
  };
}

/** A rule for each match of an entry, since what a rewrite does depends on the match. */
function toRules(entry: Json, namespace: string): ReadRule[] {
  const seenFrom: string = entry.seenFrom ?? namespace;
  return (entry.match ?? [undefined]).map((match: Json) => ({
    field: 'entry',
    name: entry.name,
    matches: match === undefined ? undefined : [toMatch(match)],
    action: toAction(entry, seenFrom),
    filters: toFilters(entry, match, seenFrom),
  }));
}

function toMatch(match: Json): ReadMatch {
  return {
    field: 'match',
    isWhole: true,
    path: match.uri && toPath(match.uri),
    ignorePathCase: match.ignoreUriCase,
    method: match.method?.exact,
    headers: toNamed(match.headers),
    withoutHeaders: toNamed(match.withoutHeaders),
    queryParams: toNamed(match.queryParams),
    authority: match.authority && toText(match.authority),
    scheme: match.scheme?.exact,
    port: match.port,
    sourceLabels: match.sourceLabels,
    sourceNamespace: match.sourceNamespace,
  };
}

function toPath(uri: Json): ResolvedPathMatch {
  return toText(uri);
}

const KINDS = { exact: 'exact', prefix: 'startsWith', regex: 'regex' } as const;

function toText(match: Json): ResolvedTextMatch {
  const [[word, value], ...rest] = Object.entries<string>(match);
  if (!(word in KINDS) || rest.length > 0) {
    throw new Error(`this matches no text: ${JSON.stringify(match)}`);
  }
  return { kind: KINDS[word as keyof typeof KINDS], value };
}

function toNamed(matches: Json = {}): (ResolvedNamedMatch & { field: string })[] {
  return Object.entries<Json>(matches).map(([name, match]) => ({
    field: name,
    name,
    ...(Object.keys(match).length === 0 ? { kind: 'present', value: '' } : toText(match)),
  }));
}

function toAction({ route, redirect, directResponse }: Json, namespace: string): ResolvedAction {
  if (redirect !== undefined) {
    return { redirect: toRedirect(redirect) };
  }
  if (directResponse !== undefined) {
    const { string: text, bytes } = directResponse.body ?? {};
    return { response: { status: directResponse.status, body: directResponse.body && { text, bytes } } };
  }
  return { destinations: toDestinations(route, namespace) };
}

function toRedirect({ scheme, authority, uri, port, derivePort, redirectCode }: Json): ResolvedRedirect {
  const derived = { FROM_PROTOCOL_DEFAULT: 'of the scheme', FROM_REQUEST_PORT: 'of the request' } as const;
  return {
    scheme,
    host: authority,
    path: uri,
    port: derivePort ? derived[derivePort as keyof typeof derived] : port,
    statusCode: redirectCode,
  };
}

function toDestinations(route: Json[], namespace: string): Destination[] {
  return route.map(({ destination, weight, headers }) => ({
    place: '',
    backend: toBackend(destination, namespace),
    subset: destination.subset,
    weight: route.length === 1 ? 100 : (weight ?? 0),
    requestHeaders: headers?.request,
    responseHeaders: headers?.response,
  }));
}

function toBackend({ host, port }: Json, namespace: string): Backend {
  const [, name, other] = /^([^.]+)\.([^.]+)\.svc\.cluster\.local$/.exec(host) ?? [];
  if (name === undefined && host.includes('.')) {
    return Backend.fromHost(host, { port: port.number });
  }
  return Backend.fromName(name ?? host, { namespace: other ?? namespace, port: port.number });
}

function toFilters(entry: Json, match: Json, namespace: string): ReadFilters {
  const { rewrite, headers, timeout, retries, fault, mirrors, corsPolicy } = entry;
  return {
    rewrite: rewrite && { path: toRewrite(rewrite, match?.uri), host: rewrite.authority },
    requestHeaders: headers?.request,
    responseHeaders: headers?.response,
    timeout: toDuration(timeout),
    retries: retries && toRetries(retries),
    fault: fault && toFault(fault),
    mirrors: mirrors?.map(({ destination, percentage }: Json) => ({
      field: 'mirror',
      backend: toBackend(destination, namespace),
      subset: destination.subset,
      percent: percentage?.value ?? 100,
    })),
    cors: corsPolicy && { ...corsPolicy, allowOrigins: corsPolicy.allowOrigins.map(toText), maxAge: toDuration(corsPolicy.maxAge) },
  };
}

/** The text takes the place of the characters that the match compared: all of them, unless it is a prefix. No match is the prefix "/". */
function toRewrite({ uri, uriRegexRewrite }: Json, matched: Json): NonNullable<ReadFilters['rewrite']>['path'] {
  if (uriRegexRewrite !== undefined) {
    return { kind: 'regex', pattern: uriRegexRewrite.match, substitution: uriRegexRewrite.rewrite };
  }
  if (uri === undefined) {
    return undefined;
  }
  if (matched === undefined || matched.prefix === '/') {
    return { kind: 'regex', pattern: '^/', substitution: uri };
  }
  return { kind: matched.prefix === undefined ? 'full' : 'prefix', value: uri };
}

function toRetries({
  attempts,
  perTryTimeout,
  retryOn,
  backoff,
  retryIgnorePreviousHosts,
  retryRemoteLocalities,
}: Json): ReadFilters['retries'] {
  return {
    attempts,
    perTryTimeout: toDuration(perTryTimeout),
    conditions: retryOn?.split(','),
    backoff: toDuration(backoff),
    avoidPreviousHosts: retryIgnorePreviousHosts,
    otherLocalities: retryRemoteLocalities,
  };
}

function toFault({ delay, abort }: Json): ReadFilters['fault'] {
  return {
    delay: delay && { duration: toDuration(delay.fixedDelay), percent: delay.percentage.value },
    abort: abort && { httpStatus: abort.httpStatus, grpcStatus: abort.grpcStatus, percent: abort.percentage.value },
  };
}

function toDuration(text: string | undefined): Duration | undefined {
  const [, number, unit] = /^(\d+)(ms|s)$/.exec(text ?? '') ?? [];
  return number === undefined ? undefined : unit === 's' ? Duration.seconds(Number(number)) : Duration.millis(Number(number));
}

function toConnectionRule({ match, route }: Json, namespace: string): ReadConnectionRule {
  return {
    field: 'entry',
    matches: match?.map(({ port, sniHosts }: Json) => ({
      field: 'match',
      isWhole: true,
      port,
      sniHosts: sniHosts?.map((host: string) => Host.parse(host)),
    })),
    destinations: toDestinations(route, namespace),
  };
}
