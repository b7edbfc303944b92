import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { Host } from '../values/host';
import { parsePort } from '../values/port';
import { ConnectionMatch, TcpRule, TlsMatch, TlsRule } from './connection-rule';
import { readBackends } from './read-destinations';
import { isWhole, readMatches } from './read-match';
import { ReadConnectionMatch, ReadConnectionRule } from './read-rule';
import { readList, readStruct } from './read-struct';
import { WeightedBackend } from './weighted-backend';

const RULE_WORDS = ['matches', 'backends'] satisfies (keyof TlsRule)[];
const TCP_WORDS = ['port'] satisfies (keyof ConnectionMatch)[];
const TLS_WORDS = [...TCP_WORDS, 'sniHosts'] satisfies (keyof TlsMatch)[];

/** The rules for TLS that is not ended on the way, of a route for these hosts. */
export function readTlsRules(findings: Findings, rules: readonly TlsRule[], hosts: readonly Host[]): ReadConnectionRule[] {
  const readMatch = (_: Findings, field: string, match: TlsMatch) => readTlsMatch(findings, field, match, hosts);
  return readConnectionRules(findings, 'tlsRules', rules, { words: TLS_WORDS, read: readMatch });
}

/** The rules for connections whose content is not known. */
export function readTcpRules(findings: Findings, rules: readonly TcpRule[]): ReadConnectionRule[] {
  return readConnectionRules(findings, 'tcpRules', rules, { words: TCP_WORDS, read: readTcpMatch });
}

interface ConnectionRule<M> {
  readonly matches?: M[];
  readonly backends: WeightedBackend[];
}

interface MatchKind<M> {
  readonly words: readonly string[];
  readonly read: (findings: Findings, field: string, match: M) => ReadConnectionMatch | undefined;
}

function readConnectionRules<M>(
  findings: Findings,
  field: string,
  rules: readonly ConnectionRule<M>[],
  { words, read: readMatch }: MatchKind<M>,
): ReadConnectionRule[] {
  const empty = { id: 'route.no-rules', what: 'the route has no rules', fix: 'add one, or leave the list out' };
  const read = (given: ConnectionRule<M>, place: string): ReadConnectionRule | undefined => {
    const rule = readStruct(findings, place, given, RULE_WORDS, words);
    return (
      rule && {
        field: place,
        matches: rule.matches === undefined ? undefined : readMatches(findings, `${place}.matches`, rule.matches, readMatch),
        destinations: readBackends(findings, `${place}.backends`, rule.backends, 'tcp'),
      }
    );
  };
  return readList(findings, field, rules, read, empty);
}

function readTcpMatch(findings: Findings, field: string, given: ConnectionMatch): ReadConnectionMatch | undefined {
  const match = readStruct(findings, field, given, TCP_WORDS);
  if (match === undefined) {
    return undefined;
  }
  const read = { port: findings.parseOptional(`${field}.port`, match.port, parsePort) };
  return { field, isWhole: isWhole(match, read, TCP_WORDS), ...read };
}

function readTlsMatch(findings: Findings, field: string, given: TlsMatch, hosts: readonly Host[]): ReadConnectionMatch | undefined {
  const match = readStruct(findings, field, given, TLS_WORDS);
  if (match === undefined) {
    return undefined;
  }
  const none = { id: 'route.no-sni-hosts', what: 'no name is asked for', fix: 'name a host, or leave the list out' };
  const parseSni = parseSniHost(hosts);
  const readSni = (host: string, place: string): Host | undefined => findings.parse(place, host, parseSni);
  const sniHosts = match.sniHosts === undefined ? undefined : readList(findings, `${field}.sniHosts`, match.sniHosts, readSni, none);
  const read = { port: findings.parseOptional(`${field}.port`, match.port, parsePort), sniHosts };
  return { field, isWhole: isWhole(match, read, TLS_WORDS), ...read };
}

function parseSniHost(hosts: readonly Host[]): (text: string) => Host {
  return (text) => {
    const sniHost = Host.parse(text);
    // While a host of the route is wrong, that one is the problem to solve.
    if (hosts.length > 0 && !hosts.some((host) => host.holds(sniHost))) {
      const allowed = hosts.map((host) => host.text).join(', ');
      throw refuse(
        'route.sni-host',
        `${quoted(text)} is within no host of the route`,
        'name a host of the route, or add it there',
        allowed,
      );
    }
    return sniHost;
  };
}
