/** How long a suite waited for programs to be built, whether for one or for several at once: that is not its own time. */
export class BuildClock {
  private waiting = 0;
  private since = 0;
  private total = 0;

  public get seconds(): number {
    return this.total / 1000;
  }

  public async time<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting++ === 0) {
      this.since = performance.now();
    }
    try {
      return await work();
    } finally {
      if (--this.waiting === 0) {
        this.total += performance.now() - this.since;
      }
    }
  }
}
