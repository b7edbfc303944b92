// The rules are many, and a program needs them when it checks a cluster, not when it loads the library: so the build loads them late.
export { ALL_RULES, checkRules } from '../rules/all-rules';
export { ledgerOf } from '../rules/ledger/ledger';
export { LEDGER_RULES } from '../rules/ledger-rules';
