import { Host } from '../values/host';
import { HostIndex } from '../values/host-keys';

/** A host that a listener answers for, and whose routes may use it. */
export interface ListenerHost {
  readonly host: Host;
  /** A namespace whose routes may use the host, or `*` for any. */
  readonly namespace: string;
}

/** A port on which requests or connections come in, for some hosts. */
export interface Listener {
  readonly port: number;
  readonly protocol: 'HTTP' | 'TCP';
  /** Nothing: plain text. */
  readonly tls?: 'terminate' | 'passthrough';
  /** Whether a client has to prove who it is. */
  readonly clientCertificate?: 'required' | 'optional';
  readonly hosts: readonly ListenerHost[];
  /** Whether every request is sent to the same URL under `https`. */
  readonly httpsRedirect: boolean;
}

/** A host, and the listener that answers for it. */
interface Offer extends ListenerHost {
  readonly listener: Listener;
}

// Listeners may have as many hosts as routes ask for: each is found without looking at all of them.
const indexes = new WeakMap<Listener | readonly Listener[], HostIndex<Offer>>();

/** The hosts of a listener that overlap this one, and that routes of a namespace may use. */
export function hostsServing(listener: Listener, host: Host, namespace: string): ListenerHost[] {
  return offersFor(indexOf(listener, [listener]), host, namespace);
}

/** The listeners with a host that a route may use. */
export function listenersServing(
  listeners: readonly Listener[],
  { hosts, namespace }: { readonly hosts: readonly Host[]; readonly namespace: string },
): Listener[] {
  const serving = hosts.flatMap((host) => offersFor(indexOf(listeners, listeners), host, namespace).map(({ listener }) => listener));
  return [...new Set(serving)];
}

function offersFor(index: HostIndex<Offer>, host: Host, namespace: string): Offer[] {
  return [...index.overlapping(host)].filter((offered) => offered.namespace === '*' || offered.namespace === namespace);
}

function indexOf(key: Listener | readonly Listener[], listeners: readonly Listener[]): HostIndex<Offer> {
  const known = indexes.get(key);
  if (known !== undefined) {
    return known;
  }
  const index = new HostIndex<Offer>();
  listeners.forEach((listener) => listener.hosts.forEach(({ host, namespace }) => index.add(host, { host, namespace, listener })));
  indexes.set(key, index);
  return index;
}
