/** Why MetalLB's controller gives a Service no address, by what its event says (MetalLB `controller/service.go`, `internal/allocator`). */
export type Refusal =
  | 'asked-twice'
  | 'family-mismatch'
  | 'in-another-pool'
  | 'no-address'
  | 'not-an-address'
  | 'not-in-a-pool'
  | 'not-shared'
  | 'pool-excludes-service'
  | 'pool-exhausted'
  | 'pool-lacks-family'
  | 'port-taken'
  | 'same-family'
  | 'too-many-addresses'
  | 'unknown-pool';

/** A Service gets nothing. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: Refusal;
  /** The address it is about. */
  readonly address?: string;
  /** Name of the pool it is about. */
  readonly pool?: string;
  /** `namespace/name` of the Service that has the address. */
  readonly holder?: string;
  /** The port that one of them has already. */
  readonly port?: string;
}

/** What MetalLB's controller makes of a Service, given who has which address already. */
export type Verdict =
  /** Just these, in the order of the Service's status. */
  | { readonly kind: 'exact'; readonly addresses: readonly string[] }
  /** Some of its own choice. */
  | { readonly kind: 'automatic'; readonly allows: (addresses: readonly string[]) => boolean }
  | Refused
  /** None of its business: no LoadBalancer, a class it does not serve, or no pool at all is in force. */
  | { readonly kind: 'ignored' };
