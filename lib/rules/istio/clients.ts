import { Manifests } from '../../manifests/manifests';
import { boundGatewaysOf, proxyNamespaces } from './bound-gateways';
import { Destination } from './destinations';
import { MESH } from './gateway-names';
import { VirtualServiceObject } from './virtual-services';

/** Where proxies are that follow some routes: a namespace, or nothing for any that no document is in. */
export interface Client {
  readonly namespace: string | undefined;
  /** In a message: `gateway "edge/public"`. */
  readonly label: string;
  /** Whether it is known that there are proxies. */
  readonly isSure: boolean;
}

/** The proxies that follow the route of a destination, as far as they are known. */
export function clientsOf(virtualService: VirtualServiceObject, { takes }: Destination, manifests: Manifests): Client[] {
  return [...(takes(MESH) ? meshClients(virtualService, manifests) : []), ...gatewayClients(virtualService, takes, manifests)];
}

/** Where the pods of its Gateways are, it is exported for them. */
function meshClients(virtualService: VirtualServiceObject, manifests: Manifests): Client[] {
  const { isMesh, namespace, audience } = virtualService;
  if (!isMesh) {
    return [];
  }
  const edges = new Set(gatewayClients(virtualService, () => true, manifests).map((client) => client.namespace));
  const named = audience.isAll ? [namespace] : [...audience.namespaces].filter((name) => name === namespace || !edges.has(name));
  const others = { namespace: undefined, label: 'clients in other namespaces', isSure: false };
  return [
    ...named.map((name) => ({ namespace: name, label: `clients in namespace "${name}"`, isSure: true })),
    ...(audience.isAll ? [others] : []),
  ];
}

function gatewayClients({ gateways, audience }: VirtualServiceObject, takes: Destination['takes'], manifests: Manifests): Client[] {
  return gateways.flatMap(({ key }) => {
    const gateway = takes(key) ? boundGatewaysOf(manifests).get(key) : undefined;
    const namespaces = gateway === undefined ? [] : proxyNamespaces(gateway, manifests);
    return namespaces
      .filter((namespace) => audience.has(namespace))
      .map((namespace) => ({ namespace, label: `the proxies of Gateway "${key}"`, isSure: true }));
  });
}
