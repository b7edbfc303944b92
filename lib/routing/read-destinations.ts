import { Backend } from '../core/backend';
import { Findings } from '../core/findings';
import { parseDnsLabel } from '../values/dns-name';
import { madeBy } from '../values/input';
import { parsePercentage } from '../values/percentage';
import { readHeaderChanges } from './read-headers';
import { Destination } from './read-rule';
import { readList, readStruct } from './read-struct';
import { ForwardOptions, WeightedBackend } from './weighted-backend';

const FORWARD_WORDS = ['subset'] satisfies (keyof ForwardOptions)[];
const BACKEND_WORDS = ['backend', 'weight', 'subset', 'requestHeaders', 'responseHeaders'] satisfies (keyof WeightedBackend)[];

export const parseBackend = madeBy(Backend, 'Backend.fromService(…) or Backend.fromName(…)');

/** The one backend that all requests go to. */
export function readForward(findings: Findings, field: string, given: Backend, options: ForwardOptions): Destination | undefined {
  const backend = findings.parse(field, given, parseBackend);
  const subset = findings.parseOptional(field, readStruct(findings, field, options, FORWARD_WORDS)?.subset, parseDnsLabel);
  return backend && { place: '', backend, subset, weight: 100 };
}

/** Backends that share the requests or connections of a rule. */
export function readBackends(
  findings: Findings,
  field: string,
  backends: readonly WeightedBackend[],
  protocol: 'http' | 'tcp',
): Destination[] {
  const empty = { id: 'route.no-backends', what: 'there is no backend', fix: 'add one' };
  const readBackend = (backend: WeightedBackend, place: string): Destination | undefined =>
    readWeighted(findings, place, place.slice(field.length), backend, protocol);
  const read = readList(findings, field, backends, readBackend, empty);
  const weights = read.map(({ weight }) => weight);
  if (read.length > 0 && read.length === backends.length && !weights.includes(NaN)) {
    checkSum(findings, field, weights);
  }
  return read;
}

function readWeighted(
  findings: Findings,
  field: string,
  place: string,
  given: WeightedBackend,
  protocol: 'http' | 'tcp',
): Destination | undefined {
  const read = readStruct(findings, field, given, BACKEND_WORDS);
  if (read === undefined) {
    return undefined;
  }
  const backend = findings.parse(`${field}.backend`, read.backend, parseBackend);
  const weight = findings.parse(`${field}.weight`, read.weight, parsePercentage) ?? NaN;
  const subset = findings.parseOptional(`${field}.subset`, read.subset, parseDnsLabel);
  const { requestHeaders, responseHeaders } =
    protocol === 'http' ? readBackendHeaders(findings, field, read) : refuseHeaders(findings, field, read);
  return backend && { place, backend, weight, subset, requestHeaders, responseHeaders };
}

type BackendHeaders = Pick<WeightedBackend, 'requestHeaders' | 'responseHeaders'>;

function readBackendHeaders(findings: Findings, field: string, { requestHeaders, responseHeaders }: BackendHeaders): BackendHeaders {
  return {
    requestHeaders: readHeaderChanges(findings, `${field}.requestHeaders`, requestHeaders, 'request'),
    responseHeaders: readHeaderChanges(findings, `${field}.responseHeaders`, responseHeaders, 'response'),
  };
}

function refuseHeaders(findings: Findings, field: string, { requestHeaders, responseHeaders }: BackendHeaders): BackendHeaders {
  for (const [word, value] of Object.entries({ requestHeaders, responseHeaders })) {
    if (value !== undefined) {
      const what = 'a connection whose content is not looked into has no headers to change';
      findings.error({ id: 'route.not-http', what, fix: 'leave it out' }, `${field}.${word}`);
    }
  }
  return {};
}

function checkSum(findings: Findings, field: string, weights: readonly number[]): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum !== 100) {
    const what = `the shares ${weights.join(' + ')} add up to ${sum} percent`;
    findings.error({ id: 'percentage.sum', what, fix: 'change them until the sum is 100', allowed: 'a sum of 100' }, field);
  }
}
