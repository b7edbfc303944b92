import { PoolAddresses } from '../../lib/metallb/pool-addresses';
import { AddressRange } from '../../lib/values/address-range';
import { IpAddress } from '../../lib/values/ip-address';

const of = (avoidsBuggy: boolean, ...texts: string[]) =>
  new PoolAddresses(
    texts.map((text) => AddressRange.parse(text)),
    avoidsBuggy,
  );

test.each<[string, boolean, string]>([
  ['192.168.1.200-192.168.1.210', false, '11'],
  ['10.0.0.0/24', false, '256'],
  ['10.0.0.0/24', true, '254'],
  ['10.0.0.0/32', true, '0'],
  ['10.0.0.255-10.0.1.0', true, '0'],
  ['10.0.0.0/12', true, '1040384'],
  ['0.0.0.0/0', false, '4294967296'],
  ['2001:db8::/64', true, '18446744073709551616'],
])('%s with avoidBuggyIps %s holds %s addresses', (range, avoidsBuggy, count) => {
  expect(String(of(avoidsBuggy, range).capacity)).toBe(count);
});

test('counts what it contains and does not hold back, one address at a time', () => {
  // Every range of the 3 * 256 addresses around two borders, in steps that hit both ends of a block.
  const marks = [0, 1, 2, 254, 255, 256, 257, 300, 510, 511, 512, 513, 767];
  const ip = (offset: number) => IpAddress.fromNumber(4, 0x0a000000n + BigInt(offset));
  let ranges = 0;
  for (const first of marks) {
    for (const last of marks.filter((mark) => mark >= first)) {
      const addresses = of(true, `${ip(first)}-${ip(last)}`);
      const counted = Array.from({ length: 768 }, (_, offset) => ip(offset)).filter(
        (address) => addresses.contains(address) && !addresses.holdsBack(address),
      );
      expect(Number(addresses.capacity)).toBe(counted.length);
      ranges++;
    }
  }
  expect(ranges).toBe(91);
});
