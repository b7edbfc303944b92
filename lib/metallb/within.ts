import { Duration } from 'cdk8s';
import { quoted, refuse } from '../values/coded-error';
import { madeBy } from '../values/input';

/** What a number may be. */
export interface Limits {
  readonly id: string;
  /** What it is, with its article. */
  readonly noun: string;
  readonly least: number;
  readonly most: number;
}

/** A parser of whole numbers between limits, both among them. */
export function within({ id, noun, least, most }: Limits): (value: number) => number {
  return (value) => {
    if (!Number.isInteger(value) || value < least || value > most) {
      const allowed = `${least} to ${most}, whole`;
      throw refuse(id, `${quoted(value)} is not ${noun}`, `write a whole number from ${least} to ${most}`, allowed);
    }
    return value;
  };
}

const parseDuration = madeBy(Duration, 'Duration.seconds(…), or another of its ways');

/** A parser of durations of whole seconds. */
export function secondsWithin(limits: Limits): (value: Duration) => number {
  return (value) => whole(parseDuration(value).toSeconds({ integral: false }), 's', limits);
}

/** A parser of durations of whole milliseconds. */
export function millisecondsWithin(limits: Limits): (value: Duration) => number {
  return (value) => whole(parseDuration(value).toMilliseconds({ integral: false }), 'ms', limits);
}

function whole(amount: number, unit: string, { id, noun, least, most }: Limits): number {
  if (!Number.isInteger(amount) || amount < least || amount > most) {
    const allowed = `${least} to ${most} ${unit}, whole`;
    throw refuse(id, `${amount} ${unit} is not ${noun}`, `write a duration within these limits`, allowed);
  }
  return amount;
}
