import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Yaml } from 'cdk8s';
import { inApplyOrder } from '../manifests/apply-order';
import { Document } from '../manifests/document';
import { groupBy } from '../values/group-by';

/** Texts by path below the output folder; the documents of a file in the order in which they can be applied. */
export function toFiles(documents: readonly Document[]): Map<string, string> {
  const files = groupBy(inApplyOrder(documents), ({ file }) => file);
  return new Map([...files].map(([file, content]) => [file, Yaml.stringify(...content.map(({ object }) => object))]));
}

/** Each file appears whole or not at all: it is written beside its place and moved there. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.partial`, text);
    renameSync(`${target}.partial`, target);
  }
}

/** What validation plugins of the cdk8s CLI read to name constructs; the format is that of cdk8s. */
export function writeConstructMetadata(folder: string, documents: readonly Document[]): void {
  const resources = Object.fromEntries(documents.map(({ object, origin }) => [object.metadata.name, { path: origin }]));
  writeFileSync(join(folder, 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources }));
}
