import { groupBy } from '../values/group-by';
import { Rule } from './rule';

const PART = /^[A-Za-z0-9][-A-Za-z0-9._]{0,254}$/;

/** A name that is no file on some system, that hides the file, or that leads out of the output folder. */
export const fileName: Rule = {
  id: 'file.name',
  check: (manifests) =>
    [...groupBy(manifests.documents, ({ file }) => file)]
      .filter(([file]) => !file.split('/').every((part) => PART.test(part)))
      .map(([file, [{ origin }]]) => ({
        origin,
        what: `${JSON.stringify(file)} cannot be a file of the output folder`,
        fix: 'name charts, and the constructs around them, with letters, digits, "-", "_" and ".", beginning with a letter or digit',
      })),
};
