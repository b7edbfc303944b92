import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { Cluster } from '../../../lib/cluster/cluster';
import { Problem, Severity } from '../../../lib/core/problem';
import { Problems } from '../../../lib/core/problems';
import { GitOpsApp } from '../../../lib/synth/gitops-app';
import { RefusedCase } from '../../cases/refused/case';

/** An error of our library: its id, and the construct and field it is about, or `rule` where only the whole cluster can tell. */
export type Reported = readonly [id: string, place: string];

/** Every error that the program of a case reports. Nothing is written then; a program without errors is itself one. */
export function reportedBy({ ours }: RefusedCase): Reported[] {
  const outdir = mkdtempSync(join(tmpdir(), 'bmi-refused-'));
  try {
    const app = new GitOpsApp({ outdir });
    const cluster = new Cluster(app, 'lab', { existingNamespaces: ['metallb-system', 'istio-system', 'shop', 'other'] });
    ours(new Chart(cluster, 'shop', { namespace: 'shop' }));
    const found = Problems.of(app)
      .list()
      .filter(({ severity }) => severity === Severity.ERROR)
      .map((problem): Reported => [problem.id, placeOf(app, problem)]);
    return found.length > 0 ? found : brokenRules(app);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function placeOf(app: GitOpsApp, { path, field }: Problem): string {
  const construct = app.node.findAll().find(({ node }) => node.path === path);
  return [construct?.constructor.name, field].filter((part) => part !== undefined).join('.');
}

/** What only the finished documents tell is in the message of the synth alone: `[path] id: …`. */
function brokenRules(app: GitOpsApp): Reported[] {
  try {
    app.synth();
  } catch (error) {
    return [...(error as Error).message.matchAll(/^ +\[[^\]]*\] ([a-z.-]+):/gm)].map(([, id]) => [id, 'rule']);
  }
  throw new Error(`nothing is reported, and ${readdirSync(app.outdir).join(', ')} written`);
}

/** Where a problem can occur, whatever the position in a list or the value in it: what the pairs are counted by. */
export function pairOf([id, place]: Reported): string {
  return `${id} @ ${place.replace(/\[\d+\]/g, '[]').replace(/\(.*\)/, '()')}`;
}
