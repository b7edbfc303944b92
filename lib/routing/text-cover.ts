import { ResolvedNamedMatch } from './http-match';
import { compile } from './regex';
import { ResolvedTextMatch } from './text-match';

// Whether whatever meets one condition meets another too, as far as that can be told by looking at them: a "no" means no or unknown.

const SPECIAL = /[\\^$.|?*+()[\]{}]/;

/** The same condition in the plainest words: an expression without special characters is the text itself, one with ".*" at its end a beginning. */
export function plainest(match: ResolvedTextMatch): ResolvedTextMatch {
  if (match.kind !== 'regex') {
    return match;
  }
  const literal = match.value.replace(/\.\*$/, '');
  if (SPECIAL.test(literal)) {
    return match;
  }
  return { kind: literal === match.value ? 'exact' : 'startsWith', value: literal };
}

/** What every text begins with that meets the condition. */
export function beginningOf({ kind, value }: ResolvedTextMatch): string {
  if (kind !== 'regex') {
    return value;
  }
  const end = value.search(SPECIAL);
  const isRepeated = /^[?*{]/.test(value.slice(end));
  return value.includes('|') ? '' : value.slice(0, isRepeated ? Math.max(end - 1, 0) : end);
}

/** Whether every text that meets the inner condition meets the outer one; both in their plainest words. */
export function coversText(outer: ResolvedTextMatch, inner: ResolvedTextMatch): boolean {
  switch (outer.kind) {
    case 'exact':
      return inner.kind === 'exact' && inner.value === outer.value;
    case 'startsWith':
      return beginningOf(inner).startsWith(outer.value);
    case 'regex':
      return inner.kind === 'exact' ? compile(outer.value).matches(inner.value) : inner.kind === 'regex' && inner.value === outer.value;
  }
}

/** {@link coversText} for the values of one header or parameter. */
export function coversNamed(outer: ResolvedNamedMatch, inner: ResolvedNamedMatch): boolean {
  if (outer.name !== inner.name) {
    return false;
  }
  const plain = plainNamed(outer);
  const other = plainNamed(inner);
  return plain === undefined || (other !== undefined && coversText(plain, other));
}

/** Nothing: any value. */
export function plainNamed({ kind, value }: ResolvedNamedMatch): ResolvedTextMatch | undefined {
  const plain = kind === 'present' ? undefined : plainest({ kind, value });
  return plain?.kind === 'startsWith' && plain.value === '' ? undefined : plain;
}
