import { ServiceRequest } from './service-request';

/** Why a Service certainly gets no address, as the ledger tells it: by what there is to do about it. */
export type Cause =
  | 'asked-twice'
  | 'family-mismatch'
  | 'held-back'
  | 'in-another-pool'
  | 'no-automatic-pool'
  | 'no-dual-stack-pool'
  | 'not-an-address'
  | 'not-in-a-pool'
  | 'pool-excludes-service'
  | 'pool-exhausted'
  | 'port-taken'
  | 'reserved-twice'
  | 'same-family'
  | 'sharing-differs'
  | 'too-many-addresses'
  | 'unknown-pool';

/** A Service that certainly gets no address. */
export interface RefusedRequest {
  readonly service: ServiceRequest;
  readonly cause: Cause;
  /** The address it is about. */
  readonly address?: string;
  /** The pools it is about, by name. */
  readonly pools: readonly string[];
  /** Who has the address. */
  readonly holder?: ServiceRequest;
  /** The port that both have. */
  readonly port?: string;
}
