/**
 * `npm run synth`: `cdk8s synth` into a staging folder, swapped into `dist/` only when everything succeeded. The command
 * alone deletes its output folder before it runs the app, so that an app that fails would cost the user `dist/`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const DIST = 'dist';
const STAGING = join('.synth', 'new');
const PREVIOUS = join('.synth', 'old');

/** A run that was killed between the two renames of a swap left the old output aside: it goes back. */
function recover(): void {
  if (!existsSync(DIST) && existsSync(PREVIOUS)) {
    renameSync(PREVIOUS, DIST);
  }
}

function swap(): void {
  rmSync(PREVIOUS, { recursive: true, force: true });
  if (existsSync(DIST)) {
    renameSync(DIST, PREVIOUS);
  }
  renameSync(STAGING, DIST);
  rmSync(PREVIOUS, { recursive: true, force: true });
}

recover();
const { status } = spawnSync('cdk8s', ['synth', '--no-check-upgrade', '--output', STAGING], { stdio: 'inherit' });
if (status === 0) {
  swap();
} else {
  rmSync(STAGING, { recursive: true, force: true });
  process.stderr.write(`Synthesis failed; ${DIST}/ is as it was.\n`);
  process.exitCode = 1;
}
