/**
 * Part of `npm run build`: names of the public API that are keywords in a language jsii generates for. The warning of jsii
 * for them is off because of the one word below, which is the field's own; no other may slip in behind it.
 */
import { readFileSync } from 'node:fs';

const ACCEPTED = ['namespace'];
const KEYWORDS = new Set(
  (
    'abstract and as assert async await base bool boolean break byte case catch chan char checked class const continue decimal def ' +
    'default defer del delegate do double elif else enum event except explicit extends extern fallthrough False final finally fixed ' +
    'float for foreach from func global go goto if implements implicit import in instanceof int interface internal is lambda lock long ' +
    'map namespace native new None nonlocal not null object operator or out override package params pass private protected public ' +
    'raise range readonly ref return sbyte sealed select short sizeof stackalloc static strictfp string struct super switch ' +
    'synchronized this throw throws transient True try type typeof uint ulong unchecked unsafe ushort using var virtual void volatile ' +
    'while with yield'
  ).split(' '),
);

interface Member {
  readonly name: string;
  readonly parameters?: readonly Member[];
}
interface Type {
  readonly fqn: string;
  readonly initializer?: { readonly parameters?: readonly Member[] };
  readonly methods?: readonly Member[];
  readonly properties?: readonly Member[];
}

const { types } = JSON.parse(readFileSync('.jsii', 'utf8')) as { types: Record<string, Type> };
const clashes = Object.values(types).flatMap(({ fqn, initializer, methods = [], properties = [] }) => {
  const members = [...methods, ...properties, ...(initializer?.parameters ?? []), ...methods.flatMap(({ parameters = [] }) => parameters)];
  return members.filter(({ name }) => KEYWORDS.has(name) && !ACCEPTED.includes(name)).map(({ name }) => `${fqn}: "${name}"`);
});
if (clashes.length > 0) {
  process.stderr.write(`Names that are keywords in another language; choose others:\n  ${clashes.join('\n  ')}\n`);
  process.exitCode = 1;
}
