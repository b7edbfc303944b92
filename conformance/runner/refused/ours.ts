import { Chart } from 'cdk8s';
import { Cluster } from '../../../lib/cluster/cluster';
import { Problem, Severity } from '../../../lib/core/problem';
import { Problems } from '../../../lib/core/problems';
import { GitOpsApp } from '../../../lib/synth/gitops-app';
import { objectsByCluster } from '../../../lib/synth/render';
import { RenderedCluster } from '../../../lib/synth/rendered-cluster';
import { RefusedCase } from '../../cases/refused/case';

/** A problem that our library reports: its id, and the construct and field it is about, or `rule` where only the whole cluster can tell. */
export type Reported = readonly [id: string, place: string];

/**
 * Every error that the program of a case reports. Its documents are not looked at while a construct is in error; where they are,
 * and nothing is an error, the warnings.
 */
export function reportedBy({ ours, facts }: RefusedCase): Reported[] {
  const app = new GitOpsApp({ outdir: '/nowhere' });
  const cluster = new Cluster(app, 'lab', { existingNamespaces: ['metallb-system', 'istio-system', 'shop', 'other'], ...facts });
  ours(new Chart(cluster, 'shop', { namespace: 'shop' }));
  const found = Problems.of(app).list().filter(isError);
  return found.length > 0 ? found.map((problem) => [problem.id, placeOf(app, problem)]) : brokenRules(app);
}

function isError({ severity }: Problem): boolean {
  return severity === Severity.ERROR;
}

function placeOf(app: GitOpsApp, { path, field }: Problem): string {
  const construct = app.node.findAll().find(({ node }) => node.path === path);
  return [construct?.constructor.name, field].filter((part) => part !== undefined).join('.');
}

function brokenRules(app: GitOpsApp): Reported[] {
  const problems = objectsByCluster(app).flatMap((cluster) => RenderedCluster.of(cluster, '.yaml').problems());
  const found = problems.filter(({ acknowledged }) => acknowledged === undefined);
  const errors = found.filter(isError);
  return (errors.length > 0 ? errors : found).map(({ id }) => [id, 'rule']);
}

/** Where a problem can occur, whatever the position in a list or the value in it: what the pairs are counted by. */
export function pairOf([id, place]: Reported): string {
  return `${id} @ ${place.replace(/\[\d+\]/g, '[]').replace(/\(.*\)/, '()')}`;
}
