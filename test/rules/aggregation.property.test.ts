import { aggregationTooShort } from '../../lib/rules/metallb.aggregation-too-short';
import { AddressRange } from '../../lib/values/address-range';
import { IpAddress, IpFamily } from '../../lib/values/ip-address';
import { bgp, manifestsOf, pool } from './metallb-sketches';

const SEED = 20260;
const RANGES = 60_000;
const ADVERTISEMENTS = 4_000;

/** The minimal standard of Park and Miller: the same numbers everywhere. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48271) % 2147483647) % below;
}

function randomRange(random: (below: number) => number, family: IpFamily, size: number): AddressRange {
  const bits = family === 4 ? 32n : 128n;
  let base = 0n;
  for (let drawn = 0n; drawn < bits; drawn += 16n) {
    base = (base << 16n) | BigInt(random(65536));
  }
  base &= (1n << bits) - 1n;
  base -= base % BigInt(size);
  // The ends of the space are where arithmetic goes wrong first.
  base = [base, base, 0n, (1n << bits) - BigInt(size)][random(4)];
  const [a, b] = [random(size), random(size)].sort((x, y) => x - y);
  const [first, last] = [a, b].map((offset) => IpAddress.fromNumber(family, base + BigInt(offset)));
  return new AddressRange(`${first.value}-${last.value}`, first, last); // its text is not read: writing addresses is slow
}

/** Every CIDR of a range, found by trying each of each size: what no shorter way of looking can have in common. */
function largestByTrying(range: AddressRange, size: number): number {
  const start = range.first.value - (range.first.value % BigInt(size));
  const [first, last] = [Number(range.first.value - start), Number(range.last.value - start)];
  for (let block = size; ; block /= 2) {
    for (let at = 0; at < size; at += block) {
      if (first <= at && at + block - 1 <= last) {
        return range.first.bits - Math.log2(block);
      }
    }
  }
}

/** The CIDRs that make a range up, the way MetalLB's library takes it apart: each as large as its place allows. */
function prefixesByTakingApart(range: AddressRange): number[] {
  const prefixes: number[] = [];
  let at = range.first.value;
  while (at <= range.last.value) {
    let bits = 0n;
    while (at % (2n << bits) === 0n && at + (2n << bits) - 1n <= range.last.value && bits < BigInt(range.first.bits)) {
      bits++;
    }
    prefixes.push(range.first.bits - Number(bits));
    at += 1n << bits;
  }
  return prefixes;
}

test(`the largest block of a range, by trying and by taking apart, of ${RANGES} ranges from seed ${SEED}`, () => {
  const random = randomNumbers(SEED);
  const wrong = Array.from({ length: RANGES }, () => randomRange(random, ([4, 6] as const)[random(2)], 64)).filter((range) => {
    const prefix = range.largestBlockPrefix();
    return prefix !== largestByTrying(range, 64) || prefix !== Math.min(...prefixesByTakingApart(range));
  });
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

test(`and of ${ADVERTISEMENTS} wide ranges`, () => {
  const random = randomNumbers(SEED + 1);
  const wrong = Array.from({ length: ADVERTISEMENTS }, () => randomRange(random, ([4, 6] as const)[random(2)], 2 ** 30)).filter(
    (range) => range.largestBlockPrefix() !== Math.min(...prefixesByTakingApart(range)),
  );
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

test(`an advertisement is refused just when an entry of a pool of its family has no block so large, ${ADVERTISEMENTS} from seed ${SEED}`, () => {
  const random = randomNumbers(SEED + 2);
  let refused = 0;
  for (let count = 0; count < ADVERTISEMENTS; count++) {
    const ranges = Array.from({ length: 1 + random(4) }, () => randomRange(random, ([4, 6] as const)[random(2)], 64));
    const pools = ranges.map(({ first, last }, index) => pool(`p${index}`, [`${first}-${last}`]));
    const lengths = { aggregationLength: 26 + random(7), aggregationLengthV6: 122 + random(7) };
    const chosen = ranges.filter(() => random(2) === 0);
    const names = chosen.map((range) => `p${ranges.indexOf(range)}`);
    const expected = ([4, 6] as const).filter((family) => {
      const length = family === 4 ? lengths.aggregationLength : lengths.aggregationLengthV6;
      const its = names.length === 0 ? ranges : chosen;
      return its.some((range) => range.family === family && length < largestByTrying(range, 64));
    });
    const found = aggregationTooShort.check(manifestsOf([...pools, bgp('ad', { ...lengths, ipAddressPools: names })]));
    expect(found.map(({ field }) => field)).toEqual(
      expected.map((family) => (family === 4 ? 'spec.aggregationLength' : 'spec.aggregationLengthV6')),
    );
    refused += found.length;
  }
  expect(refused).toBeGreaterThan(ADVERTISEMENTS / 10); // both answers are met
  expect(refused).toBeLessThan(2 * ADVERTISEMENTS);
});
