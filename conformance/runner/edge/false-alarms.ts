import { isDeepStrictEqual } from 'node:util';
import { ApiObject } from 'cdk8s';
import { build } from './build';
import { EdgeWorld } from './world';

// Where istiod and its analyzers warn of what works.

/** An entry of `spec.http` of a VirtualService. */
interface Entry {
  readonly name?: string;
  readonly match?: readonly { readonly uri?: { readonly exact?: string; readonly prefix?: string } }[];
  readonly delegate?: object;
}

/** Why a line of a verdict is none to be afraid of; nothing where it may be right. */
export function whyFalseAlarm(line: string, world: EdgeWorld): string | undefined {
  if (line.startsWith('IST0145 ')) {
    return haveOneRelativeHost(world) ? 'the analyzer takes "./host" of two namespaces for one host' : undefined;
  }
  const [, object] = NOT_USED.exec(line) ?? [];
  const entries = object === undefined ? [] : entriesOf(world, object);
  if (entries.some(({ delegate }) => delegate !== undefined) && !COVERED.test(line)) {
    return HANDED_OVER;
  }
  const [, rule, index, otherIndex, other] = COVERED.exec(line) ?? [];
  if (rule === undefined) {
    return isHalfOfPrefix(entries, REPEATED.exec(line)) ? 'the rest of the prefix is still to be taken' : undefined;
  }
  return whyNotCovered(entries, { rule, index }, { rule: other, index: otherIndex });
}

/** What is said of rules that other rules hide, and of which VirtualService. */
const NOT_USED = /^(?:VirtualService\/(?=.*: semantic warning: .*not used)|IST013[01] VirtualService )([^\s:]+)/;
const HANDED_OVER = 'what the rules of a delegate do not take goes on to the next rule';
const COVERED = / rule "(\S+)" match #(\d+) of prefix .* in rule #(\d+) of prefix .* on "(\S+)"\)/;
const REPEATED = / rule "(\S+)" match #(\d+) is not used /;

interface Place {
  readonly rule: string | undefined;
  readonly index: string | undefined;
}

function whyNotCovered(entries: readonly Entry[], place: Place, before: Place): string | undefined {
  if (entries.some(({ name, delegate }) => name === before.rule && delegate !== undefined)) {
    return HANDED_OVER;
  }
  const isAlike = conditionsOf(entries, place).some((one) => conditionsOf(entries, before).some((other) => isDeepStrictEqual(one, other)));
  return isAlike ? undefined : 'istiod does not compare scheme, sources, case and expressions, and takes no method for GET';
}

/** A prefix by segments is written as two matches, of which the first one is an exact path. */
function isHalfOfPrefix(entries: readonly Entry[], found: RegExpExecArray | null): boolean {
  const [, rule, index] = found ?? [];
  const matches = entries.filter(({ name }) => name === rule).flatMap(({ match = [] }) => [match[Number(index)], match[Number(index) + 1]]);
  return matches.some((match, at) => match?.uri?.exact !== undefined && matches[at + 1]?.uri?.prefix === `${match.uri.exact}/`);
}

/** What a match asks for beside the path. */
function conditionsOf(entries: readonly Entry[], { rule, index }: Place): object[] {
  return entries
    .filter(({ name }) => name === rule)
    .flatMap(({ match = [] }) => match.filter((_, at) => at === Number(index)))
    .map((one) => Object.fromEntries(Object.entries(one).filter(([condition]) => condition !== 'uri')));
}

function entriesOf(world: EdgeWorld, object: string): readonly Entry[] {
  const objects = build(world)
    .app.node.findAll()
    .filter((construct) => ApiObject.isApiObject(construct));
  const found = objects.find(({ kind, name, metadata }) => kind === 'VirtualService' && `${metadata.namespace}/${name}` === object);
  const spec: { readonly http?: Entry[] } | undefined = found?.toJson().spec;
  return spec?.http ?? [];
}

function haveOneRelativeHost({ gateways }: EdgeWorld): boolean {
  const hosts = gateways.map(({ servers }) => new Set(servers.flatMap((server) => server.hosts.map((host) => `${server.port} ${host}`))));
  const relative = hosts.flatMap((some) => [...some].filter((host) => host.includes(' ./')));
  return new Set(relative).size < relative.length;
}
