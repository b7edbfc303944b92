import { AddressRange } from '../values/address-range';
import { IpAddress } from '../values/ip-address';

/** The addresses of a pool, as numbers. */
export class PoolAddresses {
  public constructor(
    private readonly ranges: readonly AddressRange[],
    /** Whether IPv4 addresses ending in .0 and .255 are never handed out. */
    private readonly avoidsBuggy: boolean,
  ) {}

  /** How many can be handed out. */
  public get capacity(): bigint {
    return this.ranges.reduce((sum, range) => sum + sizeOf(range) - (this.avoidsBuggy ? buggyIn(range) : 0n), 0n);
  }

  /** How the ranges are written. */
  public get texts(): string[] {
    return this.ranges.map((range) => range.text);
  }

  public contains(ip: IpAddress): boolean {
    return this.ranges.some((range) => range.contains(ip));
  }

  public holdsBack(ip: IpAddress): boolean {
    return this.avoidsBuggy && ip.family === 4 && (ip.value % 256n === 0n || ip.value % 256n === 255n);
  }

  /** Pairs of ranges with an address in common, the one that comes later in the pool first. */
  public overlaps(): (readonly [AddressRange, AddressRange])[] {
    return this.ranges.flatMap((range, index) => {
      const other = this.ranges.slice(0, index).find((earlier) => earlier.overlaps(range));
      return other === undefined ? [] : [[range, other] as const];
    });
  }
}

function sizeOf({ first, last }: AddressRange): bigint {
  return last.value - first.value + 1n;
}

function buggyIn({ family, first, last }: AddressRange): bigint {
  // In every 256 addresses the first and the last: below an address, as often as a block of 256 begins and as one ends.
  const begun = (address: bigint): bigint => (address + 255n) / 256n;
  const ended = (address: bigint): bigint => address / 256n;
  const below = (address: bigint): bigint => begun(address) + ended(address);
  return family === 4 ? below(last.value + 1n) - below(first.value) : 0n;
}
