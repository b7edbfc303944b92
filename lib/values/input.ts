import { quoted, refuse } from './coded-error';

// Types end where JavaScript and other languages begin: what arrives here may be anything.

/** A text, whatever the types promised. */
export function text(value: unknown): string {
  if (typeof value !== 'string') {
    throw refuse('input.type', `${shown(value)} is not a text`, 'write it in quotes', 'text');
  }
  return value;
}

/** A list, whatever the types promised. An entry that was never set is nothing. */
export function list<T>(value: readonly T[]): readonly T[] {
  if (!(value instanceof Array)) {
    throw refuse('input.type', `${shown(value)} is not a list`, 'write it in [ ]', 'a list');
  }
  return Array.from(value);
}

/** A parser for the values of an enum. */
export function oneOf<T extends string>(choices: Record<string, T>): (value: T) => T {
  const allowed = Object.values(choices);
  return (value) => {
    if (!allowed.includes(value)) {
      throw refuse('input.choice', `${shown(value)} is not one of the choices`, 'take one of those', allowed.join(', '));
    }
    return value;
  };
}

/** A parser that lets through what the factories of a class made, in whichever installed copy of this library. */
export function madeBy<T>(kind: { readonly prototype: T; readonly name: string }, ways: string): (value: T) => T {
  return (value) => {
    if ((value as { constructor?: { name?: string } } | undefined | null)?.constructor?.name !== kind.name) {
      const article = /^([AEIOU]|Http)/.test(kind.name) ? 'an' : 'a';
      throw refuse('input.type', `${shown(value)} is not ${article} ${kind.name}`, `write ${ways}`);
    }
    return value;
  };
}

/** A group of named values, whatever the types promised. */
export function struct<T extends object>(value: T): T {
  // Neither a list nor a date nor a map: they have no fields to read.
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    throw refuse('input.type', `${shown(value)} is not a group of named values`, 'write it in { }', 'named values');
  }
  return value;
}

/** The fields of what a construct or a factory was given: none, when it was given nothing, and then each one it needs is missed. */
export function fieldsOf<T extends object>(value: T | undefined): T {
  return value ?? ({} as T);
}

/** True or false, whatever the types promised: any text is true in JavaScript, `'false'` among it. */
export function truth(value: boolean): boolean {
  if (typeof value !== 'boolean') {
    throw refuse('input.type', `${quoted(value)} is neither true nor false`, 'write true or false', 'true or false');
  }
  return value;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : quoted(value);
}
