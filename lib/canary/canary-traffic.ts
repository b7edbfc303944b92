import { parseShare } from '../routing/shares';
import { quoted, refuse } from '../values/coded-error';
import { list } from '../values/input';
import { parsePercentage } from '../values/percentage';

/** What a canary gets once it was read, in percent: a share of the requests, or copies of a share that others answer. */
export type ResolvedTraffic = { readonly share: number } | { readonly copies: number };

/** What a canary gets of the traffic. What is wrong with it is reported by the construct that uses it. */
export class CanaryTraffic {
  /**
   * A share of all requests, chosen at random for each.
   * @param share whole percent, 0 to 100; `percentage.range` is reported otherwise
   */
  public static percent(share: number): CanaryTraffic {
    return new CanaryTraffic(() => ({ share: parsePercentage(share) }));
  }

  /**
   * The shares that it is to get one after the other, and how far that has come: a promotion is a change of one number.
   * @param percents the shares, whole percents from 1 to 100, each more than the one before it; reported otherwise: `canary.steps`, `input.type`
   * @param current how many of the steps were taken: 0 for no traffic yet, 1 for the first share; `canary.step` is reported for any other number
   */
  public static steps(percents: number[], current: number): CanaryTraffic {
    return new CanaryTraffic(() => ({ share: shareAt(percents, current) }));
  }

  /**
   * Copies of requests that other versions answer; its own answers are thrown away, so no client notices it. It gets no share.
   * @param percent share of the requests that are copied, 0 or 0.0001 to 100; `mirror.percent` is reported otherwise
   */
  public static mirror(percent = 100): CanaryTraffic {
    return new CanaryTraffic(() => ({ copies: parseCopies(percent) }));
  }

  private constructor(private readonly resolve: () => ResolvedTraffic) {}

  /** @internal */
  public _resolve(): ResolvedTraffic {
    return this.resolve();
  }
}

const parseCopies = parseShare({ id: 'mirror.percent' });

function shareAt(percents: readonly number[], current: number): number {
  const rising = list(percents).every((percent, index) => isStep(percent) && (index === 0 || percent > percents[index - 1]));
  if (!rising || percents.length === 0) {
    const fix = 'write the shares in the order in which they are taken, such as [5, 25, 50, 100]';
    throw refuse('canary.steps', `${quoted(percents)} are no steps`, fix, 'whole percents from 1 to 100, each more than the one before it');
  }
  if (!Number.isInteger(current) || current < 0 || current > percents.length) {
    const fix = 'write how many of the steps were taken: 0 for none, 1 for the first';
    throw refuse(
      'canary.step',
      `${quoted(current)} is not a number of steps taken of ${quoted(percents)}`,
      fix,
      `0 to ${percents.length}, whole`,
    );
  }
  return current === 0 ? 0 : percents[current - 1];
}

function isStep(percent: number): boolean {
  return Number.isInteger(percent) && percent >= 1 && percent <= 100;
}
