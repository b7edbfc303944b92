import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

// The work runs in a process group of its own, together with a watcher that reads a pipe of ours. When this process ends,
// however it ends, the pipe closes and the watcher kills the group: no compiler of `go build` goes on without us.
const GUARD = 'exec 3<&0; (cat <&3; kill -KILL 0) >/dev/null 2>&1 & "$@" </dev/null 3<&-';

/** Runs a program to its end and returns what it wrote to stdout. It dies with this process, kill -9 included. */
export async function run(command: string, args: readonly string[], { cwd, env }: RunOptions = {}): Promise<string> {
  const child = spawn('sh', ['-c', GUARD, command, command, ...args], { cwd, env: { ...process.env, ...env }, detached: true });
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  child.stdin.destroy(); // lets the watcher go
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')}\nended with ${code}: ${lastLines(stderr.join('') || stdout.join(''))}`);
  }
  return stdout.join('');
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-20).join('\n');
}
