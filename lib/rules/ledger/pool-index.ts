import { AddressRange } from '../../values/address-range';
import { IpAddress, IpFamily } from '../../values/ip-address';
import { RangeIndex } from '../metallb/range-index';
import { isBuggy } from './pool-range';
import { PoolEntry, PoolView } from './pool-view';
import { Work } from './work';

/** Two entries that hold the same addresses. */
export interface Overlap {
  readonly one: PoolEntry;
  readonly other: PoolEntry;
}

interface Span {
  readonly entry: PoolEntry;
  /** Of this and all spans before it, the one that ends last. */
  readonly reach: PoolEntry;
}

/** Which pool an address is in: a binary search over the entries of all pools, sorted. */
export class PoolIndex {
  public readonly byName: ReadonlyMap<string, PoolView>;
  /** Of each entry that overlaps an earlier one, by address, the one that reaches into it farthest. */
  public readonly overlaps: readonly Overlap[];
  private readonly ambiguous: RangeIndex<AddressRange>;
  private readonly spans: Readonly<Record<IpFamily, readonly Span[]>>;

  public constructor(
    public readonly pools: readonly PoolView[],
    private readonly work: Work,
  ) {
    this.byName = new Map([...pools].reverse().map((pool) => [pool.name, pool]));
    const all = [4 as const, 6 as const].map((family) => sorted(pools.flatMap((pool) => pool.entriesOf(family))));
    this.spans = { 4: withReach(all[0]), 6: withReach(all[1]) };
    this.overlaps = Object.values(this.spans).flatMap(overlapsIn);
    this.ambiguous = new RangeIndex(this.overlaps.map(inBoth));
  }

  /** Whether two entries hold an address. */
  public isAmbiguous(address: IpAddress): boolean {
    return this.overlaps.length > 0 && this.ambiguous.overlapping(new AddressRange('', address, address)).length > 0;
  }

  /** The pool whose range an address is in, held back or not. */
  public holding(address: IpAddress): PoolView | undefined {
    return this.entryOf(address)?.pool;
  }

  /** The entry that an address is in. */
  public entryOf({ family, value }: IpAddress): PoolEntry | undefined {
    const spans = this.spans[family];
    let [low, high] = [0, spans.length];
    while (low < high) {
      this.work.step();
      const middle = (low + high) >> 1;
      if (spans[middle].entry.range.first.value <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const found = spans.at(low - 1);
    return low > 0 && found !== undefined && found.reach.range.last.value >= value ? entryAt(found, value) : undefined;
  }

  /** The one pool that would hand out all of the addresses. */
  public handingOut(addresses: readonly IpAddress[]): PoolView | undefined {
    const [first, ...others] = addresses.map((address) => this.holding(address));
    const isOne = first !== undefined && others.every((other) => other === first);
    return isOne && !(first.avoidsBuggy && addresses.some(isBuggy)) ? first : undefined;
  }
}

function entryAt({ entry, reach }: Span, value: bigint): PoolEntry {
  return entry.range.last.value >= value ? entry : reach;
}

/** What both entries hold; the other begins in the one. */
function inBoth({ one, other }: Overlap): AddressRange {
  const last = one.range.last.value < other.range.last.value ? one.range.last : other.range.last;
  return new AddressRange(other.range.text, other.range.first, last);
}

function sorted(entries: readonly PoolEntry[]): PoolEntry[] {
  return [...entries].sort((a, b) => compare(a.range.first.value, b.range.first.value) || compare(b.range.last.value, a.range.last.value));
}

function withReach(entries: readonly PoolEntry[]): Span[] {
  let reach = entries[0];
  return entries.map((entry) => {
    reach = entry.range.last.value > reach.range.last.value ? entry : reach;
    return { entry, reach };
  });
}

function overlapsIn(spans: readonly Span[]): Overlap[] {
  return spans.slice(1).flatMap(({ entry }, index) => {
    const { reach } = spans[index];
    return reach.range.last.value >= entry.range.first.value ? [{ one: reach, other: entry }] : [];
  });
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
