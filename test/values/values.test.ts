import { parseDnsLabel, parseDnsSubdomain, parseServiceName } from '../../lib/values/dns-name';
import { Host } from '../../lib/values/host';
import { list, struct } from '../../lib/values/input';
import { parseLabelKey, parseLabelValue } from '../../lib/values/label';
import { parsePercentage, restOf } from '../../lib/values/percentage';
import { parsePort } from '../../lib/values/port';

describe('a port', () => {
  test.each([1, 80, 65535])('%d is one', (port) => expect(parsePort(port)).toBe(port));
  test.each([0, 65536, -1, 1.5, NaN])('%d is not', (port) =>
    expect(() => parsePort(port)).toThrow(`port.range: ${port} is not a port. Allowed: 1 to 65535.`),
  );
});

describe('a percentage', () => {
  test.each([0, 10, 100])('%d is one', (share) => expect(parsePercentage(share)).toBe(share));
  test.each([-1, 101, 0.5, NaN])('%d is not', (share) => expect(() => parsePercentage(share)).toThrow('percentage.range: '));
  test('leaves the rest', () => expect(restOf([10, 25])).toBe(65));
  test('of nothing is everything', () => expect(restOf([])).toBe(100));
  test('beyond 100 together names the shares', () =>
    expect(() => restOf([60, 50])).toThrow('percentage.sum: the shares 60 + 50 add up to 110 percent'));
});

describe('a host', () => {
  test.each(['*', 'localhost', 'shop.example.com', '*.example.com', '192.168.1.10', 'xn--bcher-kva.example'])('%s is one', (text) =>
    expect(Host.parse(text).text).toBe(text),
  );
  test.each([
    ['*shop.example.com', 'host.wildcard', 'in place of the whole first label'],
    ['shop.*.com', 'host.wildcard', 'in place of the whole first label'],
    ['*.', 'host.wildcard', '"*.example.com"'],
    ['**', 'host.wildcard', '"*"'],
    ['Shop.Example.com', 'host.syntax', 'write "shop.example.com"'],
    ['http://shop.example.com', 'host.syntax', 'without scheme, port or path'],
    ['https://shop.example.com:8443/api?x', 'host.syntax', 'write "shop.example.com"'],
    ['shop.example.com:80', 'host.syntax', 'write "shop.example.com"'],
    ['*.example.com:80', 'host.syntax', 'write "*.example.com"'],
    ['-shop.example.com', 'host.syntax', 'a lower-case DNS name'],
    ['shop..com', 'host.syntax', 'a lower-case DNS name'],
    ['', 'host.syntax', '"" is not a host'],
    ['*.EXAMPLE.com', 'host.syntax', 'write "*.example.com"'],
    ['HTTP://A.com', 'host.syntax', 'write "a.com"'],
    ['http://', 'host.syntax', 'write a name such as "shop.example.com"'],
    [`${'a'.repeat(64)}.com`, 'host.syntax', 'a lower-case DNS name'],
  ])('%s is not', (text, id, help) => {
    expect(() => Host.parse(text)).toThrow(`${id}: `);
    expect(() => Host.parse(text)).toThrow(help);
  });
  test.each([
    ['a.example.com', 'a.example.com', true],
    ['a.example.com', 'b.example.com', false],
    ['*', 'a.example.com', true],
    ['*', '*', true],
    ['*.example.com', 'a.example.com', true],
    ['*.example.com', 'a.b.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', '*.b.example.com', true],
    ['*.example.com', '*.example.com', true],
    ['*.example.com', 'anexample.com', false],
    ['*.example.com', '*.other.com', false],
  ])('%s and %s can be asked for by one request: %s', (one, two, overlap) => {
    expect(Host.parse(one).overlaps(Host.parse(two))).toBe(overlap);
    expect(Host.parse(two).overlaps(Host.parse(one))).toBe(overlap);
  });
});

describe('a name', () => {
  test.each(['a', 'web-1', '1a', 'a'.repeat(63)])('%s is a label', (name) => expect(parseDnsLabel(name)).toBe(name));
  test.each(['', 'Web', 'a.b', '-a', 'a-', 'a_b', 'a'.repeat(64)])('%s is no label', (name) =>
    expect(() => parseDnsLabel(name)).toThrow(/^name.syntax: ".*" is not a valid name. Allowed: .* at most 63/),
  );
  test.each(['a', 'a.b-c.d', 'a'.repeat(253)])('%s is a subdomain', (name) => expect(parseDnsSubdomain(name)).toBe(name));
  test.each(['', 'A', 'a..b', 'a.', 'a'.repeat(254)])('%s is no subdomain', (name) =>
    expect(() => parseDnsSubdomain(name)).toThrow('name.syntax'),
  );
  test('of a Service begins with a letter', () => {
    expect(parseServiceName('web')).toBe('web');
    expect(() => parseServiceName('1web')).toThrow('beginning with a letter');
  });
});

describe('a label', () => {
  test.each(['app', 'app.kubernetes.io/name', 'istio', 'A_b.c-d'])('%s is a key', (key) => expect(parseLabelKey(key)).toBe(key));
  test.each(['', '/name', 'App.io/name', 'a/b/c', '-a', 'a'.repeat(64)])('%s is no key', (key) =>
    expect(() => parseLabelKey(key)).toThrow(/label\.key|name\.syntax/),
  );
  test.each(['', 'v1', 'A_b.c-d', 'a'.repeat(63)])('"%s" is a value', (value) => expect(parseLabelValue(value)).toBe(value));
  test.each(['-', 'a b', 'v1/', 'a'.repeat(64)])('"%s" is no value', (value) =>
    expect(() => parseLabelValue(value)).toThrow('label.value: '),
  );
});

test('a host holds those whose requests are all for it', () => {
  const holds = (one: string, other: string): boolean => Host.parse(one).holds(Host.parse(other));
  for (const [wide, narrow] of [
    ['*', '*.com'],
    ['*', 'a.com'],
    ['*.com', '*.a.com'],
    ['*.a.com', 'b.a.com'],
    ['a.com', 'a.com'],
  ]) {
    expect([holds(wide, narrow), holds(narrow, wide)]).toEqual([true, wide === narrow]);
  }
  expect(holds('*.a.com', 'a.com')).toBe(false);
  expect(holds('*.a.com', '*.ba.com')).toBe(false);
});

test('an entry of a list that was never set is nothing', () => {
  expect(list(new Array<string>(2)).map(() => 'x')).toEqual(['x', 'x']);
});

test.each([new Date(0), new Map(), [], null, 'a', undefined])('%p is no group of named values', (value) =>
  expect(() => struct(value as object)).toThrow('input.type: '),
);
