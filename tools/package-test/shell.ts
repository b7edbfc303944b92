import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** Where this repository is; its development tools (tsc, jsii-pacmak, jsii-rosetta) are run from its node_modules. */
export const REPO = join(__dirname, '..', '..');

/** A development tool of the repository, by its command name. */
export function tool(name: string): string {
  return join(REPO, 'node_modules', '.bin', name);
}

/** Runs a program to its end and returns what it wrote to stdout. One that fails throws everything it said. */
export async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(command, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let everything = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (everything += text)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (everything += text));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) {
    throw new Error(`in ${cwd}: ${command} ${args.join(' ')}\nended with ${code}:\n${everything}`);
  }
  return stdout;
}

/** Does one step and prints how long it took. */
export async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  return result;
}

/** Waits for all, also when one fails: what is said last is then why, and nothing works on in a folder that is looked at. */
export async function together<T extends readonly unknown[]>(...works: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** `npm run` tells its scripts about this repository and puts its tools on the path. How npm itself is set up may stay. */
const OF_THIS_REPOSITORY = /^npm_(?!config_)|^npm_config_local_prefix$|^INIT_CWD$|^NODE_OPTIONS$|^NODE_PATH$|^CDK8S_/i;

/** What a user's shell would hold: with more, a folder outside could lean on what it does not have. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OF_THIS_REPOSITORY.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(delimiter),
    // jsii unpacks the package anew each time: a copy that an earlier run left behind can then not be used instead.
    JSII_RUNTIME_PACKAGE_CACHE: 'disabled',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  };
}
