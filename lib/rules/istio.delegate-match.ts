import { items, struct, filled } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { conflictOf, PlacedMatch } from './istio/match-conflict';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/** A route that is delegated to, and whose matches lie outside of those that lead to it: Istio drops it (`mergeHTTPRoute`). */
export const delegateMatch: Rule = {
  id: 'istio.delegate-match',
  check: (manifests) => {
    const leading = groupBy(virtualServicesOf(manifests).flatMap(handOvers), ({ target }) => target);
    return virtualServicesOf(manifests)
      .filter(({ hosts }) => hosts.length === 0)
      .flatMap((target) => droppedIn(target, leading.get(target.key) ?? []));
  },
};

/** A route that delegates, to be found by whom it delegates to. */
interface HandOver {
  readonly target: string;
  readonly root: string;
  readonly matches: readonly PlacedMatch[];
}

function handOvers({ key, namespace, http, hosts }: VirtualServiceObject): HandOver[] {
  return http.flatMap(({ delegate, match }) => {
    const { name, namespace: elsewhere } = struct(delegate);
    const target = `${filled(elsewhere) ?? namespace}/${filled(name) ?? ''}`;
    return hosts.length === 0 || filled(name) === undefined ? [] : [{ target, root: key, matches: placed(match, namespace) }];
  });
}

function placed(match: unknown, namespace: string): PlacedMatch[] {
  return items(match).map((one) => ({ match: struct(one), namespace }));
}

function droppedIn({ origin, namespace, http }: VirtualServiceObject, leading: readonly HandOver[]): RuleFinding[] {
  return http.flatMap((route, index) => {
    const matches = placed(route.match, namespace);
    const drops = leading.map(({ matches: outer }) => conflictIn(matches, outer));
    // One that several delegate to may be meant for one of them only.
    const [first] = drops;
    if (first === undefined || drops.includes(undefined)) {
      return [];
    }
    const what = `no request that VirtualService ${quoted(leading[0].root)} delegates here can match this ${first.field} as well, so Istio drops the whole route`;
    const fix = `match within what is delegated: ${quoted(first.field)} has to ask for the same, or for more`;
    return [{ origin, field: `spec.http[${index}].match[${first.at}].${first.field}`, what, fix }];
  });
}

/** One match that agrees with none of the others is enough. */
function conflictIn(matches: readonly PlacedMatch[], outer: readonly PlacedMatch[]): { at: number; field: string } | undefined {
  return matches
    .map((leaf, at) => ({ at, fields: outer.map((root) => conflictOf(root, leaf)) }))
    .filter(({ fields }) => fields.length > 0 && !fields.includes(undefined))
    .map(({ at, fields }) => ({ at, field: fields[0] ?? '' }))[0];
}
