import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { AddressRequest } from '../core/address-request';
import { Resource } from '../core/resource';
import { AddressRange } from '../values/address-range';
import { quoted } from '../values/coded-error';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { madeBy, truth } from '../values/input';
import { IpAddress } from '../values/ip-address';
import { IpAddressPool, IpAddressPoolSpec } from './crd.private';
import { PoolAdvertising } from './pool-advertising';

/** Where MetalLB reads its configuration: objects elsewhere are never looked at. */
export const METALLB_NAMESPACE = 'metallb-system';

/** Properties of {@link MetalLbPool}. */
export interface MetalLbPoolProps {
  /**
   * The addresses MetalLB may hand out, each a CIDR whose address is the network address (`192.168.1.0/28`) or
   * `first-last` (`192.168.1.200-192.168.1.210`), IPv4 or IPv6. At least one; no two may overlap.
   * Reported otherwise: `address.*`, `metallb.pool-empty`, `metallb.pool-overlap` (MetalLB `internal/config`).
   */
  readonly addresses: string[];

  /**
   * How the network learns where the addresses are.
   * @default PoolAdvertising.layer2()
   */
  readonly advertise?: PoolAdvertising;

  /**
   * Whether a Service that names neither pool nor address may get one from here.
   * @default - left to MetalLB, which allows it
   */
  readonly autoAssign?: boolean;

  /**
   * Whether IPv4 addresses ending in .0 and .255 are held back, as some old routers drop them.
   * @default - left to MetalLB, which hands them out
   */
  readonly avoidBuggyIps?: boolean;

  /**
   * Name of the pool, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * The namespace MetalLB runs in. Its objects are ignored anywhere else, so this is never the namespace of the chart.
   * @default 'metallb-system'
   */
  readonly namespace?: string;
}

/** Addresses that MetalLB hands out to Services of type LoadBalancer, and how they are advertised. */
export class MetalLbPool extends Resource {
  private readonly ranges: readonly AddressRange[];
  private readonly allRangesRead: boolean;
  private readonly advertising: PoolAdvertising;
  private readonly reserved = new Set<string>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MetalLbPoolProps,
  ) {
    super(scope, id);
    this.ranges = this._findings.parseAll('addresses', props.addresses, (text) => AddressRange.parse(text));
    this.allRangesRead = this.ranges.length === props.addresses?.length;
    this.checkRanges();
    this._findings.parseOptional('autoAssign', props.autoAssign, truth);
    this._findings.parseOptional('avoidBuggyIps', props.avoidBuggyIps, truth);

    const name = this._nameOf(props.name);
    const namespace = props.namespace ?? METALLB_NAMESPACE;
    this._findings.parse('namespace', namespace, parseDnsLabel);
    addObject(this, 'Resource', IpAddressPool, { metadata: { name, namespace }, spec: () => this._spec() });

    const { advertise = PoolAdvertising.layer2() } = props;
    this.advertising = this._findings.parse('advertise', advertise, parseAdvertising) ?? PoolAdvertising.layer2();
    this._findings.parseOptional('advertise.name', this.advertising._name, parseDnsSubdomain);
    this.advertising._advertise(this, { name: this.advertising._name ?? name, namespace }, name);
  }

  /**
   * Asks for one address of this pool, for one Service. Reported on the pool when it cannot be had:
   * `metallb.ip-not-in-pool`, `metallb.ip-reserved-twice`, `metallb.ip-held-back`, `address.*`.
   * @param address an IPv4 or IPv6 address
   */
  public reserve(address: string): AddressRequest {
    const ip = this._findings.parse(`reserve(${quoted(address)})`, address, (text) => IpAddress.parse(text));
    if (ip !== undefined) {
      this.checkReservation(ip);
    }
    return AddressRequest._of({ annotations: { 'metallb.io/loadBalancerIPs': address } });
  }

  /** Asks for whichever address of this pool is free. */
  public any(): AddressRequest {
    return AddressRequest._of({ annotations: { 'metallb.io/address-pool': this.name } });
  }

  /**
   * The pool as an entry of the ConfigMap that MetalLB read before 0.13.
   * @internal
   */
  public _legacyEntry(): unknown {
    return {
      name: this.name,
      protocol: this.advertising._protocol,
      addresses: this.ranges.map((range) => range.text),
      ...(this.props.autoAssign === undefined ? {} : { 'auto-assign': this.props.autoAssign }),
      ...(this.props.avoidBuggyIps === undefined ? {} : { 'avoid-buggy-ips': this.props.avoidBuggyIps }),
    };
  }

  /** @internal */
  public _spec(): unknown {
    const spec: IpAddressPoolSpec = {
      addresses: this.ranges.map((range) => range.text),
      autoAssign: this.props.autoAssign,
      avoidBuggyIPs: this.props.avoidBuggyIps,
    };
    return spec;
  }

  private checkRanges(): void {
    if (this.props.addresses?.length === 0) {
      this._findings.error({ id: 'metallb.pool-empty', what: 'the pool has no addresses', fix: 'add a CIDR or first-last' }, 'addresses');
    }
    this.ranges.forEach((range, index) => {
      const other = this.ranges.slice(0, index).find((earlier) => earlier.overlaps(range));
      if (other !== undefined) {
        const what = `${quoted(range.text)} overlaps ${quoted(other.text)}`;
        this._findings.error({ id: 'metallb.pool-overlap', what, fix: 'keep each address in one entry' }, 'addresses');
      }
    });
  }

  private checkReservation(ip: IpAddress): void {
    const what = `${quoted(String(ip))} is `;
    const allowed = this.ranges.map((range) => range.text).join(', ');
    // While an entry of the pool itself is wrong, what lies outside cannot be known: that entry is the problem to solve.
    if (this.allRangesRead && !this.ranges.some((range) => range.contains(ip))) {
      const fix = `reserve an address of pool ${quoted(this.name)}, or add this one to the pool`;
      this._findings.error({ id: 'metallb.ip-not-in-pool', what: `${what}not in pool ${quoted(this.name)}`, allowed, fix });
    } else if (this.props.avoidBuggyIps && isBuggy(ip)) {
      const fix = 'reserve another address, or drop avoidBuggyIps';
      this._findings.error({ id: 'metallb.ip-held-back', what: `${what}held back by avoidBuggyIps`, fix });
    } else if (this.reserved.has(String(ip))) {
      const fix = 'reserve another address for the second Service';
      this._findings.error({
        id: 'metallb.ip-reserved-twice',
        what: `${what}reserved twice, and the second Service would stay pending`,
        fix,
      });
    }
    this.reserved.add(String(ip));
  }
}

const parseAdvertising = madeBy(PoolAdvertising, 'PoolAdvertising.layer2() or PoolAdvertising.bgp()');

function isBuggy(ip: IpAddress): boolean {
  const last = ip.value % 256n;
  return ip.family === 4 && (last === 0n || last === 255n);
}
