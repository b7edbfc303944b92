import { Duration } from 'cdk8s';
import { FaultAbort, FaultDelay } from '../../../lib/routing/http-filters';
import { HttpMethod } from '../../../lib/routing/http-match';
import { TextMatch } from '../../../lib/routing/text-match';
import { policy, RefusedCase, refused } from './case';
import { BACKEND, filterCase, SERVED, told } from './http-rule-case';

// What a rule does beside sending requests somewhere: retries, faults, copies and CORS (facts: Istio, VirtualService).

const none = Duration.millis(0);
const tooShort = refused('must be greater than 1ms');

const retries: readonly RefusedCase[] = [
  filterCase(
    'a negative number of retries',
    ['count.range', 'retries.attempts'],
    { retries: { attempts: -1 } },
    ['retries: { attempts: -1 }', 'retries: { attempts: 1 }'],
    refused('cannot be negative'),
  ),
  filterCase(
    'no retries, and when to retry',
    ['retries.disabled', 'retries'],
    { retries: { attempts: 0, conditions: ['5xx'] } },
    ['retries: { attempts: 0, retryOn: 5xx }', 'retries: { attempts: 0 }'],
    refused('attempts are set to 0'),
  ),
  filterCase(
    'a condition of a retry that is none',
    ['retries.condition', 'retries.conditions[0]'],
    { retries: { attempts: 1, conditions: ['5XX'] } },
    ['retries: { attempts: 1, retryOn: 5XX }', 'retries: { attempts: 1, retryOn: 5xx }'],
    refused('is not a valid retryOn policy'),
  ),
  filterCase(
    'an empty list of conditions, for which Istio takes its own',
    ['retries.no-conditions', 'retries.conditions'],
    { retries: { attempts: 1, conditions: [] } },
    ['retries: { attempts: 1, retryOn: "" }', 'retries: { attempts: 1, retryOn: 5xx }'],
    policy({ answers: [SERVED] }),
  ),
  filterCase(
    'no time for a try',
    ['route.duration', 'retries.perTryTimeout'],
    { retries: { attempts: 1, perTryTimeout: none } },
    ['retries: { attempts: 1, perTryTimeout: 0s }', 'retries: { attempts: 1, perTryTimeout: 1s }'],
    tooShort,
  ),
  filterCase(
    'no time before a retry',
    ['route.duration', 'retries.backoff'],
    { retries: { attempts: 1, backoff: none } },
    ['retries: { attempts: 1, backoff: 0s }', 'retries: { attempts: 1, backoff: 1s }'],
    tooShort,
  ),
  filterCase('no time for the answer', ['route.duration', 'timeout'], { timeout: none }, ['timeout: 0s', 'timeout: 1s'], tooShort),
];

const faults: readonly RefusedCase[] = [
  filterCase(
    'a fault that neither delays nor aborts',
    ['fault.empty', 'fault'],
    { fault: {} },
    ['fault: {}', 'fault: { abort: { httpStatus: 503 } }'],
    refused('must have an abort and/or a delay'),
  ),
  filterCase(
    'a fault without a delay worth the name',
    ['route.duration', 'fault.delay'],
    { fault: { delay: FaultDelay.of(none) } },
    ['fault: { delay: { fixedDelay: 0s } }', 'fault: { delay: { fixedDelay: 1s } }'],
    tooShort,
  ),
  filterCase(
    'a fault for more than all requests',
    ['fault.percent', 'fault.delay'],
    { fault: { delay: FaultDelay.of(Duration.seconds(1), 101) } },
    [101, 100].map((value) => `fault: { delay: { fixedDelay: 1s, percentage: { value: ${value} } } }`) as [string, string],
    refused('neither 0.0, nor in range'),
  ),
  filterCase(
    'a fault with a status that no answer has',
    ['fault.status', 'fault.abort'],
    { fault: { abort: FaultAbort.httpStatus(600) } },
    [600, 599].map((status) => `fault: { abort: { httpStatus: ${status}, percentage: { value: 100 } } }`) as [string, string],
    // Envoy refuses all that it is told about the port then.
    told('no answer', '599'),
  ),
  filterCase(
    'a fault with a status that gRPC has not',
    ['fault.grpc-status', 'fault.abort'],
    { fault: { abort: FaultAbort.grpcStatus('GONE') } },
    ['fault: { abort: { grpcStatus: GONE } }', 'fault: { abort: { grpcStatus: UNAVAILABLE } }'],
    refused('is not supported'),
  ),
  filterCase(
    'copies of more than all requests',
    ['mirror.percent', 'mirrors[0].percent'],
    { mirrors: [{ backend: BACKEND, percent: 101 }] },
    [101, 100].map((value) => `mirrors: [{ destination: { host: web }, percentage: { value: ${value} } }]`) as [string, string],
    refused('mirror percentage must have a max value of 100'),
  ),
];

const ORIGIN = 'exact: "https://example.com"';
const allowOrigins = [TextMatch.exact('https://example.com')];
const cors = (more: string): string => `corsPolicy: { allowOrigins: [{ ${ORIGIN} }], ${more} }`;

const origins: readonly RefusedCase[] = [
  filterCase(
    'CORS for no origin',
    ['cors.no-origins', 'cors.allowOrigins'],
    { cors: { allowOrigins: [] } },
    ['corsPolicy: { allowOrigins: [], allowCredentials: true }', cors('allowCredentials: true')],
    policy({ answers: [SERVED] }),
  ),
  filterCase(
    'CORS for an origin without characters',
    ['cors.origin', 'cors.allowOrigins[0]'],
    { cors: { allowOrigins: [TextMatch.startsWith('')] } },
    ['corsPolicy: { allowOrigins: [{ prefix: "" }] }', 'corsPolicy: { allowOrigins: [{ prefix: "https://" }] }'],
    refused('is not a valid match type for CORS allow origins'),
  ),
  filterCase(
    'CORS for an expression that cannot be read',
    ['text.regex', 'cors.allowOrigins[0]'],
    { cors: { allowOrigins: [TextMatch.regex('(')] } },
    ['corsPolicy: { allowOrigins: [{ regex: "(" }] }', 'corsPolicy: { allowOrigins: [{ regex: "()" }] }'],
    refused('error parsing regexp'),
  ),
  filterCase(
    'CORS for a method that is none',
    ['input.choice', 'cors.allowMethods[0]'],
    { cors: { allowOrigins, allowMethods: ['get' as HttpMethod] } },
    [cors('allowMethods: [get]'), cors('allowMethods: [GET]')],
    refused('is not a supported HTTP method'),
  ),
  filterCase(
    'CORS with a header that is none',
    ['header.name', 'cors.allowHeaders[0]'],
    { cors: { allowOrigins, allowHeaders: ['x y'] } },
    [cors('allowHeaders: [x y]'), cors('allowHeaders: [x-y]')],
    refused('is not a valid header name'),
  ),
  filterCase(
    'CORS with a header to read that is none',
    ['header.name', 'cors.exposeHeaders[0]'],
    { cors: { allowOrigins, exposeHeaders: ['x y'] } },
    [cors('exposeHeaders: [x y]'), cors('exposeHeaders: [x-y]')],
    refused('is not a valid header name'),
  ),
  filterCase(
    'CORS for a time that has no whole seconds',
    ['route.duration', 'cors.maxAge'],
    { cors: { allowOrigins, maxAge: Duration.millis(1500) } },
    [cors('maxAge: 1.5s'), cors('maxAge: 1s')],
    refused('accurate only to seconds precision'),
  ),
];

export const routeFilters: RefusedCase[] = [...retries, ...faults, ...origins];
