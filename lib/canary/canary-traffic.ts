import { parsePercentage } from '../values/percentage';

/** How much of the traffic a canary gets. */
export class CanaryTraffic {
  /**
   * A share of all requests, chosen at random for each.
   * @param share whole percent, 0 to 100; `percentage.range` is reported otherwise by the construct that uses it
   */
  public static percent(share: number): CanaryTraffic {
    return new CanaryTraffic(share);
  }

  private constructor(private readonly share: number) {}

  /**
   * The share, in percent.
   * @internal
   */
  public _resolve(): number {
    return parsePercentage(this.share);
  }
}
