import { selects } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { groupBy } from '../../values/group-by';
import { LabelIndex } from '../label-index';
import { MetalLbObject, metalLbObjects, Pool } from './objects';
import { AdvertisementSpec, BgpSpec, L2Spec } from './specs';

export type L2Advertisement = MetalLbObject<L2Spec>;
export type BgpAdvertisement = MetalLbObject<BgpSpec>;

/** Which advertisements of one kind are for which pools. */
export interface Advertised<Advertisement> {
  readonly poolsOf: ReadonlyMap<Advertisement, readonly Pool[]>;
  /** Without an entry for a pool that is in none of them. */
  readonly advertisementsOf: ReadonlyMap<Pool, readonly Advertisement[]>;
}

export interface AllAdvertised {
  readonly l2: Advertised<L2Advertisement>;
  readonly bgp: Advertised<BgpAdvertisement>;
}

// Each rule asks; it is worked out once.
const read = new WeakMap<Manifests, AllAdvertised>();

export function advertised(manifests: Manifests): AllAdvertised {
  const known = read.get(manifests) ?? readAdvertised(manifests);
  read.set(manifests, known);
  return known;
}

function readAdvertised(manifests: Manifests): AllAdvertised {
  const { pools, l2, bgp } = metalLbObjects(manifests);
  const choice = new PoolChoice(pools);
  return { l2: match(l2, choice), bgp: match(bgp, choice) };
}

function match<A extends MetalLbObject<AdvertisementSpec>>(advertisements: readonly A[], choice: PoolChoice): Advertised<A> {
  const chosen = new Map(advertisements.map((advertisement) => [advertisement, choice.of(advertisement)]));
  const pairs = [...chosen].flatMap(([advertisement, its]) => its.map((pool) => ({ pool, advertisement })));
  const byPool = [...groupBy(pairs, ({ pool }) => pool)];
  return {
    poolsOf: chosen,
    advertisementsOf: new Map(byPool.map(([pool, its]) => [pool, its.map(({ advertisement }) => advertisement)])),
  };
}

/** Which pools an advertisement is for, found by their names and labels: pools and advertisements are not compared in pairs. */
class PoolChoice {
  private readonly byName: ReadonlyMap<string, readonly Pool[]>;
  private readonly byLabels: LabelIndex<Pool>;

  public constructor(private readonly pools: readonly Pool[]) {
    this.byName = groupBy(pools, ({ name }) => name);
    this.byLabels = new LabelIndex(pools, ({ labels }) => labels);
  }

  /** All where it chooses none, else those that a name or a selector chooses (MetalLB `internal/config`). */
  public of({ spec }: MetalLbObject<AdvertisementSpec>): readonly Pool[] {
    const { ipAddressPools: names = [], ipAddressPoolSelectors: selectors = [] } = spec;
    if (names.length === 0 && selectors.length === 0) {
      return this.pools;
    }
    const named = names.flatMap((name) => this.byName.get(name) ?? []);
    const selected = selectors.flatMap((selector) =>
      this.byLabels.candidates(selector.matchLabels ?? {}).filter(({ labels }) => selects(selector, labels)),
    );
    return [...new Set([...named, ...selected])];
  }
}
