import { Backend } from '../core/backend';
import { Findings } from '../core/findings';
import { HttpRule } from '../routing/http-rule';
import { ResolvedPathMatch } from '../routing/path-match';
import { Destination, ReadMatch, ReadRule, ResolvedAction } from '../routing/read-rule';
import { readRules } from '../routing/read-rules';
import { BareMetalIngressError, quoted, refuse } from '../values/coded-error';

/** A path as an Ingress says it. */
export interface IngressPath {
  readonly pathType: 'Exact' | 'Prefix';
  readonly path: string;
  /** The input that said it, such as `rules[0].matches[1]`. */
  readonly field: string;
}

/** A rule as an Ingress says it: these paths lead to this backend. */
export interface IngressRule {
  readonly field: string;
  readonly backend: Backend;
  readonly paths: readonly IngressPath[];
}

const EVERY_PATH: ResolvedPathMatch = { kind: 'prefix', value: '/' };

/** The rules in the words of an Ingress; what an Ingress has no words for becomes a finding. */
export function readIngressRules(findings: Findings, rules: readonly HttpRule[]): IngressRule[] {
  return readRules(findings, rules).flatMap((rule) => {
    const paths = readPaths(findings, rule);
    const { field, action, name, filters } = rule;
    refuseWords({ name, ...filters }, field, findings, 'an Ingress chooses a Service and changes nothing');
    const backend = findings.parseOptional(`${field}.action`, action, backendOf);
    return backend === undefined ? [] : [{ field, backend, paths }];
  });
}

function readPaths(findings: Findings, { field, matches }: ReadRule): IngressPath[] {
  const everyRequest: ReadMatch = { field, isWhole: true, headers: [], withoutHeaders: [], queryParams: [] };
  return (matches ?? [everyRequest]).flatMap((match) => readMatch(findings, match));
}

function readMatch(findings: Findings, match: ReadMatch): IngressPath[] {
  const { field, isWhole, path, ...others } = match;
  refuseWords(others, field, findings, 'an Ingress chooses by host and path alone');
  if (path === undefined && !isWhole) {
    return [];
  }
  const read = findings.parse(`${field}.path`, path ?? EVERY_PATH, ingressPathOf);
  return read === undefined ? [] : [{ ...read, field }];
}

/** Whatever else the model can say, today or later: an Ingress has host, path and backend, and nothing more. */
function refuseWords(words: object, field: string, findings: Findings, reason: string): void {
  Object.entries(words)
    .filter(([, value]) => isSaid(value))
    .forEach(([word]) => findings.parse(`${field}.${word}`, word, (said) => refuseWord(said, reason)));
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

function refuseWord(word: string, reason: string): never {
  throw unsupported(word, reason);
}

function ingressPathOf({ kind, value }: ResolvedPathMatch): Omit<IngressPath, 'field'> {
  switch (kind) {
    case 'exact':
      return { pathType: 'Exact', path: parseIngressPath(value) };
    case 'prefix':
      return { pathType: 'Prefix', path: parseIngressPath(value) };
    case 'startsWith':
      throw unsupported('PathMatch.startsWith()', 'it compares whole path segments');
    case 'regex':
      throw unsupported('PathMatch.regex()', 'one expression would turn every path of the host into one, without regard to case');
  }
}

function backendOf(action: ResolvedAction): Backend {
  if ('destinations' in action) {
    return onlyBackendOf(action.destinations);
  }
  const word = 'redirect' in action ? 'redirect' : 'response' in action ? 'respond' : 'toRoute';
  throw unsupported(`HttpAction.${word}()`, 'an Ingress can only lead to a Service');
}

function onlyBackendOf([first, ...others]: readonly Destination[]): Backend {
  if (others.length > 0) {
    throw unsupported('HttpAction.split()', 'a path of an Ingress leads to one Service');
  }
  if (first.subset !== undefined) {
    throw unsupported('subset', 'an Ingress leads to all pods of a Service');
  }
  if (first.requestHeaders !== undefined || first.responseHeaders !== undefined) {
    throw unsupported('a change of headers', 'an Ingress chooses a Service and changes nothing');
  }
  return first.backend;
}

export function unsupported(word: string, reason: string): BareMetalIngressError {
  return refuse(
    'nginx.unsupported',
    `${word} cannot be said to ingress-nginx: ${reason}`,
    'lead hosts, exact paths and path prefixes to Services, or use a route of Istio or the Gateway API',
  );
}

// What the admission webhook of ingress-nginx lets through (`internal/ingress/inspector`).
const PLAIN_PATH = /^[-A-Za-z0-9._/]*$/;
const SUSPICIOUS = /\/etc\/(passwd|shadow|group|nginx|ingress-controller)|\/var\/run\/secrets|_by_lua/;

function parseIngressPath(path: string): string {
  if (!PLAIN_PATH.test(path)) {
    throw refuse(
      'nginx.path-syntax',
      `${quoted(path)} has characters that ingress-nginx refuses`,
      'serve it under a path without them',
      'letters, digits, ".", "_", "-" and "/"',
    );
  }
  const [suspicious] = SUSPICIOUS.exec(path) ?? [];
  if (suspicious !== undefined) {
    throw refuse(
      'nginx.path-suspicious',
      `${quoted(path)} has ${quoted(suspicious)} in it, which ingress-nginx takes for an attack and refuses`,
      'serve it under another path',
    );
  }
  return path;
}
