import { defectsOf, Findings, LateDefect } from '../core/findings';
import { ResolvedAction } from '../routing/http-action';
import { ResolvedHeaderMatch } from '../routing/http-match';
import { HttpRule } from '../routing/http-rule';
import { ResolvedPathMatch } from '../routing/path-match';
import { ReadMatch, ReadRule, readRules } from '../routing/read-rules';
import { checkReachable } from '../routing/unreachable-rules';
import { quoted } from '../values/coded-error';
import { meshHostOf } from './mesh-host';

// The route model in the words of a VirtualService. The documents are typed here as far as they are written, so that no
// declaration of the library names a generated type.

export interface StringMatchDocument {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

export interface HttpMatchDocument {
  readonly uri?: StringMatchDocument;
  readonly method?: StringMatchDocument;
  readonly headers?: { [name: string]: StringMatchDocument };
}

export interface HttpActionDocument {
  readonly route?: { readonly destination: { readonly host: string; readonly port: { readonly number: number } } }[];
  readonly redirect?: { readonly scheme?: string; readonly authority?: string; readonly uri?: string; readonly redirectCode?: number };
}

/** One entry of `spec.http`. */
export interface HttpRouteDocument extends HttpActionDocument {
  readonly match?: HttpMatchDocument[];
}

/** The rules as Istio takes them; what it refuses or never uses becomes a finding. */
export function readHttpRules(findings: Findings, rules: readonly HttpRule[]): ReadRule[] {
  const read = readRules(findings, rules);
  checkReachable(findings, read, isForEveryRequest);
  const headers = read.flatMap(({ matches = [] }) => matches.flatMap((match) => match.headers));
  for (const { name, field } of headers.filter(({ kind, value }) => kind === 'startsWith' && value === '')) {
    const what = `header ${quoted(name)} is to start with no text, which Istio refuses`;
    findings.error({ id: 'istio.empty-prefix', what, fix: 'write the text, or match the regular expression ".*"' }, field);
  }
  return read;
}

/** Entries of `spec.http`, in a VirtualService of the given namespace. */
export function toHttpRoutes(rules: readonly ReadRule[], namespace: string): HttpRouteDocument[] {
  return rules.map(({ matches, action }) => ({ match: matches?.flatMap(toMatches), ...(action && toAction(action, namespace)) }));
}

/** What is wrong with the backends of the rules, once the tree is complete. */
export function actionDefects(rules: readonly ReadRule[], namespace: string): LateDefect[] {
  return rules.flatMap(({ field, action }) => defectsOf(`${field}.action`, () => action && toAction(action, namespace)));
}

/** The matches after which istiod leaves out all later routes (`pilot/pkg/networking/core/route`). */
function isForEveryRequest({ path, method, headers }: ReadMatch): boolean {
  return (path === undefined || isForEveryPath(path)) && method === undefined && headers.length === 0;
}

function isForEveryPath({ kind, value }: ResolvedPathMatch): boolean {
  return kind === 'regex' ? value === '.*' : kind !== 'exact' && value === '/';
}

/** A prefix by segments takes two matches, since Istio's own prefix is one of characters. */
function toMatches({ path, method, headers }: ReadMatch): HttpMatchDocument[] {
  const conditions = {
    method: method === undefined ? undefined : { exact: method },
    headers: headers.length === 0 ? undefined : Object.fromEntries(headers.map(toHeader)),
  };
  return path === undefined ? [conditions] : toUris(path).map((uri) => ({ uri, ...conditions }));
}

function toUris({ kind, value }: ResolvedPathMatch): StringMatchDocument[] {
  switch (kind) {
    case 'exact':
      return [{ exact: value }];
    case 'startsWith':
      return [{ prefix: value }];
    case 'regex':
      return [{ regex: value }];
    case 'prefix':
      return value === '/' ? [{ prefix: '/' }] : [{ exact: value }, { prefix: `${value}/` }];
  }
}

function toHeader({ name, kind, value }: ResolvedHeaderMatch): [name: string, document: StringMatchDocument] {
  return [name, kind === 'startsWith' ? { prefix: value } : { [kind]: value }];
}

function toAction(action: ResolvedAction, namespace: string): HttpActionDocument {
  if ('forward' in action) {
    const backend = action.forward._resolve();
    return { route: [{ destination: { host: meshHostOf(backend, namespace), port: { number: backend.port } } }] };
  }
  const { scheme, host, path, statusCode } = action.redirect;
  return { redirect: { scheme, authority: host, uri: path, redirectCode: statusCode } };
}
