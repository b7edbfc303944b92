import { IpAddress, IpFamily } from '../../values/ip-address';
import { Allocator } from './allocator';
import { PoolView } from './pool-view';
import { Cause, RefusedRequest } from './refused-request';
import { ServiceRequest } from './service-request';

/** One address of a Service, or that MetalLB chooses one. */
export interface LedgerLine {
  readonly service: ServiceRequest;
  /** Nothing where MetalLB chooses. */
  readonly address?: IpAddress;
  /** Where it is from, or may be from; none where the pool is not among the documents. */
  readonly pools: readonly PoolView[];
}

/** The ledger while it is written: what Services take, and which of them cannot have what they ask for. */
export class Book {
  public readonly lines: LedgerLine[] = [];
  public readonly refused: RefusedRequest[] = [];
  private readonly reservedIn = new Map<PoolView, Record<IpFamily, bigint>>();
  private readonly byKey: ReadonlyMap<string, ServiceRequest>;
  /** Whether addresses may exist that no document tells of: in a pool made elsewhere, or behind an entry that cannot be read. */
  private readonly isPartial: boolean;

  /** @param existing names of pools that are not among the documents */
  public constructor(
    public readonly allocator: Allocator,
    private readonly existing: ReadonlySet<string>,
  ) {
    this.byKey = new Map(allocator.services.map((service) => [service.key, service]));
    this.isPartial = this.pools.length === 0 || existing.size > 0 || this.pools.some(({ isWhole }) => !isWhole);
  }

  public get pools(): readonly PoolView[] {
    return this.allocator.index.pools;
  }

  /** Whether there may be pools that are not known here: who leaves the choice to MetalLB may be served from one. */
  public get isOpen(): boolean {
    return this.isPartial || this.allocator.misplaced.pools.length > 0;
  }

  /** Whether a pool may have an address that none here has. One that stands in a wrong namespace is a problem of the pool alone. */
  public mayHold(address: IpAddress): boolean {
    return this.isPartial || this.allocator.misplaced.holding(address) !== undefined;
  }

  public mayExist(poolName: string): boolean {
    return this.pools.length === 0 || this.existing.has(poolName) || this.allocator.misplaced.byName.has(poolName);
  }

  public refuse(service: ServiceRequest, cause: Cause, about: Partial<RefusedRequest> & { readonly holderKey?: string } = {}): void {
    const { holderKey, pools = [], ...rest } = about;
    this.refused.push({ holder: this.serviceNamed(holderKey), pools, ...rest, service, cause });
  }

  public serviceNamed(key = ''): ServiceRequest | undefined {
    return this.byKey.get(key);
  }

  public reserve(service: ServiceRequest, address: IpAddress, pool: PoolView | undefined): void {
    const { holdings } = this.allocator;
    if (pool !== undefined && !holdings.has(address)) {
      const counts = this.reservedIn.get(pool) ?? { 4: 0n, 6: 0n };
      counts[address.family]++;
      this.reservedIn.set(pool, counts);
    }
    holdings.take(service, address);
    this.lines.push({ service, address, pools: pool === undefined ? [] : [pool] });
  }

  /** How many addresses of a pool Services ask for by name, each counted once. */
  public reserved(pool: PoolView, family: IpFamily): bigint {
    return this.reservedIn.get(pool)?.[family] ?? 0n;
  }

  /** Whether a pool certainly refuses a Service: labels of a namespace that is not among the documents are not known. */
  public excludes(pool: PoolView, service: ServiceRequest): boolean {
    return !pool.admits(service) && !(pool.selectsNamespaces && !service.isNamespaceKnown);
  }
}
