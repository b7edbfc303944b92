import { join, relative } from 'node:path';
import * as ts from 'typescript';
import { hiddenTypesNamed } from '../../tools/package-test/declarations';

const REPO = join(__dirname, '..', '..');

/** The declarations of lib/ as they are now, made in memory: a build that somebody left behind proves nothing. */
function declarations(): Map<string, string> {
  const { config } = ts.readConfigFile(join(REPO, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, REPO);
  // Only types that declarations show are worked out; whether all is well typed is for lint and build to say.
  const program = ts.createProgram(fileNames, { ...options, emitDeclarationOnly: true, noEmitOnError: false, noCheck: true });
  const written = new Map<string, string>();
  program.emit(undefined, (file, text) => written.set(relative(options.outDir ?? REPO, file), text), undefined, true);
  return written;
}

test('no declaration of the library names generated types, cdk8s-plus, or a file whose declarations are dropped', () => {
  const written = [...declarations()].filter(([file]) => file.startsWith('lib/'));
  const shipped = written.filter(([file]) => !file.endsWith('.private.d.ts'));
  expect(shipped.map(([file]) => file)).toContain('lib/index.d.ts');
  expect(shipped.flatMap(([file, text]) => hiddenTypesNamed(text).map((name) => `${file}: ${name}`))).toEqual([]);

  // The files that may name them do: what is looked for can be found.
  const dropped = written.filter(([file]) => file.endsWith('.private.d.ts'));
  expect(dropped).not.toEqual([]);
  expect(dropped.filter(([, text]) => hiddenTypesNamed(text).length === 0)).toEqual([]);
});

test.each([
  ["import { Gateway } from '../../imports/networking.istio.io';", '../../imports/networking.istio.io'],
  ["export declare const spec: import('cdk8s-plus-27').k8s.ServiceSpec;", 'cdk8s-plus-27'],
  ["export { IpAddressPool } from './crd.private';", './crd.private'],
  ['/// <reference types="cdk8s-plus-31" />', 'cdk8s-plus-31'],
])('a leak is seen: %s', (declaration, name) => {
  expect(hiddenTypesNamed(declaration)).toEqual([name]);
});

test('a comment may name them', () => {
  expect(hiddenTypesNamed('/** A Service of cdk8s-plus-27, or of imports/k8s. */\nexport declare class Backend {}')).toEqual([]);
});
