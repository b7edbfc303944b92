import { ReadCors, ReadFault, ReadFilters, ReadRetries } from '../../routing/read-rule';
import { toDurationText } from '../duration';
import { toDestination, toHeaders } from './actions';
import { HttpFiltersDocument } from './documents';
import { toStringMatch } from './matches';

/** What a rule does with its requests beside its action, in a VirtualService of the given namespace; the rewrite is for the matches. */
export function toFilters(filters: ReadFilters, namespace: string): HttpFiltersDocument {
  const { requestHeaders, responseHeaders, timeout, retries, fault, mirrors = [], cors } = filters;
  return {
    headers: toHeaders(requestHeaders, responseHeaders),
    timeout: timeout && toDurationText(timeout),
    retries: retries && toRetries(retries),
    fault: fault && toFault(fault),
    mirrors:
      mirrors.length === 0
        ? undefined
        : mirrors.map(({ backend, subset, percent }) => ({
            destination: toDestination(backend, subset, namespace),
            percentage: { value: percent },
          })),
    corsPolicy: cors && toCors(cors),
  };
}

function toRetries(retries: ReadRetries): HttpFiltersDocument['retries'] {
  const { attempts, perTryTimeout, conditions, backoff, avoidPreviousHosts, otherLocalities } = retries;
  return {
    attempts,
    perTryTimeout: perTryTimeout && toDurationText(perTryTimeout),
    retryOn: conditions?.join(','),
    backoff: backoff && toDurationText(backoff),
    retryIgnorePreviousHosts: avoidPreviousHosts,
    retryRemoteLocalities: otherLocalities,
  };
}

function toFault({ delay, abort }: ReadFault): HttpFiltersDocument['fault'] {
  return {
    delay: delay && { fixedDelay: toDurationText(delay.duration), percentage: { value: delay.percent } },
    abort: abort && { httpStatus: abort.httpStatus, grpcStatus: abort.grpcStatus, percentage: { value: abort.percent } },
  };
}

function toCors({
  allowOrigins,
  allowMethods,
  allowHeaders,
  exposeHeaders,
  maxAge,
  ...others
}: ReadCors): HttpFiltersDocument['corsPolicy'] {
  return {
    allowOrigins: allowOrigins.map(toStringMatch),
    allowMethods: allowMethods && [...allowMethods],
    allowHeaders: allowHeaders && [...allowHeaders],
    exposeHeaders: exposeHeaders && [...exposeHeaders],
    maxAge: maxAge && toDurationText(maxAge),
    ...others,
  };
}
