import { inTurn } from '../../conformance/runner/in-turn';

test('so many at a time, with the results in the order of the items', async () => {
  let running = 0;
  let most = 0;
  const results = await inTurn([30, 10, 20, 0], 2, async (wait, index) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, wait));
    running--;
    return `${index}: ${wait}`;
  });
  expect(results).toEqual(['0: 30', '1: 10', '2: 20', '3: 0']);
  expect(most).toBe(2);
});
