import { Manifests } from '../../manifests/manifests';
import { readable } from '../../manifests/readable';
import { groupBy } from '../../values/group-by';
import { Host } from '../../values/host';
import { keysOf, keysOverlapping } from '../../values/host-keys';
import { homesOf } from './gateway-pods';
import { GatewayObject, gatewaysOf, GatewayServer, ServerHost } from './gateways';
import { once } from './once';

/** A host, and the server that answers for it. */
interface ServedHost extends ServerHost {
  readonly server: GatewayServer;
}

interface Found {
  readonly servers?: readonly GatewayServer[];
}

/** A Gateway and the hosts that its servers answer for. */
export class BoundGateway {
  /** Names of hosts as they are written, without namespaces. */
  public readonly hosts: readonly string[];
  private readonly allHostsRead: boolean;
  /** By the hosts, as many routes are for the same. */
  private readonly found = new Map<string, Found>();
  private readonly filed: ReadonlyMap<string, readonly ServedHost[]>;

  public constructor(public readonly object: GatewayObject) {
    const served = object.servers.flatMap((server) => server.hosts.map((host) => ({ ...host, server })));
    this.hosts = [...new Set(served.map(({ name }) => name))];
    const placed = served.flatMap((host) => readable([host.name], (text) => keysOf(Host.parse(text))).map((keys) => ({ keys, host })));
    const entries = groupBy(
      placed.flatMap(({ keys, host }) => keys.map((key) => ({ key, host }))),
      ({ key }) => key,
    );
    this.allHostsRead = placed.length === served.length;
    this.filed = new Map([...entries].map(([key, its]) => [key, its.map(({ host }) => host)]));
  }

  /** The servers that answer for some of the hosts of a route; nothing where a host cannot be read. */
  public serversFor(hosts: readonly string[], namespace: string): readonly GatewayServer[] | undefined {
    const key = JSON.stringify([namespace, hosts]);
    const found = this.found.get(key) ?? this.find(hosts, namespace);
    this.found.set(key, found);
    return found.servers;
  }

  /**
   * The hosts by which requests to a route are told apart here: of a host of the route and one of a server that overlap the
   * narrower (istiod `Names.Intersection`, `pkg/config/host`).
   */
  public meet(hosts: readonly string[], namespace: string): string[] {
    return hosts.flatMap((text) => this.overlapping(text, namespace)?.map((served) => narrower(text, served.name)) ?? [text]);
  }

  private find(hosts: readonly string[], namespace: string): Found {
    const found = hosts.map((text) => this.overlapping(text, namespace));
    return found.includes(undefined) ? {} : { servers: [...new Set(found.flatMap((its) => its ?? []).map(({ server }) => server))] };
  }

  private overlapping(text: string, namespace: string): ServedHost[] | undefined {
    const [keys] = readable([text], (one) => keysOverlapping(Host.parse(one)));
    const admits = (served: ServedHost) => served.namespace === '*' || served.namespace === namespace;
    return !this.allHostsRead || keys === undefined ? undefined : keys.flatMap((key) => this.filed.get(key) ?? []).filter(admits);
  }
}

/** Of two hosts that overlap. */
function narrower(one: string, other: string): string {
  const isWild = (text: string) => text.startsWith('*');
  return isWild(one) === isWild(other) ? (one.length > other.length ? one : other) : isWild(one) ? other : one;
}

export const boundGatewaysOf = once(
  (manifests): ReadonlyMap<string, BoundGateway> =>
    new Map(gatewaysOf(manifests).map((object) => [object.title, new BoundGateway(object)])),
);

/** The namespaces of the pods that a Gateway is for, as far as they are made here. */
export function proxyNamespaces({ object }: BoundGateway, manifests: Manifests): string[] {
  return [...homesOf(object, manifests)];
}
