import { AddressRange } from '../values/address-range';
import { IpFamily } from '../values/ip-address';
import { advertised, BgpAdvertisement } from './metallb/advertised';
import { aggregationLength } from './metallb/aggregation';
import { Pool } from './metallb/objects';
import { Rule, RuleFinding } from './rule';

/** What an advertisement rolls up may not be more than the largest block of an entry of its pools (MetalLB `internal/config`). */
export const aggregationTooShort: Rule = {
  id: 'metallb.aggregation-too-short',
  check: (manifests) => {
    const blocks = new Map<Pool, readonly Block[]>(); // of pools that many advertisements are for, once
    return [...advertised(manifests).bgp.poolsOf].flatMap(([advertisement, pools]) => {
      const its = pools.flatMap((pool) => blocks.get(pool) ?? blocks.set(pool, blocksOf(pool)).get(pool)!);
      return ([4, 6] as const).flatMap((family) => tooShort(advertisement, family, its));
    });
  },
};

interface Block {
  readonly pool: Pool;
  readonly range: AddressRange;
  readonly prefix: number;
}

/** The entry with the smallest largest block, for each family: what all of the others allow, it decides. */
function blocksOf(pool: Pool): readonly Block[] {
  const all = pool.ranges.map((range) => ({ pool, range, prefix: range.largestBlockPrefix() }));
  return ([4, 6] as const).flatMap((family) => smallest(all, family) ?? []);
}

function smallest(blocks: readonly Block[], family: IpFamily): Block | undefined {
  return blocks
    .filter(({ range }) => range.family === family)
    .reduce<Block | undefined>((best, block) => (best === undefined || block.prefix > best.prefix ? block : best), undefined);
}

function tooShort(advertisement: BgpAdvertisement, family: IpFamily, blocks: readonly Block[]): RuleFinding[] {
  const length = aggregationLength(advertisement, family);
  const block = smallest(blocks, family);
  if (block === undefined || length >= block.prefix) {
    return [];
  }
  const { pool, range, prefix } = block;
  const field = family === 4 ? 'aggregationLength' : 'aggregationLengthV6';
  return [
    {
      origin: advertisement.origin,
      field: `spec.${field}`,
      what: `${field} ${length} reaches beyond "${range.text}" of pool "${pool.name}", whose largest block is a /${prefix}`,
      allowed: `${prefix} to ${range.first.bits}`,
      fix: `set it to ${prefix} or more, or give the pool whole blocks of /${length}`,
    },
  ];
}
