import { Problems, Severity } from '../../../lib';
import { objectsByCluster } from '../../../lib/synth/render';
import { RenderedCluster } from '../../../lib/synth/rendered-cluster';
import { build } from './build';
import { EdgeWorld } from './world';

/** What our library says of a world. */
export interface OurProblem {
  readonly id: string;
  readonly isError: boolean;
  /** Id of the construct it is about. */
  readonly construct: string;
  readonly field?: string;
  readonly what: string;
}

/** All that constructs and rules report; `GitOpsApp.synth` has the rules look only where no construct is in error. */
export function problemsOf(world: EdgeWorld): OurProblem[] {
  const { app } = build(world);
  const byConstructs = Problems.of(app).list();
  const byRules = objectsByCluster(app).flatMap((cluster) => RenderedCluster.of(cluster, '.yaml').problems());
  return [...byConstructs, ...byRules].map(({ id, severity, path, field, what }) => ({
    id,
    isError: severity === Severity.ERROR,
    construct:
      path
        .replace(/\/Resource$/, '')
        .split('/')
        .pop() ?? '',
    field,
    what,
  }));
}
