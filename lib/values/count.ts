import { quoted, refuse } from './coded-error';

const MOST = 2147483647;

/** A whole number that fits the `int32` of an API: 0 to 2147483647. */
export function parseCount(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > MOST) {
    throw refuse('count.range', `${quoted(value)} is not a count`, `write a whole number from 0 to ${MOST}`, `0 to ${MOST}, whole`);
  }
  return value;
}
