import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './compare';
import { hiddenTypesNamed } from './declarations';
import { REPO, run } from './shell';

/** What the package may hold beside the bundled libraries. All else is of no use to whoever installs it. */
const ALLOWED = [
  /^build\/lib\/.*(?<!\.private)\.d\.ts$/,
  /^build\/lib\/.*(?<!\.d)\.js$/,
  /^build\/imports\/[^/]+\.(d\.ts|js)$/,
  /^(\.jsii|API\.md|CHANGELOG\.md|LICENSE|NOTICE|README\.md|package\.json)$/,
];
const REQUIRED = ['.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'build/lib/index.d.ts', 'build/lib/index.js'];

/** Packs the repository as `npm publish` would; returns the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  const name = await run('npm', ['pack', '--silent', '--pack-destination', folder], REPO);
  return join(folder, name.trim());
}

/** What is wrong with an installed package, seen from outside: files too many or too few, and types that leak. */
export function inspect(installed: string): string[] {
  const files = filesOf(installed);
  const bundled = manifestOf(REPO).bundledDependencies.map((name) => `node_modules/${name}/`);
  const useless = [...files.keys()].filter(
    (path) => !ALLOWED.some((pattern) => pattern.test(path)) && !bundled.some((prefix) => path.startsWith(prefix)),
  );
  const missing = [...REQUIRED, ...bundled.map((prefix) => `${prefix}package.json`)].filter((path) => !files.has(path));
  const leaks = [...files]
    .filter(([path]) => /^build\/lib\/.*\.d\.ts$/.test(path))
    .flatMap(([path, text]) => hiddenTypesNamed(text.toString()).map((name) => `${path} names ${name}`));
  return [...useless.map((path) => `the package should not hold ${path}`), ...missing.map((path) => `the package lacks ${path}`), ...leaks];
}

/** The fields of a package.json that are read here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bundledDependencies: readonly string[];
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
