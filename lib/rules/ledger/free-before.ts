import { AddressRange } from '../../values/address-range';
import { groupBy } from '../../values/group-by';
import { IpAddress } from '../../values/ip-address';
import { LedgerLine } from './book';
import { Ledger } from './ledger';
import { capacityOf } from './pool-range';
import { PoolEntry } from './pool-view';

/** Of each reserved address how many MetalLB gives away before it: those in front of it in its pool that nobody reserves (`getIPFromCIDR`). */
export function freeBefore(ledger: Ledger): ReadonlyMap<LedgerLine, bigint> {
  const inFront = addressesInFront(ledger);
  const places = ledger.lines.flatMap((line) => {
    const { address, pools } = line;
    const entry = address === undefined || pools.length === 0 ? undefined : ledger.index.entryOf(address);
    return address === undefined || entry === undefined
      ? []
      : [{ line, queue: `${entry.pool.name} ${address.family}`, place: (inFront.get(entry) ?? 0n) + placeIn(entry, address) }];
  });
  const free = new Map<LedgerLine, bigint>();
  for (const queue of groupBy(places, ({ queue: name }) => name).values()) {
    const reserved = [...new Set(queue.map(({ place }) => place))].sort((a, b) => (a < b ? -1 : 1));
    const rank = new Map(reserved.map((place, index) => [place, place - BigInt(index)]));
    queue.forEach(({ line, place }) => free.set(line, rank.get(place) ?? 0n));
  }
  return free;
}

/** Of each entry how many addresses of its family the entries before it in its pool hand out. */
function addressesInFront({ pools }: Ledger): ReadonlyMap<PoolEntry, bigint> {
  const inFront = new Map<PoolEntry, bigint>();
  for (const { pool } of pools) {
    const sums = { 4: 0n, 6: 0n };
    for (const entry of pool.entries) {
      inFront.set(entry, sums[entry.range.family]);
      sums[entry.range.family] += capacityOf(entry.range, pool.avoidsBuggy);
    }
  }
  return inFront;
}

function placeIn({ range, pool }: PoolEntry, { family, value }: IpAddress): bigint {
  return value === range.first.value
    ? 0n
    : capacityOf(new AddressRange('', range.first, IpAddress.fromNumber(family, value - 1n)), pool.avoidsBuggy);
}
