import { whyFalseAlarm } from './false-alarms';
import { OurProblem } from './problems';
import { EdgeWorld } from './world';

/** What the real programs say where our library reports a problem. */
interface Shown {
  /** A line of theirs that the problem explains. */
  readonly line: RegExp;
  /** They say nothing of some of the worlds that have the problem, for this reason. */
  readonly notAlways?: string;
}

const NOT_USED: Shown = {
  line: /: semantic warning: .*not used|^IST013[01] /,
  notAlways: 'istiod compares no expressions and no exact paths, and only conditions that are alike',
};

/** By problem: what the real programs say to it, or why they are silent. */
export const SHOWN: Readonly<Record<string, Shown | string>> = {
  'route.unreachable-rule': NOT_USED,
  'route.unreachable-match': NOT_USED,
  'istio.gateway-conflict': { line: /^IST0145 |Envoy refused it: /, notAlways: 'the analyzer compares hosts as they are written' },
  'istio.host-not-in-gateway': { line: /^IST0132 /, notAlways: 'the analyzer does not ask whose routes may use a host' },
  'istio.unknown-subset': { line: /^IST0101 / },
  'istio.destination-port': { line: /^IST0101 / },
  'istio.certificate-reused': { line: /^IST0138 / },
  'istio.overlapping-hosts': { line: /: semantic error: |^IST0106 / },
  'istio.port-clash': 'istiod drops one of the servers',
  'rewrite.host-twice': { line: /authority header cannot be set multiple times|^IST0106 / },
  'redirect.loop': 'no program here follows a redirect',
  'istio.split-host': 'istiod merges the routes, the older one first',
  'istio.without-empty-header': 'istiod takes the empty prefix for no condition at all',
  'istio.sni-not-in-gateway': 'no connection comes that asks for the name',
  'istio.delegate-match': 'istiod leaves out what it cannot merge',
  'istio.duplicate-destination-rule': 'istiod takes the subsets of both and the policy of one',
  'istio.sni-taken': { line: /Envoy refused it: /, notAlways: 'Envoy is not told of a server that ends TLS and has no routes' },
  'istio.unused-rules': 'no server asks for rules of that kind',
  'route.never-matches': 'istiod writes rules that take nothing, or leaves them out',
  'istio.route-never-used': 'no server asks for rules of that kind',
};

/** What of a verdict has nothing to do with what we say, and what we say that the verdict has to show and does not. */
export function verdictDifferences(verdict: readonly string[], problems: readonly OurProblem[], world: EdgeWorld): string[] {
  const ids = [...new Set(problems.map(({ id }) => id))];
  const known = ids.map((id) => SHOWN[id] as Shown | string | undefined);
  const unexplained = verdict.filter((line) => !known.some((shown) => explains(shown, line)) && whyFalseAlarm(line, world) === undefined);
  return [
    ...unexplained.map((line) => `not said by us: ${line}`),
    ...ids.filter((id) => SHOWN[id] === undefined).map((id) => `no answer is known to ${id}`),
    ...ids.filter((id) => isMissing(SHOWN[id], verdict)).map((id) => `nothing is said to ${id}`),
  ];
}

function explains(shown: Shown | string | undefined, line: string): boolean {
  return typeof shown === 'object' && shown.line.test(line);
}

function isMissing(shown: Shown | string | undefined, verdict: readonly string[]): boolean {
  return typeof shown === 'object' && shown.notAlways === undefined && !verdict.some((line) => shown.line.test(line));
}
