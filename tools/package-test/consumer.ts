import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './compare';
import { toJavaScript, toPython } from './program';
import { REPO, run, tool } from './shell';
import { manifestOf } from './tarball';

/** The output of one program: contents by path. */
export type Output = Map<string, Buffer>;

/** The two ways in which TypeScript finds the types of a package. */
const RESOLUTIONS = {
  commonjs: { compilerOptions: { module: 'commonjs', moduleResolution: 'node10' }, manifest: {} },
  node16: { compilerOptions: { module: 'node16', moduleResolution: 'node16' }, manifest: { type: 'module' } },
};
export type Resolution = keyof typeof RESOLUTIONS;

/** The versions that the tests of the repository run on. */
export function testedVersions(): Record<'cdk8s' | 'cdk8s-cli' | 'cdk8s-plus-27' | 'constructs', string> {
  const of = (name: string): string => manifestOf(join(REPO, 'node_modules', name)).version;
  return { cdk8s: of('cdk8s'), 'cdk8s-cli': of('cdk8s-cli'), 'cdk8s-plus-27': of('cdk8s-plus-27'), constructs: of('constructs') };
}

/**
 * Installs the tarball as a user would. cdk8s-plus-27 comes by itself, as a dependency of the package; the override only
 * says which version, so that JavaScript and Python run the same one.
 */
export async function installForNode(folder: string, tarball: string): Promise<void> {
  const { cdk8s, constructs, 'cdk8s-cli': cli, 'cdk8s-plus-27': plus } = testedVersions();
  writeJson(join(folder, 'package.json'), { private: true, overrides: { 'cdk8s-plus-27': plus } });
  const packages = [tarball, `cdk8s@${cdk8s}`, `constructs@${constructs}`, `cdk8s-cli@${cli}`];
  await run('npm', ['install', '--no-audit', '--no-fund', '--no-update-notifier', ...packages], folder);
}

/** What the package needs in Python, in a virtual environment. Needs no wheel yet: it can run beside the rest. */
export async function preparePython(folder: string): Promise<void> {
  const { cdk8s, constructs, 'cdk8s-plus-27': plus } = testedVersions();
  await run('python3', ['-m', 'venv', 'venv'], folder);
  await pip(folder, `cdk8s==${cdk8s}`, `constructs==${constructs}`, `cdk8s-plus-27==${plus}`);
}

/** Makes the wheel around the very tarball that is tested, from the installed package, and installs it. */
export async function installWheel(folder: string, tarball: string, installed: string): Promise<void> {
  const wheels = join(folder, 'wheels');
  const options = ['--target', 'python', '--no-npmignore', '--outdir', wheels, '--pack-command', `echo ${tarball}`];
  await run(tool('jsii-pacmak'), [...options, installed], folder);
  const wheel = [...filesOf(wheels).keys()].find((path) => path.endsWith('.whl'));
  if (wheel === undefined) {
    throw new Error('jsii-pacmak made no wheel');
  }
  await pip(folder, join(wheels, wheel));
}

/** Compiles and synthesizes a TypeScript program; fails as well when the compiler had to read types that are to stay hidden. */
export async function synthTypeScript(folder: string, resolution: Resolution, program: string): Promise<Output> {
  writeProject(folder, resolution, 'program.ts');
  writeFileSync(join(folder, 'program.ts'), program);
  await run(tool('tsc'), ['--project', 'program.ts.json'], folder);
  const read = await run(tool('tsc'), ['--project', 'program.ts.json', '--listFilesOnly'], folder);
  const hidden = read.split('\n').filter((file) => /\/build\/imports\/|\/cdk8s-plus-27\//.test(file));
  if (hidden.length > 0) {
    throw new Error(`the compiler of a user reads ${hidden.join(', ')}`);
  }
  return synth(folder, 'typescript', 'node program.js');
}

/** Compiles and runs the program that uses the generated classes. */
export async function runEscapeHatch(folder: string, resolution: Resolution): Promise<Output> {
  writeProject(folder, resolution, 'escape-hatch.ts');
  copyFileSync(join(__dirname, 'escape-hatch.ts'), join(folder, 'escape-hatch.ts'));
  await run(tool('tsc'), ['--project', 'escape-hatch.ts.json'], folder);
  await run('node', ['escape-hatch.js'], folder);
  return filesOf(join(folder, 'by-hand'));
}

export async function synthJavaScript(folder: string, program: string): Promise<Output> {
  writeFileSync(join(folder, 'program.js'), toJavaScript(program));
  return synth(folder, 'typescript', 'node program.js');
}

/** `sources` is another folder for the TypeScript that is translated: beside the package, so that its types are found. */
export async function synthPython(folder: string, program: string, sources: string): Promise<Output> {
  writeFileSync(join(sources, 'program.ts'), program);
  writeFileSync(join(folder, 'program.py'), await toPython('program.ts', sources));
  return synth(folder, 'python', 'venv/bin/python program.py');
}

async function synth(folder: string, language: string, app: string): Promise<Output> {
  writeFileSync(join(folder, 'cdk8s.yaml'), `language: ${language}\napp: ${app}\noutput: dist\n`);
  await run(join(folder, '..', 'node_modules', '.bin', 'cdk8s'), ['synth', '--no-check-upgrade'], folder);
  return filesOf(join(folder, 'dist'));
}

/** Everything strict, library declarations checked, and no types at hand but those of the imported packages. */
function writeProject(folder: string, resolution: Resolution, file: string): void {
  const { compilerOptions, manifest } = RESOLUTIONS[resolution];
  const strictness = { strict: true, skipLibCheck: false, noEmitOnError: true, types: [], target: 'ES2022', lib: ['ES2022'] };
  writeJson(join(folder, 'package.json'), { private: true, ...manifest });
  writeJson(join(folder, `${file}.json`), { compilerOptions: { ...strictness, ...compilerOptions }, files: [file] });
}

async function pip(folder: string, ...packages: string[]): Promise<void> {
  await run(join(folder, 'venv', 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--no-input', ...packages], folder);
}

function writeJson(file: string, content: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
