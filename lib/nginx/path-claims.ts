import { IConstruct } from 'constructs';
import { clusterOf } from '../core/cluster-facts';
import { IngressPath } from './http-rules';

// For each cluster, or tree without one, the routes that have a path, in the order in which they were made: so a route need not
// look at all the others. A route may be taken out of its tree later, so who owns a path is told only when that is asked.
const CLAIMS = new WeakMap<IConstruct, Map<string, IConstruct[]>>();

/**
 * Claims a path for a route. Only one Ingress may have it.
 * @param server ingress class and host as one text: what ingress-nginx has one nginx server for
 * @returns asks which route owns it, as the tree is then
 */
export function claimPath(route: IConstruct, server: string, { path }: IngressPath): () => IConstruct | undefined {
  const claims = claimsAround(route);
  const key = `${server}${path}`;
  const routes = claims.get(key) ?? [];
  claims.set(key, routes);
  // A route may have one path both as Exact and as Prefix.
  if (routes.at(-1) !== route) {
    routes.push(route);
  }
  return () => routes.find(isInTree);
}

function claimsAround(route: IConstruct): Map<string, IConstruct[]> {
  const scope = clusterOf(route) ?? route.node.root;
  const claims = CLAIMS.get(scope) ?? new Map<string, IConstruct[]>();
  CLAIMS.set(scope, claims);
  return claims;
}

function isInTree({ node }: IConstruct): boolean {
  return node.scopes.every(
    ({ node: { scope, id } }, index, scopes) => scope === undefined || scope.node.tryFindChild(id) === scopes[index],
  );
}
