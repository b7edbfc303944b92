/**
 * Part of `npm run build`: the `*.private` files re-export generated types and cdk8s-plus, the `*.late` ones the rules: the most costly
 * modules there are. TypeScript loads what a file re-exports as soon as the file is loaded; here that is put off until it is first used,
 * so that a program pays only for the products it uses.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const built = join('build', 'lib');
for (const file of readdirSync(built, { recursive: true, encoding: 'utf8' })) {
  if (/\.(private|late)\.js$/.test(file)) {
    const path = join(built, file);
    writeFileSync(path, loadingLate(path, readFileSync(path, 'utf8')));
  }
}

/** A source map would no longer fit, and there is nothing in these files to step through. */
function loadingLate(path: string, script: string): string {
  const code = script.replace(/^\/\/# sourceMappingURL=.*$/m, '');
  const loads = [...code.matchAll(/^(?:const|var) (\w+) = (require\("[^"]+"\));\n/gm)];
  const late = loads.reduce((text, [line, name, load]) => text.replace(line, '').replaceAll(`return ${name}.`, `return ${load}.`), code);
  if (loads.length === 0 || loads.some(([, name]) => new RegExp(`\\b${name}\\b`).test(late))) {
    throw new Error(`${path} is to do nothing but re-export names, so that they can be loaded late`);
  }
  return late;
}
