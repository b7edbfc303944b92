import { AddressRange } from '../../values/address-range';
import { Defect, isCodedError, quoted } from '../../values/coded-error';
import { IpAddress } from '../../values/ip-address';

/** An entry of a pool as MetalLB reads it (`internal/config`, `ParseCIDR`). */
export interface PoolAddress {
  /** Nothing where MetalLB refuses it, and with it the whole configuration. */
  readonly ranges?: readonly AddressRange[];
  /** What is wrong with it, be it that MetalLB takes it for something else. */
  readonly defect?: Defect;
}

/** A CIDR with host bits is its whole block, a range from IPv4 to IPv6 holds nothing. */
export function readPoolAddress(text: string): PoolAddress {
  try {
    const range = AddressRange.parse(text);
    return text.includes('-') || text === text.trim() ? { ranges: [range] } : { defect: blanksAround(text) };
  } catch (error) {
    if (!isCodedError(error)) {
      throw error;
    }
    const [defect] = error.defects;
    return { defect, ranges: nevertheless(text, defect) };
  }
}

function nevertheless(text: string, { id }: Defect): readonly AddressRange[] | undefined {
  const isBlank = text !== text.trim();
  return id === 'address.host-bits' && !isBlank ? [wholeBlock(text)] : id === 'address.mixed-families' ? mixed(text) : undefined;
}

function blanksAround(text: string): Defect {
  const what = `${quoted(text)} has blanks around the CIDR`;
  return { id: 'address.syntax', what, allowed: 'a CIDR or first-last', fix: `write ${quoted(text.trim())}` };
}

function wholeBlock(text: string): AddressRange {
  const [base, length] = text.split('/');
  const { family, bits, value } = IpAddress.parse(base);
  const size = 1n << BigInt(bits - Number(length));
  const first = value - (value % size);
  return new AddressRange(text, IpAddress.fromNumber(family, first), IpAddress.fromNumber(family, first + size - 1n));
}

/** MetalLB compares both ends as IPv6, where IPv4 is ::ffff:0:0/96. */
function mixed(text: string): readonly AddressRange[] | undefined {
  const dash = text.indexOf('-');
  const [first, last] = [text.slice(0, dash), text.slice(dash + 1)].map((end) => asIpv6(IpAddress.parse(end.trim())));
  return first > last ? undefined : [];
}

function asIpv6({ family, value }: IpAddress): bigint {
  return family === 6 ? value : (0xffffn << 32n) | value;
}
