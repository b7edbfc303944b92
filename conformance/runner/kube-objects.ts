/** Why the API server refused one field. */
export interface Cause {
  readonly reason?: string;
  readonly field?: string;
  readonly message?: string;
}

/** An object as the API server returns it, with what is read of it here. */
export interface Stored {
  readonly kind?: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid: string; readonly resourceVersion: string };
  readonly spec?: { readonly type?: string };
  readonly status?: {
    /** Of a Service. */
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip: string }[] };
    /** Of a pool of MetalLB. */
    readonly availableIPv4?: number;
    readonly availableIPv6?: number;
    /** Of the state of MetalLB's configuration. */
    readonly result?: string;
    readonly errorSummary?: string;
  };
}

/** A remark of a controller on an object. */
export interface StoredEvent extends Stored {
  readonly involvedObject: { readonly kind: string; readonly name: string; readonly uid: string };
  readonly source: { readonly component?: string };
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}
