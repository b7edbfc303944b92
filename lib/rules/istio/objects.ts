import { Document } from '../../manifests/document';
import { Manifests } from '../../manifests/manifests';
import { struct } from '../../manifests/raw';
import { once } from './once';

/** One object of Istio, whatever its spec holds. */
export interface IstioObject {
  /** Construct path of the object. */
  readonly origin: string;
  readonly name: string;
  readonly namespace: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What the proxies of one cluster are told, in the order of the documents. */
export interface IstioObjects {
  readonly gateways: readonly IstioObject[];
  readonly virtualServices: readonly IstioObject[];
  readonly destinationRules: readonly IstioObject[];
  readonly serviceEntries: readonly IstioObject[];
  readonly sidecars: readonly IstioObject[];
}

export const istioObjects = once((manifests): IstioObjects => {
  const all = (kind: string): IstioObject[] =>
    manifests.ofKind(`networking.istio.io/${kind}`).map((document) => toObject(document, manifests));
  return {
    gateways: all('Gateway'),
    virtualServices: all('VirtualService'),
    destinationRules: all('DestinationRule'),
    serviceEntries: all('ServiceEntry'),
    sidecars: all('Sidecar'),
  };
});

function toObject(document: Document, manifests: Manifests): IstioObject {
  const { metadata, spec } = document.object;
  return { origin: document.origin, name: metadata.name, namespace: manifests.namespaceOf(document) ?? '', spec: struct(spec) };
}
