import { ClusterFacts } from '../../core/cluster-facts';
import { Manifests } from '../../manifests/manifests';
import { readable } from '../../manifests/readable';
import { IpAddress } from '../../values/ip-address';
import { metalLbObjects, Pool } from '../metallb/objects';
import { MetalLbSettings, metalLbSettings } from '../metallb/settings';
import { additional, Candidate, candidatesFor, chosenFrom, sameAddresses } from './choice';
import { possibleFamilies } from './families';
import { Holdings } from './holdings';
import { KnownNamespaces } from './namespaces';
import { PoolIndex } from './pool-index';
import { PoolView } from './pool-view';
import { readServices, ServiceRequest } from './service-request';
import { Refused, Verdict } from './verdict';
import { Work } from './work';

/** The addresses of a Service and, where one pool hands them out, that they are taken. */
interface Assignment {
  readonly service: ServiceRequest;
  readonly addresses: readonly IpAddress[];
  readonly pool?: PoolView;
}

/** What MetalLB's controller does with one Service after the other (`controller/service.go`, `internal/allocator`). */
export class Allocator {
  public static of(manifests: Manifests, facts?: ClusterFacts): Allocator {
    return new Allocator(manifests, readServices(manifests, facts), metalLbSettings(manifests, facts));
  }

  public readonly index: PoolIndex;
  /** The pools that stand where MetalLB does not read them. */
  public readonly misplaced: PoolIndex;
  /** Whether MetalLB takes the pools: one that is wrong makes it refuse all. */
  public readonly isValid: boolean;
  public readonly work = new Work();
  public readonly holdings = new Holdings(this.work);
  private readonly assignments = new Map<string, Assignment>();

  private constructor(
    manifests: Manifests,
    public readonly services: readonly ServiceRequest[],
    private readonly settings: MetalLbSettings,
  ) {
    const known = KnownNamespaces.of(manifests);
    const inUse = [...new Set(services.map(({ namespace }) => namespace))];
    // By name, so that no message depends on the order of documents.
    const objects = [...metalLbObjects(manifests).pools].sort((a, b) => (a.name < b.name ? -1 : 1));
    const isRead = ({ namespace }: Pool): boolean => namespace === (settings.namespace ?? namespace);
    const [pools, misplaced] = [true, false].map((wanted) =>
      objects.filter((pool) => isRead(pool) === wanted).map((pool) => new PoolView(pool, known, inUse)),
    );
    this.index = new PoolIndex(pools, this.work);
    this.misplaced = new PoolIndex(misplaced, this.work);
    this.isValid = pools.every(({ isValid }) => isValid) && this.index.overlaps.length === 0;
  }

  /** Whether MetalLB looks at a Service at all (`service_controller.go`, `filterByLoadBalancerClass`). */
  public serves({ type, loadBalancerClass }: ServiceRequest): boolean {
    return type === 'LoadBalancer' && loadBalancerClass === this.settings.loadBalancerClass;
  }

  /** What becomes of a Service now, given what was assigned, its own addresses included. */
  public verdictOf(service: ServiceRequest): Verdict {
    if (!this.serves(service) || !this.isValid || this.index.pools.length === 0) {
      return { kind: 'ignored' };
    }
    return anyOf(possibleFamilies(service).map((families) => this.converge({ ...service, families })));
  }

  /** The Service has these addresses, and no others. */
  public assign(service: ServiceRequest, texts: readonly string[]): void {
    this.hold(
      service,
      readable(texts, (text) => IpAddress.parse(text)),
    );
  }

  /** The Service has no address any more. */
  public release(service: ServiceRequest): void {
    const { addresses = [] } = this.assignments.get(service.key) ?? {};
    addresses.forEach((address) => this.holdings.giveBack(service, address));
    this.assignments.delete(service.key);
  }

  /** Like {@link assign}, of what is parsed. Addresses that no pool hands out are not taken from anybody. */
  public hold(service: ServiceRequest, addresses: readonly IpAddress[]): void {
    this.release(service);
    const pool = this.index.handingOut(addresses);
    this.assignments.set(service.key, { service, addresses, pool });
    if (pool !== undefined) {
      addresses.forEach((address) => this.holdings.take(service, address));
    }
  }

  /** Why a Service cannot have the addresses it asks for; nothing where it can (`Assign` and what comes before and after it). */
  public refusalOf(service: ServiceRequest, addresses: readonly IpAddress[]): Refused | undefined {
    const { poolName } = service;
    if (!possibleFamilies(service).some((families) => sameFamilies(families, addresses))) {
      return refused('family-mismatch', { address: addresses.join(', ') });
    }
    const pool = this.index.handingOut(addresses);
    if (pool === undefined) {
      return refused('not-in-a-pool', { address: addresses.join(', ') });
    }
    return (
      this.refusalIn(pool, service, addresses) ??
      (poolName === undefined || poolName === pool.name ? undefined : refused('in-another-pool', { pool: pool.name }))
    );
  }

  private refusalIn(pool: PoolView, service: ServiceRequest, addresses: readonly IpAddress[]): Refused | undefined {
    if (!pool.admits(service)) {
      return refused('pool-excludes-service', { pool: pool.name });
    }
    return addresses.map((address) => this.holdings.conflict(service, address)).find((conflict) => conflict !== undefined);
  }

  /** As `convergeBalancer`: what the Service has stays where it may; the rest is as if it had nothing. */
  private converge(service: ServiceRequest): Verdict {
    const before = this.assignments.get(service.key);
    this.release(service);
    const verdict = this.kept(service, before?.addresses ?? []) ?? this.allocate(service);
    if (before !== undefined) {
      this.hold(before.service, before.addresses);
    }
    return verdict;
  }

  private kept(service: ServiceRequest, current: readonly IpAddress[]): Verdict | undefined {
    const { wanted, poolName, families = [], familyPolicy } = service;
    const pool = this.index.handingOut(current);
    const mayKeep = sameFamilies(families, current) || (families.length === 2 && familyPolicy === 'PreferDualStack');
    if (pool === undefined || !mayKeep || this.refusalIn(pool, service, current) !== undefined || (poolName ?? pool.name) !== pool.name) {
      return undefined;
    }
    if (wanted.wrong !== undefined) {
      return exact(current); // its event says what is wrong, its address stays
    }
    if (wanted.addresses.length > 0 && !sameAddresses(wanted.addresses, current)) {
      return undefined;
    }
    const more = additional(service, current, pool, this.holdings);
    // With one more it no longer has what it asks for.
    return more === undefined
      ? exact(wanted.addresses.length > 0 ? inTextOrder(current) : current)
      : wanted.addresses.length > 0
        ? undefined
        : exact([...current, more]);
  }

  private allocate(service: ServiceRequest): Verdict {
    const { wanted } = service;
    if (wanted.wrong !== undefined) {
      return refused(wanted.wrong);
    }
    if (wanted.addresses.length > 0) {
      return this.refusalOf(service, wanted.addresses) ?? exact(inTextOrder(wanted.addresses));
    }
    const candidates =
      service.poolName === undefined ? candidatesFor(service, this.index, this.holdings) : this.fromNamed(service, service.poolName);
    return 'kind' in candidates ? candidates : chosenFrom(candidates);
  }

  private fromNamed(service: ServiceRequest, name: string): readonly Candidate[] | Refused {
    const pool = this.index.byName.get(name);
    if (pool === undefined) {
      return refused('unknown-pool', { pool: name });
    }
    const chosen = new Candidate(pool, service, this.holdings);
    if (chosen.isEmpty) {
      return refused('pool-exhausted', { pool: name });
    }
    if (chosen.addresses.length === 0) {
      return refused('pool-lacks-family', { pool: name });
    }
    return pool.admits(service) ? [chosen] : refused('pool-excludes-service', { pool: name });
  }
}

function sameFamilies(families: readonly number[], addresses: readonly IpAddress[]): boolean {
  return families.length === addresses.length && addresses.every(({ family }) => families.includes(family));
}

function exact(addresses: readonly IpAddress[]): Verdict {
  return { kind: 'exact', addresses: addresses.map(String) };
}

/** Whenever it looks at a Service again, MetalLB sorts what was asked for as text (`isEqualIPs`). */
function inTextOrder(addresses: readonly IpAddress[]): IpAddress[] {
  return [...addresses].sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

function refused(reason: Refused['reason'], about: Partial<Refused> = {}): Refused {
  return { ...about, kind: 'refused', reason };
}

/** Where the families of a Service are not known, whatever one of them allows. */
function anyOf(possible: readonly Verdict[]): Verdict {
  const open = possible.filter(({ kind }) => kind !== 'refused');
  return open.length === 0
    ? possible[0]
    : open.length === 1
      ? open[0]
      : { kind: 'automatic', allows: (addresses) => open.some((verdict) => allows(verdict, addresses)) };
}

function allows(verdict: Verdict, addresses: readonly string[]): boolean {
  return verdict.kind === 'automatic'
    ? verdict.allows(addresses)
    : verdict.kind === 'exact' && verdict.addresses.join() === addresses.join();
}
