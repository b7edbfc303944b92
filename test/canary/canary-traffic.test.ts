import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { documentWith, problemsWith, version, yamlWith } from './reviews';

const traffic = (given: CanaryTraffic) => ({ canaries: [version('v2', given)] });
const weightsOf = (given: CanaryTraffic) =>
  documentWith('VirtualService', traffic(given)).spec.http[0].route.map(({ weight }: { weight: number }) => weight);

test('a share of the requests', () => {
  expect(yamlWith(traffic(CanaryTraffic.percent(25)))).toMatchSnapshot();
});

describe('steps', () => {
  const steps = (current: number) => CanaryTraffic.steps([5, 25, 50, 100], current);

  test('the share of the step that was taken last', () => {
    expect(yamlWith(traffic(steps(2)))).toMatchSnapshot();
  });

  test.each([
    [0, [100, 0]],
    [1, [95, 5]],
    [4, [0, 100]],
  ])('%i steps taken', (current, weights) => {
    expect(weightsOf(steps(current))).toEqual(weights);
  });

  test.each([5, -1, 1.5, NaN, '1', undefined])('%p steps taken is reported', (current: any) => {
    expect(problemsWith(traffic(steps(current)))).toEqual([
      expect.stringMatching(
        /^\[chart\/canary\] canary\.step: canaries\[0\]\.traffic: .* is not a number of steps taken of \[ 5, 25, 50, 100 \]/,
      ),
    ]);
  });

  test('the message says how to count', () => {
    expect(problemsWith(traffic(steps(5)))).toEqual([
      '[chart/canary] canary.step: canaries[0].traffic: 5 is not a number of steps taken of [ 5, 25, 50, 100 ]. ' +
        'Allowed: 0 to 4, whole. Fix: write how many of the steps were taken: 0 for none, 1 for the first.',
    ]);
  });

  test.each([[[]], [[50, 25]], [[5, 5]], [[0, 50]], [[50, 101]], [[2.5]], [['5']], [[null]]])('%j is reported', (percents: any) => {
    expect(problemsWith(traffic(CanaryTraffic.steps(percents, 0)))).toEqual([
      expect.stringMatching(/^\[chart\/canary\] canary\.steps: canaries\[0\]\.traffic: \[.*\] are no steps\. Allowed: whole percents/),
    ]);
  });

  test('what is no list', () => {
    expect(problemsWith(traffic(CanaryTraffic.steps(50 as any, 1)))).toEqual([
      '[chart/canary] input.type: canaries[0].traffic: 50 is not a list. Allowed: a list. Fix: write it in [ ].',
    ]);
  });

  test('several canaries that together take more than there is', () => {
    expect(problemsWith({ canaries: [version('v2', steps(3)), version('v3', CanaryTraffic.percent(51))] })).toEqual([
      expect.stringContaining('percentage.sum: canaries: the shares 50 + 51 add up to 101 percent'),
    ]);
  });
});

describe('a dark version', () => {
  test('gets copies and no share', () => {
    expect(yamlWith(traffic(CanaryTraffic.mirror()))).toMatchSnapshot();
  });

  test('gets copies of what all others answer, beside versions with a share', () => {
    const canaries = [version('v2', CanaryTraffic.percent(60)), version('v3', CanaryTraffic.mirror(12.5))];
    const [{ route, mirrors }] = documentWith('VirtualService', { canaries }).spec.http;
    expect(route.map(({ destination, weight }: any) => [destination.subset, weight])).toEqual([
      ['v1', 40],
      ['v2', 60],
    ]);
    expect(mirrors).toEqual([{ destination: { host: 'reviews', subset: 'v3' }, percentage: { value: 12.5 } }]);
  });

  test('its copies are none of the 100 percent', () => {
    expect(problemsWith({ canaries: [version('v2', CanaryTraffic.percent(100)), version('v3', CanaryTraffic.mirror())] })).toEqual([]);
  });

  test.each([101, -1, NaN, '5'])('%p percent is reported', (percent: any) => {
    expect(problemsWith(traffic(CanaryTraffic.mirror(percent)))).toEqual([
      expect.stringContaining('[chart/canary] mirror.percent: canaries[0].traffic: '),
    ]);
  });
});
