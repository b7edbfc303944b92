import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** When a process began, in ticks since boot: a number that came again belongs to another process. Nothing where there is none. */
export function startOf(pid: number): string | undefined {
  return statOf(pid)?.[19];
}

/** A process that ended and was not asked for its end yet is none. */
export function isAlive(pid: number): boolean {
  if (statOf(pid)?.[0] === 'Z') {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Every process below one. Empty where there is no /proc. */
export function descendantsOf(ancestor: number): number[] {
  const parents = new Map(pids().map((pid) => [pid, Number(statOf(pid)?.[1])]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** The most memory each program below this process ever held, by the name of its file. Sampled, since only a live process tells. */
export class MemoryMeter {
  private readonly peaks = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  public constructor(everyMilliseconds = 500) {
    this.timer = setInterval(() => this.sample(), everyMilliseconds);
    this.timer.unref();
  }

  /** Megabytes by program. */
  public stop(): Map<string, number> {
    this.sample();
    clearInterval(this.timer);
    return this.peaks;
  }

  private sample(): void {
    for (const pid of descendantsOf(process.pid)) {
      const [program, megabytes] = [programOf(pid), peakOf(pid)];
      if (program !== undefined && megabytes !== undefined) {
        this.peaks.set(program, Math.max(megabytes, this.peaks.get(program) ?? 0));
      }
    }
  }
}

function pids(): number[] {
  return (readOrNothing(() => readdirSync('/proc')) ?? []).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** The fields of /proc/PID/stat after the name, which may hold anything: state, parent, … */
function statOf(pid: number): string[] | undefined {
  const text = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

function programOf(pid: number): string | undefined {
  const file = readOrNothing(() => readlinkSync(`/proc/${pid}/exe`));
  return file && basename(file).replace(/-[0-9a-f]{12}$/, '');
}

function peakOf(pid: number): number | undefined {
  const kilobytes = /^VmHWM:\s*(\d+)/m.exec(readOrNothing(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '')?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

// A process may end between two looks at it.
function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
