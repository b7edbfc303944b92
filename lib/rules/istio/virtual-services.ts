import { filled, items, struct } from '../../manifests/raw';
import { Audience } from './audience';
import { Destination, destinationsOf } from './destinations';
import { GatewayName, gatewayNames, MESH } from './gateway-names';
import { IstioObject, istioObjects } from './objects';
import { once } from './once';

type Raw = Readonly<Record<string, unknown>>;

export interface VirtualServiceObject extends IstioObject {
  /** `namespace/name`. */
  readonly key: string;
  /** As they are written; none in one that others delegate to. */
  readonly hosts: readonly string[];
  /** Without the mesh. */
  readonly gateways: readonly GatewayName[];
  /** Whether sidecars follow it. */
  readonly isMesh: boolean;
  readonly audience: Audience;
  readonly http: readonly Raw[];
  readonly tls: readonly Raw[];
  readonly tcp: readonly Raw[];
  readonly destinations: readonly Destination[];
}

export const virtualServicesOf = once((manifests) => istioObjects(manifests).virtualServices.map(toVirtualService));

function toVirtualService(object: IstioObject): VirtualServiceObject {
  const { name, namespace, spec } = object;
  const hosts = items(spec.hosts).flatMap((host) => filled(host) ?? []);
  const gateways = gatewayNames('spec.gateways', spec.gateways, namespace);
  return {
    ...object,
    key: `${namespace}/${name}`,
    hosts,
    gateways: gateways.filter(({ key }) => key !== MESH),
    isMesh: hosts.length > 0 && (gateways.length === 0 || gateways.some(({ key }) => key === MESH)),
    audience: Audience.of(spec.exportTo, namespace),
    http: items(spec.http).map(struct),
    tls: items(spec.tls).map(struct),
    tcp: items(spec.tcp).map(struct),
    destinations: destinationsOf(spec, namespace),
  };
}
