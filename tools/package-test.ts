/**
 * `npm run package:test`: what a user gets. Packs the tarball, installs it in an empty folder outside the repository, and
 * synthesizes the program of the README there from TypeScript (both ways of finding types), JavaScript and Python: four
 * times the same bytes. The folder is removed at the end, and kept for a look when something is wrong.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare } from './package-test/compare';
import {
  installForNode,
  installWheel,
  Output,
  preparePython,
  Resolution,
  runEscapeHatch,
  synthJavaScript,
  synthPython,
  synthTypeScript,
} from './package-test/consumer';
import { readmeProgram } from './package-test/program';
import { REPO, run, step, together } from './package-test/shell';
import { inspect, manifestOf, pack } from './package-test/tarball';

/** Returns what is wrong, one line each. */
async function test(folder: string): Promise<string[]> {
  const into = (name: string): string => subfolder(folder, name);
  await step('npm run build', () => run('npm', ['run', 'build'], REPO));
  const tarball = await step('npm pack', () => pack(folder));
  await together(
    step('install for Node', () => installForNode(folder, tarball)),
    step('prepare Python', () => preparePython(into('python'))),
  );
  const installed = join(folder, 'node_modules', manifestOf(REPO).name);
  const wrong = inspect(installed);
  if (wrong.length > 0) {
    return wrong;
  }
  const [typescript, javascript, python] = await together(
    inTypeScript(into),
    step('README as JavaScript', () => synthJavaScript(into('javascript'), readmeProgram())),
    step('make and install the wheel', () => installWheel(into('python'), tarball, installed)).then(() =>
      step('README as Python', () => synthPython(into('python'), readmeProgram(), into('transliterated'))),
    ),
  );
  console.log();
  return [
    ...compare(new Map(Object.entries({ ...typescript.programs, javascript, python }))),
    ...compare(new Map(Object.entries(typescript.escapeHatches))),
  ];
}

/** One after the other: the compiler and the wheel keep two cores busy. */
async function inTypeScript(into: (name: string) => string): Promise<Record<'programs' | 'escapeHatches', Record<Resolution, Output>>> {
  const program = (way: Resolution): Promise<Output> =>
    step(`README as TypeScript, ${way}`, () => synthTypeScript(into(way), way, readmeProgram()));
  const escapeHatch = (way: Resolution): Promise<Output> => step(`generated classes, ${way}`, () => runEscapeHatch(into(way), way));
  const programs = { commonjs: await program('commonjs'), node16: await program('node16') };
  return { programs, escapeHatches: { commonjs: await escapeHatch('commonjs'), node16: await escapeHatch('node16') } };
}

function subfolder(folder: string, name: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
}

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'package-test-')));
  const wrong = await test(folder).catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
  if (wrong.length === 0) {
    rmSync(folder, { recursive: true, force: true });
    console.log('\nThe installed package makes the same bytes from TypeScript, JavaScript and Python.');
  } else {
    console.error(`\n${wrong.join('\n')}\nKept for a look: ${folder}`);
    process.exitCode = 1;
  }
}

void main();
