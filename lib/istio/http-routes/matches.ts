import { ResolvedNamedMatch } from '../../routing/http-match';
import { ResolvedPathMatch } from '../../routing/path-match';
import { ReadMatch } from '../../routing/read-rule';
import { ResolvedTextMatch } from '../../routing/text-match';
import { HttpMatchDocument, StringMatchDocument } from './documents';

/** The matches that one is written as. A prefix by segments takes two, since Istio's own prefix is one of characters. */
export function toMatches(match: ReadMatch): HttpMatchDocument[] {
  const conditions = toConditions(match);
  return match.path === undefined ? [conditions] : toUris(match.path).map((uri) => ({ uri, ...conditions }));
}

export function toStringMatch({ kind, value }: ResolvedTextMatch): StringMatchDocument {
  return kind === 'startsWith' ? { prefix: value } : { [kind]: value };
}

function toConditions(match: ReadMatch): HttpMatchDocument {
  const { method, authority, scheme, port, sourceLabels, sourceNamespace } = match;
  return {
    ignoreUriCase: match.ignorePathCase === true && match.path !== undefined ? true : undefined,
    method: method === undefined ? undefined : { exact: method },
    headers: toNamed(match.headers),
    withoutHeaders: toNamed(match.withoutHeaders),
    queryParams: toNamed(match.queryParams),
    authority: authority === undefined ? undefined : toStringMatch(authority),
    scheme: scheme === undefined ? undefined : { exact: scheme },
    port,
    sourceLabels: sourceLabels === undefined || Object.keys(sourceLabels).length === 0 ? undefined : { ...sourceLabels },
    sourceNamespace,
  };
}

function toUris({ kind, value }: ResolvedPathMatch): StringMatchDocument[] {
  if (kind === 'prefix') {
    return value === '/' ? [{ prefix: '/' }] : [{ exact: value }, { prefix: `${value}/` }];
  }
  return [toStringMatch({ kind, value })];
}

function toNamed(matches: readonly ResolvedNamedMatch[]): { [name: string]: StringMatchDocument } | undefined {
  if (matches.length === 0) {
    return undefined;
  }
  // A match without a condition is for any value (istiod `pilot/pkg/networking/core/route`).
  return Object.fromEntries(matches.map(({ name, kind, value }) => [name, kind === 'present' ? {} : toStringMatch({ kind, value })]));
}
