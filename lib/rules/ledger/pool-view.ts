import { anySelects, RawLabelSelector } from '../../manifests/label-selector';
import { items, struct } from '../../manifests/raw';
import { AddressRange } from '../../values/address-range';
import { IpFamily } from '../../values/ip-address';
import { Pool } from '../metallb/objects';
import { duplicatesIn } from './allocation-duplicates';
import { KnownNamespaces } from './namespaces';
import { capacityOf } from './pool-range';
import { ServiceRequest } from './service-request';

/** An entry of a pool with where it stands in the list. */
export interface PoolEntry {
  readonly pool: PoolView;
  readonly index: number;
  readonly range: AddressRange;
}

/** A pool as MetalLB's controller knows it. */
export class PoolView {
  public readonly name: string;
  public readonly autoAssign: boolean;
  public readonly avoidsBuggy: boolean;
  public readonly entries: readonly PoolEntry[];
  /** Whether MetalLB can read every entry. */
  public readonly isWhole: boolean;
  /** Whether MetalLB takes it. */
  public readonly isValid: boolean;
  /** Whether it has a serviceAllocation, and so comes before the open ones. */
  public readonly isAllocated: boolean;
  public readonly priority: number;
  /** Whether labels of namespaces decide who is served. */
  public readonly selectsNamespaces: boolean;
  /** Of the labels of Services, which decide too where there are any. */
  public readonly serviceSelectors: readonly RawLabelSelector[];
  private readonly capacities: Readonly<Record<IpFamily, bigint>>;
  private readonly namespaces: ReadonlySet<string>;

  public constructor(
    public readonly object: Pool,
    known: KnownNamespaces,
    inUse: readonly string[],
  ) {
    const { name, spec } = object;
    this.name = name;
    this.autoAssign = spec.autoAssign ?? true;
    this.avoidsBuggy = spec.avoidBuggyIPs ?? false;
    this.isWhole = object.entries.length > 0 && object.entries.every(({ ranges }) => ranges !== undefined);
    this.isValid = this.isWhole && duplicatesIn(spec.serviceAllocation).length === 0;
    this.entries = object.entries.flatMap(({ ranges = [] }, index) => ranges.map((range) => ({ pool: this, index, range })));
    this.capacities = { 4: this.capacityOf(4), 6: this.capacityOf(6) };

    const allocation = struct(spec.serviceAllocation);
    const selectors = namespaceSelectorsOf(spec.serviceAllocation);
    this.isAllocated = spec.serviceAllocation !== undefined;
    this.priority = typeof allocation.priority === 'number' ? allocation.priority : 0;
    this.selectsNamespaces = selectors.length > 0;
    this.namespaces = new Set([...items(allocation.namespaces).map(String), ...selectedFrom(selectors, known, inUse)]);
    const forAll = this.isAllocated && !this.selectsNamespaces && this.namespaces.size === 0;
    const services = items(allocation.serviceSelectors).map((selector) => struct(selector) as RawLabelSelector);
    this.serviceSelectors = forAll && services.length === 0 ? [{}] : services;
  }

  /** Whether a Service may have an address of it at all (`isPoolCompatibleWithService`). */
  public admits({ namespace, labels }: ServiceRequest): boolean {
    const admitsNamespace = this.namespaces.size === 0 || this.namespaces.has(namespace);
    return admitsNamespace && (this.serviceSelectors.length === 0 || anySelects(this.serviceSelectors, labels));
  }

  /** Whether a Service that asks for nothing may be given an address of it (`pinnedPoolsForService`, `Allocate`). */
  public offersItself(service: ServiceRequest): boolean {
    const isListed = !this.isAllocated || this.namespaces.has(service.namespace) || this.serviceSelectors.length > 0;
    return this.autoAssign && isListed && this.admits(service);
  }

  public entriesOf(family: IpFamily): readonly PoolEntry[] {
    return this.entries.filter(({ range }) => range.family === family);
  }

  /** How many addresses it can hand out. */
  public capacity(family?: IpFamily): bigint {
    return family === undefined ? this.capacities[4] + this.capacities[6] : this.capacities[family];
  }

  private capacityOf(family: IpFamily): bigint {
    return this.entriesOf(family).reduce((sum, { range }) => sum + capacityOf(range, this.avoidsBuggy), 0n);
  }
}

export function namespaceSelectorsOf(serviceAllocation: unknown): readonly RawLabelSelector[] {
  return items(struct(serviceAllocation).namespaceSelectors).map((selector) => struct(selector) as RawLabelSelector);
}

function selectedFrom(selectors: readonly RawLabelSelector[], known: KnownNamespaces, inUse: readonly string[]): string[] {
  const names = selectors.length === 0 ? [] : [...new Set([...known.names, ...inUse])];
  return names.filter((name) => anySelects(selectors, known.labelsOf(name)));
}
