import { inSlash12, reservations } from '../../../bench/ledger-cost';
import { KubeObject } from '../../../lib/manifests/document';
import { Allocator } from '../../../lib/rules/ledger/allocator';
import { ledgerOf } from '../../../lib/rules/ledger/ledger';
import { DUAL, IP, manifestsOf, pool, POOL, service } from './sketch';

const indices = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const stepsEach = (count: number): number => {
  const { steps, lines, refused } = ledgerOf(reservations(count, '10.0.0.0/12', inSlash12));
  expect([lines.length, refused.length]).toEqual([count, 0]);
  return steps / count;
};

test('the counted work of a reservation is the same among 1,000, 10,000 and 100,000 in one /12', () => {
  const [few, more, many] = [1_000, 10_000, 100_000].map(stepsEach);
  expect(more / few).toBeGreaterThan(0.95);
  expect(more / few).toBeLessThan(1.05);
  expect(many / few).toBeGreaterThan(0.95);
  expect(many / few).toBeLessThan(1.05);
}, 300_000);

test('reservations in a /64 cost no more than in a /24', () => {
  const small = ledgerOf(reservations(250, '10.0.0.0/24', (index) => `10.0.0.${index}`));
  const large = ledgerOf(reservations(250, 'fd00::/64', (index) => `fd00::${index.toString(16)}`));
  expect([small.lines.length, large.lines.length]).toEqual([250, 250]);
  expect(large.steps).toBeLessThanOrEqual(small.steps);
});

test.each([
  ['10.0.0.0/24', 'IPv4'],
  ['fd00::/64', 'IPv6'],
])('whoever leaves the choice to MetalLB costs the same in %s', (addresses, family) => {
  const services = Array.from({ length: 200 }, (_, index) => service(`s${index}`, { spec: { ipFamilies: [family] } }));
  const allocator = Allocator.of(manifestsOf([pool('main', [addresses]), ...services]), DUAL);
  for (const [index, one] of allocator.services.entries()) {
    const verdict = allocator.verdictOf(one);
    const text = family === 'IPv4' ? `10.0.0.${index}` : `fd00::${index.toString(16)}`;
    expect(verdict.kind === 'automatic' && verdict.allows([text])).toBe(true);
    allocator.assign(one, [text]);
  }
  expect(allocator.work.steps / 200).toBeLessThan(10);
});

test.each<[string, (count: number) => KubeObject[]]>([
  ['may be served from any of as many pools', (count) => indices(count).map((index) => service(`s${index}`))],
  ['name one pool', (count) => indices(count).map((index) => service(`s${index}`, { [POOL]: 'p0' }))],
])('Services cost the same each, however many they are, where they %s', (_, services) => {
  const stepsFor = (count: number): number => {
    const pools = indices(count).map((index) => pool(`p${index}`, [`10.0.${index >> 8}.${index & 255}/32`]));
    return ledgerOf(manifestsOf([...pools, ...services(count)])).steps / count;
  };
  expect(stepsFor(800)).toBeLessThanOrEqual(stepsFor(200) * 1.05);
});

test('a ledger is that of its facts, whatever was asked before', () => {
  const manifests = manifestsOf([pool('main', ['10.0.0.0/24']), service('web', { [IP]: '10.1.0.0' })]);
  const refusedWith = (pools: string[]): number => ledgerOf(manifests, { metallb: { existing: { pools } } }).refused.length;
  expect([refusedWith(['other']), refusedWith([]), refusedWith(['other'])]).toEqual([0, 1, 0]);
});
