import { Pace } from '../../conformance/runner/addresses/pace';

test('on a slow machine whoever waits by time waits longer, on a fast one never shorter', () => {
  const pace = new Pace();
  expect(pace.here(450)).toBe(450);
  pace.measured(300);
  expect(pace.here(450)).toBe(1350);
  pace.measured(20);
  expect(pace.here(450)).toBe(450);
});
