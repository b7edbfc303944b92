import { within } from './within';

const ASN = { id: 'metallb.asn', noun: 'an AS number', least: 1, most: 4294967295 };

/** An AS number, 1 to 4294967295. */
export const parseAsn = within(ASN);

/** What {@link PeerAsn} comes to on the wire. */
export interface ResolvedAsn {
  readonly number?: number;
  readonly dynamic?: 'internal' | 'external';
}

/** The AS number that the router on the other end has to have. */
export class PeerAsn {
  /**
   * This one and no other.
   * @param asn 1 to 4294967295; `metallb.asn` is reported otherwise
   */
  public static of(asn: number): PeerAsn {
    return new PeerAsn(() => ({ number: parseAsn(asn) }));
  }

  /** The same as that of this side (iBGP), whatever it is. Not in MetalLB's native BGP mode. */
  public static dynamicInternal(): PeerAsn {
    return new PeerAsn(() => ({ dynamic: 'internal' }));
  }

  /** Any other than that of this side (eBGP). Not in MetalLB's native BGP mode. */
  public static dynamicExternal(): PeerAsn {
    return new PeerAsn(() => ({ dynamic: 'external' }));
  }

  private constructor(private readonly resolve: () => ResolvedAsn) {}

  /** @internal */
  public _resolve(): ResolvedAsn {
    return this.resolve();
  }
}
