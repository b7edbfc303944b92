import { App } from 'cdk8s';
import { Findings } from '../core/findings';
import { HttpMatch } from '../routing/http-match';
import { readMatch, readMatches } from '../routing/read-match';

/** What a canary has to know of matches that its rules are limited to. */
export interface GivenMatches {
  /** Whether the route that gets the rules will find nothing wrong with them. */
  readonly areRight: boolean;
  /** Names of the headers that they have conditions on, in lower case. */
  readonly headers: ReadonlySet<string>;
}

/** Looks at matches without a complaint: the route that gets them complains. Without any, it is for every request. */
export function lookAt(matches: readonly HttpMatch[] = [{}]): GivenMatches {
  const complaints = Findings.of(new App());
  const read = readMatches(complaints, 'matches', matches, readMatch);
  return {
    areRight: complaints.list().length === 0,
    headers: new Set(read.flatMap(({ headers }) => headers.map(({ name }) => name))),
  };
}
