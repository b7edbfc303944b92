import { ApiObjectMetadata, GroupVersionKind } from 'cdk8s';

/** A kind of which this library writes a few fields only, typed by hand: what `addObject` wants of a generated class. */
export interface TypedKind<Spec> {
  readonly GVK: GroupVersionKind;
  readonly manifest: (props: { readonly metadata: ApiObjectMetadata; readonly spec: Spec }) => unknown;
}

export function typedKind<Spec>(apiVersion: string, kind: string): TypedKind<Spec> {
  return { GVK: { apiVersion, kind }, manifest: (props) => props };
}
