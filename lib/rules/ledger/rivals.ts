import { IpFamily } from '../../values/ip-address';
import { Ledger } from './ledger';
import { PoolView } from './pool-view';
import { ServiceRequest } from './service-request';

const BOTH: readonly IpFamily[] = [4, 6];

/** The Services to which MetalLB may give any address of a pool, by name. */
export class Rivals {
  /** By pool and IP family. */
  private readonly drawing = new Map<string, ServiceRequest[]>();
  private readonly known = new Map<string, readonly ServiceRequest[]>();

  public constructor({ lines }: Ledger) {
    const automatic = lines.filter(({ address }) => address === undefined);
    for (const { service, pools } of automatic.sort((a, b) => (a.service.key < b.service.key ? -1 : 1))) {
      for (const queue of pools.flatMap((pool) => (service.families ?? BOTH).map((family) => queueOf(pool, family)))) {
        const its = this.drawing.get(queue) ?? [];
        its.push(service);
        this.drawing.set(queue, its);
      }
    }
  }

  /** Those that may not share the address of a Service, where they are more than a number; else none. */
  public moreThan(count: bigint, service: ServiceRequest, pool: PoolView, family: IpFamily): readonly ServiceRequest[] {
    const queue = queueOf(pool, family);
    const all = this.drawing.get(queue) ?? [];
    const rivals = BigInt(all.length) <= count ? [] : this.without(all, service, queue);
    return BigInt(rivals.length) <= count ? [] : rivals;
  }

  private without(
    all: readonly ServiceRequest[],
    { sharingKey, backendKey, ports }: ServiceRequest,
    queue: string,
  ): readonly ServiceRequest[] {
    if (sharingKey === '') {
      return all;
    }
    const like = JSON.stringify([queue, sharingKey, backendKey, ports]);
    const mayShare = (other: ServiceRequest): boolean =>
      other.sharingKey === sharingKey && other.backendKey === backendKey && !other.ports.some((port) => ports.includes(port));
    const rivals = this.known.get(like) ?? all.filter((other) => !mayShare(other));
    this.known.set(like, rivals);
    return rivals;
  }
}

function queueOf({ name }: PoolView, family: IpFamily): string {
  return `${name} ${family}`;
}
