import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Json } from './dist';

/** The leaves of a schema: `BGPPeer.passwordSecret.name`, without the places in lists, and `*` for the keys of a map. */
function leaves(schema: Json, path: string): string[] {
  if (schema.properties) {
    return Object.entries(schema.properties as Json).flatMap(([name, field]) => leaves(field as Json, `${path}.${name}`));
  }
  if (schema.additionalProperties?.properties) {
    return leaves(schema.additionalProperties as Json, `${path}.*`);
  }
  return schema.items ? leaves(schema.items as Json, path) : [path];
}

/** Whether a document has something at a path of the schema. */
function has(value: unknown, path: readonly string[]): boolean {
  if (Array.isArray(value)) {
    return value.some((item) => has(item, path));
  }
  const [field, ...rest] = path;
  if (field === undefined || typeof value !== 'object' || value === null) {
    return field === undefined && value !== undefined;
  }
  return field === '*' ? Object.values(value).some((item) => has(item, rest)) : has((value as Json)[field], rest);
}

/** The fields of kinds in a file of `crds/`, by kind: all that their `spec` can say. */
export function fieldsOfKinds(file: string): Map<string, string[]> {
  const text = readFileSync(join(__dirname, '../../crds', file), 'utf8');
  const crds = parseAllDocuments(text).map((crd) => crd.toJS() as Json);
  return new Map(
    crds.map(({ spec }) => {
      const kind = spec.names.kind as string;
      return [kind, leaves(spec.versions[0].schema.openAPIV3Schema.properties.spec as Json, kind)];
    }),
  );
}

/** Whether one of the documents says a field. */
export function isSaid(field: string, documents: readonly Json[]): boolean {
  const [kind, ...path] = field.split('.');
  return documents.some((document) => document.kind === kind && has(document.spec, path));
}
