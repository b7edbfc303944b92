import { Findings } from '../../core/findings';
import { quoted, refuse } from '../../values/coded-error';
import { struct, text } from '../../values/input';

/** Settings under a common field, '' for none; what was given there may be no group of values at all. */
export class Settings<T extends object> {
  public readonly values: Partial<T>;
  public readonly isReadable: boolean;

  public constructor(
    public readonly findings: Findings,
    public readonly field: string,
    given: T,
  ) {
    const read = findings.parse(field, given, struct);
    this.isReadable = read !== undefined;
    this.values = read ?? {};
  }

  public parse<K extends keyof T & string, R>(name: K, parse: (value: NonNullable<T[K]>) => R): R | undefined {
    return this.findings.parseOptional(this.fieldOf(name), this.values[name] as NonNullable<T[K]> | undefined, parse);
  }

  /** Like {@link parse} for a setting that has to be there. */
  public parseNeeded<K extends keyof T & string>(name: K, parse: (value: T[K]) => unknown): void {
    if (this.isReadable) {
      this.findings.parse(this.fieldOf(name), this.values[name] as T[K], parse);
    }
  }

  /** A group of settings below this one, where it was given. */
  public group<K extends keyof T & string>(name: K): Settings<NonNullable<T[K]> & object> | undefined {
    const given = this.values[name] as (NonNullable<T[K]> & object) | undefined;
    return given === undefined ? undefined : new Settings(this.findings, this.fieldOf(name), given);
  }

  public fieldOf(name: keyof T & string): string {
    return this.field === '' ? name : `${this.field}.${name}`;
  }
}

/** What is wrong with a policy that says nothing. */
export const EMPTY_POLICY = { id: 'istio.empty-policy', what: 'the policy says nothing', fix: 'set one of its fields, or drop it' };

/** Whether nothing is said. What is no group of values says something, and is reported elsewhere. */
export function saysNothing(settings: object | null | undefined): boolean {
  return (
    settings === undefined ||
    (typeof settings === 'object' && settings !== null && Object.values(settings).every((value) => value === undefined))
  );
}

/** A share that need not be a whole number of percent. */
export function parseShare(value: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 100)) {
    throw refuse('percentage.range', `${quoted(value)} is not a percentage`, 'write a number from 0 to 100', '0 to 100');
  }
  return value;
}

/** A text that istiod would take for not set when it is empty. */
export function parseFilled(given: string): string {
  if (text(given) === '') {
    throw refuse('istio.empty-text', 'the text is empty, which Istio reads as not set', 'write it, or leave it out');
  }
  return given;
}
