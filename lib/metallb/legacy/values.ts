import { isCodedError, quoted } from '../../values/coded-error';
import { parseDnsSubdomain } from '../../values/dns-name';
import { IpAddress } from '../../values/ip-address';
import { LegacyFields } from './fields';

/** Names of entries as names of objects, each once. */
export class LegacyNames {
  private readonly taken = new Set<string>();
  private readonly byEntry = new Map<string, string>();

  /** @param fallback the name of an entry without one */
  public take(fields: LegacyFields, fallback: string): string {
    const given = fields.text('name') ?? '';
    const wanted = isName(given) ? given : nameLike(given) || fallback;
    const name = freeName(wanted, this.taken);
    if (name !== given) {
      fields.note(
        'name',
        `${given === '' ? 'nothing' : quoted(given)} becomes ${quoted(name)}, as objects have to be named; whoever names it has to follow`,
      );
    }
    this.byEntry.set(given, name);
    return name;
  }

  /** What the entry of a name is called now. */
  public of(entry: string): string | undefined {
    return this.byEntry.get(entry);
  }
}

/** A name, or the first that nobody has of it with a number; it is taken then. */
export function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) {
    name = `${wanted}-${count}`;
  }
  taken.add(name);
  return name;
}

function isName(text: string): boolean {
  try {
    return parseDnsSubdomain(text) === text;
  } catch (error) {
    if (isCodedError(error)) {
      return false;
    }
    throw error;
  }
}

/** As near as a name of an object comes to it. */
function nameLike(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

/** A CIDR with host bits as the whole block that MetalLB, the old and the new, reads it as; anything else as it is. */
export function widened(text: string, note: (what: string) => void): string {
  const match = /^\s*([^/\s]+)\/(\d{1,3})\s*$/.exec(text);
  const address = match && addressIn(match[1]);
  const hostBits = address ? address.bits - Number(match[2]) : -1;
  if (!address || hostBits < 0) {
    return text;
  }
  const block = `${IpAddress.fromNumber(address.family, (address.value >> BigInt(hostBits)) << BigInt(hostBits))}/${match[2]}`;
  if (address.value % (1n << BigInt(hostBits)) === 0n) {
    return text;
  }
  note(`${quoted(text)} becomes ${quoted(block)}, the whole block that MetalLB reads it as`);
  return block;
}

function addressIn(text: string): IpAddress | undefined {
  try {
    return IpAddress.parse(text);
  } catch (error) {
    if (isCodedError(error)) {
      return undefined; // the pool will say what is wrong with it
    }
    throw error;
  }
}
