import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codesIn, pageOf, tableBelow } from '../support/programs';

const listed = tableBelow(pageOf('problems.md'), 'All of them').flatMap(([id]) => codesIn(id));
const pages = readdirSync(join(__dirname, '..', '..', 'docs'));

test.each(pages)('each problem that docs/%s names is one of docs/problems.md', (page) => {
  const named = [...pageOf(page).matchAll(/`((?:canary|istio|metallb)\.[a-z]+-[a-z-]+)`/g)].map(([, id]) => id);
  expect(named.filter((id) => !listed.includes(id))).toEqual([]);
});

test('ids are found', () => {
  expect(pageOf('istio.md')).toMatch(/`istio\.[a-z]+-[a-z-]+`/);
  expect(listed).toContain('istio.split-host');
});
