import { Findings } from '../core/findings';
import { Defect } from '../values/coded-error';
import { fieldsOf, list, struct } from '../values/input';
import { unknownWords } from './unknown-words';

/**
 * A group of named values; each word that it does not have is a finding.
 * @param ofMatches the words of its matches, where it has some
 */
export function readStruct<T extends object>(
  findings: Findings,
  field: string,
  given: T,
  words: readonly (keyof T & string)[],
  ofMatches?: readonly string[],
): T | undefined {
  const read = findings.parse(field, given, struct<T>);
  unknownWords(read ?? {}, words, ofMatches).forEach((defect) => findings.error(defect, `${field}.${defect.word}`));
  return read;
}

/** The properties of a construct; none when it was given nothing, and then each one it needs is missed. */
export function readProps<T extends object>(findings: Findings, given: T | undefined, words: readonly (keyof T & string)[]): T {
  const props = fieldsOf(given);
  unknownWords(props, words).forEach((defect) => findings.error(defect, defect.word));
  return props;
}

/** Like {@link readStruct} where nothing may have been given. */
export function readOptionalStruct<T extends object>(
  findings: Findings,
  field: string,
  given: T | undefined,
  words: readonly (keyof T & string)[],
): T | undefined {
  return given === undefined ? undefined : readStruct(findings, field, given, words);
}

/** What could be read of the entries of a list; where it may not be empty, what is said of it then. */
export function readList<I, T>(
  findings: Findings,
  field: string,
  given: readonly I[],
  read: (entry: I, place: string) => T | undefined,
  empty?: Defect,
): T[] {
  const entries = findings.parse(field, given, list<I>);
  if (entries?.length === 0 && empty !== undefined) {
    findings.error(empty, field);
  }
  return (entries ?? []).map((entry, index) => read(entry, `${field}[${index}]`)).filter((entry) => entry !== undefined);
}
