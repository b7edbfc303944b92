/** The part of an object's metadata that is read here. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Kubernetes object as it will be written. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** One object with where it comes from and where it goes. */
export interface Document {
  /** Construct path of the object. */
  readonly origin: string;
  /** Construct path of its chart. */
  readonly chart: string;
  /** File it goes to, below the output folder. */
  readonly file: string;
  readonly object: KubeObject;
}
