import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { ClusterFacts } from '../../lib/core/cluster-facts';
import { Findings } from '../../lib/core/findings';
import { Problems } from '../../lib/core/problems';
import { GitOpsApp } from '../../lib/synth/gitops-app';

let outdir: string;
beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), 'gitops-app-'))));
afterEach(() => {
  rmSync(outdir, { recursive: true });
  jest.restoreAllMocks();
});

const object = (scope: Construct, kind: string, name: string, more: { apiVersion?: string; namespace?: string } = {}) =>
  new ApiObject(scope, `${kind}-${name}`, { apiVersion: more.apiVersion ?? 'v1', kind, metadata: { name, namespace: more.namespace } });
const files = () =>
  readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(outdir.length + 1))
    .sort();
const read = (file: string) => readFileSync(join(outdir, file), 'utf8');
const clusterWith = (build: (cluster: Cluster) => void, facts: ClusterFacts = {}) => {
  const app = new GitOpsApp({ outdir });
  build(new Cluster(app, 'lab', facts));
  return app;
};

describe('where documents go', () => {
  test('a folder for each cluster, a file for each chart, named as they are', () => {
    const app = new GitOpsApp({ outdir });
    for (const id of ['east', 'west']) {
      const cluster = new Cluster(new Construct(app, `site-${id}`), id);
      object(new Chart(cluster, 'edge'), 'ConfigMap', 'a');
      object(new Chart(new Construct(cluster, 'team'), 'shop'), 'ConfigMap', 'b');
    }
    object(new Chart(app, 'loose'), 'ConfigMap', 'c');
    app.synth();
    expect(files()).toEqual([
      'loose.k8s.yaml',
      'site-east/east/edge.k8s.yaml',
      'site-east/east/team-shop.k8s.yaml',
      'site-west/west/edge.k8s.yaml',
      'site-west/west/team-shop.k8s.yaml',
    ]);
  });

  test('the file extension is as asked', () => {
    const app = new GitOpsApp({ outdir, outputFileExtension: '.yaml' });
    object(new Chart(app, 'chart'), 'ConfigMap', 'a');
    app.synth();
    expect(files()).toEqual(['chart.yaml']);
  });

  test('Namespaces first, then cluster-scoped objects, webhook configurations last', () => {
    const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
    clusterWith((cluster) => {
      const chart = new Chart(cluster, 'chart');
      object(chart, 'ValidatingWebhookConfiguration', 'hook', { apiVersion: 'admissionregistration.k8s.io/v1' });
      object(chart, 'Role', 'role', rbac);
      object(chart, 'ClusterRole', 'cluster-role', rbac);
      object(chart, 'Namespace', 'ns');
    }).synth();
    expect(read('lab/chart.k8s.yaml').match(/(?<=kind: ).*/g)).toEqual([
      'Namespace',
      'ClusterRole',
      'Role',
      'ValidatingWebhookConfiguration',
    ]);
  });

  test('an object comes after what it was said to depend on', () => {
    clusterWith((cluster) => {
      const chart = new Chart(cluster, 'chart');
      const first = object(chart, 'ConfigMap', 'a');
      first.addDependency(object(chart, 'ConfigMap', 'b'));
    }).synth();
    expect(read('lab/chart.k8s.yaml').match(/(?<=name: ).*/g)).toEqual(['b', 'a']);
  });

  test('what validation plugins of the CLI read is written on request', () => {
    const app = new GitOpsApp({ outdir, recordConstructMetadata: true });
    object(new Chart(app, 'chart'), 'ConfigMap', 'a');
    app.synth();
    expect(JSON.parse(read('construct-metadata.json'))).toEqual({ version: '1.0.0', resources: { a: { path: 'chart/ConfigMap-a' } } });
  });
});

describe('what is checked', () => {
  test('all problems are thrown at once and nothing is written', () => {
    writeFileSync(join(outdir, 'kept'), '');
    const app = clusterWith((cluster) => {
      const one = new Construct(new Chart(cluster, 'one'), 'wrong');
      Findings.of(one).error({ id: 'test.first', what: 'this is wrong', fix: 'mend it' });
      Findings.of(one).error({ id: 'test.second', what: 'this too', fix: 'mend it' });
      object(new Chart(new Cluster(cluster.node.scope!, 'other'), 'two'), 'ConfigMap', 'a', { namespace: 'nowhere' });
    });
    expect(() => app.synth()).toThrow(
      expect.objectContaining({
        message: [
          '3 problems, nothing was written:',
          '[lab/one/wrong] test.first: this is wrong. Fix: mend it.',
          '[lab/one/wrong] test.second: this too. Fix: mend it.',
          '[other/two/ConfigMap-a] namespace.undeclared: namespace "nowhere" is neither made in this cluster nor declared as existing. ' +
            'Fix: make the Namespace in this cluster, or add "nowhere" to existingNamespaces of the Cluster.',
        ].join('\n  '),
      }),
    );
    expect(files()).toEqual(['kept']);
  });

  test('what it throws is recognized as an error of this library', () => {
    const app = clusterWith((cluster) => object(new Chart(cluster, 'chart'), 'ConfigMap', 'a', { namespace: 'nowhere' }));
    try {
      app.synth();
    } catch (error) {
      expect(Problems.isError(error)).toBe(true);
      expect((error as Error).message).toMatch(/^1 problem, nothing was written:/);
    }
    expect.assertions(2);
  });

  test('validations of other constructs count too', () => {
    const app = clusterWith((cluster) => cluster.node.addValidation({ validate: () => ['said by somebody else'] }));
    expect(() => app.synth()).toThrow('[lab] said by somebody else');
  });

  test('warnings go to stderr, acknowledged ones with the reason, and stop nothing', () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    clusterWith((cluster) => {
      const chart = new Chart(cluster, 'chart');
      Findings.of(chart).warning({ id: 'test.risky', what: 'this is risky', fix: 'think again' });
      Problems.of(cluster).acknowledge('test.risky', 'we did');
      object(chart, 'ConfigMap', 'a');
    }).synth();
    expect(stderr.mock.calls).toEqual([['warning [lab/chart] test.risky: this is risky. Fix: think again. Acknowledged: we did.\n']]);
    expect(files()).toEqual(['lab/chart.k8s.yaml']);
  });

  test('each object is rendered once', () => {
    const produce = jest.fn(() => 'x');
    clusterWith((cluster) => {
      for (let i = 0; i < 20; i++) {
        new ApiObject(new Chart(cluster, `chart-${i}`), 'a', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: `a-${i}` },
          data: { x: Lazy.any({ produce }) },
        });
      }
    }).synth();
    expect(produce).toHaveBeenCalledTimes(20);
  });
});

test('the documents are byte for byte those of App', () => {
  const build = (app: App) => {
    const chart = new Chart(app, 'chart', { namespace: 'shop', labels: { a: 'b' } });
    object(chart, 'ConfigMap', 'one');
    object(new Construct(chart, 'deep'), 'Secret', 'two', { namespace: 'other' });
    app.synth();
    return read('chart.k8s.yaml');
  };
  expect(build(new GitOpsApp({ outdir }))).toBe(build(new App({ outdir })));
});
