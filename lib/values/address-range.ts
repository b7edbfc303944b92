import { quoted, refuse } from './coded-error';
import { text as asText } from './input';
import { IpAddress, IpFamily } from './ip-address';

/** A block of addresses: a CIDR whose address is the network address, or `first-last`. */
export class AddressRange {
  /** As a MetalLB pool takes it: CIDR or `first-last` (MetalLB `internal/config`). */
  public static parse(text: string): AddressRange {
    const trimmed = asText(text).trim();
    const dash = trimmed.indexOf('-');
    if (dash >= 0) {
      return parseFirstLast(trimmed, dash);
    }
    return parseCidr(
      trimmed,
      (address, block) => `write ${quoted(block.text)} if the whole block is meant, or ${quoted(`${address}-${block.last}`)} from here on`,
    );
  }

  /** A CIDR alone, as a network has it. */
  public static parseCidr(text: string): AddressRange {
    if (asText(text).includes('-')) {
      throw refuse('address.syntax', `${quoted(text)} is not a CIDR`, 'write it as a CIDR such as "10.244.0.0/16"', 'a CIDR');
    }
    return parseCidr(text.trim(), (_, block) => `write ${quoted(block.text)}`);
  }

  /** What machines use: one address, a CIDR or `first-last`. */
  public static parseOrAddress(text: string): AddressRange {
    const trimmed = asText(text).trim();
    if (trimmed.includes('-')) {
      return AddressRange.parse(trimmed);
    }
    if (trimmed.includes('/')) {
      return parseCidr(
        trimmed,
        (address, block) => `write ${quoted(String(address))} for the one address, or ${quoted(block.text)} for the whole block`,
      );
    }
    const address = IpAddress.parse(trimmed);
    return new AddressRange(trimmed, address, address);
  }

  /** @param text how the range is written in YAML */
  public constructor(
    public readonly text: string,
    public readonly first: IpAddress,
    public readonly last: IpAddress,
  ) {}

  public get family(): IpFamily {
    return this.first.family;
  }

  public contains(address: IpAddress): boolean {
    return address.family === this.family && this.first.value <= address.value && address.value <= this.last.value;
  }

  public overlaps(other: AddressRange): boolean {
    return other.family === this.family && this.first.value <= other.last.value && other.first.value <= this.last.value;
  }

  /** The prefix length of the largest CIDR in the range: MetalLB takes `first-last` apart into CIDRs, the largest that fit. */
  public largestBlockPrefix(): number {
    const addresses = this.last.value - this.first.value + 1n;
    let prefix = this.first.bits - (addresses.toString(2).length - 1); // no larger block has so few addresses
    while (!this.holdsBlockOf(prefix)) {
      prefix++;
    }
    return prefix;
  }

  private holdsBlockOf(prefix: number): boolean {
    const size = 1n << BigInt(this.first.bits - prefix);
    const start = ((this.first.value + size - 1n) / size) * size;
    return start + size - 1n <= this.last.value;
  }
}

function parseFirstLast(text: string, dash: number): AddressRange {
  const [from, to] = [text.slice(0, dash).trim(), text.slice(dash + 1).trim()];
  const first = IpAddress.parse(from);
  if (first.family === 4 && /^\d{1,3}$/.test(to)) {
    const whole = `${from}-${from.replace(/\d+$/, to)}`;
    throw refuse(
      'address.syntax',
      `${quoted(text)} ends with a part of an address`,
      `write ${quoted(whole)}`,
      'first-last, both whole addresses',
    );
  }
  const last = IpAddress.parse(to);
  if (first.family !== last.family) {
    throw mixedFamilies(text, first, last);
  }
  if (first.value > last.value) {
    throw refuse(
      'address.reversed',
      `${quoted(text)} ends before it begins`,
      `write ${quoted(`${last}-${first}`)}`,
      'first-last, first not after last',
    );
  }
  return new AddressRange(`${from}-${to}`, first, last);
}

function mixedFamilies(text: string, first: IpAddress, last: IpAddress): Error {
  const what = `${quoted(text)} begins in IPv${first.family} and ends in IPv${last.family}, and would hold no address`;
  return refuse('address.mixed-families', what, 'write one range for each family', 'both ends IPv4 or both ends IPv6');
}

type HostBitsFix = (address: IpAddress, block: AddressRange) => string;

function parseCidr(text: string, hostBitsFix: HostBitsFix): AddressRange {
  const [base, mask, ...rest] = text.split('/');
  if (mask === undefined) {
    throw bareAddress(IpAddress.parse(text));
  }
  const address = IpAddress.parse(base);
  const prefix = parsePrefixLength(text, rest.length > 0 ? '' : mask, address.bits);
  const size = 1n << BigInt(address.bits - prefix);
  const first = IpAddress.fromNumber(address.family, address.value - (address.value % size));
  const last = IpAddress.fromNumber(address.family, first.value + size - 1n);
  if (first.value !== address.value) {
    const block = new AddressRange(`${first}/${prefix}`, first, last);
    throw hostBits(text, block, hostBitsFix(address, block));
  }
  return new AddressRange(text, first, last);
}

function parsePrefixLength(text: string, mask: string, bits: number): number {
  const prefix = /^(0|[1-9]\d{0,2})$/.test(mask) ? Number(mask) : Infinity;
  if (prefix > bits) {
    throw refuse(
      'address.prefix-length',
      `${quoted(text)} has no valid prefix length`,
      `end it with a number from /0 to /${bits}`,
      `/0 to /${bits}`,
    );
  }
  return prefix;
}

function bareAddress(address: IpAddress): Error {
  const what = `${quoted(String(address))} is one address without a prefix length`;
  return refuse('address.bare', what, `write ${quoted(`${address}/${address.bits}`)} for this address alone`, 'a CIDR or first-last');
}

function hostBits(text: string, block: AddressRange, fix: string): Error {
  const what = `${quoted(text)} has host bits set, and would silently be read as the whole block ${block.text}`;
  return refuse('address.host-bits', what, fix, 'a CIDR whose address is the network address, or first-last');
}
