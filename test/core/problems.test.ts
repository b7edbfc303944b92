import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { defectsOf, Findings } from '../../lib/core/findings';
import { Severity } from '../../lib/core/problem';
import { Problems } from '../../lib/core/problems';
import { refuse } from '../../lib/values/coded-error';

const tree = () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  return { app, chart, one: new Construct(chart, 'one'), two: new Construct(chart, 'two') };
};
const risky = { id: 'test.risky', what: 'this is risky', fix: 'think again' };

test('all problems of a subtree are listed, with where and what to do', () => {
  const { app, chart, one, two } = tree();
  Findings.of(one).error({ id: 'test.wrong', what: '"x" is wrong', allowed: 'y', fix: 'write y' }, 'field');
  Findings.of(two).warning(risky);
  expect(Problems.of(app).list()).toEqual([
    { id: 'test.wrong', severity: Severity.ERROR, path: 'chart/one', field: 'field', what: '"x" is wrong', allowed: 'y', fix: 'write y' },
    { severity: Severity.WARNING, path: 'chart/two', ...risky },
  ]);
  expect(Problems.of(two).list()).toHaveLength(1);
  expect(() => chart.toJson()).toThrow('[chart/one] test.wrong: field: "x" is wrong. Allowed: y. Fix: write y.');
});

test('a warning does not stop the synthesis', () => {
  const { chart, one } = tree();
  Findings.of(one).warning(risky);
  expect(chart.toJson()).toEqual([]);
});

test('a warning can be acknowledged for a subtree, and the reason is kept', () => {
  const { app, chart, one, two } = tree();
  Findings.of(one).warning(risky);
  Findings.of(two).warning(risky);
  Problems.of(chart).acknowledge('test.risky', 'agreed with the owners');
  Problems.of(two).acknowledge('test.risky', 'and here once more');
  expect(
    Problems.of(app)
      .list()
      .map(({ acknowledged }) => acknowledged),
  ).toEqual(['agreed with the owners', 'and here once more']);
});

test('an acknowledgement holds for its warning only, and never for an error', () => {
  const { app, one } = tree();
  Findings.of(one).warning(risky);
  Findings.of(one).error({ ...risky, id: 'test.wrong' });
  Problems.of(one).acknowledge('test.other', 'no reason');
  Problems.of(one).acknowledge('test.wrong', 'no reason');
  expect(
    Problems.of(app)
      .list()
      .map(({ acknowledged }) => acknowledged),
  ).toEqual([undefined, undefined]);
});

test('late checks see the finished tree', () => {
  const { chart, one } = tree();
  let wrong = false;
  Findings.of(one).check(() =>
    wrong
      ? defectsOf('late', () => {
          throw refuse('test.late', 'too late', 'come earlier');
        })
      : [],
  );
  expect(chart.toJson()).toEqual([]);
  wrong = true;
  expect(() => chart.toJson()).toThrow('[chart/one] test.late: late: too late. Fix: come earlier.');
});

test('a bug is not mistaken for a problem of the user', () => {
  const { one } = tree();
  const bug = () => {
    throw new TypeError('a bug');
  };
  expect(() => Findings.of(one).parse('field', 1, bug)).toThrow(TypeError);
  expect(() => defectsOf('field', bug)).toThrow(TypeError);
});

test('errors of this library are recognized, others are not', () => {
  expect(Problems.isError(refuse('a.b', 'c', 'd'))).toBe(true);
  expect([new Error('a'), undefined, null, 'text', {}].map((error) => Problems.isError(error))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
