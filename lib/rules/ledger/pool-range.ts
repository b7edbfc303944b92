import { AddressRange } from '../../values/address-range';

/** Whether avoidBuggyIPs holds an address back. */
export function isBuggy({ family, value }: { readonly family: number; readonly value: bigint }): boolean {
  const last = value & 0xffn;
  return family === 4 && (last === 0n || last === 255n);
}

/** How many addresses a pool hands out of a range. */
export function capacityOf({ family, first, last }: AddressRange, avoidsBuggy: boolean): bigint {
  const all = last.value - first.value + 1n;
  return avoidsBuggy && family === 4 ? all - (buggyBelow(last.value + 1n) - buggyBelow(first.value)) : all;
}

/** How many of the IPv4 addresses before this one end in .0 or .255. */
function buggyBelow(value: bigint): bigint {
  const [zeros, last] = [(value + 255n) / 256n, value / 256n];
  return zeros + last;
}
