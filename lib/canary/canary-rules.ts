import { Backend } from '../core/backend';
import { HttpAction } from '../routing/http-action';
import { HttpMirror } from '../routing/http-filters';
import { HeaderMatch, HttpMatch } from '../routing/http-match';
import { HttpRule } from '../routing/http-rule';
import { restOf } from '../values/percentage';
import { ResolvedPreview } from './canary-preview';
import { StickyCookie } from './canary-stickiness';
import { ResolvedTraffic } from './canary-traffic';
import { ServiceVersion } from './canary-version';
import { cookieMatch } from './cookie';

/** A canary in which nothing is wrong. */
export interface CanaryPlan {
  readonly backend: Backend;
  /** All versions, the one that gets the rest first. */
  readonly versions: readonly ServiceVersion[];
  readonly canaries: readonly { readonly subset: string; readonly traffic: ResolvedTraffic; readonly preview?: ResolvedPreview }[];
  readonly sticky?: StickyCookie;
}

interface Share {
  readonly subset: string;
  readonly weight: number;
}

/**
 * What it comes to, as rules, of which the first that takes a request decides: previews, clients that stay on their version, and the
 * shares. A version without a share keeps no clients, so that a rollback takes effect at once.
 */
export function toRules(plan: CanaryPlan, matches: HttpMatch[] | undefined): HttpRule[] {
  const { backend, canaries, sticky } = plan;
  const shares = sharesOf(plan);
  const mirrors = mirrorsOf(plan);
  const previews = canaries.flatMap(({ subset, preview }) => (preview === undefined ? [] : [{ subset, header: preview.match }]));
  const kept = shares.filter(({ weight }) => weight > 0);
  const sessions = sticky === undefined ? [] : kept.map(({ subset }) => ({ subset, header: cookieMatch(sticky.name, subset) }));
  const toVersion = ({ subset, header }: { readonly subset: string; readonly header: HeaderMatch }) => ({
    matches: limited(matches, header),
    action: HttpAction.forward(backend, { subset }),
  });
  return [
    ...previews.map(toVersion),
    ...sessions.map((session) => ({ ...toVersion(session), mirrors })),
    { matches, action: split(backend, shares, sticky), mirrors },
  ];
}

/** The headers that its rules look at. */
export function headersOf({ canaries, sticky }: CanaryPlan): Set<string> {
  const previews = canaries.flatMap(({ preview }) => (preview === undefined ? [] : [preview.header]));
  return new Set([...previews, ...(sticky === undefined ? [] : ['cookie'])]);
}

function sharesOf({ versions, canaries }: CanaryPlan): Share[] {
  const shares = canaries.flatMap(({ subset, traffic }) => ('share' in traffic ? [{ subset, weight: traffic.share }] : []));
  return [{ subset: versions[0].subset, weight: restOf(shares.map(({ weight }) => weight)) }, ...shares];
}

function mirrorsOf({ backend, canaries }: CanaryPlan): HttpMirror[] | undefined {
  const mirrors = canaries.flatMap(({ subset, traffic }) => ('copies' in traffic ? [{ backend, subset, percent: traffic.copies }] : []));
  return mirrors.length === 0 ? undefined : mirrors;
}

/** Every version tells in its answer which one it was, also one without a share: then a promotion changes nothing but the shares. */
function split(backend: Backend, shares: readonly Share[], sticky: StickyCookie | undefined): HttpAction {
  return HttpAction.split(
    shares.map(({ subset, weight }) => ({
      backend,
      subset,
      weight,
      responseHeaders: sticky && { add: { 'set-cookie': `${sticky.name}=${subset}; ${sticky.attributes}` } },
    })),
  );
}

function limited(matches: readonly HttpMatch[] = [{}], header: HeaderMatch): HttpMatch[] {
  return matches.map((match) => ({ ...match, headers: [...(match.headers ?? []), header] }));
}
