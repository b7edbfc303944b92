import { randomDifference, verdictsOn, writtenDifference } from '../../conformance/runner/addresses/computed';
import { Dice } from '../../conformance/runner/addresses/dice';
import { RandomWorld, randomWorld, randomWorlds } from '../../conformance/runner/addresses/generator';
import { Outcomes, worldsIn } from '../../conformance/runner/addresses/world';
import { readAnswers } from '../../conformance/runner/answers';
import { randomAddresses } from '../../conformance/runner/suites/random-addresses';

describe('chance', () => {
  const rolls = (seed: number) => {
    const dice = new Dice(seed);
    return Array.from({ length: 1000 }, () => dice.below(100));
  };

  test('is the same for the same seed, on every machine', () => {
    expect(rolls(7).slice(0, 8)).toEqual([1, 6, 97, 69, 52, 40, 46, 23]);
    expect(rolls(7)).toEqual(rolls(7));
    expect(rolls(8)).not.toEqual(rolls(7));
  });

  test('is spread evenly, inside its limits', () => {
    const tenths = Array.from({ length: 10 }, (_, tenth) => rolls(3).filter((roll) => Math.floor(roll / 10) === tenth).length);
    tenths.forEach((count) => expect(Math.abs(count - 100)).toBeLessThan(40));
    expect(Math.min(...rolls(3))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...rolls(3))).toBeLessThan(100);
  });

  test('weighs', () => {
    const dice = new Dice(1);
    const counts = { often: 0, seldom: 0, never: 0 };
    for (let times = 0; times < 1000; times++) {
      counts[dice.weighted({ often: 90, seldom: 10, never: 0 })]++;
    }
    expect(counts).toMatchObject({ never: 0 });
    expect(Math.abs(counts.often - 900)).toBeLessThan(50);
  });
});

describe('the random worlds', () => {
  const worlds = randomWorlds(200, 1);
  const pools = worlds.flatMap(({ step }) => Object.values(step.pools ?? {}));
  const services = worlds.flatMap(({ step }) => Object.values(step.services ?? {}));

  test('are the same for the same seed, which their names carry', () => {
    expect(randomWorld(17)).toEqual(randomWorld(17));
    expect(worlds[16]).toEqual(randomWorld(17));
    expect(randomWorld(17).name).toBe('seed 17');
    expect(new Set(worlds.map((world) => JSON.stringify(world.step))).size).toBe(200);
  });

  test('have ten Services each, and one to five pools', () => {
    expect(services).toHaveLength(2000);
    worlds.forEach(({ step }) => expect(Object.keys(step.pools ?? {}).length).toBeLessThanOrEqual(5));
  });

  test.each([
    'autoAssign',
    'avoidBuggyIPs',
    'serviceAllocation',
    'priority',
    'namespaceSelectors',
    'serviceSelectors',
    'fd00:',
    '/32',
    '-10.',
  ])('of pools they try %s', (word) => {
    expect(pools.filter((pool) => JSON.stringify(pool).includes(word)).length).toBeGreaterThan(15);
  });

  test.each([
    'metallb.io/address-pool',
    'metallb.io/loadBalancerIPs',
    'metallb.io/allow-shared-ip',
    'metallb.universe.tf/',
    'loadBalancerIP"',
    'RequireDualStack',
    'PreferDualStack',
    '"ipFamilies":["IPv6","IPv4"]',
    '"ipFamilies":["IPv6"]',
    '"externalTrafficPolicy":"Local"',
    '"selector":{}',
    'UDP',
    'NodePort',
    'loadBalancerClass',
    '"tier":"gold"',
    '"namespace":"team"',
  ])('of Services they try %s', (word) => {
    expect(services.filter((service) => JSON.stringify(service).includes(word)).length).toBeGreaterThan(40);
  });

  test('neighbours share no address, as they follow each other in one cluster', () => {
    const blocks = worlds.map(
      ({ step }) => new Set(JSON.stringify([step.pools, step.services]).match(/"(10\.(?!0\.0\.)\d+|fd00:(?!:)\w+)\b/g)),
    );
    blocks.slice(1).forEach((block, index) => expect([...block].filter((one) => blocks[index].has(one))).toEqual([]));
  });
});

describe('what we compute of a random world', () => {
  const world = (services: RandomWorld['step']['services'], pools = { p1: ['10.0.0.10-10.0.0.11'] }): RandomWorld => ({
    name: 'sketch',
    seed: 1,
    mode: { webhooks: true },
    step: { pools, services },
  });
  const difference = (aWorld: RandomWorld, outcomes: Outcomes) => randomDifference(aWorld, outcomes);
  const given = (...addresses: string[]) => ({ addresses });

  test('is nothing to say where the answer is ours', () => {
    expect(difference(world({ s1: {}, s2: {} }), { s1: given('10.0.0.10'), s2: given('10.0.0.11') })).toBeUndefined();
  });

  test('follows what was really handed out, Service by Service', () => {
    const two = world({ s1: {}, s2: {} }, { p1: ['10.0.0.10/32'], p2: ['10.0.1.10/32'] } as any);
    expect(difference(two, { s1: given('10.0.1.10'), s2: given('10.0.0.10') })).toBeUndefined();
    expect(difference(two, { s1: given('10.0.0.10'), s2: given('10.0.1.10') })).toBeUndefined();
    expect(difference(two, { s1: given('10.0.0.10'), s2: given('10.0.0.10') })).toContain('s2: computed another automatic address');
  });

  test('a choice is judged by what was free in its turn, not by what is in the end', () => {
    const near = { addresses: ['10.0.0.10/32'], serviceAllocation: { priority: 1 } };
    const far = { addresses: ['10.0.1.10/32'], serviceAllocation: { priority: 2 } };
    const two = world({ s1: {}, s2: {} }, { near, far } as any);
    expect(difference(two, { s1: given('10.0.0.10'), s2: given('10.0.1.10') })).toBeUndefined();
    expect(difference(two, { s1: given('10.0.1.10'), s2: given('10.0.0.10') })).toContain('s1: computed another automatic address');
  });

  test('a Service comes later in the list than one that takes its address', () => {
    const pinned = { 'metallb.io/loadBalancerIPs': '10.0.0.10' } as const;
    expect(difference(world({ s1: {}, s2: pinned }), { s1: given('10.0.0.10'), s2: { refused: 'not-shared' } })).toBeUndefined();
    expect(difference(world({ s1: pinned, s2: {} }), { s1: given('10.0.0.10'), s2: given('10.0.0.11') })).toBeUndefined();
  });

  test.each<[string, Outcomes]>([
    ['another address', { s1: given('10.0.0.11') }],
    ['one address more', { s1: given('10.0.0.10', '10.0.0.11') }],
    ['another refusal', { s1: { refused: 'no-address' } }],
    ['silence', { s1: { pending: true } }],
    ['no answer', {}],
    ['a warning', { s1: { addresses: ['10.0.0.10'], warned: ['deprecated-annotation'] } }],
    ['a refused pool', { s1: given('10.0.0.10'), 'pool/p1': { refused: 'overlap' } }],
    ['a Service that nobody applied', { s1: given('10.0.0.10'), s2: given('10.0.0.11') }],
  ])('%s is noticed', (_what, outcomes) => {
    expect(difference(world({ s1: {} }), outcomes)).toBeDefined();
  });

  test('a pool that a webhook has to refuse is out of the game', () => {
    const clash = world({ s1: { 'metallb.io/address-pool': 'p2' } }, { p1: ['10.0.0.10/32'], p2: ['10.0.0.10/32'] } as any);
    expect(difference(clash, { 'pool/p2': { refused: 'overlap' }, s1: { refused: 'unknown-pool' } })).toBeUndefined();
    expect(difference(clash, { s1: { refused: 'unknown-pool' } })).toContain('computed {"pool/p2":{"refused":"overlap"}}');
  });
});

describe('what we compute of a written world', () => {
  const [world] = worldsIn(`
    - world: two steps
      pools: { main: [10.0.0.10-10.0.0.11] }
      services: { one: {}, two: { metallb.io/loadBalancerIPs: 10.0.0.10 } }
      expect: {}
      then: [{ delete: [one], pools: { clash: [10.0.0.10/32] }, expect: {} }, { delete: [pool/clash], expect: {} }]`);
  const clash = { configuration: { refused: 'overlap' } };
  const answer: Outcomes[] = [
    { one: { addresses: ['10.0.0.10'] }, two: { refused: 'not-shared' } },
    { ...clash, two: { addresses: ['10.0.0.10'] } },
    { two: { addresses: ['10.0.0.10'] } },
  ];

  test('goes step by step, with the last good configuration in force', () => {
    expect(writtenDifference(world, answer)).toBeUndefined();
  });

  test.each<[string, number, Outcomes]>([
    ['that whoever waits gets what becomes free', 1, { ...clash, two: { refused: 'not-shared' } }],
    ['that the configuration is refused', 1, { two: { addresses: ['10.0.0.10'] } }],
    ['that an address stays', 2, { two: { addresses: ['10.0.0.11'] } }],
  ])('knows %s', (_what, step, outcomes) => {
    expect(
      writtenDifference(
        world,
        answer.map((one, index) => (index === step ? outcomes : one)),
      ),
    ).toContain(`step ${step + 1}: `);
  });
});

test('a problem that a written world says our rules report has to be reported', () => {
  const [world] = worldsIn(`
    - world: nobody advertises it
      pools: { main: [10.0.0.10/32] }
      expect: {}
      reports: [metallb.pool-unadvertised, metallb.pool-overlap]`);
  expect(writtenDifference(world, [{}])).toBe('step 1: metallb.pool-overlap is not reported, but metallb.pool-unadvertised');
});

test('of the sample that is kept, every Service has a verdict, and every kind of verdict is there', () => {
  const answers = readAnswers('random-addresses')!.answers as Record<string, Outcomes>;
  const verdicts = randomAddresses.cases().flatMap((world) => verdictsOn(world, answers[world.name]));
  expect(verdicts).toHaveLength(250);
  const kinds = verdicts.map(({ verdict }) => (verdict.kind === 'refused' ? verdict.reason : verdict.kind));
  expect([...new Set(kinds)]).toEqual(
    expect.arrayContaining([
      'exact',
      'automatic',
      'ignored',
      'not-shared',
      'port-taken',
      'pool-exhausted',
      'pool-excludes-service',
      'no-address',
    ]),
  );
});
