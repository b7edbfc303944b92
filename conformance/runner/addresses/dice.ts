/** Chance that is the same for the same seed, everywhere and for ever (mulberry32). */
export class Dice {
  private state: number;

  public constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0, below the limit. */
  public below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** A whole number from the first to the last. */
  public between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  /** Yes, in so many of a hundred times. */
  public percent(share: number): boolean {
    return this.next() * 100 < share;
  }

  public oneOf<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  /** One of the texts, each as often as its number says. */
  public weighted<T extends string>(shares: Readonly<Record<T, number>>): T {
    const entries = Object.entries<number>(shares) as [T, number][];
    let at = this.next() * entries.reduce((sum, [, share]) => sum + share, 0);
    return (entries.find(([, share]) => (at -= share) < 0) ?? entries[entries.length - 1])[0];
  }

  /** Each of the items, so many of a hundred times. */
  public some<T>(share: number, items: readonly T[]): T[] {
    return items.filter(() => this.percent(share));
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }
}
