import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { struct, text } from '../values/input';
import { HeaderChanges } from './header-changes';
import { parseHeaderName } from './http-match';
import { readOptionalStruct } from './read-struct';

const WORDS = ['set', 'add', 'remove'] satisfies (keyof HeaderChanges)[];

/** Changes of headers as far as they could be read, with the names in lower case. */
export function readHeaderChanges(
  findings: Findings,
  field: string,
  given: HeaderChanges | undefined,
  of: 'request' | 'response',
): HeaderChanges | undefined {
  const read = readOptionalStruct(findings, field, given, WORDS);
  if (read === undefined) {
    return undefined;
  }
  const parseName = of === 'request' ? parseRequestHeader : parseChangeableHeader;
  const set = readValues(findings, `${field}.set`, read.set, parseName);
  const add = readValues(findings, `${field}.add`, read.add, parseName);
  const remove = read.remove === undefined ? [] : findings.parseAll(`${field}.remove`, read.remove, parseChangeableHeader);
  checkTwice(findings, field, [...set.map(([name]) => name), ...add.map(([name]) => name), ...remove]);
  if (WORDS.every((word) => isEmpty(read[word]))) {
    findings.error({ id: 'route.no-change', what: 'no header is changed', fix: 'say which, or leave it out' }, field);
  }
  return { set: Object.fromEntries(set), add: Object.fromEntries(add), remove };
}

/** The headers that hold the host of a request. */
const HOST_HEADERS = ['host', ':authority'];

/** Every host that changes of request headers would set. */
export function hostsSetBy(changes: HeaderChanges | undefined): string[] {
  return [changes?.set, changes?.add].flatMap((values) =>
    Object.entries(values ?? {}).flatMap(([name, value]) => (HOST_HEADERS.includes(name) ? [value] : [])),
  );
}

function readValues(
  findings: Findings,
  field: string,
  given: { readonly [name: string]: string } | undefined,
  parseName: (name: string) => string,
): [name: string, value: string][] {
  const values = findings.parseOptional(field, given, struct<{ readonly [name: string]: string }>) ?? {};
  return Object.entries(values).flatMap(([key, value]): [string, string][] => {
    const name = findings.parse(field, key, parseName);
    const read = findings.parse(`${field}.${key}`, value, parseHeaderValue);
    return name === undefined || read === undefined ? [] : [[name, read]];
  });
}

function isEmpty(changes: object | undefined): boolean {
  return changes === undefined || (typeof changes === 'object' && changes !== null && Object.keys(changes).length === 0);
}

function checkTwice(findings: Findings, field: string, names: readonly string[]): void {
  const seen = new Set<string>();
  const twice = names.filter((name) => seen.size === seen.add(name).size);
  for (const name of new Set(twice)) {
    const what = `header ${quoted(name)} is changed more than once`;
    findings.error({ id: 'header.changed-twice', what, fix: 'set it, add to it or remove it' }, field);
  }
}

function parseRequestHeader(name: string): string {
  const lower = text(name).toLowerCase();
  return HOST_HEADERS.includes(lower) ? lower : parseChangeableHeader(name);
}

/** A header that is no part of the request line or the status line, and not the host: those are not changed as headers are. */
function parseChangeableHeader(name: string): string {
  if (text(name).startsWith(':') || name.toLowerCase() === 'host') {
    const fix = 'leave it out; the host of a request is changed by rewrite.host';
    throw refuse('header.reserved', `header ${quoted(name)} cannot be changed here`, fix);
  }
  return parseHeaderName(name);
}

/* A value is text with variables of the proxy: %NAME% or %NAME(argument)%, and %% for a percent sign (Envoy
   `header_parser`). An argument is a text to the closing ")", or a JSON array of texts. */
const STRING = String.raw`(?:\\.|[^\\)"])*`;
const ARGUMENTS = String.raw`\( *(?:\[ *"|[^ \[])${STRING}(?:" *, *"${STRING})*(?:\)|" *\] *\))`;
const VARIABLE = String.raw`%([^%(]+)%|%([^%(]*)${ARGUMENTS} *%`;
const VALUE = new RegExp(String.raw`^(?:[^%]|%%|${VARIABLE})*$`, 's');

/** The variables of a value, and whether each has an argument. */
export function variablesIn(value: string): { readonly name: string; readonly argument: boolean }[] {
  const found = [...value.matchAll(new RegExp(`%%|${VARIABLE}`, 'gs'))].map(([, alone, called]) => [alone, called]);
  return found.flatMap(([alone, called]) =>
    alone === undefined && called === undefined ? [] : [{ name: (alone ?? called).trim(), argument: alone === undefined }],
  );
}

const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;

function parseHeaderValue(value: string): string {
  if (CONTROL.test(text(value))) {
    throw refuse('header.value', `${quoted(value)} has a control character in it`, 'leave it out');
  }
  if (!VALUE.test(value)) {
    const fix = 'write "%%" for a percent sign, and a variable as "%NAME%"';
    throw refuse('header.value', `${quoted(value)} has a "%" that begins no variable`, fix);
  }
  return value;
}
