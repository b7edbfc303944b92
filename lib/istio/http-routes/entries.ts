import { ResolvedPathRewrite } from '../../routing/http-rewrite';
import { ReadMatch, ReadRule } from '../../routing/read-rule';
import { toAction } from './actions';
import { HttpMatchDocument, HttpRouteDocument, PathRewriteDocument } from './documents';
import { toFilters } from './filters';
import { toMatches } from './matches';

/** Matches that have one rewrite of the path in common. */
interface MatchGroup {
  readonly match?: HttpMatchDocument[];
  readonly path?: PathRewriteDocument;
}

/** One of the matches that a match is written as, and what becomes of the path that it takes. */
interface Spelling {
  readonly match: HttpMatchDocument;
  readonly path: PathRewriteDocument;
}

/**
 * The entries of `spec.http` that a rule comes to, in a VirtualService of the given namespace: one, or several where its matches
 * need different rewrites.
 */
export function toEntries({ name, matches, action, filters }: ReadRule, namespace: string): HttpRouteDocument[] {
  const done = { ...(action && toAction(action, namespace)), ...toFilters(filters, namespace) };
  const { path, host } = filters.rewrite ?? {};
  return toGroups(matches, path).map((group) => ({
    name,
    match: group.match,
    rewrite: group.path === undefined && host === undefined ? undefined : { ...group.path, authority: host },
    ...done,
  }));
}

function toGroups(matches: readonly ReadMatch[] | undefined, rewrite: ResolvedPathRewrite | undefined): MatchGroup[] {
  if (rewrite?.kind === 'prefix') {
    return grouped((matches ?? []).flatMap((match) => withNewPrefix(match, rewrite.value)));
  }
  const isExact = matches?.every(({ path }) => path?.kind === 'exact') ?? false;
  return [{ match: matches?.flatMap(toMatches), path: rewrite && (isExact ? toExact(rewrite) : toWhole(rewrite)) }];
}

/**
 * Istio's `rewrite.uri` takes the place of what the match compared, be it the whole path or its first characters (Envoy's
 * `prefix_rewrite`). So a prefix by segments, which is two matches, needs two rewrites: `/v2` for `/api`, and `/v2/` for `/api/`.
 */
function withNewPrefix(match: ReadMatch, replacement: string): Spelling[] {
  const below = `${replacement.replace(/\/+$/, '')}/`;
  const isBelow = ({ uri }: HttpMatchDocument): boolean => match.path?.kind === 'prefix' && uri?.prefix !== undefined;
  return toMatches(match).map((spelling) => ({ match: spelling, path: { uri: isBelow(spelling) ? below : replacement } }));
}

function toExact(rewrite: ResolvedPathRewrite): PathRewriteDocument {
  return rewrite.kind === 'full' ? { uri: rewrite.value } : toWhole(rewrite);
}

/** A rewrite that does not depend on what was compared. */
function toWhole(rewrite: ResolvedPathRewrite): PathRewriteDocument {
  const [match, text] = rewrite.kind === 'regex' ? [rewrite.pattern, rewrite.substitution] : ['^.*$', rewrite.value];
  return { uriRegexRewrite: { match, rewrite: text } };
}

/** Neighbours with the same rewrite become one; the order is kept, since the first match that takes a request decides what it is. */
function grouped(spellings: readonly Spelling[]): MatchGroup[] {
  const groups: { match: HttpMatchDocument[]; path: PathRewriteDocument }[] = [];
  for (const { match, path } of spellings) {
    const last = groups.at(-1);
    if (last?.path.uri === path.uri) {
      last?.match.push(match);
    } else {
      groups.push({ match: [match], path });
    }
  }
  return groups;
}
