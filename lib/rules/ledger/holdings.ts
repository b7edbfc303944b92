import { AddressRange } from '../../values/address-range';
import { IpAddress, IpFamily } from '../../values/ip-address';
import { isBuggy } from './pool-range';
import { PoolEntry, PoolView } from './pool-view';
import { ServiceRequest } from './service-request';
import { Refused } from './verdict';
import { Work } from './work';

/** The Services on one address: all of one sharing key and one backend key, their ports apart. */
interface Group {
  readonly address: IpAddress;
  readonly sharing: string;
  readonly first: ServiceRequest;
  /** The Service by its port, and by its own name; made when it is asked for, as most addresses have one Service alone. */
  owners?: Map<string, string>;
}

/** Who has which address (MetalLB `internal/allocator`). Addresses that nobody has cost nothing, however many there are. */
export class Holdings {
  private readonly groups = new Map<bigint, Group>();
  /** Addresses by what those who join them have to have in common. */
  private readonly shared = new Map<string, Set<bigint>>();
  /** By entry of a pool, an address before which all are taken. */
  private readonly frontiers = new Map<PoolEntry, bigint>();

  public constructor(private readonly work: Work) {}

  public has(address: IpAddress): boolean {
    this.work.step();
    return this.groups.has(idOf(address));
  }

  public take(service: ServiceRequest, address: IpAddress): void {
    this.work.step();
    const id = idOf(address);
    const group = this.groups.get(id);
    if (group !== undefined) {
      enter(ownersOf(group), service);
      return;
    }
    const sharing = sharingOf(service);
    this.groups.set(id, { address, sharing, first: service });
    if (sharing !== '') {
      this.shared.set(sharing, (this.shared.get(sharing) ?? new Set()).add(id));
    }
  }

  public giveBack(service: ServiceRequest, address: IpAddress): void {
    const id = idOf(address);
    const group = this.groups.get(id);
    if (group === undefined) {
      return;
    }
    const owners = ownersOf(group);
    [...owners].filter(([, owner]) => owner === service.key).forEach(([owned]) => owners.delete(owned));
    if (owners.size === 0) {
      this.groups.delete(id);
      this.shared.get(group.sharing)?.delete(id);
      this.moveBack(address);
    }
  }

  /** Why a Service cannot join those on an address; nothing where it can (`checkSharing`). */
  public conflict(service: ServiceRequest, address: IpAddress): Refused | undefined {
    this.work.step();
    const group = this.groups.get(idOf(address));
    if (group === undefined) {
      return undefined;
    }
    const sharing = sharingOf(service);
    const refused = { kind: 'refused', address: String(address) } as const;
    if (sharing === '' || sharing !== group.sharing) {
      const [holder] = ownersOf(group).values();
      return { ...refused, reason: 'not-shared', holder };
    }
    const owners = ownersOf(group);
    const port = service.ports.find((wanted) => {
      this.work.step();
      return owners.has(wanted);
    });
    return port === undefined ? undefined : { ...refused, reason: 'port-taken', port, holder: owners.get(port) };
  }

  /** The address of a family that MetalLB would choose from a pool: the first of the first entry that has one (`getIPFromCIDR`). */
  public firstFree(pool: PoolView, family: IpFamily, service: ServiceRequest): IpAddress | undefined {
    const joinable = this.joinable(pool, family, service);
    for (const entry of pool.entriesOf(family)) {
      const shared = joinable.filter((value) => contains(entry.range, value));
      const values = [...shared, ...this.firstUntaken(entry)];
      if (values.length > 0) {
        return IpAddress.fromNumber(
          family,
          values.reduce((a, b) => (a < b ? a : b)),
        );
      }
    }
    return undefined;
  }

  private joinable({ avoidsBuggy }: PoolView, family: IpFamily, service: ServiceRequest): bigint[] {
    const ids = service.sharingKey === '' ? [] : [...(this.shared.get(sharingOf(service)) ?? [])];
    const addresses = ids.map((id) => this.groups.get(id)?.address).filter((address) => address?.family === family) as IpAddress[];
    return addresses
      .filter((address) => !(avoidsBuggy && isBuggy(address)) && this.conflict(service, address) === undefined)
      .map(({ value }) => value);
  }

  /** None or one. What lies before was found taken earlier and is not looked at again. */
  private firstUntaken(entry: PoolEntry): bigint[] {
    const { range, pool } = entry;
    let value = this.frontiers.get(entry) ?? range.first.value;
    while (value <= range.last.value && this.isTakenOrHeldBack(range.family, value, pool.avoidsBuggy)) {
      value++;
    }
    this.frontiers.set(entry, value);
    return value <= range.last.value ? [value] : [];
  }

  private isTakenOrHeldBack(family: IpFamily, value: bigint, avoidsBuggy: boolean): boolean {
    this.work.step();
    return this.groups.has(idOf({ family, value })) || (avoidsBuggy && isBuggy({ family, value }));
  }

  private moveBack({ family, value }: IpAddress): void {
    for (const [entry, frontier] of this.frontiers) {
      if (entry.range.family === family && contains(entry.range, value) && value < frontier) {
        this.frontiers.set(entry, value);
      }
    }
  }
}

function ownersOf(group: Group): Map<string, string> {
  group.owners ??= enter(new Map(), group.first);
  return group.owners;
}

function enter(owners: Map<string, string>, service: ServiceRequest): Map<string, string> {
  [service.key, ...service.ports].forEach((owned) => owners.set(owned, service.key));
  return owners;
}

/** Equal for those that may share; empty where one shares with nobody. */
function sharingOf({ sharingKey, backendKey }: ServiceRequest): string {
  return sharingKey === '' ? '' : JSON.stringify([sharingKey, backendKey]);
}

function contains({ first, last }: AddressRange, value: bigint): boolean {
  return first.value <= value && value <= last.value;
}

/** One number for an address of either family. */
export function idOf({ family, value }: { readonly family: IpFamily; readonly value: bigint }): bigint {
  return family === 4 ? value : (1n << 128n) | value;
}
