// How long a marker takes to be answered on a machine that has nothing else to do.
const USUAL = 100;

/** How fast the machine is just now: whoever waits by time waits longer on a slow one. */
export class Pace {
  private slowness = 1;

  /** A marker was answered after so many milliseconds. */
  public measured(milliseconds: number): void {
    this.slowness = Math.max(1, milliseconds / USUAL);
  }

  /** What so many milliseconds of an idle machine are here. */
  public here(milliseconds: number): number {
    return milliseconds * this.slowness;
  }
}
