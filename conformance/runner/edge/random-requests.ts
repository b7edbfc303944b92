import { HttpMatch, HttpMethod, HttpScheme, RouteRequest } from '../../../lib';
import { ResolvedNamedMatch } from '../../../lib/routing/http-match';
import { ResolvedTextMatch } from '../../../lib/routing/text-match';
import { Dice } from '../addresses/dice';
import { Draft } from './draft';
import { spoil } from './near-misses';
import { defined } from './random-matches';
import { EXPRESSIONS, HEADERS, NAMES, PARAMETERS, PATHS } from './vocabulary';
import { EdgeWorld, isDelegate, protocolOf, RouteSketch, RuleSketch, ServerSketch } from './world';

/** Requests that are aimed at some rule, every other of which misses it by little. */
export function randomRequests(dice: Dice, world: EdgeWorld, count: number): RouteRequest[] {
  return Array.from({ length: count }, () => {
    const draft = aimed(dice, world);
    if (dice.percent(45)) {
      spoil(dice, draft);
    }
    return toRequest(draft);
  });
}

function aimed(dice: Dice, { gateways, routes }: EdgeWorld): Draft {
  const route = dice.oneOf(routes);
  const server = dice.oneOf(dice.percent(90) ? gateways[route.gateway].servers : gateways.flatMap(({ servers }) => servers));
  const match = dice.oneOf(matchesOf(dice, route));
  return { ...connection(dice, server, route), ...content(dice, match) };
}

/** What some rule of a route asks for; of a delegated one, what both ask for, as far as that is possible. */
function matchesOf(dice: Dice, { rules = [] }: RouteSketch): readonly HttpMatch[] {
  if (rules.length === 0) {
    return [{}];
  }
  const { matches = [{}], action }: RuleSketch = dice.oneOf(rules);
  if (!isDelegate(action)) {
    return matches;
  }
  const { matches: inner = [{}] } = dice.oneOf(action.rules);
  return matches.flatMap((outer) => inner.map((one) => ({ ...outer, ...one })));
}

type Connection = Pick<Draft, 'tls' | 'host' | 'port' | 'sni' | 'hasClientCertificate'>;

function connection(dice: Dice, { mode, port, hosts: served }: ServerSketch, { hosts }: RouteSketch): Connection {
  const tls = protocolOf(mode) === 'tls';
  const wanted = dice.percent(75) ? dice.oneOf(hosts) : (dice.oneOf(served).split('/').pop() ?? '*');
  const hasClientCertificate = mode === 'mutual' ? dice.percent(80) : mode === 'optionalMutual' ? dice.percent(50) : dice.percent(3);
  return { tls, host: nameIn(dice, wanted), port, hasClientCertificate };
}

/** A name that a host is for. */
function nameIn(dice: Dice, host: string): string {
  const suffix = host.replace(/^\*/, '');
  const names = NAMES.filter((name) => name.endsWith(suffix));
  return names.length === 0 ? `x${suffix}` : host.startsWith('*') ? dice.oneOf(names) : host;
}

type Content = Omit<Draft, keyof Connection>;

function content(dice: Dice, match: HttpMatch): Content {
  const { path, method, headers = [], withoutHeaders = [], queryParams = [] } = match;
  const wanted = headers.map((header) => valueFor(dice, header._resolve(), HEADERS));
  const unwanted = dice.percent(30) ? withoutHeaders.map((header) => valueFor(dice, header._resolve(), HEADERS)) : [];
  const others = dice.percent(10) ? [valueFor(dice, { name: dice.oneOf(Object.keys(HEADERS)), kind: 'present', value: '' }, HEADERS)] : [];
  const parameters = queryParams.map((parameter) => valueFor(dice, parameter._resolve(), PARAMETERS));
  const ours = dice.percent(20)
    ? [valueFor(dice, { name: dice.oneOf(Object.keys(PARAMETERS)), kind: 'present', value: '' }, PARAMETERS)]
    : [];
  return {
    path: path === undefined ? dice.oneOf(PATHS) : pathFor(dice, path._resolve()),
    query: [...parameters, ...ours].map(([name, value]) => `${name}=${value}`).join('&'),
    method: method ?? dice.oneOf([HttpMethod.GET, HttpMethod.GET, HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD]),
    headers: withoutRepeats([...others, ...unwanted, ...wanted]),
  };
}

/** Of each header the last one, whatever the case of its name. */
function withoutRepeats(headers: readonly [string, string][]): Record<string, string> {
  return Object.fromEntries(new Map(headers.map((header) => [header[0].toLowerCase(), header])).values());
}

function pathFor(dice: Dice, { kind, value }: { readonly kind: string; readonly value: string }): string {
  switch (kind) {
    case 'prefix':
      return value === '/' ? dice.oneOf(PATHS) : `${value}${dice.oneOf(['', '/', '/x', '/x/y.b', '/v1'])}`;
    case 'startsWith':
      return `${value}${dice.oneOf(['', '/', 'x', 'x/y'])}`;
    case 'regex':
      return dice.oneOf(EXPRESSIONS[value] ?? PATHS);
    default:
      return value;
  }
}

function valueFor(dice: Dice, match: ResolvedNamedMatch, known: Readonly<Record<string, readonly string[]>>): [string, string] {
  const values = Object.entries(known).find(([name]) => name.toLowerCase() === match.name.toLowerCase())?.[1] ?? ['x'];
  return [
    dice.percent(20) ? match.name.toUpperCase().slice(0, known === PARAMETERS ? 0 : undefined) || match.name : match.name,
    valueLike(dice, match, values),
  ];
}

function valueLike(dice: Dice, { kind, value }: ResolvedNamedMatch | ResolvedTextMatch, values: readonly string[]): string {
  switch (kind) {
    case 'exact':
      return value;
    case 'startsWith':
      return dice.oneOf([value, `${value}-more`, ...values]);
    case 'regex':
    case 'present':
      return dice.oneOf(values);
  }
}

function toRequest({ tls, host, port, path, query, method, headers, authority, sni, hasClientCertificate }: Draft): RouteRequest {
  const scheme = tls ? HttpScheme.HTTPS : HttpScheme.HTTP;
  const at = port === (tls ? 443 : 80) ? '' : `:${port}`;
  const all = authority === undefined ? headers : { ...headers, host: authority };
  return defined<RouteRequest>({
    url: `${scheme}://${host}${at}${path}${query === '' ? '' : `?${query}`}`,
    method: method === 'GET' ? undefined : method,
    headers: Object.keys(all).length === 0 ? undefined : all,
    sni,
    hasClientCertificate: hasClientCertificate ? true : undefined,
  });
}
