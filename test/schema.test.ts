import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { ValidateFunction } from 'ajv';
import { CommittedCluster, documentsOf, Json } from './support/dist';

const root = join(__dirname, '..');

/** What each kind of `crds/` admits, by apiVersion and kind; fields it does not name are refused, as strict field validation does. */
function schemas(): Map<string, ValidateFunction> {
  // Formats are left out: those of Kubernetes are not those of JSON Schema.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const crds = readdirSync(join(root, 'crds'))
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => documentsOf(readFileSync(join(root, 'crds', file), 'utf8')));
  return new Map(
    crds.flatMap(({ spec }) =>
      spec.versions.map((version: Json) => [
        `${spec.group}/${version.name} ${spec.names.kind}`,
        ajv.compile(closedObject(version.schema.openAPIV3Schema)),
      ]),
    ),
  );
}

/** The schema without room for fields it does not name, unless it says that it keeps them. */
function closed(schema: Json): Json {
  const { properties, items } = schema;
  const keepsUnknown = properties === undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries<Json>(properties).map(([name, property]) => [name, closed(property)])),
    }),
    ...(items && { items: closed(items) }),
    ...(!keepsUnknown && { additionalProperties: false }),
  };
}

/** Of a whole object; what every object has is not part of the schema of its kind. */
function closedObject(schema: Json): Json {
  return closed({ ...schema, properties: { apiVersion: {}, kind: {}, ...schema.properties, metadata: {} } });
}

const validators = schemas();
const keyOf = ({ apiVersion, kind }: Json) => `${apiVersion} ${kind}`;

describe.each(['minikube', 'bookinfo', 'production', 'nginx-edge'])('dist/%s', (name) => {
  const custom = new CommittedCluster(name).documents.filter((document) => validators.has(keyOf(document)));
  test.each(custom.map((document) => [`${document.kind} ${document.metadata.name}`, document]))(
    '%s is what its CRD admits',
    (_, document) => {
      const validate = validators.get(keyOf(document))!;
      validate(document);
      expect(validate.errors ?? []).toEqual([]);
    },
  );
});

test('the check can fail', () => {
  const validate = validators.get('networking.istio.io/v1 Gateway')!;
  const gateway = (port: number, more = {}) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'g' },
    spec: { servers: [{ hosts: ['*'], port: { number: port, name: 'http', protocol: 'HTTP' }, ...more }] },
  });
  expect([validate(gateway(80)), validate(gateway(80, { unknown: 1 })), validate({ ...gateway(80), spec: { servers: {} } })]).toEqual([
    true,
    false,
    false,
  ]);
});
