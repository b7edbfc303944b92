import { ClusterFacts } from '../../core/cluster-facts';
import { Manifests } from '../../manifests/manifests';
import { metalLbSettings } from '../metallb/settings';
import { Allocator } from './allocator';
import { enterAutomatic } from './automatic-requests';
import { Book, LedgerLine } from './book';
import { enterPinned } from './pinned-requests';
import { Overlap, PoolIndex } from './pool-index';
import { PoolView } from './pool-view';
import { RefusedRequest } from './refused-request';
import { asksMetalLb, ServiceRequest } from './service-request';

/** What a pool has, and how much of it Services ask for by name, each address counted once. */
export interface PoolUse {
  readonly pool: PoolView;
  readonly capacity: bigint;
  readonly reserved: bigint;
}

/** Who has which address in one cluster, in whatever order its documents stand and MetalLB comes to its Services. */
export interface Ledger {
  /** All of the cluster. */
  readonly services: readonly ServiceRequest[];
  /** Those that MetalLB serves, each once. */
  readonly served: readonly ServiceRequest[];
  readonly lines: readonly LedgerLine[];
  /** Those that certainly get no address. */
  readonly refused: readonly RefusedRequest[];
  /** By name. */
  readonly pools: readonly PoolUse[];
  readonly overlaps: readonly Overlap[];
  readonly index: PoolIndex;
  /** Comparisons of addresses and accesses to what is kept by address. */
  readonly steps: number;
}

// Each rule asks; it is written once.
const written = new WeakMap<Manifests, Map<ClusterFacts | undefined, Ledger>>();

/**
 * The ledger of a cluster. Its `Allocator` tells what MetalLB makes of one Service, given its `Holdings`, which are who has which
 * address; its `Book` collects what becomes of all.
 */
export function ledgerOf(manifests: Manifests, facts?: ClusterFacts): Ledger {
  const ledgers = written.get(manifests) ?? new Map<ClusterFacts | undefined, Ledger>();
  const known = ledgers.get(facts) ?? write(manifests, facts);
  written.set(manifests, ledgers.set(facts, known));
  return known;
}

function write(manifests: Manifests, facts?: ClusterFacts): Ledger {
  const allocator = Allocator.of(manifests, facts);
  const existing = metalLbSettings(manifests, facts).existing.pools;
  const book = new Book(allocator, existing);
  const { services, index } = allocator;
  const { pools, overlaps } = index;
  const served = [...new Map(services.map((service) => [service.key, service])).values()].filter((service) => allocator.serves(service));
  // Without a pool, who says nothing to MetalLB may be another's.
  enter(book, pools.length + existing.size > 0 ? served : served.filter(asksMetalLb));
  const usage = pools.map((pool) => ({ pool, capacity: pool.capacity(), reserved: book.reserved(pool, 4) + book.reserved(pool, 6) }));
  const refused = new Set(book.refused.map(({ service }) => service));
  const lines = book.lines.filter(({ service }) => !refused.has(service));
  return { services, served, lines, refused: book.refused, pools: usage, overlaps, index, steps: allocator.work.steps };
}

function enter(book: Book, served: readonly ServiceRequest[]): void {
  const readable = served.filter(({ wanted }) => wanted.wrong === undefined);
  served.forEach((service) => {
    if (service.wanted.wrong !== undefined) {
      book.refuse(service, service.wanted.wrong, { address: service.wanted.text });
    }
  });
  enterPinned(
    book,
    readable.filter(({ wanted }) => wanted.addresses.length > 0),
  );
  enterAutomatic(
    book,
    readable.filter(({ wanted }) => wanted.addresses.length === 0),
  );
}
