import { Findings } from '../../lib/core/findings';
import { LabelExpression, LabelSelector, LabelSelectorOptions } from '../../lib/core/label-selector';
import { problemsOf } from '../support/charts';

const problems = (options: LabelSelectorOptions) =>
  problemsOf((chart) => {
    LabelSelector.of(options)._check(Findings.of(chart), 'selector');
  });
const any = (value: unknown): any => value;

test('labels and expressions as Kubernetes writes them', () => {
  const expressions = [
    LabelExpression.isIn('zone', ['a', 'b']),
    LabelExpression.isNotIn('tier', ['db']),
    LabelExpression.exists('node-role.kubernetes.io/worker'),
    LabelExpression.doesNotExist('spot'),
  ];
  expect(LabelSelector.of({ labels: { app: 'web' }, expressions })._render()).toEqual({
    matchLabels: { app: 'web' },
    matchExpressions: [
      { key: 'zone', operator: 'In', values: ['a', 'b'] },
      { key: 'tier', operator: 'NotIn', values: ['db'] },
      { key: 'node-role.kubernetes.io/worker', operator: 'Exists' },
      { key: 'spot', operator: 'DoesNotExist' },
    ],
  });
  expect(problems({ labels: { app: '' }, expressions })).toEqual([]);
});

test('one that asks nothing selects everything', () => {
  expect(problems({})).toEqual([]);
  expect(LabelSelector.of({})._render()).toEqual({});
});

test.each<[LabelSelectorOptions, string]>([
  [{ labels: { '-app': 'web' } }, 'label.key: selector.labels: "-app" is not a valid label key'],
  [{ labels: { app: 'a b' } }, 'label.value: selector.labels.app: "a b" is not a valid label value'],
  [{ expressions: [LabelExpression.exists('')] }, 'label.key: selector.expressions[0]: "" is not a valid label key'],
  [{ expressions: [LabelExpression.isIn('zone', ['a b'])] }, 'label.value: selector.expressions[0][0]: "a b" is not a valid label value'],
  [
    { expressions: [LabelExpression.isIn('zone', [])] },
    'label.no-values: selector.expressions[0]: no value of label "zone" is named. Allowed: at least one value. ' +
      'Fix: name one or more, or write LabelExpression.exists(…) or .doesNotExist(…).',
  ],
  [{ expressions: [LabelExpression.isNotIn('zone', [])] }, 'label.no-values: selector.expressions[0]: '],
  [any(undefined), 'input.type: selector: nothing is not a group of named values'],
  [any(null), 'input.type: selector: null is not a group of named values'],
  [any('app=web'), 'input.type: selector: "app=web" is not a group of named values'],
  [{ labels: any('web') }, 'input.type: selector.labels: "web" is not a group of named values'],
  [{ expressions: any('app') }, 'input.type: selector.expressions: "app" is not a list'],
  [{ expressions: [any('app')] }, 'input.type: selector.expressions[0]: "app" is not a LabelExpression'],
  [{ expressions: [LabelExpression.exists(any(5))] }, 'input.type: selector.expressions[0]: 5 is not a text'],
  [{ expressions: [LabelExpression.isIn('zone', any(undefined))] }, 'input.type: selector.expressions[0]: nothing is not a list'],
])('%#: %j', (options, message) => {
  expect(problems(options)).toEqual([expect.stringContaining(`[chart] ${message}`)]);
});
