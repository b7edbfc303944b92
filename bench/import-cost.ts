import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchLine } from './bench';

/** The library may cost this much of what its users load anyway. */
const LIMIT = 1.3;
const REPETITIONS = 21;
const REPO = join(__dirname, '..');
const LIBRARY = ['./build/lib/index.js'];
const BASE = ['cdk8s', 'cdk8s-plus-27'];

/** Run in a fresh process: milliseconds that loading some modules takes there, the start of Node left out. */
const TIMED = `
  const start = performance.now();
  process.argv.slice(1).forEach((name) => require(name));
  process.stdout.write(String(performance.now() - start));`;

/**
 * Run in a fresh process: milliseconds by part (a room of the library, a file of generated classes, a package), each
 * without what it loads in turn. A package that is there in two copies has two lines.
 */
const BY_PART = `
  const { relative } = require('node:path');
  const Module = require('node:module');
  const load = Module._load;
  const inner = [0];
  const own = new Map();
  const partOf = (request, parent) => {
    const file = relative('.', Module._resolveFilename(request, parent));
    return /^(build.imports.[^/]+|build.lib.[^/]+|(node_modules.(@[^/]+.)?[^/]+.)+)/.exec(file)?.[0] ?? 'node';
  };
  Module._load = function (request, parent, isMain) {
    const start = performance.now();
    inner.push(0);
    const loaded = load.call(this, request, parent, isMain);
    const all = performance.now() - start;
    const part = partOf(request, parent);
    own.set(part, (own.get(part) ?? 0) + all - inner.pop());
    inner[inner.length - 1] += all;
    return loaded;
  };
  process.argv.slice(1).forEach((name) => require(name));
  const slowest = [...own].sort(([, a], [, b]) => b - a).slice(0, 20);
  process.stdout.write(slowest.map(([part, ms]) => ms.toFixed(1).padStart(8) + ' ms  ' + part).join('\\n'));`;

/** Importing the built library against importing cdk8s and cdk8s-plus-27. */
export function importCost(): BenchLine {
  if (!existsSync(join(REPO, 'build', 'lib', 'index.js'))) {
    return { text: 'import: there is no build/; run npm run build first', ok: false };
  }
  const library: number[] = [];
  const base: number[] = [];
  // Turn by turn, so that whatever else slows the machine slows both; the first round only fills the caches of the disk.
  for (let round = 0; round <= REPETITIONS; round++) {
    const [ofLibrary, ofBase] = [time(LIBRARY), time(BASE)];
    if (round > 0) {
      library.push(ofLibrary);
      base.push(ofBase);
    }
  }
  const ratio = median(library) / median(base);
  const times = `library ${median(library).toFixed(1)} ms, cdk8s + cdk8s-plus-27 ${median(base).toFixed(1)} ms`;
  const text = `import: ratio ${ratio.toFixed(2)} (at most ${LIMIT}): ${times}, medians of ${REPETITIONS}`;
  const ok = ratio <= LIMIT;
  return {
    text: ok ? text : `${text}\nWhere the time of the library goes, each part by itself:\n${inFreshProcess(BY_PART, LIBRARY)}`,
    ok,
  };
}

function time(modules: readonly string[]): number {
  return Number(inFreshProcess(TIMED, modules));
}

function inFreshProcess(script: string, modules: readonly string[]): string {
  return execFileSync(process.execPath, ['--eval', script, ...modules], { cwd: REPO, encoding: 'utf8', env: plainEnvironment() });
}

/** Without NODE_OPTIONS: the loader that runs this file must not be part of what is measured. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '' };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
