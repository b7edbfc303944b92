import { Duration } from 'cdk8s';
import { refuse } from '../values/coded-error';
import { madeBy } from '../values/input';

const parse = madeBy(Duration, 'Duration.seconds(…), or another of its ways');

/** The longest that fits a Go `time.Duration`, as what reads the documents keeps them. */
const MOST_SECONDS = 9223372036;

/** A time of whole milliseconds, at least one. */
export function parseMilliseconds(duration: Duration): Duration {
  return parseWhole(duration, parse(duration).toMilliseconds({ integral: false }), 'ms', MOST_SECONDS * 1000);
}

/** A time of whole seconds, at least one. */
export function parseSeconds(duration: Duration): Duration {
  return parseWhole(duration, parse(duration).toSeconds({ integral: false }), 's', MOST_SECONDS);
}

function parseWhole(duration: Duration, amount: number, unit: string, most: number): Duration {
  if (!Number.isInteger(amount) || amount < 1 || amount > most) {
    const allowed = `1 to ${most} ${unit}, whole`;
    throw refuse(
      'route.duration',
      `${amount} ${unit} is not a time to wait`,
      `write a duration of whole ${unit}, at least 1 ${unit}`,
      allowed,
    );
  }
  return duration;
}
