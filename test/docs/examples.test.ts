import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf } from '../support/dist';

const examples = join(__dirname, '..', '..', 'examples');

test.each(readdirSync(examples))('examples/%s writes the dist/ that is committed beside it', (example) => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
      cwd: join(examples, example),
      env: { ...process.env, CDK8S_OUTDIR: outdir },
      stdio: 'pipe',
    });
    expect(filesOf(outdir)).toEqual(filesOf(join(examples, example, 'dist')));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
