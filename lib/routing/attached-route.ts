import { Host } from '../values/host';
import { hostsServing, Listener } from './listener';
import { ReadConnectionRule, ReadRule } from './read-rule';

/** A route, and the listeners that its requests come in at. */
export interface AttachedRoute {
  /** Path of its construct. */
  readonly path: string;
  readonly namespace: string;
  readonly hosts: readonly Host[];
  /** Those it is attached to, the same objects as in the list of all listeners. */
  readonly listeners: readonly Listener[];
  readonly rules: readonly ReadRule[];
  readonly tls: readonly ReadConnectionRule[];
  readonly tcp: readonly ReadConnectionRule[];
}

/** The hosts for which a route gets requests at a listener: of two that overlap, the narrower one. */
export function sharedHosts(listener: Listener, route: AttachedRoute): string[] {
  const shared = route.hosts.flatMap((own) =>
    hostsServing(listener, own, route.namespace).map(({ host }) => (host.holds(own) ? own : host).text),
  );
  return [...new Set(shared)];
}
