import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { bookinfo } from '../../clusters/bookinfo';
import { minikube } from '../../clusters/minikube';
import { nginxEdge } from '../../clusters/nginx-edge';
import { production } from '../../clusters/production';
import { GitOpsApp } from '../../lib/synth/gitops-app';
import { filesOf } from '../support/dist';

const root = join(__dirname, '..', '..');
const committed = filesOf(join(root, 'dist'));
const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'dist-')));
  return folders.at(-1)!;
};
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

test.each([...committed])('%s', (_, text) => expect(text).toMatchSnapshot());

test.each([
  { LANG: 'C', LC_ALL: 'C', TZ: 'UTC' },
  { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
])('a process of its own writes the same bytes under %j', (locale) => {
  const outdir = folder();
  execFileSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: root, env: { ...process.env, ...locale, CDK8S_OUTDIR: outdir }, stdio: 'pipe' });
  expect(filesOf(outdir)).toEqual(committed);
});

test('each document is byte for byte what App makes of the same clusters', () => {
  const documentsBy = (app: App) => {
    [minikube, bookinfo, production, nginxEdge].forEach((cluster) => cluster(app));
    app.synth();
    return [...filesOf(app.outdir).values()].flatMap((text) => text.split(/^---\n/m)).sort();
  };
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const ours = documentsBy(new GitOpsApp({ outdir: folder() }));
  expect(ours.length).toBeGreaterThan(50);
  expect(ours).toEqual(documentsBy(new App({ outdir: folder() })));
});
