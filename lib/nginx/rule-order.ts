import { LateDefect } from '../core/findings';
import { quoted } from '../values/coded-error';
import { IngressPath } from './http-rules';

/** A path with where it leads, if that is known. */
export interface TargetedPath extends IngressPath {
  readonly target?: string;
}

/**
 * Rules are tried in their order; ingress-nginx takes the most exact path instead: Exact before Prefix, a longer Prefix before
 * a shorter one. Paths that cover a request lie inside each other, so both come to the same just when the first path that
 * covers another leads to where that other leads. The defects are the paths for which it does not.
 */
export function orderDefects(paths: readonly TargetedPath[]): LateDefect[] {
  const firstOf = new Map<string, number>();
  paths.forEach((path, index) => {
    const key = keyOf(path.pathType, path.path);
    firstOf.set(key, firstOf.get(key) ?? index);
  });
  return [...firstOf.values()].flatMap((index) => {
    const path = paths[index];
    const first = paths[Math.min(...coversOf(path).map((key) => firstOf.get(key) ?? Infinity))];
    return leadElsewhere(first, path) ? [contradiction(first, path)] : [];
  });
}

/** Everything that takes the requests of a path: the path itself, and each Prefix it lies in. */
function coversOf({ pathType, path }: IngressPath): string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  const prefixes = segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
  return [keyOf(pathType, path), ...['/', ...prefixes].map((prefix) => keyOf('Prefix', prefix))];
}

function keyOf(pathType: string, path: string): string {
  return `${pathType} ${path}`;
}

function leadElsewhere(one: TargetedPath, other: TargetedPath): boolean {
  return one.target !== undefined && other.target !== undefined && one.target !== other.target;
}

function contradiction(first: IngressPath, path: IngressPath): LateDefect {
  const name = ({ pathType, path: text }: IngressPath): string => `${pathType} ${quoted(text)}`;
  return {
    id: 'nginx.rule-order',
    field: path.field,
    what:
      `${name(path)} comes after ${name(first)} of ${first.field}, which takes its requests when rules are tried in order; ` +
      'ingress-nginx has no order and gives them to the more exact path',
    fix: `put ${name(path)} before ${name(first)} if the more exact path is meant, or leave it out`,
  };
}
