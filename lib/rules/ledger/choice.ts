import { readable } from '../../manifests/readable';
import { IpAddress, IpFamily } from '../../values/ip-address';
import { Holdings } from './holdings';
import { PoolIndex } from './pool-index';
import { PoolView } from './pool-view';
import { ServiceRequest } from './service-request';
import { Refused, Verdict } from './verdict';

/** What MetalLB would take from one pool for a Service (`getFreeIPsFromPool`, `selectIPsForFamilyAndPolicy`). */
export class Candidate {
  /** Whether nothing of any family is free. */
  public readonly isEmpty: boolean;
  /** What the Service would get, IPv4 first; none where a family that it must have is missing. */
  public readonly addresses: readonly IpAddress[];

  public constructor(
    public readonly pool: PoolView,
    service: ServiceRequest,
    holdings: Holdings,
  ) {
    const { families = [], familyPolicy } = service;
    const free = ([4, 6] as const).map((family) => holdings.firstFree(pool, family, service)).filter((address) => address !== undefined);
    this.isEmpty = free.length === 0;
    const fitting = free.filter(({ family }) => families.includes(family));
    this.addresses = fitting.length === families.length || familyPolicy === 'PreferDualStack' ? fitting : [];
  }
}

/** Pools among which MetalLB has no order. */
type Tier = readonly PoolView[];

/** What a Service that names neither address nor pool may be given: pools for it first, by priority, then the open ones (`Allocate`). */
export function candidatesFor(service: ServiceRequest, { pools }: PoolIndex, holdings: Holdings): readonly Candidate[] | Refused {
  const offered = pools.filter((pool) => pool.offersItself(service));
  const stages = [tiersOf(offered.filter(({ isAllocated }) => isAllocated)), [offered.filter(({ isAllocated }) => !isAllocated)]];
  for (const tiers of stages) {
    const candidates = tiers.map((tier) =>
      tier.map((pool) => new Candidate(pool, service, holdings)).filter(({ addresses }) => addresses.length > 0),
    );
    const best = bestOf(candidates, service.families ?? []);
    if (best.length > 0) {
      return best;
    }
  }
  return { kind: 'refused', reason: 'no-address' };
}

/** One of several possible choices. */
export function chosenFrom(candidates: readonly Candidate[]): Verdict {
  return {
    kind: 'automatic',
    allows: (texts) => {
      const given = readable(texts, (text) => IpAddress.parse(text));
      return candidates.some(
        ({ addresses }) => given.length === addresses.length && given.every((address, i) => isSame(address, addresses[i])),
      );
    },
  };
}

/** The address of the other family that a Service with one, which prefers two, is given beside it. */
export function additional(
  service: ServiceRequest,
  current: readonly IpAddress[],
  pool: PoolView,
  holdings: Holdings,
): IpAddress | undefined {
  const { families = [], familyPolicy } = service;
  const missing = families.find((family) => current.every((address) => address.family !== family));
  return familyPolicy === 'PreferDualStack' && missing !== undefined ? holdings.firstFree(pool, missing, service) : undefined;
}

export function sameAddresses(some: readonly IpAddress[], others: readonly IpAddress[]): boolean {
  return some.length === others.length && some.every((address) => others.some((other) => isSame(address, other)));
}

/** Lowest priority number first, without one last. What MetalLB does with a negative one is not defined. */
function tiersOf(pools: readonly PoolView[]): Tier[] {
  if (pools.some(({ priority }) => priority < 0)) {
    return [pools];
  }
  const rank = ({ priority }: PoolView): number => (priority === 0 ? Infinity : priority);
  const ranks = [...new Set(pools.map(rank))].sort((a, b) => a - b);
  return ranks.map((wanted) => pools.filter((pool) => rank(pool) === wanted));
}

/** Of the first tier that has all families, else (only who prefers both comes here) the first family, else the second (`findBestPoolForService`). */
function bestOf(tiers: readonly (readonly Candidate[])[], families: readonly IpFamily[]): readonly Candidate[] {
  const complete = ({ addresses }: Candidate): boolean => addresses.length === families.length;
  const having =
    (family: IpFamily) =>
    ({ addresses }: Candidate): boolean =>
      addresses.some((address) => address.family === family);
  for (const fits of [complete, ...families.map(having)]) {
    const tier = tiers.map((candidates) => candidates.filter(fits)).find((candidates) => candidates.length > 0);
    if (tier !== undefined) {
      return tier;
    }
  }
  return [];
}

function isSame(a: IpAddress, b: IpAddress | undefined): boolean {
  return a.family === b?.family && a.value === b.value;
}
