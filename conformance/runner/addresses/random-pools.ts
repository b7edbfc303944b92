import { Dice } from './dice';
import { PoolSketch, Step } from './world';

type Family = 4 | 6;

interface Entry {
  /** As it stands in the pool. */
  readonly text: string;
  readonly family: Family;
  /** The addresses it has, in their order. */
  readonly addresses: readonly string[];
}

interface RandomPool {
  readonly name: string;
  readonly entries: readonly Entry[];
}

// What serviceAllocation chooses by. `absent` is no namespace, and `brass` labels nothing.
const SELECTORS = [
  { matchLabels: { tier: 'gold' } },
  { matchLabels: { tier: 'brass' } },
  { matchExpressions: [{ key: 'tier', operator: 'In', values: ['tin', 'silver'] }] },
  { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
];
const NAMES = ['default', 'team', 'crowd', 'absent'];

// The third byte of each IPv4 entry of each pool.
const THIRDS = [
  [0, 4],
  [20, 24],
  [40, 44],
  [60, 64],
];

/** The pools of a world: small, so that they are soon exhausted. No two worlds of neighbouring seeds have an address in common. */
export class RandomPools {
  public readonly sketches: Record<string, PoolSketch> = {};
  public readonly advertisements: NonNullable<Step['advertisements']>;
  private readonly good: RandomPool[] = [];

  public constructor(
    private readonly dice: Dice,
    private readonly seed: number,
  ) {
    const count = dice.between(1, THIRDS.length);
    for (let index = 0; index < count; index++) {
      this.addPool(index);
    }
    if (dice.percent(20)) {
      this.sketches.wrong = [this.wrongEntry()]; // no webhook admits it
    }
    this.advertisements = this.someAdvertisements();
  }

  /** The name of a pool, mostly of one that has the families, at times of one that does not exist. */
  public name(families: readonly Family[]): string {
    const { dice } = this;
    const pools = dice.percent(80) ? this.having(families) : this.good;
    return pools.length > 0 && dice.percent(92) ? dice.oneOf(pools).name : 'unknown';
  }

  /** Addresses of one pool, one of each family, more often its first ones; none where no pool has them all. */
  public addresses(families: readonly Family[]): string[] {
    const pools = this.having(families);
    if (pools.length === 0) {
      return [];
    }
    const { entries } = this.dice.oneOf(pools);
    return families.map((family) => {
      const some = entries.filter((entry) => entry.family === family).flatMap(({ addresses }) => addresses);
      return some[Math.min(...[1, 2, 3].map(() => this.dice.below(some.length)))];
    });
  }

  /** An address of no pool. */
  public outside(): string {
    return `10.${this.seed % 256}.250.1`;
  }

  private having(families: readonly Family[]): readonly RandomPool[] {
    return this.good.filter(({ entries }) => families.every((wanted) => entries.some(({ family }) => family === wanted)));
  }

  private addPool(index: number): void {
    const { dice } = this;
    const families = dice.weighted({ four: 50, six: index === 0 ? 0 : 15, both: 40 });
    const fours = families === 'six' ? [] : THIRDS[index].slice(0, dice.between(1, 2)).map((third) => this.four(third));
    const sixes = families === 'four' ? [] : [this.six(index)];
    const entries = dice.percent(50) ? [...fours, ...sixes] : [...sixes, ...fours];
    const name = `p${index + 1}`;
    this.good.push({ name, entries });
    this.sketches[name] = {
      addresses: entries.map(({ text }) => text),
      ...(dice.percent(15) ? { autoAssign: dice.percent(20) } : {}),
      ...(dice.percent(25) ? { avoidBuggyIPs: true } : {}),
      ...(dice.percent(25) ? { serviceAllocation: this.allocation() } : {}),
    };
  }

  /** A range or a CIDR of a few addresses; at times around .255 and .0, which some pools avoid. */
  private four(third: number): Entry {
    const { dice } = this;
    const at = (offset: number) => `10.${this.seed % 256}.${third + Math.floor(offset / 256)}.${offset % 256}`;
    const entry = (text: string, first: number, size: number): Entry => {
      return { text, family: 4, addresses: Array.from({ length: size }, (_, index) => at(first + index)) };
    };
    if (dice.percent(50)) {
      const size = 2 ** dice.between(0, 3);
      const first = dice.percent(25) && size > 2 ? dice.oneOf([0, 256 - size]) : size * dice.between(4, 20);
      return entry(`${at(first)}/${32 - Math.log2(size)}`, first, size);
    }
    const first = dice.percent(20) ? dice.oneOf([253, 254]) : dice.between(10, 200);
    const size = dice.between(first > 250 ? 3 : 1, 7);
    return entry(`${at(first)}-${at(first + size - 1)}`, first, size);
  }

  private six(index: number): Entry {
    const { dice } = this;
    const at = (offset: number) => `fd00:${(this.seed % 0xffff).toString(16)}::${index + 1}:${offset.toString(16)}`;
    const size = dice.between(1, 4);
    const first = 16 * dice.between(1, 9);
    const addresses = Array.from({ length: size }, (_, offset) => at(first + offset));
    const isBlock = [1, 2, 4].includes(size) && dice.percent(50);
    return { text: isBlock ? `${at(first)}/${128 - Math.log2(size)}` : `${at(first)}-${at(first + size - 1)}`, family: 6, addresses };
  }

  private allocation(): Record<string, unknown> {
    const { dice } = this;
    const fields = {
      namespaces: dice.some(45, NAMES),
      namespaceSelectors: dice.some(15, SELECTORS),
      serviceSelectors: dice.some(20, SELECTORS),
    };
    const priority = dice.percent(60) ? { priority: dice.oneOf([0, 1, 2, 2, 10]) } : {};
    return { ...priority, ...Object.fromEntries(Object.entries(fields).filter(([, list]) => list.length > 0)) };
  }

  private wrongEntry(): string {
    const { text, addresses } = this.good[0].entries[0];
    return this.dice.oneOf([text, `${addresses[0]}-${addresses[0]}`, this.outside(), `${this.outside()}-10.0.0.1`]);
  }

  private someAdvertisements(): NonNullable<Step['advertisements']> {
    switch (this.dice.weighted({ none: 30, all: 40, one: 30 })) {
      case 'none':
        return {};
      case 'all':
        return { all: {} };
      case 'one':
        return { one: { ipAddressPools: [this.name([4])] } };
    }
  }
}
