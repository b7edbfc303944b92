import { Host } from './host';

// Whether two hosts overlap can be told by looking at both. To find those of many that overlap one, without looking at all of
// them, each is filed under its keys, and the ones that overlap a host lie under the keys it is asked for by.

/** Where a host is filed. */
export function keysOf(host: Host): string[] {
  const domain = domainOf(host);
  return [exactly(host), ...domainsAbove(domain).map(below), ...(host.isWildcard ? [below(domain)] : [])];
}

/** Where the hosts that overlap this one are filed. */
export function keysOverlapping(host: Host): string[] {
  const domain = domainOf(host);
  return [host.isWildcard ? below(domain) : exactly(host), ...domainsAbove(domain).map((above) => `=${wildcard(above)}`)];
}

/** Things that are each for a host, found by the hosts that overlap theirs. */
export class HostIndex<T> {
  private readonly filed = new Map<string, T[]>();

  public add(host: Host, item: T): void {
    for (const key of keysOf(host)) {
      const items = this.filed.get(key) ?? [];
      items.push(item);
      this.filed.set(key, items);
    }
  }

  /** Those whose host overlaps this one, each once. */
  public overlapping(host: Host): Set<T> {
    return new Set(keysOverlapping(host).flatMap((key) => this.filed.get(key) ?? []));
  }
}

function exactly(host: Host): string {
  return `=${host.text}`;
}

function below(domain: string): string {
  return `<${domain}`;
}

function wildcard(domain: string): string {
  return domain === '' ? '*' : `*.${domain}`;
}

function domainOf({ text }: Host): string {
  return text === '*' ? '' : text.replace(/^\*\./, '');
}

/** `a.b.c` lies in `b.c`, `c` and the whole, which is the empty domain. */
function domainsAbove(domain: string): string[] {
  if (domain === '') {
    return [];
  }
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index + 1).join('.'));
}
