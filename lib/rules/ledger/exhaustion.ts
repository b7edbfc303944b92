import { IpFamily } from '../../values/ip-address';
import { PoolView } from './pool-view';
import { Work } from './work';

/** Who needs an address of a family from any one of some pools. */
export interface Demand<T> {
  readonly by: T;
  readonly pools: readonly PoolView[];
}

/** Demands on one list of pools. */
interface DemandClass {
  readonly pools: readonly PoolView[];
  /** How many of the first pools are full. */
  full: number;
  /** Whether all are, and nothing in them could be moved. */
  isStuck: boolean;
}

/** A demand that may move into a pool, out of one that is reached already; the demand that is to be placed comes from none. */
interface Hop {
  readonly into: PoolView;
  readonly moved: DemandClass;
  readonly out?: Hop;
}

/**
 * Puts each demand into a pool, moving earlier ones where that makes room. One that then finds none finds none in any order
 * in which MetalLB may come to them: there are more demands than addresses.
 */
export class Exhaustion {
  private readonly free: Map<PoolView, bigint>;
  private readonly placed = new Map<PoolView, Map<DemandClass, number>>();
  private readonly classes = new Map<readonly PoolView[], DemandClass>();
  /** Pools that are full, and whose demands could be moved to no pool that is not. */
  private readonly closed = new Set<PoolView>();

  public constructor(
    pools: readonly PoolView[],
    family: IpFamily,
    reserved: (pool: PoolView, family: IpFamily) => bigint,
    private readonly work: Work,
  ) {
    this.free = new Map(pools.map((pool) => [pool, pool.capacity(family) - reserved(pool, family)]));
  }

  /** The demands that cannot be met, those with the fewest pools served first. */
  public unmet<T>(demands: readonly Demand<T>[]): Demand<T>[] {
    return [...demands].sort((a, b) => a.pools.length - b.pools.length).filter(({ pools }) => !this.place(this.classOf(pools)));
  }

  private classOf(pools: readonly PoolView[]): DemandClass {
    const known = this.classes.get(pools) ?? { pools, full: 0, isStuck: false };
    this.classes.set(pools, known);
    return known;
  }

  private place(demand: DemandClass): boolean {
    const { pools } = demand;
    while (demand.full < pools.length && !this.hasRoom(pools[demand.full])) {
      this.work.step();
      demand.full++;
    }
    if (demand.full < pools.length) {
      this.moveAlong({ into: pools[demand.full], moved: demand });
      return true;
    }
    demand.isStuck ||= !this.makeRoom(demand);
    return !demand.isStuck;
  }

  private hasRoom(pool: PoolView): boolean {
    return (this.free.get(pool) ?? 0n) > 0n;
  }

  /** Moves others, so that the demand finds a place. */
  private makeRoom(demand: DemandClass): boolean {
    const hops = new Map<PoolView, Hop>();
    const reached = new Set<DemandClass>();
    const reach = (moved: DemandClass, out?: Hop): void => {
      const pools = reached.has(moved) ? [] : moved.pools.filter((pool) => !this.closed.has(pool) && !hops.has(pool));
      reached.add(moved);
      pools.forEach((into) => hops.set(into, { into, moved, out }));
    };
    reach(demand);
    // A Map is walked in the order of insertion, what is added meanwhile included.
    for (const [pool, hop] of hops) {
      this.work.step();
      if (this.hasRoom(pool)) {
        this.moveAlong(hop);
        return true;
      }
      this.placed.get(pool)?.forEach((_, moved) => reach(moved, hop));
    }
    [...hops.keys()].forEach((pool) => this.closed.add(pool));
    return false;
  }

  private moveAlong(last: Hop): void {
    this.free.set(last.into, (this.free.get(last.into) ?? 0n) - 1n);
    for (let hop: Hop | undefined = last; hop !== undefined; hop = hop.out) {
      this.add(hop.into, hop.moved, 1);
      if (hop.out !== undefined) {
        this.add(hop.out.into, hop.moved, -1);
      }
    }
  }

  private add(pool: PoolView, demand: DemandClass, change: number): void {
    const counts = this.placed.get(pool) ?? new Map<DemandClass, number>();
    this.placed.set(pool, counts);
    const count = (counts.get(demand) ?? 0) + change;
    if (count === 0) {
      counts.delete(demand);
    } else {
      counts.set(demand, count);
    }
  }
}
