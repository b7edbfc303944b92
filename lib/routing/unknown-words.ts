import { Defect, quoted } from '../values/coded-error';

export interface UnknownWord extends Defect {
  readonly word: string;
}

/**
 * The words of a struct that it does not have, with what was probably meant. A type checker refuses them; elsewhere a rule with
 * `match` instead of `matches` would be for every request.
 * @param ofMatches the words of its matches, where it has some
 */
export function unknownWords(struct: object, known: readonly string[], ofMatches: readonly string[] = []): UnknownWord[] {
  return Object.entries(struct)
    .filter(([word, value]) => value !== undefined && !known.includes(word))
    .map(([word]) => ({
      id: 'route.unknown-word',
      word,
      what: `${quoted(word)} is not known here, and would be ignored`,
      allowed: known.join(', '),
      fix: ofMatches.includes(word) ? `write matches: [{ ${word}: … }]` : fixOf(word, known),
    }));
}

function fixOf(word: string, known: readonly string[]): string {
  const meant = known.find((candidate) => areAlike(candidate, word));
  return meant === undefined ? 'leave it out' : `write ${quoted(meant)}`;
}

function areAlike(one: string, other: string): boolean {
  const beginning = (word: string): string => word.slice(0, 3).toLowerCase();
  return beginning(one) === beginning(other);
}
