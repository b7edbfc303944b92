import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { REPO, run, tool } from './shell';

/** The program that the README shows first: the only source of every program that is run here. */
export function readmeProgram(): string {
  const program = /^```ts\n(.*?)^```$/ms.exec(readFileSync(join(REPO, 'README.md'), 'utf8'))?.[1];
  if (program === undefined) {
    throw new Error('README.md shows no ```ts program');
  }
  return program;
}

/** The same in JavaScript, for a user without a compiler: types dropped, nothing looked up. */
export function toJavaScript(program: string): string {
  return transpileModule(program, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText;
}

/** The same in Python. `file` lies where the package is installed: its types tell jsii-rosetta what a keyword argument is. */
export async function toPython(file: string, folder: string): Promise<string> {
  return run(tool('jsii-rosetta'), ['snippet', '--language', 'python', file], folder);
}
