/** Counts comparisons of addresses and accesses to what is kept by address, so that a test can hold their number. */
export class Work {
  private count = 0;

  public get steps(): number {
    return this.count;
  }

  public step(): void {
    this.count++;
  }
}
