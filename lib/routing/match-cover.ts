import { takesNamed } from './evaluate-match';
import { ReadMatch, ReadNamedMatch } from './read-rule';
import { coversNamed, coversText, plainest, plainNamed } from './text-cover';

/** Whether whatever meets the conditions of the inner match, its path aside, meets those of the outer one. */
export function coversConditions(outer: ReadMatch, inner: ReadMatch): boolean {
  return (
    coversSimple(outer, inner) &&
    (outer.authority === undefined ||
      (inner.authority !== undefined && coversText(plainest(outer.authority), plainest(inner.authority)))) &&
    outer.headers.every((header) => inner.headers.some((other) => coversNamed(header, other))) &&
    outer.queryParams.every((parameter) => inner.queryParams.some((other) => coversNamed(parameter, other))) &&
    outer.withoutHeaders.every((header) => lacks(inner, header))
  );
}

function coversSimple(outer: ReadMatch, inner: ReadMatch): boolean {
  const isFree = <T>(wanted: T | undefined, other: T | undefined): boolean => wanted === undefined || wanted === other;
  return (
    isFree(outer.method, inner.method) &&
    isFree(outer.scheme, inner.scheme) &&
    isFree(outer.port, inner.port) &&
    isFree(outer.sourceNamespace, inner.sourceNamespace) &&
    Object.entries(outer.sourceLabels ?? {}).every(([key, value]) => inner.sourceLabels?.[key] === value)
  );
}

/** Whether no request of a match has a header that meets a condition. */
function lacks({ headers, withoutHeaders }: ReadMatch, unwanted: ReadNamedMatch): boolean {
  const isOther = (header: ReadNamedMatch): boolean => {
    const plain = plainNamed(header);
    return header.name === unwanted.name && plain?.kind === 'exact' && !takesNamed(unwanted, plain.value);
  };
  return withoutHeaders.some((header) => coversNamed(header, unwanted)) || headers.some(isOther);
}

/** What the conditions of a match are for: who covers a match has nothing here that the match has not. */
export function conditionKeys({ headers, withoutHeaders, queryParams, sourceLabels, ...match }: ReadMatch): string[] {
  const { method, authority, scheme, port, sourceNamespace } = match;
  const named = (word: string, matches: readonly ReadNamedMatch[]): string[] =>
    matches.flatMap((one) => {
      const plain = plainNamed(one);
      return [`${word} ${one.name}`, ...(plain?.kind === 'exact' ? [`${word} ${one.name}=${plain.value}`] : [])];
    });
  return [
    ...Object.entries({ method, scheme, port, sourceNamespace, authority: authority && 'some' }).flatMap(([word, value]) =>
      value === undefined ? [] : [`${word}=${value}`],
    ),
    ...Object.entries(sourceLabels ?? {}).map(([key, value]) => `label ${key}=${value}`),
    ...named('header', headers),
    ...named('query', queryParams),
    // A request surely lacks what another header of the same name says, too.
    ...[...withoutHeaders, ...headers].map(({ name }) => `unwanted ${name}`),
  ];
}
