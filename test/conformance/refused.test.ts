import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusedCases } from '../../conformance/cases/refused/all';
import { noCounterpart } from '../../conformance/cases/refused/no-counterpart';
import { reportedBy } from '../../conformance/runner/refused/ours';
import { countPairs } from '../../conformance/runner/suites/refused';

const documented = [...readFileSync(join(__dirname, '..', '..', 'docs', 'problems.md'), 'utf8').matchAll(/^\| `([^`]+)`/gm)].map(
  ([, id]) => id,
);

test('our types refuse every program of the suite, for its one fault and at its place', () => {
  for (const aCase of refusedCases) {
    expect({ name: aCase.name, reported: reportedBy(aCase) }).toEqual({ name: aCase.name, reported: [aCase.problem] });
  }
});

test('each case has a name of its own', () => {
  const names = refusedCases.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
});

test('every problem has a case, or the reason why no document could have it', () => {
  const shown = new Set([...refusedCases.map(({ problem }) => problem[0]), ...Object.keys(noCounterpart)]);
  expect(documented.filter((id) => !shown.has(id))).toEqual([]);
  expect([...shown].filter((id) => !documented.includes(id))).toEqual([]);
});

test('at least 270 pairs of problem and field are refused by the real programs, and at least 160 are swallowed', () => {
  const { refused, silent } = countPairs(refusedCases);
  expect(refused).toBeGreaterThanOrEqual(270);
  expect(silent).toBeGreaterThanOrEqual(160);
});
