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
  const found = Problems.of(app).list().filter(isOpen);
  const placed = (problems: readonly Problem[]) => problems.map((problem): Reported => [problem.id, placeOf(app, problem)]);
  const errors = found.filter(isError);
  if (errors.length > 0) {
    return placed(errors);
  }
  const broken = brokenRules(app);
  const ofRules = broken.map(({ id }): Reported => [id, 'rule']);
  return broken.some(isError) ? ofRules : [...placed(found), ...ofRules];
}

function isOpen({ acknowledged }: Problem): boolean {
  return acknowledged === undefined;
}

function isError({ severity }: Problem): boolean {
  return severity === Severity.ERROR;
}

function placeOf(app: GitOpsApp, { path, field }: Problem): string {
  const construct = app.node.findAll().find(({ node }) => node.path === path);
  return [construct?.constructor.name, field].filter((part) => part !== undefined).join('.');
}

function brokenRules(app: GitOpsApp): Problem[] {
  const found = objectsByCluster(app).flatMap((cluster) => RenderedCluster.of(cluster, '.yaml').problems().filter(isOpen));
  const errors = found.filter(isError);
  return errors.length > 0 ? errors : found;
}

/** Where a problem can occur, whatever the position in a list or the value in it: what the pairs are counted by. */
export function pairOf([id, place]: Reported): string {
  return `${id} @ ${place.replace(/\[\d+\]/g, '[]').replace(/\(.*\)/, '()')}`;
}
