import { Duration } from 'cdk8s';
import { quoted } from '../../values/coded-error';
import { goDuration } from './duration';

/** The fields of one group in a legacy configuration. What nobody reads, or nobody can, is noted with its path. */
export class LegacyFields {
  private readonly unread: Map<string, unknown>;

  public constructor(
    fields: object,
    private readonly path: string,
    private readonly notes: string[],
  ) {
    // A key without a value is one that was left out.
    this.unread = new Map(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
  }

  /** A text; an empty one says nothing, as Go does not tell it from none. */
  public text(key: string): string | undefined {
    const text = this.anyText(key);
    return text === '' ? undefined : text;
  }

  /** Whether something is there that must not be repeated in a message. */
  public secret(key: string): boolean {
    const value = this.unread.get(key) ?? '';
    this.unread.delete(key);
    return value !== '';
  }

  public number(key: string): number | undefined {
    return this.take(key, (value) => (isCount(value) ? value : undefined), 'a whole number from 0');
  }

  public truth(key: string): boolean | undefined {
    return this.take(key, truthOf, 'true or false');
  }

  /** A time as Go writes it. */
  public duration(key: string): Duration | undefined {
    if (this.unread.get(key) === '') {
      this.unread.delete(key);
    }
    return this.take(key, goDuration, 'a time such as "90s"');
  }

  public texts(key: string): string[] | undefined {
    return this.list(key)?.flatMap((value, index) => {
      if (typeof value === 'string') {
        return [value];
      }
      this.note(`${key}[${index}]`, `${quoted(value)} is not a text`);
      return [];
    });
  }

  /** A map of texts, such as labels. */
  public textMap(key: string): { [key: string]: string } | undefined {
    const group = this.take(key, groupOf, 'a group of named values');
    const inner = group && new LegacyFields(group, this.at(key), this.notes);
    const entries = Object.keys(group ?? {}).map((name): [string, string | undefined] => [name, inner?.anyText(name)]);
    return group && (Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as { [key: string]: string });
  }

  /** A list of groups, each read by a function; what it leaves unread is noted. */
  public groups<T>(key: string, read: (fields: LegacyFields, index: number) => T): T[] | undefined {
    return this.list(key)?.flatMap((value, index) => {
      const group = groupOf(value);
      if (group === undefined) {
        this.note(`${key}[${index}]`, `${quoted(value)} is not a group of named values`);
        return [];
      }
      const fields = new LegacyFields(group, `${this.at(key)}[${index}]`, this.notes);
      const result = read(fields, index);
      fields.noteUnread();
      return [result];
    });
  }

  public note(key: string, what: string): void {
    this.notes.push(`${this.at(key)}: ${what}`);
  }

  public noteUnread(): void {
    this.unread.forEach((_, key) => this.note(key, 'MetalLB has no such key'));
  }

  /** What is read, and whether all of it could be. */
  public watched<T>(read: () => T): { readonly value: T; readonly isWhole: boolean } {
    const before = this.notes.length;
    const value = read();
    return { value, isWhole: this.notes.length === before };
  }

  private anyText(key: string): string | undefined {
    return this.take(key, (value) => (typeof value === 'string' ? value : undefined), 'a text');
  }

  /** An empty list says nothing, as a missing one. */
  private list(key: string): unknown[] | undefined {
    const items = this.take(key, (value): unknown[] | undefined => (Array.isArray(value) ? value : undefined), 'a list');
    return items?.length === 0 ? undefined : items;
  }

  private take<T>(key: string, read: (value: unknown) => T | undefined, wanted: string): T | undefined {
    const value = this.unread.get(key);
    const result = read(value);
    if (value !== undefined && result === undefined) {
      this.note(key, `${quoted(value)} is not ${wanted}`);
    }
    this.unread.delete(key);
    return result;
  }

  private at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }
}

/** The old MetalLB read YAML 1.1, in which these words are true and false too. */
function truthOf(value: unknown): boolean | undefined {
  if (typeof value === 'string' && /^(y|yes|on|n|no|off)$/i.test(value)) {
    return /^(y|yes|on)$/i.test(value);
  }
  return typeof value === 'boolean' ? value : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function groupOf(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
