import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { parseCount } from '../values/count';
import { parseDnsLabel } from '../values/dns-name';
import { madeBy, text, truth } from '../values/input';
import { parseMilliseconds } from './duration';
import { FaultAbort, FaultDelay, HttpFault, HttpMirror, HttpRetries } from './http-filters';
import { parseBackend } from './read-destinations';
import { ReadFault, ReadMirror, ReadRetries } from './read-rule';
import { readList, readOptionalStruct, readStruct } from './read-struct';
import { parseShare, parseStatus } from './shares';

const RETRY_WORDS = [
  'attempts',
  'perTryTimeout',
  'conditions',
  'backoff',
  'avoidPreviousHosts',
  'otherLocalities',
] satisfies (keyof HttpRetries)[];

export function readRetries(findings: Findings, field: string, given: HttpRetries | undefined): ReadRetries | undefined {
  const retries = readOptionalStruct(findings, field, given, RETRY_WORDS);
  const attempts = retries && findings.parse(`${field}.attempts`, retries.attempts, parseCount);
  if (retries === undefined || attempts === undefined) {
    return undefined;
  }
  if (attempts === 0 && Object.values(retries).filter((value) => value !== undefined).length > 1) {
    const what = 'nothing is sent again, so there is nothing more to say of it';
    findings.error({ id: 'retries.disabled', what, fix: 'leave out all but attempts, or allow some' }, field);
  }
  const { conditions } = retries;
  if (Array.isArray(conditions) && conditions.length === 0) {
    findings.error(
      { id: 'retries.no-conditions', what: 'nothing counts as failed', fix: 'name a condition, or leave the list out' },
      `${field}.conditions`,
    );
  }
  return {
    attempts,
    perTryTimeout: findings.parseOptional(`${field}.perTryTimeout`, retries.perTryTimeout, parseMilliseconds),
    conditions: conditions === undefined ? undefined : findings.parseAll(`${field}.conditions`, conditions, parseCondition),
    backoff: findings.parseOptional(`${field}.backoff`, retries.backoff, parseMilliseconds),
    avoidPreviousHosts: findings.parseOptional(`${field}.avoidPreviousHosts`, retries.avoidPreviousHosts, truth),
    otherLocalities: findings.parseOptional(`${field}.otherLocalities`, retries.otherLocalities, truth),
  };
}

const CONDITIONS = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];
// The codes that have a name in Go's `net/http`, by which a code is told from a word.
const KNOWN_CODE = /^(10[0-3]|20[0-8]|226|30[0-578]|4(0\d|1[0-8]|2[1-689]|31|51)|50[0-8]|51[01])$/;

function parseCondition(condition: string): string {
  if (!CONDITIONS.includes(text(condition)) && !KNOWN_CODE.test(condition)) {
    const fix = 'write one word or status code an entry, without spaces';
    throw refuse(
      'retries.condition',
      `${quoted(condition)} is no condition of a retry`,
      fix,
      `${CONDITIONS.join(', ')}, or a status code such as 503`,
    );
  }
  return condition;
}

const FAULT_WORDS = ['delay', 'abort'] satisfies (keyof HttpFault)[];
const parseDelay = madeBy(FaultDelay, 'FaultDelay.of(…)');
const parseAbort = madeBy(FaultAbort, 'FaultAbort.httpStatus(…) or FaultAbort.grpcStatus(…)');

export function readFault(findings: Findings, field: string, given: HttpFault | undefined): ReadFault | undefined {
  const fault = readOptionalStruct(findings, field, given, FAULT_WORDS);
  if (fault === undefined) {
    return undefined;
  }
  if (FAULT_WORDS.every((word) => fault[word] === undefined)) {
    findings.error({ id: 'fault.empty', what: 'the fault neither delays nor aborts', fix: 'say what goes wrong, or leave it out' }, field);
  }
  return { delay: readDelay(findings, `${field}.delay`, fault.delay), abort: readAbort(findings, `${field}.abort`, fault.abort) };
}

const parseFaultPercent = parseShare({ id: 'fault.percent' });

function readDelay(findings: Findings, field: string, given: FaultDelay | undefined): ReadFault['delay'] {
  const settings = findings.parseOptional(field, given, parseDelay)?._settings;
  const duration = settings && findings.parse(field, settings.duration, parseMilliseconds);
  const percent = settings && findings.parse(field, settings.percent, parseFaultPercent);
  return duration === undefined || percent === undefined ? undefined : { duration, percent };
}

function readAbort(findings: Findings, field: string, given: FaultAbort | undefined): ReadFault['abort'] {
  const settings = findings.parseOptional(field, given, parseAbort)?._settings;
  if (settings === undefined) {
    return undefined;
  }
  const { status } = settings;
  const percent = findings.parse(field, settings.percent, parseFaultPercent);
  const read =
    'httpStatus' in status
      ? { httpStatus: findings.parse(field, status.httpStatus, parseStatus({ id: 'fault.status' })) }
      : { grpcStatus: findings.parse(field, status.grpcStatus, parseGrpcStatus) };
  return percent === undefined ? undefined : { ...read, percent };
}

const GRPC_STATUSES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

function parseGrpcStatus(code: string): string {
  if (!GRPC_STATUSES.includes(text(code))) {
    throw refuse(
      'fault.grpc-status',
      `${quoted(code)} is not a status of gRPC`,
      'write one of the allowed names',
      GRPC_STATUSES.join(', '),
    );
  }
  return code;
}

const MIRROR_WORDS = ['backend', 'subset', 'percent'] satisfies (keyof HttpMirror)[];

export function readMirrors(findings: Findings, field: string, given: readonly HttpMirror[] | undefined): ReadMirror[] | undefined {
  return given === undefined ? undefined : readList(findings, field, given, (mirror, place) => readMirror(findings, place, mirror));
}

function readMirror(findings: Findings, field: string, given: HttpMirror): ReadMirror | undefined {
  const mirror = readStruct(findings, field, given, MIRROR_WORDS);
  if (mirror === undefined) {
    return undefined;
  }
  const backend = findings.parse(`${field}.backend`, mirror.backend, parseBackend);
  const subset = findings.parseOptional(`${field}.subset`, mirror.subset, parseDnsLabel);
  const { percent: share = 100 } = mirror;
  const percent = findings.parse(`${field}.percent`, share, parseShare({ id: 'mirror.percent' }));
  return backend === undefined || percent === undefined ? undefined : { field, backend, subset, percent };
}
