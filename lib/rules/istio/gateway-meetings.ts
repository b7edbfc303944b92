import { Labels, selects } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { groupBy } from '../../values/group-by';
import { LabelIndex } from '../label-index';
import { RuleFinding } from '../rule';
import { FirstOf } from './first-of';
import { isEmpty, servicesOf, targetOf } from './gateway-pods';
import { GatewayObject, gatewaysOf } from './gateways';
import { once } from './once';
import { toldOnce } from './told-once';
import { PodTemplate, podsByLabel } from './workloads';

/** Gateways that are for the same proxies. */
export interface Meeting {
  readonly gateways: readonly GatewayObject[];
  /** Others that these meet as well, and that are told by themselves what they do to each other. */
  readonly before: readonly Meeting[];
  /** The port that the proxies open for one of a server: Istio takes that of a Service for the one it leads to. */
  readonly opened: (port: number) => number;
}

/** The Gateways of one selector. */
interface Group extends Meeting {
  readonly selector: Labels;
}

const asWritten = (port: number): number => port;

/**
 * Where Gateways meet: their selectors are equal, one asks for more than the other, or pods of the cluster have the labels of both.
 * A meeting comes after those it names.
 */
const meetingsOf = once((manifests): readonly Meeting[] => {
  const bySelector = groupBy(gatewaysOf(manifests), ({ selector }) => JSON.stringify(Object.entries(selector).sort()));
  const everywhere: Meeting = { gateways: bySelector.get('[]') ?? [], before: [], opened: asWritten };
  const selectors = [...bySelector.values()].filter(([{ selector }]) => !isEmpty(selector));
  const groups = toGroups(selectors, everywhere);
  return [everywhere, ...groups, ...ofPods(groups, everywhere, manifests)];
});

/** Those that ask for less come first. */
function toGroups(all: readonly (readonly GatewayObject[])[], everywhere: Meeting): Group[] {
  const sorted = [...all].sort(([one], [other]) => sizeOf(one.selector) - sizeOf(other.selector));
  const groups = sorted.map((gateways) => ({ gateways, selector: gateways[0].selector, before: [everywhere], opened: asWritten }));
  const wider = widerOf(groups);
  groups.forEach((group) => group.before.push(...(wider.get(group) ?? [])));
  return groups;
}

/** For each selector those that ask for some of the same, and nothing else. */
function widerOf<T extends Pick<Group, 'selector'>>(groups: readonly T[]): Map<T, T[]> {
  const index = new LabelIndex(groups, ({ selector }) => selector);
  const pairs = groups.flatMap((wide) =>
    selected(wide.selector, index, ({ selector }) => selector)
      .filter((narrow) => narrow !== wide)
      .map((narrow) => ({ narrow, wide })),
  );
  return new Map([...groupBy(pairs, ({ narrow }) => narrow)].map(([narrow, its]) => [narrow, its.map(({ wide }) => wide)]));
}

function selected<T>(selector: Labels, index: LabelIndex<T>, labelsOf: (thing: T) => Labels): T[] {
  return index.candidates(selector).filter((thing) => selects({ matchLabels: selector }, labelsOf(thing)));
}

/** The pods that show more than the selectors do; of those that show the same one is enough. */
function ofPods(groups: readonly Group[], everywhere: Meeting, manifests: Manifests): Meeting[] {
  const pairs = groups.flatMap((group) =>
    selected(group.selector, podsByLabel(manifests), ({ labels }) => labels).map((pod) => ({ pod, group })),
  );
  const meetings = [...groupBy(pairs, ({ pod }) => pod)].flatMap(([pod, its]) => {
    const [all, ports] = [its.map(({ group }) => group), translated(pod, manifests)];
    return ports.size === 0 && isNested(all)
      ? []
      : [{ all, ports, key: JSON.stringify([all.map(({ selector }) => selector), [...ports]]) }];
  });
  return [...groupBy(meetings, ({ key }) => key).values()].map(([{ all, ports }]) => ({
    gateways: all.flatMap(({ gateways }) => gateways),
    before: [everywhere],
    opened: (port) => ports.get(port) ?? port,
  }));
}

function isNested(groups: readonly Group[]): boolean {
  return groups.every((group, at) => at === 0 || group.before.includes(groups[at - 1]));
}

/** The ports of Services that lead to others of the pods. */
function translated(pod: PodTemplate, manifests: Manifests): Map<number, number> {
  const ports = servicesOf(pod, manifests).flatMap((service) => service.ports);
  // The first one counts, so it is set last.
  const targets = new Map([...ports].reverse().map(({ port, targetPort }) => [port, targetOf(targetPort, pod) ?? port]));
  return new Map([...targets].filter(([port, target]) => port !== target));
}

function sizeOf(labels: Labels): number {
  return Object.keys(labels).length;
}

/** What a rule finds at all meetings, each of which knows what came first at those before it. */
export function atMeetings<T>(
  manifests: Manifests,
  findingsAt: (meeting: Meeting, first: FirstOf<T>) => readonly RuleFinding[],
): RuleFinding[] {
  const firsts = new Map<Meeting, FirstOf<T>>();
  const findings = meetingsOf(manifests).flatMap((meeting) => {
    const first = new FirstOf(meeting.before.flatMap((one) => firsts.get(one) ?? []));
    firsts.set(meeting, first);
    return findingsAt(meeting, first);
  });
  return toldOnce(findings);
}
