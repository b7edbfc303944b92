import { Duration } from 'cdk8s';
import { refuse } from '../values/coded-error';
import { madeBy } from '../values/input';

/** A duration as Istio writes it, in the largest unit that is exact: `30s`, `1500ms` (istiod takes whole milliseconds, at least one). */
export function toDurationText(duration: Duration): string {
  const millis = parseDuration(duration).toMilliseconds({ integral: false });
  if (!Number.isInteger(millis) || millis < 1) {
    throw refuse(
      'istio.duration',
      `${millis} ms is not a duration Istio takes`,
      'write whole milliseconds, at least one',
      '1 ms and more, whole milliseconds',
    );
  }
  return millis % 1000 === 0 ? `${millis / 1000}s` : `${millis}ms`;
}

/** Like {@link toDurationText} where no time at all has a meaning of its own. */
export function toDurationTextOrZero(duration: Duration): string {
  return parseDuration(duration).toMilliseconds({ integral: false }) === 0 ? '0s' : toDurationText(duration);
}

/** Like {@link toDurationText} where less than a second is cut off on the way to Envoy. */
export function toSecondsText(duration: Duration): string {
  const seconds = parseDuration(duration).toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1) {
    const what = `${seconds} s is not a whole number of seconds, and istiod would cut off the rest`;
    throw refuse('istio.duration', what, 'write whole seconds, at least one', '1 s and more, whole seconds');
  }
  return `${seconds}s`;
}

const parseDuration = madeBy(Duration, 'Duration.seconds(…), or another of its ways');
