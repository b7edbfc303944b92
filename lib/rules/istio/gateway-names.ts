import { filled, items } from '../../manifests/raw';

/** The word for all sidecars, where names of Gateways stand. */
export const MESH = 'mesh';

/** A Gateway by the name that routes have for it. */
export interface GatewayName {
  readonly field: string;
  /** As it is written. */
  readonly text: string;
  /** `namespace/name`. */
  readonly key: string;
}

/** The Gateways, and the mesh, that a list of a VirtualService names. */
export function gatewayNames(field: string, list: unknown, namespace: string): GatewayName[] {
  return items(list).flatMap((item, index) => {
    const text = filled(item);
    return text === undefined ? [] : [{ field: `${field}[${index}]`, text, key: gatewayKey(text, namespace) }];
  });
}

/** Short, full, and in the old form `name.namespace.svc.…` (istiod `resolveGatewayName`, `pilot/pkg/model/config.go`). */
function gatewayKey(text: string, namespace: string): string {
  if (text === MESH) {
    return MESH;
  }
  if (text.includes('/')) {
    return text.replace(/^\.\//, `${namespace}/`);
  }
  const [name, itsNamespace = namespace] = text.split('.');
  return `${itsNamespace}/${name}`;
}
