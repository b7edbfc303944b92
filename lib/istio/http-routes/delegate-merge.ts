import { HttpMatchDocument, StringMatchDocument } from './documents';

// What istiod makes of a match of a root and one of its delegate (`pilot/pkg/model/virtualservice.go`): one match, where the one of
// the delegate is surely narrower, and nothing otherwise. The requests of both are lost then, unless there are none.

/** Whether some request that both matches take is lost when istiod merges them. */
export function losesRequests(root: HttpMatchDocument, leaf: HttpMatchDocument): boolean {
  return !isMerged(root, leaf) && !areDisjoint(root, leaf);
}

/** Whether istiod makes one match of them. */
export function isMerged(root: HttpMatchDocument, leaf: HttpMatchDocument): boolean {
  const whole = TEXTS.every((word) => isNarrower(root[word], leaf[word]));
  const named = NAMED.every((word) => Object.entries(leaf[word] ?? {}).every(([name, match]) => isNarrower(root[word]?.[name], match)));
  return (
    whole &&
    named &&
    (root.ignoreUriCase ?? false) === (leaf.ignoreUriCase ?? false) &&
    areSame(root.port, leaf.port) &&
    (root.sourceNamespace === undefined || root.sourceNamespace === leaf.sourceNamespace) &&
    Object.entries(leaf.sourceLabels ?? {}).every(([key, value]) => areSame(root.sourceLabels?.[key], value))
  );
}

/** Whether the match that istiod makes of both takes requests that the root does not: one header has one match in it. */
export function widensRoot(root: HttpMatchDocument, leaf: HttpMatchDocument): boolean {
  return Object.entries(leaf.withoutHeaders ?? {}).some(([name, { prefix }]) => {
    const of = root.withoutHeaders?.[name];
    return of?.prefix !== undefined && of.prefix !== prefix;
  });
}

const TEXTS = ['uri', 'scheme', 'method', 'authority'] as const;
const NAMED = ['headers', 'withoutHeaders', 'queryParams'] as const;

/** As istiod asks: an expression is never narrower, and "any value" conflicts with every other, itself among them. */
function isNarrower(root: StringMatchDocument | undefined, leaf: StringMatchDocument | undefined): boolean {
  if (root === undefined || leaf === undefined) {
    return true;
  }
  if (root.exact) {
    return leaf.exact === root.exact;
  }
  const text = leaf.prefix ?? leaf.exact;
  return Boolean(root.prefix && text?.startsWith(root.prefix));
}

function areDisjoint(root: HttpMatchDocument, leaf: HttpMatchDocument): boolean {
  const lower = root.ignoreUriCase === true || leaf.ignoreUriCase === true;
  const uris = [root.uri, leaf.uri].map((uri) => (lower ? lowerCased(uri) : uri));
  return (
    areApart(uris[0], uris[1]) ||
    (['scheme', 'method', 'authority'] as const).some((word) => areApart(root[word], leaf[word])) ||
    (['headers', 'queryParams'] as const).some((word) =>
      Object.entries(leaf[word] ?? {}).some(([name, match]) => areApart(root[word]?.[name], match)),
    ) ||
    !areSame(root.port, leaf.port) ||
    !areSame(root.sourceNamespace, leaf.sourceNamespace) ||
    Object.entries(leaf.sourceLabels ?? {}).some(([key, value]) => !areSame(root.sourceLabels?.[key], value))
  );
}

/** Whether surely no text meets both. */
function areApart(one: StringMatchDocument | undefined, other: StringMatchDocument | undefined): boolean {
  const meets = ({ exact, prefix }: StringMatchDocument, text: string): boolean =>
    exact === undefined ? text.startsWith(prefix ?? '') : exact === text;
  const [first, second] = [one, other].map((match) => match?.exact ?? match?.prefix);
  if (one === undefined || other === undefined || first === undefined || second === undefined) {
    return false;
  }
  return !meets(one, second) && !meets(other, first);
}

function areSame<T>(one: T | undefined, other: T | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function lowerCased(match: StringMatchDocument | undefined): StringMatchDocument | undefined {
  return match && { ...match, exact: match.exact?.toLowerCase(), prefix: match.prefix?.toLowerCase() };
}
