import { Backend } from '../../lib/core/backend';
import { HttpAction } from '../../lib/routing/http-action';
import { HeaderMatch, HttpMethod, QueryParamMatch } from '../../lib/routing/http-match';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { PathMatch } from '../../lib/routing/path-match';
import { readTcpRules, readTlsRules } from '../../lib/routing/read-connection-rules';
import { ReadConnectionRule, ReadMatch } from '../../lib/routing/read-rule';
import { TextMatch } from '../../lib/routing/text-match';
import { Host } from '../../lib/values/host';
import { reading, readingRules } from './reading';

const backend = Backend.fromName('web', { port: 80 });
const action = HttpAction.forward(backend);
const matching = (match: object): { match: ReadMatch | undefined; problems: string[] } => {
  const { read, problems } = readingRules([{ matches: [match], action }]);
  return { match: read[0].matches?.[0], problems };
};

test('a match keeps all that is said', () => {
  const { match, problems } = matching({
    path: PathMatch.exact('/a'),
    ignorePathCase: true,
    method: HttpMethod.TRACE,
    headers: [HeaderMatch.present('X-A')],
    withoutHeaders: [HeaderMatch.exact('x-a', 'b')],
    queryParams: [QueryParamMatch.regex('q', 'x+')],
    authority: TextMatch.exact('a.example.com:8443'),
    scheme: HttpScheme.HTTPS,
    port: 8443,
    sourceLabels: { app: 'web' },
    sourceNamespace: 'shop',
  });
  expect(problems).toEqual([]);
  expect(match).toEqual({
    field: 'rules[0].matches[0]',
    isWhole: true,
    path: { kind: 'exact', value: '/a' },
    ignorePathCase: true,
    method: 'TRACE',
    headers: [{ field: 'rules[0].matches[0].headers[0]', name: 'x-a', kind: 'present', value: '' }],
    withoutHeaders: [{ field: 'rules[0].matches[0].withoutHeaders[0]', name: 'x-a', kind: 'exact', value: 'b' }],
    queryParams: [{ field: 'rules[0].matches[0].queryParams[0]', name: 'q', kind: 'regex', value: 'x+' }],
    authority: { kind: 'exact', value: 'a.example.com:8443' },
    scheme: 'https',
    port: 8443,
    sourceLabels: { app: 'web' },
    sourceNamespace: 'shop',
  });
});

test.each<[object, string]>([
  [{ ignorePathCase: 'yes' }, 'input.type: rules[0].matches[0].ignorePathCase: "yes" is neither true nor false'],
  [
    { path: PathMatch.regex('/a'), ignorePathCase: true },
    'path.case: rules[0].matches[0].ignorePathCase: a regular expression says itself whether upper and lower case are the same. Fix: begin the expression with "(?i)".',
  ],
  [{ withoutHeaders: [HeaderMatch.present('a b')] }, 'header.name: rules[0].matches[0].withoutHeaders[0]: "a b"'],
  [{ queryParams: [HeaderMatch.present('a')] }, 'input.type: rules[0].matches[0].queryParams[0]: '],
  [
    { queryParams: [QueryParamMatch.present('q'), QueryParamMatch.exact('q', '1')] },
    'route.duplicate-query-param: rules[0].matches[0].queryParams: query parameter "q" is matched more than once, and a match has one condition a query parameter.',
  ],
  [
    { withoutHeaders: [HeaderMatch.present('X'), HeaderMatch.present('x')] },
    'route.duplicate-header: rules[0].matches[0].withoutHeaders: header "x"',
  ],
  [{ authority: 'a.example.com' }, 'input.type: rules[0].matches[0].authority: "a.example.com" is not a TextMatch.'],
  [{ scheme: 'HTTPS' }, 'input.choice: rules[0].matches[0].scheme: "HTTPS"'],
  [{ port: 70000 }, 'port.range: rules[0].matches[0].port: 70000'],
  [{ sourceLabels: 'app' }, 'input.type: rules[0].matches[0].sourceLabels: "app"'],
  [{ sourceLabels: { 'a b': 'c' } }, 'label.key: rules[0].matches[0].sourceLabels: "a b"'],
  [{ sourceLabels: { app: 'c d' } }, 'label.value: rules[0].matches[0].sourceLabels.app: "c d"'],
  [{ sourceNamespace: 'Shop' }, 'name.syntax: rules[0].matches[0].sourceNamespace: "Shop"'],
])('%# what is no condition is reported', (match, message) => {
  expect(matching(match).problems).toEqual([expect.stringContaining(message)]);
});

test.each<[object, boolean]>([
  [{}, true],
  [{ port: 80, ignorePathCase: false }, true],
  [{ port: 0 }, false],
  [{ headers: [HeaderMatch.present('a b')] }, false],
  [{ queryParams: 'q' }, false],
  [{ sourceLabels: { 'a b': 'c' } }, false],
  [{ pathh: 1 }, false],
])('%# a match is whole when nothing of it was left out', (match, isWhole) => {
  expect(matching(match).match?.isWhole).toBe(isWhole);
});

test('rules are a list', () => {
  expect(readingRules(undefined).problems).toEqual(['input.type: rules: nothing is not a list. Allowed: a list. Fix: write it in [ ].']);
});

describe('rules for connections', () => {
  const hosts = ['*.example.com', 'shop.test'].map((host) => Host.parse(host));
  const tls = (rules: unknown): { read: ReadConnectionRule[]; problems: string[] } =>
    reading((findings) => readTlsRules(findings, rules as any, hosts));
  const tcp = (rules: unknown): { read: ReadConnectionRule[]; problems: string[] } =>
    reading((findings) => readTcpRules(findings, rules as any));
  const backends = [{ backend, weight: 100 }];

  test('keep what is said', () => {
    const { read, problems } = tls([{ matches: [{ port: 443, sniHosts: ['a.example.com', '*.b.example.com'] }], backends }, { backends }]);
    expect(problems).toEqual([]);
    expect(read).toMatchObject([
      {
        field: 'tlsRules[0]',
        matches: [{ field: 'tlsRules[0].matches[0]', isWhole: true, port: 443 }],
        destinations: [{ place: '[0]', backend, weight: 100 }],
      },
      { field: 'tlsRules[1]', matches: undefined },
    ]);
    expect(read[0].matches?.[0].sniHosts?.map(({ text }) => text)).toEqual(['a.example.com', '*.b.example.com']);
    expect(tcp([{ matches: [{}], backends }]).problems).toEqual([]);
  });

  test.each(['other.test', '*.com', '*', '*.shop.test', 'example.com'])('are for names of the route, which %s is not', (sniHost) => {
    expect(tls([{ matches: [{ sniHosts: [sniHost] }], backends }]).problems).toEqual([
      `route.sni-host: tlsRules[0].matches[0].sniHosts[0]: "${sniHost}" is within no host of the route. ` +
        'Allowed: *.example.com, shop.test. Fix: name a host of the route, or add it there.',
    ]);
  });

  test('are refused with all that is wrong', () => {
    const match = { port: 0, destinationSubnets: ['10.0.0.0/8'], sniHosts: ['A'] };
    expect(
      tls([{ matches: [match], backends: [] }, { matches: [], backends }, 5]).problems.map((problem) =>
        problem.split(': ').slice(0, 2).join(' '),
      ),
    ).toEqual([
      'route.unknown-word tlsRules[0].matches[0].destinationSubnets',
      'host.syntax tlsRules[0].matches[0].sniHosts[0]',
      'port.range tlsRules[0].matches[0].port',
      'route.no-backends tlsRules[0].backends',
      'route.no-matches tlsRules[1].matches',
      'input.type tlsRules[2]',
    ]);
    expect(tls([{ matches: [{ sniHosts: [] }], backends }]).problems).toEqual([expect.stringContaining('route.no-sni-hosts: ')]);
    expect(tcp([{ matches: [{ sniHosts: ['a.example.com'] }], backends }]).problems).toEqual([
      expect.stringContaining('route.unknown-word: tcpRules[0].matches[0].sniHosts: '),
    ]);
    expect(tcp([{ port: 9000, backends }]).problems).toEqual([
      'route.unknown-word: tcpRules[0].port: "port" is not known here, and would be ignored. Allowed: matches, backends. ' +
        'Fix: write matches: [{ port: … }].',
    ]);
    expect(tcp([]).problems).toEqual(['route.no-rules: tcpRules: the route has no rules. Fix: add one, or leave the list out.']);
    expect(tcp(undefined).problems).toEqual([expect.stringContaining('input.type: tcpRules: nothing is not a list')]);
  });

  test('change no headers', () => {
    expect(tcp([{ backends: [{ backend, weight: 100, requestHeaders: { remove: ['x'] } }] }]).problems).toEqual([
      'route.not-http: tcpRules[0].backends[0].requestHeaders: a connection whose content is not looked into has no headers to change. Fix: leave it out.',
    ]);
  });
});
