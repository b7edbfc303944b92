import { Allocator } from '../../../lib/rules/ledger/allocator';
import { ledgerOf } from '../../../lib/rules/ledger/ledger';
import { reservedMayBeTaken } from '../../../lib/rules/metallb.reserved-may-be-taken';
import { Random, SEED } from './random';
import { IP, manifestsOf, pool, service } from './sketch';

const ROUNDS = 300;

const ordersOf = <T>(things: readonly T[]): T[][] =>
  things.length === 0
    ? [[]]
    : things.flatMap((first, at) => ordersOf(things.filter((_, other) => other !== at)).map((rest) => [first, ...rest]));

/** Who does not get the address that it asks for, in one order in which MetalLB may come to them. */
const losersIn = (allocator: Allocator, order: Allocator['services']): string[] => {
  const losers = order.filter((one) => {
    const [wanted] = one.wanted.addresses;
    const address = wanted ?? allocator.holdings.firstFree(allocator.index.pools[0], 4, one);
    const isLost = address === undefined || allocator.holdings.conflict(one, address) !== undefined;
    allocator.hold(one, isLost ? [] : [address]);
    return isLost && wanted !== undefined;
  });
  order.forEach((one) => allocator.release(one));
  return losers.map(({ origin }) => origin);
};

test('an address is said to be at risk where in some order of the Services another is given it, and nowhere else', () => {
  const random = new Random(SEED);
  const found = { safe: 0, atRisk: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const ranges = ['10.0.1.0/30', '10.0.0.254-10.0.1.1', '10.0.2.3-10.0.2.4']
      .filter((_, at) => at !== round % 2)
      .sort(() => random.below(3) - 1);
    const wanted = ['10.0.1.0', '10.0.1.1', '10.0.2.3', '10.0.2.4'].filter(() => random.chance(60));
    const automatic = Array.from({ length: 1 + random.below(2) }, (_, index) => service(`any${index}`));
    const objects = [
      pool('main', { addresses: ranges, avoidBuggyIPs: random.chance(50) }),
      ...wanted.map((address, index) => service(`web${index}`, { [IP]: address })),
      ...automatic,
    ];
    const manifests = manifestsOf(objects);
    if (ledgerOf(manifests).refused.some(({ cause }) => cause === 'pool-exhausted')) {
      continue; // which is said instead
    }
    const allocator = Allocator.of(manifests);
    const served = allocator.services.filter(({ wanted: { addresses } }) => addresses.every((one) => allocator.index.handingOut([one])));
    const expected = new Set(ordersOf(served).flatMap((order) => losersIn(allocator, order)));
    const actual = reservedMayBeTaken.check(manifests).map(({ origin }) => origin);
    expect({ SEED, ranges, wanted, actual: actual.sort() }).toEqual({ SEED, ranges, wanted, actual: [...expected].sort() });
    found.atRisk += expected.size;
    found.safe += served.length - automatic.length - expected.size;
  }
  expect(Math.min(found.safe, found.atRisk)).toBeGreaterThan(ROUNDS / 10);
});
