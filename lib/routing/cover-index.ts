import { conditionKeys, coversConditions } from './match-cover';
import { coversPiece, PathPiece, piecesOf } from './path-cover';
import { ReadMatch } from './read-rule';
import { beginningOf } from './text-cover';

interface Entry<T> {
  readonly match: ReadMatch;
  readonly piece: PathPiece;
  readonly owner: T;
}

/** How many expressions are tried on one path at most: a route of thousands is to be read in seconds. */
const MOST_EXPRESSIONS = 200;

/**
 * Matches by what they may cover. An entry is filed under what all of its paths begin with and under one condition that whoever is
 * covered by it has too, the one with the fewest entries, so that few are looked at.
 */
export class CoverIndex<T> {
  private readonly filed = new Map<string, Entry<T>[]>();
  private readonly lengths = new Set<number>();

  public add(match: ReadMatch, owner: T): void {
    for (const piece of piecesOf(match)) {
      const beginning = beginningOf(piece.text);
      this.lengths.add(beginning.length);
      const key = this.leastFiled(conditionKeys(match).map((condition) => keyOf(beginning, condition))) ?? keyOf(beginning, undefined);
      const entries = this.filed.get(key) ?? [];
      entries.push({ match, piece, owner });
      this.filed.set(key, entries);
    }
  }

  /** Who was added with matches that, together, take whatever a match takes; nobody if some is left over. */
  public ownersCovering(match: ReadMatch): T[] {
    const owners = piecesOf(match).map((piece) => this.ownerCovering(match, piece));
    return owners.includes(undefined) ? [] : [...new Set(owners as T[])];
  }

  private leastFiled(keys: readonly string[]): string | undefined {
    const count = (key: string): number => this.filed.get(key)?.length ?? 0;
    return keys.reduce<string | undefined>((least, key) => (least === undefined || count(key) < count(least) ? key : least), undefined);
  }

  private ownerCovering(match: ReadMatch, piece: PathPiece): T | undefined {
    const conditions = [undefined, ...conditionKeys(match)];
    const beginning = beginningOf(piece.text);
    let expressions = 0;
    const lengths = [...this.lengths].filter((length) => length <= beginning.length).sort((one, other) => one - other);
    for (const length of lengths) {
      const candidates = beginnings(beginning.slice(0, length)).flatMap((start) =>
        conditions.flatMap((condition) => this.filed.get(keyOf(start, condition)) ?? []),
      );
      const found = candidates.find((entry) => {
        const mayTry = entry.piece.text.kind !== 'regex' || expressions++ < MOST_EXPRESSIONS;
        return coversConditions(entry.match, match) && mayTry && coversPiece(entry.piece, piece);
      });
      if (found !== undefined) {
        return found.owner;
      }
    }
    return undefined;
  }
}

/** As it is, and as what ignores case files it. */
function beginnings(text: string): string[] {
  return [...new Set([text, text.toLowerCase()])];
}

function keyOf(beginning: string, condition: string | undefined): string {
  return `${beginning}\n${condition ?? ''}`;
}
