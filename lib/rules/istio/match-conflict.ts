import { filled, struct } from '../../manifests/raw';
import { gatewayNames } from './gateway-names';

type Raw = Readonly<Record<string, unknown>>;

/** A match of an HTTP route, and the namespace in which names of Gateways are looked up. */
export interface PlacedMatch {
  readonly match: Raw;
  readonly namespace: string;
}

/**
 * The field by which a match of a delegate asks for something else than the match it is reached by; nothing where it only asks for
 * more. As istiod tells it, which compares no two regular expressions (`hasConflict`, `pilot/pkg/model/virtualservice.go`).
 */
export function conflictOf(root: PlacedMatch, leaf: PlacedMatch): string | undefined {
  const conflicts: readonly (readonly [string, boolean])[] = [
    ...['uri', 'scheme', 'method', 'authority'].map((field) => [field, differs(root.match[field], leaf.match[field])] as const),
    ...['headers', 'withoutHeaders', 'queryParams'].map(
      (field) => [field, anyDiffers(struct(root.match[field]), leaf.match[field])] as const,
    ),
    ['ignoreUriCase', (root.match.ignoreUriCase === true) !== (leaf.match.ignoreUriCase === true)],
    ['port', bothAndOther(root.match.port, leaf.match.port)],
    ['sourceNamespace', filled(root.match.sourceNamespace) !== undefined && root.match.sourceNamespace !== leaf.match.sourceNamespace],
    [
      'sourceLabels',
      Object.entries(struct(leaf.match.sourceLabels)).some(([key, value]) => bothAndOther(struct(root.match.sourceLabels)[key], value)),
    ],
    ['gateways', isOutside(root, leaf)],
  ];
  return conflicts.find(([, isConflict]) => isConflict)?.[0];
}

function bothAndOther(root: unknown, leaf: unknown): boolean {
  return isGiven(root) && isGiven(leaf) && root !== leaf;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 0 && value !== '';
}

function anyDiffers(root: Raw, leaf: unknown): boolean {
  return Object.entries(struct(leaf)).some(([key, value]) => differs(root[key], value));
}

/** Whether what one text may be is not among what the other may be. */
function differs(root: unknown, leaf: unknown): boolean {
  if (root === undefined || root === null || leaf === undefined || leaf === null) {
    return false;
  }
  const [outer, inner] = [struct(root), struct(leaf)];
  const [exact, prefix] = [filled(inner.exact), filled(inner.prefix)];
  if (filled(outer.regex) !== undefined) {
    return true;
  }
  if (filled(outer.exact) !== undefined) {
    return exact !== outer.exact;
  }
  const wanted = filled(outer.prefix);
  return wanted === undefined || !(prefix ?? exact ?? '').startsWith(wanted);
}

function isOutside(root: PlacedMatch, leaf: PlacedMatch): boolean {
  const keysOf = ({ match, namespace }: PlacedMatch) => gatewayNames('', match.gateways, namespace).map(({ key }) => key);
  const mine = keysOf(root);
  return mine.length > 0 && keysOf(leaf).some((key) => !mine.includes(key));
}
