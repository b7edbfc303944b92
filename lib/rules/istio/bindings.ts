import { Manifests } from '../../manifests/manifests';
import { BoundGateway, boundGatewaysOf } from './bound-gateways';
import { GatewayName } from './gateway-names';
import { GatewayServer } from './gateways';
import { once } from './once';
import { VirtualServiceObject, virtualServicesOf } from './virtual-services';

/** A VirtualService on a Gateway of this cluster. */
export interface Binding {
  readonly virtualService: VirtualServiceObject;
  readonly name: GatewayName;
  readonly gateway: BoundGateway;
  /** Those of its servers that answer for one of the hosts; nothing where some host cannot be read. */
  readonly servers?: readonly GatewayServer[];
}

const all = once(
  (manifests) => new Map(virtualServicesOf(manifests).map((virtualService) => [virtualService, read(virtualService, manifests)])),
);

/** On which Gateways of this cluster a VirtualService is. */
export function bindingsOf(virtualService: VirtualServiceObject, manifests: Manifests): readonly Binding[] {
  return all(manifests).get(virtualService) ?? [];
}

function read(virtualService: VirtualServiceObject, manifests: Manifests): Binding[] {
  return virtualService.gateways.flatMap((name) => {
    const gateway = boundGatewaysOf(manifests).get(name.key);
    const { hosts, namespace } = virtualService;
    return gateway === undefined ? [] : [{ virtualService, name, gateway, servers: gateway.serversFor(hosts, namespace) }];
  });
}
