import { groupBy } from '../../values/group-by';
import { IpFamily } from '../../values/ip-address';
import { Book } from './book';
import { Demand, Exhaustion } from './exhaustion';
import { PoolView } from './pool-view';
import { ServiceRequest } from './service-request';

/** Enters who leaves the choice of an address to MetalLB: of the pool that it names, or of any. */
export function enterAutomatic(book: Book, requests: readonly ServiceRequest[]): void {
  const offers = new Offers(book);
  const demands: Record<IpFamily, Demand<ServiceRequest>[]> = { 4: [], 6: [] };
  for (const service of requests) {
    const pools = service.poolName === undefined ? offers.to(service) : offers.named(service, service.poolName);
    if (pools !== undefined && !lacksFamily(book, service, pools)) {
      book.lines.push({ service, pools });
      // Those that may share an address need none of their own.
      const needed = service.sharingKey === '' && isSettled(book, service) ? offers.needed(service, pools) : [];
      needed.forEach((need) => demands[need.family].push({ by: service, pools: need.pools }));
    }
  }
  ([4, 6] as const).forEach((family) => refuseUnmet(book, family, demands[family]));
}

function refuseUnmet(book: Book, family: IpFamily, demands: readonly Demand<ServiceRequest>[]): void {
  const { pools, allocator, refused } = book;
  const earlier = new Set(refused.map(({ service }) => service));
  const byName = [...demands].sort((a, b) => (a.by.key < b.by.key ? -1 : 1));
  const exhaustion = new Exhaustion(pools, family, (pool) => book.reserved(pool, family), allocator.work);
  const unmet = exhaustion.unmet(byName).filter(({ by }) => !earlier.has(by));
  for (const [full, its] of groupBy(unmet, ({ pools: list }) => list)) {
    const names = full.map(({ name }) => name);
    its.forEach(({ by }) => book.refuse(by, 'pool-exhausted', { pools: names }));
  }
}

/** One address of a family, from any one of some pools. */
interface Need {
  readonly family: IpFamily;
  readonly pools: readonly PoolView[];
}

/** The pools that may serve a Service which asks for none; those that are alike have the same list. */
class Offers {
  private readonly known = new Map<string, readonly PoolView[]>();
  private readonly lists = new Map<string, readonly PoolView[]>();
  private readonly needs = new Map<readonly PoolView[], Map<string, readonly Need[]>>();
  private readonly selectsServices: boolean;

  public constructor(private readonly book: Book) {
    this.selectsServices = book.pools.some(({ serviceSelectors }) => serviceSelectors.length > 0);
  }

  public to(service: ServiceRequest): readonly PoolView[] | undefined {
    const like = JSON.stringify([service.namespace, this.selectsServices ? service.labels : {}]);
    const pools = this.known.get(like) ?? this.alike(this.book.pools.filter((pool) => this.mayServe(pool, service)));
    this.known.set(like, pools);
    if (pools.length > 0 || this.book.isOpen) {
      return pools;
    }
    this.book.refuse(service, 'no-automatic-pool');
    return undefined;
  }

  /** The pool that a Service names, where it is known and for that Service. */
  public named(service: ServiceRequest, name: string): readonly PoolView[] | undefined {
    const pool = this.book.allocator.index.byName.get(name);
    const cause =
      pool === undefined ? !this.book.mayExist(name) && 'unknown-pool' : this.book.excludes(pool, service) && 'pool-excludes-service';
    return cause ? void this.book.refuse(service, cause, { pools: [name] }) : this.alike(pool === undefined ? [] : [pool]);
  }

  /** The families of which a Service certainly takes an address, if it gets anything, and the pools that have all of them. */
  public needed(service: ServiceRequest, pools: readonly PoolView[]): readonly Need[] {
    const known = this.needs.get(pools) ?? new Map<string, readonly Need[]>();
    this.needs.set(pools, known);
    const like = JSON.stringify([service.families, service.familyPolicy]);
    const needed = known.get(like) ?? needsOf(service, pools);
    known.set(like, needed);
    return needed;
  }

  /** One list for all that are of the same pools. */
  private alike(pools: readonly PoolView[]): readonly PoolView[] {
    const names = JSON.stringify(pools.map(({ name }) => name));
    const list = this.lists.get(names) ?? pools;
    this.lists.set(names, list);
    return list;
  }

  private mayServe(pool: PoolView, service: ServiceRequest): boolean {
    return pool.offersItself(service) || (pool.autoAssign && pool.selectsNamespaces && !service.isNamespaceKnown);
  }
}

/** Whether the pools have addresses, but none has what the Service must have. */
function lacksFamily(book: Book, service: ServiceRequest, pools: readonly PoolView[]): boolean {
  const { families, familyPolicy } = service;
  if (families === undefined || !isSettled(book, service)) {
    return false;
  }
  const has = (pool: PoolView) => (family: IpFamily) => pool.capacity(family) > 0n;
  const fits = (pool: PoolView): boolean => (familyPolicy === 'PreferDualStack' ? families.some(has(pool)) : families.every(has(pool)));
  const filled = pools.some(fits) ? [] : pools.filter((pool) => pool.capacity() > 0n);
  if (filled.length === 0) {
    return false;
  }
  book.refuse(service, families.length === 2 ? 'no-dual-stack-pool' : 'family-mismatch', { pools: filled.map(({ name }) => name) });
  return true;
}

/** Whether all pools it may be served from are known. */
function isSettled(book: Book, { poolName }: ServiceRequest): boolean {
  return poolName === undefined ? !book.isOpen : (book.allocator.index.byName.get(poolName)?.isWhole ?? false);
}

function needsOf(service: ServiceRequest, pools: readonly PoolView[]): readonly Need[] {
  const families = familiesNeeded(service, pools);
  const fitting = pools.filter((pool) => families.every((family) => pool.capacity(family) > 0n));
  return fitting.length === 0 ? [] : families.map((family) => ({ family, pools: fitting }));
}

function familiesNeeded({ families, familyPolicy }: ServiceRequest, pools: readonly PoolView[]): readonly IpFamily[] {
  const offered = ([4, 6] as const).filter((family) => pools.some((pool) => pool.capacity(family) > 0n));
  const isCertain = families !== undefined && (families.length === 1 || familyPolicy === 'RequireDualStack');
  return isCertain ? families : offered.length === 1 ? offered : [];
}
