import { ReadMatch } from './read-rule';
import { beginningOf, coversText, plainest } from './text-cover';
import { ResolvedTextMatch } from './text-match';

/** Some of the paths that a match takes. */
export interface PathPiece {
  readonly text: ResolvedTextMatch;
  /** Then the text is in lower case. */
  readonly ignoresCase: boolean;
}

/** The paths that a match takes: a prefix by segments is the path itself and what begins with it and "/". */
export function piecesOf({ path, ignorePathCase }: ReadMatch): PathPiece[] {
  const ignoresCase = ignorePathCase === true && path?.kind !== 'regex';
  const piece = (text: ResolvedTextMatch): PathPiece => ({
    text: plainest({ ...text, value: ignoresCase ? text.value.toLowerCase() : text.value }),
    ignoresCase,
  });
  const { kind, value } = path ?? { kind: 'prefix', value: '/' };
  if (kind !== 'prefix') {
    return [piece({ kind, value })];
  }
  return value === '/'
    ? [piece({ kind: 'startsWith', value })]
    : [piece({ kind: 'exact', value }), piece({ kind: 'startsWith', value: `${value}/` })];
}

/** Whether every path of the inner piece is one of the outer. */
export function coversPiece(outer: PathPiece, inner: PathPiece): boolean {
  if (outer.ignoresCase) {
    const text = inner.ignoresCase ? inner.text : lowerCased(inner.text);
    return text !== undefined && coversText(outer.text, text);
  }
  // A path in any case is met by what has no letters to compare.
  return (!inner.ignoresCase || !/[A-Za-z]/.test(outer.text.value)) && coversText(outer.text, inner.text);
}

/** An expression is looked at for its beginning alone, which it says as it is. */
function lowerCased(text: ResolvedTextMatch): ResolvedTextMatch | undefined {
  return text.kind === 'regex'
    ? { kind: 'startsWith', value: beginningOf(text).toLowerCase() }
    : { ...text, value: text.value.toLowerCase() };
}
