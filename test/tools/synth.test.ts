import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { filesOf } from '../support/dist';

const root = join(__dirname, '..', '..');
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'synth-'));
  cpSync(join(root, 'tools', 'synth.ts'), join(project, 'tools', 'synth.ts'));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, 'package.json'), '{}');
  writeFileSync(join(project, 'cdk8s.yaml'), 'language: typescript\napp: node app.js\n');
  mkdirSync(join(project, 'dist'));
  writeFileSync(join(project, 'dist', 'old.k8s.yaml'), 'old: true\n');
});
afterEach(() => rmSync(project, { recursive: true }));

const synth = (app: string) => {
  writeFileSync(join(project, 'app.js'), app);
  const bin = join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  return spawnSync(process.execPath, ['--import', 'tsx', join('tools', 'synth.ts')], { cwd: project, env, encoding: 'utf8' });
};
const dist = () => Object.fromEntries(filesOf(join(project, 'dist')));
const writes =
  "require('fs').mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true }); require('fs').writeFileSync(process.env.CDK8S_OUTDIR + '/new.k8s.yaml', 'new: true\\n');";

test('what the app writes replaces what was there', () => {
  expect(synth(writes).status).toBe(0);
  expect(dist()).toEqual({ 'new.k8s.yaml': 'new: true\n' });
  expect(existsSync(join(project, '.synth', 'new'))).toBe(false);
});

test('an app that fails half-way leaves dist/ as it was, and the failure is seen', () => {
  const { status, stderr } = synth(`${writes} throw new Error('the reason');`);
  expect(status).toBe(1);
  expect(stderr).toContain('the reason');
  expect(stderr).toContain('dist/ is as it was');
  expect(dist()).toEqual({ 'old.k8s.yaml': 'old: true\n' });
});

test('what a killed run left aside comes back', () => {
  mkdirSync(join(project, '.synth'));
  renameSync(join(project, 'dist'), join(project, '.synth', 'old'));
  expect(synth("throw new Error('the reason');").status).toBe(1);
  expect(readFileSync(join(project, 'dist', 'old.k8s.yaml'), 'utf8')).toBe('old: true\n');
});
