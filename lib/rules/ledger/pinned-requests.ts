import { Book } from './book';
import { idOf } from './holdings';
import { isBuggy } from './pool-range';
import { ServiceRequest } from './service-request';
import { Refused } from './verdict';

/**
 * Enters who asks for addresses by name. Where several ask for one, by the name of the Service: whom MetalLB would come to
 * first is not known, but that one of them gets nothing is.
 */
export function enterPinned(book: Book, requests: readonly ServiceRequest[]): void {
  const contested = contestedAmong(book, requests);
  requests.filter((service) => !contested.has(service)).forEach((service) => enter(book, service));
  [...contested].sort((a, b) => (a.key < b.key ? -1 : 1)).forEach((service) => enter(book, service));
}

function contestedAmong({ allocator: { work } }: Book, requests: readonly ServiceRequest[]): Set<ServiceRequest> {
  const claims = new Map<bigint, ServiceRequest>();
  const contested = new Set<ServiceRequest>();
  for (const service of requests) {
    for (const id of service.wanted.addresses.map(idOf)) {
      work.step();
      const other = claims.get(id);
      if (other === undefined) {
        claims.set(id, service);
      } else {
        contested.add(other).add(service);
      }
    }
  }
  return contested;
}

function enter(book: Book, service: ServiceRequest): void {
  const { index } = book.allocator;
  const { wanted, poolName } = service;
  const isPoolKnown = poolName === undefined || index.byName.has(poolName);
  if (!isPoolKnown && !book.mayExist(poolName)) {
    return book.refuse(service, 'unknown-pool', { pools: [poolName] });
  }
  if (wanted.addresses.some((address) => index.isAmbiguous(address))) {
    return enterElsewhere(book, service); // whose address it is depends on how the overlap is solved
  }
  const refused = book.allocator.refusalOf(isPoolKnown ? service : { ...service, poolName: undefined }, wanted.addresses);
  if (refused === undefined) {
    const pool = index.handingOut(wanted.addresses);
    wanted.addresses.forEach((address) => book.reserve(service, address, pool));
  } else {
    explain(book, service, refused);
  }
}

type Entry = (book: Book, service: ServiceRequest, refused: Refused) => void;

const ENTRIES: Partial<Record<Refused['reason'], Entry>> = {
  'family-mismatch': (book, service, { address }) => book.refuse(service, 'family-mismatch', { address }),
  'in-another-pool': (book, service, { pool = '' }) => book.refuse(service, 'in-another-pool', { pools: [pool] }),
  'not-in-a-pool': notInAPool,
  'not-shared': notShared,
  'pool-excludes-service': excluded,
  'port-taken': (book, service, { address, port, holder }) => book.refuse(service, 'port-taken', { address, port, holderKey: holder }),
};

function explain(book: Book, service: ServiceRequest, refused: Refused): void {
  ENTRIES[refused.reason]?.(book, service, refused);
}

function excluded(book: Book, service: ServiceRequest, { pool: name = '' }: Refused): void {
  const pool = book.allocator.index.byName.get(name);
  if (pool !== undefined && book.excludes(pool, service)) {
    book.refuse(service, 'pool-excludes-service', { pools: [name] });
  }
}

function notShared(book: Book, service: ServiceRequest, { address, holder }: Refused): void {
  const isKeyless = service.sharingKey === '' && book.serviceNamed(holder)?.sharingKey === '';
  const cause = isKeyless ? 'reserved-twice' : 'sharing-differs';
  book.refuse(service, cause, { address, holderKey: holder });
}

function notInAPool(book: Book, service: ServiceRequest): void {
  const { addresses } = service.wanted;
  const held = addresses.map((address) => ({ address, pool: book.allocator.index.holding(address) }));
  const outside = held.filter(({ pool }) => pool === undefined);
  if (outside.length > 0) {
    const missing = outside.filter(({ address }) => !book.mayHold(address));
    missing.forEach(({ address }) => book.refuse(service, 'not-in-a-pool', { address: String(address) }));
    return missing.length > 0 ? undefined : enterElsewhere(book, service);
  }
  const pools = [...new Set(held.map(({ pool }) => pool?.name ?? ''))].sort();
  if (pools.length > 1) {
    return book.refuse(service, 'no-dual-stack-pool', { address: addresses.join(', '), pools });
  }
  addresses.filter(isBuggy).forEach((address) => book.refuse(service, 'held-back', { address: String(address), pools }));
}

/** In whichever pool, one address still is one address. */
function enterElsewhere(book: Book, service: ServiceRequest): void {
  const { addresses } = service.wanted;
  const conflict = addresses.map((address) => book.allocator.holdings.conflict(service, address)).find((found) => found !== undefined);
  if (conflict === undefined) {
    addresses.forEach((address) => book.reserve(service, address, undefined));
  } else {
    explain(book, service, conflict);
  }
}
