import type { Address4, Address6 } from 'ip-address';
import { ipAddress } from './bundled-packages';
import { quoted, refuse } from './coded-error';
import { text as asText } from './input';

export type IpFamily = 4 | 6;

/** What stands before the 32 bits of an IPv4 address that is written as IPv6. */
const IPV4_MAPPED = 0xffffn;

/** One IPv4 or IPv6 address, as MetalLB reads it (Go's `net.ParseIP`), kept as a number so that ranges compare numerically. */
export class IpAddress {
  public static parse(text: string): IpAddress {
    const { Address4, Address6 } = ipAddress();
    if (/^\d[\d.]*$/.test(asText(text))) {
      return new IpAddress(4, numberOf(text, Address4));
    }
    if (text.includes('%')) {
      throw zone(text);
    }
    const value = numberOf(text, Address6);
    if (value >> 32n === IPV4_MAPPED) {
      throw ipv4Mapped(text, new IpAddress(4, value & 0xffff_ffffn));
    }
    return new IpAddress(6, value);
  }

  public static fromNumber(family: IpFamily, value: bigint): IpAddress {
    return new IpAddress(family, value);
  }

  private constructor(
    public readonly family: IpFamily,
    public readonly value: bigint,
  ) {}

  public get bits(): number {
    return this.family === 4 ? 32 : 128;
  }

  public toString(): string {
    const { Address4, Address6 } = ipAddress();
    return (this.family === 4 ? Address4 : Address6).fromBigInt(this.value).correctForm();
  }
}

function numberOf(text: string, Address: typeof Address4 | typeof Address6): bigint {
  if (text.includes('/')) {
    throw notAnAddress(text);
  }
  try {
    return new Address(text).bigInt();
  } catch {
    throw /^[\d.]*$/.test(text) && /(^|\.)0\d/.test(text) ? leadingZero(text) : notAnAddress(text);
  }
}

// Accepted by the parsing library, refused by Go.
function zone(text: string): Error {
  return refuse(
    'address.zone',
    `${quoted(text)} carries a zone, and an address that Services share has none`,
    `write ${quoted(text.replace(/%.*/, ''))}`,
  );
}

// Accepted by both, and read as IPv4 by Go.
function ipv4Mapped(text: string, address: IpAddress): Error {
  return refuse(
    'address.ipv4-mapped',
    `${quoted(text)} is an IPv4 address in IPv6 clothes, and is read as IPv4`,
    `write ${quoted(String(address))}`,
  );
}

function leadingZero(text: string): Error {
  const decimal = text.replace(/(^|\.)0+(?=\d)/g, '$1');
  return refuse(
    'address.leading-zero',
    `${quoted(text)} has a leading zero`,
    `write ${quoted(decimal)}`,
    'decimal octets without leading zeros',
  );
}

function notAnAddress(text: string): Error {
  return refuse(
    'address.syntax',
    `${quoted(text)} is not an IP address`,
    'write an address such as 192.168.1.200 or 2001:db8::10',
    'one IPv4 or IPv6 address',
  );
}
