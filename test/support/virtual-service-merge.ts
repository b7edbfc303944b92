// What istiod makes of an entry that hands its requests to a delegate (`pilot/pkg/model/virtualservice.go`): one entry for each of the
// delegate that does not conflict with it.

type Json = any;

const FIELDS = ['rewrite', 'timeout', 'retries', 'fault', 'mirrors', 'corsPolicy', 'headers'];

/** The entry, or what comes of it and its delegate; hosts of destinations are then seen from the namespace of the delegate. */
export function merged(entry: Json, namespace: string, others: readonly Json[]): Json[] {
  if (entry.delegate === undefined) {
    return [entry];
  }
  const { name, namespace: where = namespace } = entry.delegate;
  const delegate = others.find(({ metadata, spec }) => metadata.name === name && metadata.namespace === where && spec.hosts === undefined);
  return (delegate?.spec.http ?? []).flatMap((leaf: Json) => {
    const match = mergedMatches(entry.match, leaf.match);
    const inherited = Object.fromEntries(FIELDS.map((field) => [field, leaf[field] ?? entry[field]]));
    return match === 'conflict' ? [] : [{ ...leaf, ...inherited, match, seenFrom: where }];
  });
}

function mergedMatches(roots: Json[] | undefined, leaves: Json[] | undefined): Json[] | undefined | 'conflict' {
  if (roots === undefined || leaves === undefined) {
    return leaves ?? roots;
  }
  const found = leaves.map((leaf) => roots.filter((root) => !conflict(root, leaf)).map((root) => mergedMatch(root, leaf)));
  return found.some((matches) => matches.length === 0) ? 'conflict' : found.flat();
}

function mergedMatch(root: Json, leaf: Json): Json {
  const both = (field: string) => ({ [field]: { ...root[field], ...leaf[field] } });
  return { ...root, ...leaf, ...both('headers'), ...both('withoutHeaders'), ...both('queryParams'), ...both('sourceLabels') };
}

function conflict(root: Json, leaf: Json): boolean {
  const named = (field: string) =>
    Object.entries<Json>(leaf[field] ?? {}).some(([name, match]) => textConflict(root[field]?.[name], match));
  return (
    ['uri', 'scheme', 'method', 'authority'].some((field) => textConflict(root[field], leaf[field])) ||
    ['headers', 'withoutHeaders', 'queryParams'].some(named) ||
    Boolean(root.ignoreUriCase) !== Boolean(leaf.ignoreUriCase) ||
    (root.port ?? leaf.port) !== (leaf.port ?? root.port) ||
    (root.sourceNamespace !== undefined && root.sourceNamespace !== leaf.sourceNamespace) ||
    Object.entries(leaf.sourceLabels ?? {}).some(([key, value]) => (root.sourceLabels?.[key] ?? value) !== value)
  );
}

function textConflict(root: Json, leaf: Json): boolean {
  if (root === undefined || leaf === undefined) {
    return false;
  }
  if (root.regex || leaf.regex) {
    return true;
  }
  if (root.exact) {
    return leaf.exact !== root.exact;
  }
  return ![leaf.prefix, leaf.exact].some((text?: string) => root.prefix && text?.startsWith(root.prefix));
}
