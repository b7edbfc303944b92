import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The files of a folder, at any depth, by their path in it. */
export function filesOf(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
}

/**
 * Compares outputs file by file with the first of them, prints a table, and returns what differs, one line each.
 * No file at all differs as well: equal nothings prove nothing.
 */
export function compare(outputs: ReadonlyMap<string, ReadonlyMap<string, Buffer>>): string[] {
  const [first] = outputs.values();
  const paths = [...new Set([...outputs.values()].flatMap((files) => [...files.keys()]))].sort();
  const rows = paths.map((path) => {
    const cells = [...outputs.values()].map((files) => cell(files.get(path), first.get(path)));
    return [path, ...cells];
  });
  printTable([['file', ...outputs.keys()], ...rows]);
  const problems = rows.flatMap(([path, ...cells]) =>
    [...outputs.keys()]
      .filter((_, index) => !cells[index].endsWith('same'))
      .map((name) => `${path} of ${name} is not what the others wrote`),
  );
  return paths.length === 0 ? ['no program wrote anything'] : problems;
}

function cell(file: Buffer | undefined, expected: Buffer | undefined): string {
  if (file === undefined) {
    return 'MISSING';
  }
  return expected !== undefined && file.equals(expected) ? `${file.length} same` : `${file.length} DIFFERENT`;
}

function printTable(rows: readonly string[][]): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(`  ${row.map((text, column) => text.padEnd(widths[column])).join('  ')}`.trimEnd());
  }
}
