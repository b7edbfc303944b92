/** A field of a document that may hold anything. */
export function struct(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is not empty. */
export function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The entries whose value is a text; all of them as a rule. */
export function texts(value: unknown): Readonly<Record<string, string>> {
  const raw = struct(value);
  return Object.values(raw).every(isText)
    ? (raw as Record<string, string>)
    : Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, string] => isText(entry[1])));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
