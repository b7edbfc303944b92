/** The same numbers for the same seed, everywhere (mulberry32). */
export class Random {
  public constructor(private state: number) {}

  /** A whole number from 0 to below `limit`. */
  public below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  public of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  public chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/** Of the command line, to try others: `LEDGER_SEED=7 npx jest …`. */
export const SEED = Number(process.env.LEDGER_SEED ?? 20260731);
