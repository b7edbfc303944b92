import { ApiObject, ApiObjectMetadata, GroupVersionKind, Lazy } from 'cdk8s';
import { Construct } from 'constructs';

/** The static side of a generated class: it types the fields of a kind and knows how each is written. */
interface GeneratedClass<Props> {
  readonly GVK: GroupVersionKind;
  manifest(props: Props): unknown;
}

/** Fields of an object; those that are known only when the tree is complete come from a function. */
type Fields<Props> = { readonly [Field in keyof Props]: Props[Field] | (() => unknown) } & { readonly metadata: ApiObjectMetadata };

/**
 * Adds an object that a generated class types, as a plain ApiObject. An instance of the generated class would convert its
 * fields after JSON patches were applied, and lose from them whatever its schema does not know, and of cdk8s-plus even every
 * Quantity and port (`256Mi`, `8080`): the escape hatch would not lead out.
 */
export function addObject<Props>(scope: Construct, id: string, kind: GeneratedClass<Props>, fields: Fields<Props>): ApiObject {
  const { metadata, ...others } = fields;
  const write = (field: string, value: unknown) => (kind.manifest({ [field]: value } as Props) as Record<string, unknown>)[field];
  const written = Object.entries<unknown>(others).map(([field, value]): [string, unknown] => [
    field,
    isLate(value) ? Lazy.any({ produce: () => write(field, value()) }) : write(field, value),
  ]);
  return new ApiObject(scope, id, { ...kind.GVK, metadata, ...Object.fromEntries(written) });
}

function isLate(value: unknown): value is () => unknown {
  return typeof value === 'function';
}
