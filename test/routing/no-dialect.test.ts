import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../lib/routing');

test('the route model has no word of a dialect', () => {
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(30);
  const words = /istio|nginx|virtual ?service|destination ?rule|http ?route\b|parentRef/gi;
  expect(files.flatMap((file) => (readFileSync(join(folder, file), 'utf8').match(words) ?? []).map((word) => [file, word]))).toEqual([]);
});
