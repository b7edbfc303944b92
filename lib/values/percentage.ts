import { quoted, refuse } from './coded-error';

/** A share of traffic in whole percent, 0 to 100. */
export function parsePercentage(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 100) {
    throw refuse('percentage.range', `${quoted(value)} is not a whole percentage`, 'write a whole number from 0 to 100', '0 to 100, whole');
  }
  return value;
}

/** What is left of 100 percent after the given shares. */
export function restOf(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum > 100) {
    throw refuse(
      'percentage.sum',
      `the shares ${shares.join(' + ')} add up to ${sum} percent`,
      'lower them until the sum is at most 100',
      'a sum from 0 to 100',
    );
  }
  return 100 - sum;
}
