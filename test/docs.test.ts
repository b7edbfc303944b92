import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const ID = '[a-z][a-z-]*\\.[a-z0-9-]+';
const listed = [...read('docs', 'problems.md').matchAll(new RegExp(`^\\| \`(${ID})\` +\\|`, 'gm'))].map(([, id]) => id);

/** Every id that stands where the source makes a problem. */
function idsInSource(): string[] {
  const made = new RegExp(`(?:refuse\\(\\s*|\\bid: |match\\(\\s*|parseRegex\\(|besideThis\\('\\w+', )'(${ID})'`, 'g');
  const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return [...new Set(sources.flatMap((file) => [...read('lib', file).matchAll(made)].map(([, id]) => id)))].sort();
}

test('docs/problems.md lists every problem id once, and no other', () => {
  expect(listed.length).toBeGreaterThan(50);
  expect([...listed].sort()).toEqual(idsInSource());
});

test('each rule is a file named by its id', () => {
  const rules = readdirSync(join(root, 'lib', 'rules')).filter((file) => new RegExp(`^${ID}\\.ts$`).test(file));
  expect(rules.length).toBeGreaterThan(3);
  const registers = read('lib', 'rules', 'all-rules.ts') + read('lib', 'rules', 'ledger-rules.ts') + read('lib', 'rules', 'istio-rules.ts');
  for (const id of rules.map((file) => file.replace(/\.ts$/, ''))) {
    expect(read('lib', 'rules', `${id}.ts`)).toContain(`id: '${id}'`);
    expect(registers).toContain(`'./${id}'`);
  }
});
