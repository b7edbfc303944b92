import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../conformance/runner/processes';
import { Scratch } from '../../conformance/runner/scratch';

const parent = mkdtempSync(join(tmpdir(), 'scratch-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

test('the folders of a run are below one root, which is removed with them', () => {
  const scratch = new Scratch(parent);
  const [one, other] = [scratch.folder('kube'), scratch.folder('kube')];
  writeFileSync(join(one, 'state'), '');
  expect(one).not.toBe(other);
  expect(readdirSync(parent)).toEqual([expect.stringMatching(`^bmi-conformance-${process.pid}-`)]);
  scratch.remove();
  expect(readdirSync(parent)).toEqual([]);
});

test('the roots of dead runs are removed, also when another process has their number today', () => {
  const [alive, dead, reused] = [new Scratch(parent).folder('kube'), 'bmi-conformance-4194305-1', `bmi-conformance-${process.ppid}-1`];
  for (const name of [dead, reused, 'somebody-else']) {
    mkdirSync(join(parent, name, 'kube'), { recursive: true });
  }
  new Scratch(parent);
  expect(existsSync(alive)).toBe(true);
  expect([dead, reused, 'somebody-else'].filter((name) => existsSync(join(parent, name)))).toEqual(['somebody-else']);
});

test('after kill -9 no program of the run is left, and after the next run no folder', async () => {
  const runner = startRunner();
  const { folder, pids } = await firstLine(runner);
  expect(pids.every(isAlive)).toBe(true);
  runner.kill('SIGKILL');
  await until(() => !pids.some(isAlive));
  expect(existsSync(folder)).toBe(true);
  new Scratch(parent);
  expect(existsSync(folder)).toBe(false);
}, 20_000);

/** A runner with a program that lives as long as its stdin is open, and one that knows nothing of us, in the middle of a build. */
function startRunner(): ChildProcess {
  const modules = join(__dirname, '..', '..', 'conformance', 'runner');
  const program = `
    const { spawn } = require('node:child_process');
    const { Scratch } = require(${JSON.stringify(join(modules, 'scratch.ts'))});
    const { run } = require(${JSON.stringify(join(modules, 'guarded.ts'))});
    const { descendantsOf } = require(${JSON.stringify(join(modules, 'processes.ts'))});
    const folder = new Scratch(${JSON.stringify(parent)}).folder('kube');
    spawn('cat');
    run('sh', ['-c', 'sleep 61 & sleep 62; true']);
    const ready = () => descendantsOf(process.pid).length >= 6;
    const timer = setInterval(() => ready() && console.log(JSON.stringify({ folder, pids: descendantsOf(process.pid) })), 50);
  `;
  return spawn(process.execPath, ['--require', 'tsx/cjs', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function firstLine(child: ChildProcess): Promise<{ folder: string; pids: number[] }> {
  for await (const text of child.stdout!.setEncoding('utf8')) {
    return JSON.parse((text as string).split('\n')[0]);
  }
  throw new Error('the runner said nothing');
}

async function until(isSo: () => boolean): Promise<void> {
  for (const late = Date.now() + 5000; !isSo(); await new Promise((resolve) => setTimeout(resolve, 20))) {
    expect(Date.now()).toBeLessThan(late);
  }
}
