import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { AddressRequest, AddressRequestProps } from '../core/address-request';
import { Resource } from '../core/resource';
import { AddressRange } from '../values/address-range';
import { quoted, refuse } from '../values/coded-error';
import { fieldsOf, madeBy, text, truth } from '../values/input';
import { IpAddress } from '../values/ip-address';
import { IpAddressPool, IpAddressPoolSpec } from './crd.private';
import { placeAfter } from './install-reference';
import { MetalLbObjectProps, placementOf } from './metallb-object';
import { PoolAddresses } from './pool-addresses';
import { PoolAdvertising } from './pool-advertising';
import { IMetalLbPool } from './references';
import { checkAllocation, renderAllocation, ServiceAllocation } from './service-allocation';

/** Properties of {@link MetalLbPool}. */
export interface MetalLbPoolProps extends MetalLbObjectProps {
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
   * Which Services may have an address of the pool. A Service that names neither pool nor address gets one from pools that say so
   * before all others.
   * @default - every Service
   */
  readonly serviceAllocation?: ServiceAllocation;

  /**
   * Name of the pool, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;
}

const parseAdvertising = madeBy(PoolAdvertising, 'PoolAdvertising.layer2(), .bgp(), .byOthers() or .none()');

/**
 * Addresses that MetalLB hands out to Services of type LoadBalancer, and how they are advertised. Who takes which of them is
 * checked by `GitOpsApp.synth()`, when all Services of the cluster are known.
 */
export class MetalLbPool extends Resource implements IMetalLbPool {
  /**
   * A pool that is kept elsewhere, for an advertisement.
   * @param name name of the IPAddressPool; `name.syntax` is reported by the advertisement
   */
  public static fromName(name: string): IMetalLbPool {
    return { poolName: name };
  }

  private readonly props: MetalLbPoolProps;
  private readonly addresses: PoolAddresses;
  private readonly isWhollyRead: boolean;
  private readonly loadBalancerClass?: string;
  private readonly claimed = new Set<string>();

  public constructor(scope: Construct, id: string, props: MetalLbPoolProps) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { addresses, autoAssign, avoidBuggyIps, serviceAllocation, advertise = PoolAdvertising.layer2() } = this.props;
    const ranges = this._findings.parseAll('addresses', addresses, (range) => AddressRange.parse(range));
    this.addresses = new PoolAddresses(ranges, avoidBuggyIps === true);
    this.isWhollyRead = ranges.length > 0 && ranges.length === addresses.length;
    this.checkRanges();
    this._findings.parseOptional('autoAssign', autoAssign, truth);
    this._findings.parseOptional('avoidBuggyIps', avoidBuggyIps, truth);
    if (serviceAllocation !== undefined) {
      checkAllocation(this._findings, 'serviceAllocation', serviceAllocation);
    }
    const name = this._nameOf(this.props.name);
    const placement = placementOf(this, this.props);
    this.loadBalancerClass = placement.loadBalancerClass;
    const metadata = { ...placement.metadata, name };
    placeAfter(placement.install, addObject(this, 'Resource', IpAddressPool, { metadata, spec: () => this._spec() }));
    this._findings.parse('advertise', advertise, parseAdvertising)?._advertise(this, placement);
  }

  /** Name of the IPAddressPool. */
  public get poolName(): string {
    return this.name;
  }

  /** How many addresses the pool can hand out, as a decimal number. */
  public get capacity(): string {
    return String(this.addresses.capacity);
  }

  /**
   * How many of them `reserve` and `share` of this pool did not ask for, as a decimal number. Services that ask for any address, or
   * by other means, are not counted.
   */
  public get free(): string {
    return String(this.addresses.capacity - BigInt(this.claimed.size));
  }

  /**
   * Asks for one address of this pool, or for one of each IP family, for one Service. Reported on the pool when it cannot be had:
   * `metallb.ip-not-in-pool`, `metallb.ip-held-back`, `metallb.ip-request` for two of one family, `address.*`.
   * @param address an IPv4 or IPv6 address
   * @param second an address of the other family, for a Service of both
   */
  public reserve(address: string, second?: string): AddressRequest {
    return this.request('reserve', [address, second]);
  }

  /**
   * Asks for an address of this pool, or for one of each IP family, that several Services share. Each asks with the same key, for
   * ports that no other one has, and all with `externalTrafficPolicy` Cluster or with the same selector (MetalLB `internal/allocator`).
   * Reported on the pool like those of `reserve`, and `metallb.sharing-key` for an empty key, with which nothing is shared.
   * @param address an IPv4 or IPv6 address
   * @param key any text
   * @param second an address of the other family, for a Service of both
   */
  public share(address: string, key: string, second?: string): AddressRequest {
    this._findings.parse(`share(${quoted(address)})`, key, parseSharingKey);
    return this.request('share', [address, second], { 'metallb.io/allow-shared-ip': key });
  }

  /** Asks for whichever address of this pool is free. */
  public any(): AddressRequest {
    return this.requestOf({ annotations: { 'metallb.io/address-pool': this.name } });
  }

  /** @internal */
  public _spec(): unknown {
    const { autoAssign, avoidBuggyIps, serviceAllocation } = this.props;
    const spec: IpAddressPoolSpec = {
      addresses: this.addresses.texts,
      autoAssign,
      avoidBuggyIPs: avoidBuggyIps,
      serviceAllocation: serviceAllocation && renderAllocation(serviceAllocation),
    };
    return spec;
  }

  private checkRanges(): void {
    if (this.props.addresses?.length === 0) {
      this._findings.error({ id: 'metallb.pool-empty', what: 'the pool has no addresses', fix: 'add a CIDR or first-last' }, 'addresses');
    }
    this.addresses.overlaps().forEach(([range, other]) => {
      const what = `${quoted(range.text)} overlaps ${quoted(other.text)}`;
      this._findings.error({ id: 'metallb.pool-overlap', what, fix: 'keep each address in one entry' }, 'addresses');
    });
  }

  private request(way: string, given: readonly (string | undefined)[], more: Record<string, string> = {}): AddressRequest {
    const asked = given.filter((address, index) => index === 0 || address !== undefined) as string[];
    const field = `${way}(${asked.map(quoted).join(', ')})`;
    const ips = asked.map((address) => this._findings.parse(field, address, (one) => IpAddress.parse(one)));
    const [first, second] = ips;
    if (first !== undefined && first.family === second?.family) {
      const what = `${quoted(String(first))} and ${quoted(String(second))} are both IPv${first.family}, and a Service takes one of each family`;
      const fix = 'ask for one address, or for an IPv4 and an IPv6 address';
      this._findings.error({ id: 'metallb.ip-request', what, fix }, field);
    }
    const read = ips.filter((ip) => ip !== undefined);
    read.forEach((ip) => this.claim(ip, field));
    const families = read.map(({ family }) => family);
    return this.requestOf({ annotations: { 'metallb.io/loadBalancerIPs': asked.join(','), ...more }, families });
  }

  private requestOf(asked: Pick<AddressRequestProps, 'annotations' | 'families'>): AddressRequest {
    return AddressRequest._of({ pool: this, loadBalancerClass: this.loadBalancerClass, ...asked });
  }

  private claim(ip: IpAddress, field: string): void {
    const what = `${quoted(String(ip))} is `;
    if (!this.addresses.contains(ip)) {
      // While the addresses of the pool itself are wrong, what lies outside cannot be known: those are the problem to solve.
      if (this.isWhollyRead) {
        const fix = `reserve an address of pool ${quoted(this.name)}, or add this one to the pool`;
        const allowed = this.addresses.texts.join(', ');
        this._findings.error({ id: 'metallb.ip-not-in-pool', what: `${what}not in pool ${quoted(this.name)}`, allowed, fix }, field);
      }
    } else if (this.addresses.holdsBack(ip)) {
      const fix = 'reserve another address, or drop avoidBuggyIps';
      this._findings.error({ id: 'metallb.ip-held-back', what: `${what}held back by avoidBuggyIps`, fix }, field);
    } else {
      this.claimed.add(`IPv${ip.family} ${ip.value}`);
    }
  }
}

function parseSharingKey(key: string): string {
  if (text(key) === '') {
    throw refuse(
      'metallb.sharing-key',
      'the key is empty, with which MetalLB shares nothing',
      'name what shares the address',
      'any other text',
    );
  }
  return key;
}
