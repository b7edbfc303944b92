import { Suite } from '../../conformance/runner/suite';
import { allSkipped, brokenOff, hasFailed, judge, renderTable, Result, toJson, wasNotAsked } from '../../conformance/runner/table';

const suite: Suite<{ name: string }, string> = {
  name: 'sample',
  side: 'expected',
  versions: {},
  cases: () => ['agreed', 'contradicted', 'left out', 'unanswered'].map((name) => ({ name })),
  ask: () => Promise.resolve(new Map()),
  difference: (_, answer) => (answer === 'yes' ? undefined : `ours: yes\nreal: ${answer}`),
};
const answers = new Map<string, unknown>([
  ['agreed', 'yes'],
  ['contradicted', 'no'],
  ['left out', { skipped: 'no such program' }],
]);
const result: Result = { ...judge(suite, suite.cases(), answers), drift: ['agreed: recorded "no", now "yes"'], seconds: 1.23 };

test('a suite is its cases that agree, disagree and were skipped', () => {
  expect(toJson([result])).toEqual({ suites: { sample: { cases: 4, agree: 1, disagree: 2, skipped: 1, drift: 1 } } });
});

test('the table lists below it what disagrees, drifted, or was skipped and why', () => {
  expect(renderTable([result])).toBe(
    [
      'suite   side      cases  agree  disagree  skipped  seconds',
      'sample  expected      4      1         2        1      1.2',
      'sample: 1 skipped: no such program',
      'sample: DISAGREES contradicted: ours: yes real: no',
      'sample: DISAGREES unanswered: the real programs gave no answer',
      'sample: DRIFTED agreed: recorded "no", now "yes"',
    ].join('\n'),
  );
});

test('a disagreement, an answer that drifted and a suite that broke off are failures, skipped cases are none', () => {
  const skipped = allSkipped(suite, suite.cases(), 'Go is not installed');
  expect(renderTable([skipped])).toContain('sample: 4 skipped: Go is not installed');
  expect(hasFailed(skipped)).toBe(false);
  expect([skipped, result].map(wasNotAsked)).toEqual([true, false]);
  expect(hasFailed(result)).toBe(true);
  expect(hasFailed({ ...skipped, drift: ['one'] })).toBe(true);
  expect(hasFailed(brokenOff(suite as Suite, suite.cases(), 'out of memory'))).toBe(true);
});
