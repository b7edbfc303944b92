import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from './guarded';
import { isAlive } from './processes';
import { ProgramName, Programs } from './suite';

/** Why a program cannot be had on this machine: its suites are skipped then, with this reason. */
export class CannotBuild extends Error {}

/** How a program is made of a Go module below `conformance/`. */
interface Source {
  readonly module: string;
  readonly package: string;
  readonly ldflags: string;
}

// Without debug information, which is most of the time and memory of linking.
const STRIPPED = '-s -w';
const VERSION = 'k8s.io/component-base/version';
const SOURCES: Readonly<Record<ProgramName, Source>> = {
  kube: {
    module: 'kube',
    package: '.',
    // The server reports the version its modules are of; unset, it would refuse to start.
    ldflags: `${STRIPPED} -X ${VERSION}.gitVersion=v1.36.3 -X ${VERSION}.gitMajor=1 -X ${VERSION}.gitMinor=36`,
  },
  metallb: { module: 'metallb', package: 'go.universe.tf/metallb/controller', ldflags: STRIPPED },
  oracle: { module: 'istio', package: './oracle', ldflags: STRIPPED },
  traffic: { module: 'istio', package: './traffic', ldflags: STRIPPED },
};

/** Where binaries are kept from run to run: outside the repository. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? '';
  return join(base === '' ? join(homedir(), '.cache') : base, 'cdk8s-bare-metal-ingress', 'conformance');
}

/** The name of a binary tells what it was made from: the files of its module, tests aside, and how they are built. */
export function binaryName(program: ProgramName, modules = join(__dirname, '..')): string {
  const { module, ...how } = SOURCES[program];
  const folder = join(modules, module);
  const hash = createHash('sha256').update(JSON.stringify(how));
  for (const file of sourceFiles(folder)) {
    hash.update(`\0${relative(folder, file)}\0`).update(readFileSync(file));
  }
  return `${program}-${hash.digest('hex').slice(0, 12)}`;
}

let lastBuild: Promise<unknown> = Promise.resolve();

/** The path of a program, built unless it is there. One at a time, since a link alone takes two gigabytes. */
export async function binaryOf(program: ProgramName, mayBuild: boolean, say: Programs['say']): Promise<string> {
  const path = join(cacheFolder(), binaryName(program));
  if (existsSync(path)) {
    return path;
  }
  if (!mayBuild) {
    throw new CannotBuild(`${program} is not built here; "npm run conformance" builds it`);
  }
  // Several may ask for one program: when its turn comes, it may be there.
  const built = lastBuild.then(() => (existsSync(path) ? undefined : build(program, path, say)));
  lastBuild = built.catch(() => undefined);
  await built;
  return path;
}

/** Two runs may build at once: each writes a file of its own, and whichever is ready last takes the name. */
async function build(program: ProgramName, path: string, say: Programs['say']): Promise<void> {
  await requireGo();
  mkdirSync(cacheFolder(), { recursive: true });
  removePartial();
  const partial = `${path}.${process.pid}.partial`;
  const { module, package: packagePath, ldflags } = SOURCES[program];
  const args = ['go', 'build', '-o', partial, '-gcflags=all=-dwarf=false', '-ldflags', ldflags, packagePath];
  const cwd = join(__dirname, '..', module);
  await withProgress(`building ${program}`, say, () => run('nice', args, { cwd, env: { CGO_ENABLED: '0' } }));
  renameSync(partial, path);
}

async function requireGo(): Promise<void> {
  await run('go', ['version']).catch(() => {
    throw new CannotBuild('Go is not installed');
  });
}

/** What builds of dead processes left behind. */
function removePartial(): void {
  for (const name of readdirSync(cacheFolder())) {
    const [, pid] = /\.(\d+)\.partial$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(cacheFolder(), name), { force: true });
    }
  }
}

/** Does something that takes minutes the first time, and says so meanwhile. */
async function withProgress<T>(what: string, say: Programs['say'], work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const elapsed = () => `${Math.round((performance.now() - start) / 1000)} s`;
  say(`${what} (minutes the first time)`);
  const timer = setInterval(() => say(`${what}: ${elapsed()}`), 20_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    say(`${what}: done after ${elapsed()}`);
  }
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(join(folder, 'go.mod'))) {
    throw new Error(`there is no Go module in ${folder}`);
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/_test\.go$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
