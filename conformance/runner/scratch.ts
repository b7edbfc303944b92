import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, startOf } from './processes';

const PREFIX = 'bmi-conformance';

/**
 * The temporary folders of one run, all below one root whose name says which process made it. A run that was killed cannot
 * remove its root: the next one does.
 */
export class Scratch {
  private readonly root: string;

  /** @param parent where the root is made. Kept short: a Unix socket lives below it, and its path may have 107 characters. */
  public constructor(private readonly parent = tmpdir()) {
    this.sweep();
    this.root = join(parent, `${PREFIX}-${process.pid}-${startOf(process.pid) ?? 0}`);
    mkdirSync(this.root, { recursive: true, mode: 0o700 });
  }

  /** A new folder. */
  public folder(name: string): string {
    return mkdtempSync(join(this.root, `${name}-`));
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  private sweep(): void {
    for (const name of readdirSync(this.parent)) {
      const [, pid, start] = new RegExp(`^${PREFIX}-(\\d+)-(\\d+)$`).exec(name) ?? [];
      if (pid !== undefined && isOfADeadRun(Number(pid), start)) {
        removeIfOurs(join(this.parent, name));
      }
    }
  }
}

/** The parent is shared with other users, whose folders stay as they are. */
function removeIfOurs(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (!['EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}

function isOfADeadRun(pid: number, start: string): boolean {
  const now = startOf(pid);
  return !isAlive(pid) || (now !== undefined && now !== start);
}
