import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { struct, text } from '../values/input';
import { parseInterfaceName } from '../values/interface-name';
import { IpAddress } from '../values/ip-address';
import { within } from './within';

/** How the router on the other end is reached. */
export interface PeerEndpointOptions {
  /**
   * TCP port of the router, 1 to 16384; `metallb.peer-port` is reported otherwise (the schema of MetalLB's BGPPeer).
   * @default 179
   */
  readonly port?: number;
}

/** What {@link PeerEndpoint} comes to on the wire. */
export interface RenderedEndpoint {
  readonly peerAddress?: string;
  readonly interface?: string;
  readonly peerPort?: number;
}

const PORT = { id: 'metallb.peer-port', noun: 'a port of a BGP peer', least: 1, most: 16384 };

/** Where the router on the other end is. */
export class PeerEndpoint {
  /**
   * At an address.
   * @param address IPv4 or IPv6; `address.*` is reported otherwise
   */
  public static address(address: string, options: PeerEndpointOptions = {}): PeerEndpoint {
    return new PeerEndpoint('peerAddress', address, options);
  }

  /**
   * On the other end of the link of an interface, found by its IPv6 link-local address (BGP unnumbered). Not in MetalLB's
   * native BGP mode.
   * @param interfaceName name of the interface on the nodes; `interface.name` is reported otherwise
   */
  public static unnumbered(interfaceName: string, options: PeerEndpointOptions = {}): PeerEndpoint {
    return new PeerEndpoint('interface', interfaceName, options);
  }

  private constructor(
    private readonly kind: 'peerAddress' | 'interface',
    private readonly place: string,
    private readonly options: PeerEndpointOptions,
  ) {}

  /**
   * Reports what is wrong with it; its address comes back, where it has one.
   * @internal
   */
  public _check(findings: Findings, field: string): IpAddress | undefined {
    const address = this.kind === 'peerAddress' ? findings.parse(field, this.place, parsePeerAddress) : undefined;
    if (this.kind === 'interface') {
      findings.parse(field, this.place, parseInterfaceName);
    }
    const { port } = findings.parse(field, this.options, struct) ?? {};
    findings.parseOptional(`${field}.port`, port, within(PORT));
    return address;
  }

  /** @internal */
  public _render(): RenderedEndpoint {
    return { [this.kind]: this.place, peerPort: this.options.port };
  }
}

function parsePeerAddress(address: string): IpAddress {
  const zone = /%(.+)/.exec(text(address))?.[1];
  if (zone !== undefined) {
    const what = `${quoted(address)} carries a zone, which MetalLB does not read`;
    throw refuse('address.zone', what, `write PeerEndpoint.unnumbered(${quoted(zone)}) for the router at the other end of that link`);
  }
  return IpAddress.parse(address);
}
