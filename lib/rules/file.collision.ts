import { groupBy } from '../values/group-by';
import { Rule } from './rule';

/** Two charts whose files have one name, be it on macOS and Windows only, where case does not count. */
export const fileCollision: Rule = {
  id: 'file.collision',
  check: (manifests) => {
    const firstOfChart = [...groupBy(manifests.documents, ({ chart }) => chart).values()].map(([first]) => first);
    return [...groupBy(firstOfChart, ({ file }) => file.toLowerCase()).values()].flatMap(([first, ...others]) =>
      others.map(({ chart, file, origin }) => ({
        origin,
        what: `chart "${chart}" and chart "${first.chart}" are both the file "${file}"`,
        fix: 'rename one of the two charts',
      })),
    );
  },
};
