import { isDeepStrictEqual } from 'node:util';
import { Verdict } from '../../../lib/rules/ledger/verdict';
import { Outcome } from './world';

/** What our ledger says of one Service, and how that differs from what MetalLB's controller did. */
export interface Judged {
  readonly about: string;
  readonly verdict: Verdict;
  readonly difference?: string;
}

/** @param warned what comes with an address */
export function judge(about: string, verdict: Verdict, warned: readonly string[], actual: Outcome | undefined): Judged {
  const expected = outcomeOf(verdict, warned, actual?.addresses ?? []);
  const agrees = expected !== undefined && isDeepStrictEqual(expected, actual);
  return agrees ? { about, verdict } : { about, verdict, difference: differing(about, said(verdict), actual) };
}

export function differing(about: string, computed: string, actual: Outcome | undefined): string {
  return `${about}: computed ${computed}, got ${JSON.stringify(actual)}`;
}

/**
 * @param chosen what MetalLB chose where the choice was its own
 * @returns nothing where it may not choose so
 */
function outcomeOf(verdict: Verdict, warned: readonly string[], chosen: readonly string[]): Outcome | undefined {
  const remarks = warned.length === 0 ? {} : { warned };
  switch (verdict.kind) {
    case 'exact':
      return { addresses: verdict.addresses, ...remarks };
    case 'automatic':
      return verdict.allows(chosen) ? { addresses: chosen, ...remarks } : undefined;
    case 'refused':
      return { refused: verdict.reason };
    case 'ignored':
      return { pending: true };
  }
}

function said(verdict: Verdict): string {
  return verdict.kind === 'automatic' ? 'another automatic address' : JSON.stringify(verdict);
}
