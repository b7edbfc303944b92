import { AddressRange } from '../../lib/values/address-range';
import { isCodedError } from '../../lib/values/coded-error';
import { IpAddress } from '../../lib/values/ip-address';

const parse = (text: string) => AddressRange.parse(text);

describe('an address range is read', () => {
  test.each([
    ['192.168.1.0/28', '192.168.1.0', '192.168.1.15'],
    ['192.168.1.200-192.168.1.210', '192.168.1.200', '192.168.1.210'],
    [' 10.0.0.1 - 10.0.0.1 ', '10.0.0.1', '10.0.0.1'],
    ['10.0.0.5/32', '10.0.0.5', '10.0.0.5'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['2001:db8::/64', '2001:db8::', '2001:db8::ffff:ffff:ffff:ffff'],
    ['2001:db8::1-2001:DB8::ff', '2001:db8::1', '2001:db8::ff'],
    ['fd00::/8', 'fd00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('%s', (text, first, last) => {
    expect([String(parse(text).first), String(parse(text).last)]).toEqual([first, last]);
  });

  test('and written without the spaces MetalLB would trim', () => {
    expect(parse(' 10.0.0.1 - 10.0.0.9 ').text).toBe('10.0.0.1-10.0.0.9');
  });
});

describe('an address range is refused with the fix', () => {
  test.each([
    [
      '192.168.99.100/28',
      'address.host-bits',
      '"192.168.99.96/28" if the whole block is meant, or "192.168.99.100-192.168.99.111" from here on',
    ],
    ['2001:db8::5/64', 'address.host-bits', '"2001:db8::/64" if the whole block is meant'],
    ['10.0.0.5', 'address.bare', 'write "10.0.0.5/32"'],
    ['2001:db8::5', 'address.bare', 'write "2001:db8::5/128"'],
    ['010.0.0.0/8', 'address.leading-zero', 'write "10.0.0.0"'],
    ['10.0.0.1-10.0.0.010', 'address.leading-zero', 'write "10.0.0.10"'],
    ['10.0.0.9-10.0.0.1', 'address.reversed', 'write "10.0.0.1-10.0.0.9"'],
    ['10.0.0.1-2001:db8::1', 'address.mixed-families', 'one range for each family'],
    ['10.0.0.0/33', 'address.prefix-length', '/0 to /32'],
    ['10.0.0.0/08', 'address.prefix-length', '/0 to /32'],
    ['10.0.0.0/8/8', 'address.prefix-length', '/0 to /32'],
    ['10.0.0.0/', 'address.prefix-length', '/0 to /32'],
    ['2001:db8::/129', 'address.prefix-length', '/0 to /128'],
    ['10.0.0.1/24-10.0.0.9', 'address.syntax', 'not an IP address'],
    ['10.0.0', 'address.syntax', 'not an IP address'],
    ['10.0.0.256/32', 'address.syntax', 'not an IP address'],
    ['shop.example.com', 'address.syntax', 'not an IP address'],
    ['', 'address.syntax', '"" is not an IP address'],
    ['fe80::1%eth0-fe80::2', 'address.zone', 'write "fe80::1"'],
    ['::ffff:10.0.0.1/128', 'address.ipv4-mapped', 'write "10.0.0.1"'],
    ['::ffff:0a00:0001/128', 'address.ipv4-mapped', 'write "10.0.0.1"'],
    ['0:0:0:0:0:ffff:0:0/96', 'address.ipv4-mapped', 'write "0.0.0.0"'],
    ['192.168.1.200-210', 'address.syntax', 'write "192.168.1.200-192.168.1.210"'],
    [5 as unknown as string, 'input.type', '5 is not a text'],
    [undefined as unknown as string, 'input.type', 'nothing is not a text'],
  ])('%s', (text, id, help) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${id}: `)) }));
    expect(() => parse(text)).toThrow(help);
  });

  test('and the error is recognized by its brand, whichever copy of the package threw it', () => {
    let copy: typeof import('../../lib/values/address-range') | undefined;
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second copy of the module
      copy = require('../../lib/values/address-range') as typeof import('../../lib/values/address-range');
    });
    expect(copy!.AddressRange).not.toBe(AddressRange);
    try {
      copy!.AddressRange.parse('10.0.0.5');
    } catch (error) {
      expect(isCodedError(error)).toBe(true);
      return;
    }
    throw new Error('was not refused');
  });
});

describe('ranges compare numerically', () => {
  const pool = parse('192.168.1.9-192.168.1.100');
  test.each([
    ['192.168.1.9', true],
    ['192.168.1.100', true],
    ['192.168.1.10', true],
    ['192.168.1.8', false],
    ['192.168.1.101', false],
    ['::c0a8:10a', false],
  ])('%s', (address, inside) => {
    expect(pool.contains(IpAddress.parse(address))).toBe(inside);
  });

  test.each([
    ['192.168.1.100-192.168.1.200', true],
    ['192.168.1.0/24', true],
    ['192.168.1.20/32', true],
    ['192.168.1.101-192.168.1.200', false],
    ['::/0', false],
  ])('overlap with %s', (other, overlaps) => {
    expect(pool.overlaps(parse(other))).toBe(overlaps);
    expect(parse(other).overlaps(pool)).toBe(overlaps);
  });

  test('against an oracle that lists every address of a small space', () => {
    const listed = (range: AddressRange) =>
      new Set(Array.from({ length: Number(range.last.value - range.first.value) + 1 }, (_, i) => range.first.value + BigInt(i)));
    const ranges = Array.from({ length: 400 }, (_, i) => {
      const [a, b] = [(i * 7919) % 61, (i * 104729) % 61].sort((x, y) => x - y);
      return parse(`10.0.0.${a}-10.0.0.${b}`);
    });
    for (let i = 1; i < ranges.length; i++) {
      const [one, two] = [listed(ranges[i - 1]), listed(ranges[i])];
      expect(ranges[i - 1].overlaps(ranges[i])).toBe([...one].some((value) => two.has(value)));
    }
  });
});

test.each([
  ['10.0.0.0/24', 24],
  ['10.0.0.240-10.0.0.250', 29],
  ['10.0.0.255-10.0.1.0', 32],
  ['10.0.0.1-10.0.0.254', 26],
  ['192.168.1.200-192.168.1.210', 29],
  ['0.0.0.0-255.255.255.255', 0],
  ['0.0.0.1-255.255.255.255', 1],
  ['2001:db8::1-2001:db8::ffff', 113],
  ['::/0', 0],
  ['2001:db8::1/128', 128],
])('the largest CIDR in %s is a /%i', (text, prefix) => expect(parse(text).largestBlockPrefix()).toBe(prefix));
