import { AddressRange } from '../../values/address-range';
import { groupBy } from '../../values/group-by';
import { IpFamily } from '../../values/ip-address';

/** Ranges that were sorted once, to be asked many times which of them overlap another. */
export class RangeIndex<Range extends AddressRange> {
  private readonly families: ReadonlyMap<IpFamily, readonly Entry<Range>[]>;

  public constructor(ranges: readonly Range[]) {
    const byFamily = groupBy(ranges, ({ family }) => family);
    this.families = new Map([...byFamily].map(([family, ofFamily]) => [family, entriesOf(ofFamily)]));
  }

  /** In the order of their first addresses. */
  public overlapping(range: AddressRange): Range[] {
    const entries = this.families.get(range.family) ?? [];
    const found: Range[] = [];
    for (let index = countUpTo(entries, range.last.value) - 1; index >= 0 && entries[index].reach >= range.first.value; index--) {
      if (entries[index].range.overlaps(range)) {
        found.push(entries[index].range);
      }
    }
    return found.reverse();
  }
}

interface Entry<Range> {
  readonly range: Range;
  /** The highest address of this range and of all before it: where it lies below, none of them can overlap. */
  readonly reach: bigint;
}

function entriesOf<Range extends AddressRange>(ranges: readonly Range[]): Entry<Range>[] {
  let reach = -1n;
  return [...ranges]
    .sort((one, other) => (one.first.value < other.first.value ? -1 : Number(one.first.value > other.first.value)))
    .map((range) => {
      reach = range.last.value > reach ? range.last.value : reach;
      return { range, reach };
    });
}

/** How many begin at this address or before it. */
function countUpTo<Range extends AddressRange>(entries: readonly Entry<Range>[], last: bigint): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    [low, high] = entries[middle].range.first.value <= last ? [middle + 1, high] : [low, middle];
  }
  return low;
}
