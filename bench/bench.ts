/**
 * `npm run bench`: what the library costs, measured on the built package (`npm run build` first). A line that breaks its
 * limit fails the run. Add a line by adding a function to LINES.
 */
import { importCost } from './import-cost';
import { ledgerCost } from './ledger-cost';
import { rulesCost } from './rules-cost';

/** One measurement: what it says, and whether its limit holds. */
export interface BenchLine {
  readonly text: string;
  readonly ok: boolean;
}

const LINES: readonly (() => BenchLine)[] = [importCost, ledgerCost, rulesCost];

for (const measure of LINES) {
  const { text, ok } = measure();
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${text}`);
  if (!ok) {
    process.exitCode = 1;
  }
}
