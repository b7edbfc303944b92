import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';

export type Json = Record<string, any>;

/** Every file below a folder, by its path there. */
export function filesOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** The documents of a YAML text. */
export function documentsOf(text: string): Json[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Json);
}

/** The committed documents of one cluster, found by kind and name. */
export class CommittedCluster {
  public readonly documents: Json[];

  public constructor(cluster: string) {
    this.documents = [...filesOf(join(__dirname, '..', '..', 'dist', cluster)).values()].flatMap(documentsOf);
  }

  public the(kind: string, name: string): Json {
    const found = this.documents.filter((document) => document.kind === kind && document.metadata.name === name);
    expect(found).toHaveLength(1);
    return found[0];
  }
}
