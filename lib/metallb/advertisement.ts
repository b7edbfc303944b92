import { Findings } from '../core/findings';
import { LabelSelector, RenderedSelector } from '../core/label-selector';
import { Resource } from '../core/resource';
import { otherCluster } from '../core/same-cluster';
import { IMetalLbPool, parsePool } from './references';
import { checkDistinct, checkSelectors, readEntries, renderSelectors } from './selectors';

/** What every advertisement has. */
export interface AdvertisementOptions {
  /**
   * Name of the advertisement object, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id; the name of the pool, where it is made with one
   */
  readonly name?: string;

  /**
   * The nodes that announce: those that one of the selectors chooses. Reported otherwise: `label.*`, `metallb.duplicate-entry`,
   * `metallb.empty-list`.
   * @default - all nodes
   */
  readonly nodeSelectors?: LabelSelector[];

  /**
   * The Services whose addresses are announced: those that one of the selectors chooses. Reported otherwise: `label.*`,
   * `metallb.duplicate-entry`, `metallb.empty-list`. Services that share an address should be announced from the same nodes:
   * the warning `metallb.shared-not-announced`.
   * @default - all Services with an address of the pools
   */
  readonly serviceSelectors?: LabelSelector[];
}

/** Which pools are advertised: those that are listed and those that a selector chooses. All pools when nothing is said. */
export interface AdvertisedPools {
  /**
   * Pools, each once: `metallb.duplicate-entry` is reported otherwise, `metallb.empty-list` for none, `name.syntax` for a wrong name
   * and `reference.other-cluster` for a pool of another cluster.
   * @default - those that `poolSelectors` choose, else all pools
   */
  readonly pools?: IMetalLbPool[];

  /**
   * Pools by their labels. Reported otherwise: `label.*`, `metallb.duplicate-entry`, `metallb.empty-list`.
   * @default - those of `pools`, else all pools
   */
  readonly poolSelectors?: LabelSelector[];
}

/** What both kinds of advertisement have on the wire. */
export interface RenderedAdvertisement {
  readonly ipAddressPools?: string[];
  readonly ipAddressPoolSelectors?: RenderedSelector[];
  readonly nodeSelectors?: RenderedSelector[];
  readonly serviceSelectors?: RenderedSelector[];
}

/** Where the options of an advertisement were given. */
export class AdvertisementCheck {
  public readonly findings: Findings;

  /** @param prefix what the names of its fields begin with, where they are fields of something */
  public constructor(
    public readonly construct: Resource,
    private readonly prefix = '',
  ) {
    this.findings = Findings.of(construct);
  }

  public field(name: string): string {
    return `${this.prefix}${name}`;
  }

  public selectors({ nodeSelectors, serviceSelectors }: AdvertisementOptions): void {
    checkSelectors(this.findings, this.field('nodeSelectors'), nodeSelectors);
    checkSelectors(this.findings, this.field('serviceSelectors'), serviceSelectors);
  }

  public pools({ pools, poolSelectors }: AdvertisedPools): void {
    const names = this.references('pools', parsePool, pools).map(({ poolName }) => poolName);
    checkDistinct(this.findings, this.field('pools'), names);
    checkSelectors(this.findings, this.field('poolSelectors'), poolSelectors);
  }

  /** What a list refers to, each in this cluster. */
  public references<T>(name: string, parse: (reference: T) => T, references: readonly T[] | undefined): T[] {
    const read = readEntries(this.findings, this.field(name), references, parse);
    const defects = read.flatMap((reference) => otherCluster(this.construct, reference));
    defects.forEach((defect) => this.findings.error(defect, this.field(name)));
    return read;
  }
}

export function renderAdvertisement(options: AdvertisementOptions & AdvertisedPools): RenderedAdvertisement {
  const { pools, poolSelectors, nodeSelectors, serviceSelectors } = options;
  return {
    ipAddressPools: pools?.map(({ poolName }) => poolName),
    ipAddressPoolSelectors: renderSelectors(poolSelectors),
    nodeSelectors: renderSelectors(nodeSelectors),
    serviceSelectors: renderSelectors(serviceSelectors),
  };
}
