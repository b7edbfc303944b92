/**
 * Part of `npm run build`: removes the declarations of the `*.private` files, the only ones that name generated types.
 * No public declaration refers to them, so that the compiler of a user never reads those types.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const built = join('build', 'lib');
for (const file of readdirSync(built, { recursive: true, encoding: 'utf8' })) {
  if (file.endsWith('.private.d.ts')) {
    rmSync(join(built, file));
  }
}
