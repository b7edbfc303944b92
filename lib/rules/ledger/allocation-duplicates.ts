import { items, struct } from '../../manifests/raw';

/**
 * Where a serviceAllocation says one thing twice, for which MetalLB refuses the whole configuration
 * (`internal/config`, `addressPoolServiceAllocationsFromCR`).
 */
export function duplicatesIn(serviceAllocation: unknown): string[] {
  const { namespaces, namespaceSelectors, serviceSelectors } = struct(serviceAllocation);
  return [
    ...repeated(namespaces, 'namespaces'),
    ...Object.entries({ namespaceSelectors, serviceSelectors }).flatMap(([field, selectors]) => [
      ...repeated(selectors, field),
      ...items(selectors).flatMap((selector, index) => repeatedIn(selector, `${field}[${index}]`)),
    ]),
  ];
}

function repeatedIn(selector: unknown, place: string): string[] {
  const { matchExpressions } = struct(selector);
  const field = `${place}.matchExpressions`;
  return [
    ...repeated(matchExpressions, field),
    ...items(matchExpressions).flatMap((expression, index) => repeated(struct(expression).values, `${field}[${index}].values`)),
  ];
}

function repeated(value: unknown, field: string): string[] {
  const texts = items(value).map((item) => JSON.stringify(sorted(item)));
  return new Set(texts).size < texts.length ? [field] : [];
}

/** With the fields of structs in order, as no order of them means anything. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort(); // MetalLB sorts values, and compares the rest as it stands
  }
  const fields = Object.entries(struct(value));
  return fields.length === 0 ? value : fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([field, inner]) => [field, sorted(inner)]);
}
