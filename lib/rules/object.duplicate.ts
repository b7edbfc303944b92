import { Rule } from './rule';

/** Two objects with one identity: whichever is applied last wins, and the other is lost without a word. */
export const objectDuplicate: Rule = {
  id: 'object.duplicate',
  check: (manifests) =>
    [...manifests.byIdentity].flatMap(([identity, [first, ...others]]) =>
      others.map(({ origin }) => ({
        origin,
        what: `${identity} is already made by "${first.origin}", and only one of the two would survive`,
        fix: 'rename one of them, or make it once',
      })),
    ),
};
