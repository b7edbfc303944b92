import { Manifests } from '../../../lib/manifests/manifests';
import { Allocator } from '../../../lib/rules/ledger/allocator';
import { ledgerOf } from '../../../lib/rules/ledger/ledger';
import { capacityOf } from '../../../lib/rules/ledger/pool-range';
import { ServiceRequest } from '../../../lib/rules/ledger/service-request';
import { AddressRange } from '../../../lib/values/address-range';
import { IpAddress } from '../../../lib/values/ip-address';
import { Random, SEED } from './random';
import { DUAL, IP, KEY, manifestsOf, pool, POOL, service as aService, ServiceSketch } from './sketch';

// Every case is compared with the plainest thing that could be right: lists of single addresses, walked from end to end.
let cases = 0;
afterAll(() => {
  console.log(`seed ${SEED}: ${cases} cases against the oracle`);
  expect(cases).toBeGreaterThanOrEqual(100_000);
});

/** Compares; what `expect` costs is paid for a difference only. */
const same = (context: readonly unknown[], actual: unknown, expected: unknown): void => {
  cases++;
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    expect([SEED, context, actual]).toEqual([SEED, context, expected]);
  }
};

/** A small space around a border of two /24, where avoidBuggyIPs matters. */
const FIRST = 0x0a0000f8;
const SPACE = 16;
const addressAt = (index: number): IpAddress => IpAddress.fromNumber(4, BigInt(FIRST + index));
const SPACE_TEXTS = Array.from({ length: SPACE }, (_, index) => String(addressAt(index)));
const isBuggyText = (text: string): boolean => /\.(0|255)$/.test(text);

interface Stretch {
  readonly range: AddressRange;
  readonly members: readonly string[];
}
const stretch = (first: number, last: number): Stretch => ({
  range: new AddressRange(`${addressAt(first)}-${addressAt(last)}`, addressAt(first), addressAt(last)),
  members: SPACE_TEXTS.slice(first, last + 1),
});
const randomStretch = (random: Random): Stretch => {
  const [a, b] = [random.below(SPACE), random.below(SPACE)];
  return stretch(Math.min(a, b), Math.max(a, b));
};

test('contains, overlaps and the capacity of ranges', () => {
  const random = new Random(SEED);
  for (let round = 0; round < 30_000; round++) {
    const [one, other] = [randomStretch(random), randomStretch(random)];
    const [index, avoids] = [random.below(SPACE), random.chance(50)];
    const context: unknown[] = [one.range.text, other.range.text, SPACE_TEXTS[index], avoids];
    const actual = [one.range.contains(addressAt(index)), one.range.overlaps(other.range), Number(capacityOf(one.range, avoids))];
    const expected = [
      one.members.includes(SPACE_TEXTS[index]),
      one.members.some((member) => other.members.includes(member)),
      one.members.filter((member) => !avoids || !isBuggyText(member)).length,
    ];
    context.unshift(round);
    actual.forEach((answer, at) => same(context, answer, expected[at]));
  }
});

/** Ranges apart from each other, in any order, for two pools. */
const randomPools = (random: Random): { name: string; stretches: Stretch[]; avoids: boolean; auto: boolean }[] => {
  const pools = ['a', 'b'].map((name) => ({ name, stretches: [] as Stretch[], avoids: random.chance(40), auto: random.chance(70) }));
  for (let index = 0; index < SPACE;) {
    const last = Math.min(SPACE - 1, index + random.below(4));
    if (random.chance(60)) {
      const { stretches } = random.of(pools);
      stretches.splice(random.below(stretches.length + 1), 0, stretch(index, last));
    }
    index = last + 1;
  }
  return pools.filter(({ stretches }) => stretches.length > 0);
};

const randomService = (random: Random): ServiceSketch => ({
  ports: [...new Set([random.of([80, 443]), random.of([80, 22, '80/UDP'])])],
  selector: { app: random.of(['x', 'y']) },
  spec: random.chance(40) ? { externalTrafficPolicy: 'Local' } : {},
  ...(random.chance(60) ? { [KEY]: random.of(['k', 'l', '']) } : {}),
  ...(random.chance(40) ? { [IP]: random.of(SPACE_TEXTS) } : {}),
  ...(random.chance(20) ? { [POOL]: random.of(['a', 'b', 'c']) } : {}),
});

/** Who has what, one pair after the other. */
class Oracle {
  public readonly held = new Map<ServiceRequest, string>();

  public constructor(private readonly pools: ReturnType<typeof randomPools>) {}

  /** All that MetalLB may do: an address, or the class of a refusal. */
  public possible(service: ServiceRequest): string[] {
    const current = this.held.get(service);
    if (current !== undefined) {
      return [current];
    }
    const [wanted] = service.wanted.addresses.map(String);
    if (wanted !== undefined) {
      return [this.pinned(service, wanted)];
    }
    if (service.poolName !== undefined) {
      const named = this.pools.find(({ name }) => name === service.poolName);
      return [named === undefined ? 'unknown-pool' : (this.firstOf(named, service) ?? 'pool-exhausted')];
    }
    const offered = this.pools.filter(({ auto }) => auto).map((one) => this.firstOf(one, service));
    const found = offered.filter((address) => address !== undefined);
    return found.length > 0 ? found : ['no-address'];
  }

  private pinned(service: ServiceRequest, wanted: string): string {
    const owner = this.pools.find((one) => this.handsOut(one).includes(wanted));
    if (owner === undefined) {
      return 'not-in-a-pool';
    }
    const others = this.on(wanted);
    if (others.some((other) => !this.mayShare(service, other))) {
      return 'not-shared';
    }
    if (others.some((other) => this.collide(service, other))) {
      return 'port-taken';
    }
    return service.poolName === undefined || service.poolName === owner.name ? wanted : 'in-another-pool';
  }

  private firstOf(one: ReturnType<typeof randomPools>[number], service: ServiceRequest): string | undefined {
    return this.handsOut(one).find((address) =>
      this.on(address).every((other) => this.mayShare(service, other) && !this.collide(service, other)),
    );
  }

  private handsOut({ stretches, avoids }: ReturnType<typeof randomPools>[number]): string[] {
    return stretches.flatMap(({ members }) => members).filter((address) => !avoids || !isBuggyText(address));
  }

  private on(address: string): ServiceRequest[] {
    return [...this.held].filter(([, held]) => held === address).map(([service]) => service);
  }

  private mayShare(one: ServiceRequest, other: ServiceRequest): boolean {
    const backend = ({ isLocal, selector }: ServiceRequest): string => (isLocal ? JSON.stringify(selector) : '');
    return one.sharingKey !== '' && one.sharingKey === other.sharingKey && backend(one) === backend(other);
  }

  private collide(one: ServiceRequest, other: ServiceRequest): boolean {
    return one.ports.some((port) => other.ports.includes(port));
  }
}

const textOf = (verdict: ReturnType<Allocator['verdictOf']>, among: readonly string[]): string[] => {
  switch (verdict.kind) {
    case 'exact':
      return [...verdict.addresses];
    case 'automatic':
      return among.filter((address) => verdict.allows([address]));
    case 'refused':
      return [verdict.reason];
    case 'ignored':
      return ['ignored'];
  }
};

test('who gets which address, Service by Service, while others come and go', () => {
  const random = new Random(SEED + 1);
  for (let world = 0; world < 1_500; world++) {
    const pools = randomPools(random);
    const sketches = Array.from({ length: 10 }, () => randomService(random));
    const objects = [
      ...pools.map(({ name, stretches, avoids, auto }) =>
        pool(name, { addresses: stretches.map(({ range }) => range.text), avoidBuggyIPs: avoids, autoAssign: auto }),
      ),
      ...sketches.map((sketch, index) => aService(`s${index}`, sketch)),
    ];
    const allocator = Allocator.of(manifestsOf(objects), DUAL);
    const oracle = new Oracle(pools);
    for (let turn = 0; turn < 20 && pools.length > 0; turn++) {
      const one = random.of(allocator.services);
      const expected = [...new Set(oracle.possible(one))].sort();
      const actual = textOf(allocator.verdictOf(one), SPACE_TEXTS).sort();
      same([world, turn], actual, expected);
      const chosen = random.of(expected);
      if (random.chance(25) || !SPACE_TEXTS.includes(chosen)) {
        oracle.held.delete(one);
        allocator.release(one);
      } else {
        oracle.held.set(one, chosen);
        allocator.assign(one, [chosen]);
      }
    }
  }
});

/** Whether each can have a pool of its list, none more of them than it has addresses. */
const canAllBeServed = (free: number[], lists: readonly (readonly number[])[]): boolean => {
  if (lists.length === 0) {
    return true;
  }
  const [first, ...rest] = lists;
  return first.some(
    (index) =>
      free[index] > 0 &&
      canAllBeServed(
        free.map((count, at) => (at === index ? count - 1 : count)),
        rest,
      ),
  );
};

test('more Services than addresses is found exactly where no order of Services could serve all', () => {
  const random = new Random(SEED + 2);
  for (let world = 0; world < 3_000; world++) {
    const sizes = [1, 2, 3].map(() => 1 + random.below(2));
    const pools = sizes.map((size, index) =>
      pool(`p${index}`, {
        addresses: [`10.0.${index}.10-10.0.${index}.${9 + size}`],
        serviceAllocation: { serviceSelectors: [{ matchLabels: { [`p${index}`]: 'yes' } }] },
      }),
    );
    const lists = Array.from({ length: random.below(8) }, () => [0, 1, 2].filter(() => random.chance(50))).filter(
      ({ length }) => length > 0,
    );
    const services = lists.map((list, index) => aService(`s${index}`, { labels: Object.fromEntries(list.map((at) => [`p${at}`, 'yes'])) }));
    const manifests: Manifests = manifestsOf([...pools, ...services]);
    const isExhausted = ledgerOf(manifests).refused.some(({ cause }) => cause === 'pool-exhausted');
    same([world, lists, sizes], isExhausted, !canAllBeServed(sizes, lists));
  }
});

test('overlaps of entries, and the pool of an address', () => {
  const random = new Random(SEED + 3);
  for (let world = 0; world < 1_000; world++) {
    const stretches = Array.from({ length: 1 + random.below(4) }, () => randomStretch(random));
    const { index } = Allocator.of(manifestsOf(stretches.map(({ range }, at) => pool(`p${at}`, [range.text]))), DUAL);
    const pairs = stretches.flatMap((one, at) => stretches.slice(at + 1).map((other) => [one, other]));
    const isOverlapping = pairs.some(([one, other]) => one.members.some((member) => other.members.includes(member)));
    same([world], index.overlaps.length > 0, isOverlapping);
    SPACE_TEXTS.forEach((text, at) =>
      same(
        [world, text],
        index.holding(addressAt(at)) !== undefined,
        stretches.some(({ members }) => members.includes(text)),
      ),
    );
  }
});
