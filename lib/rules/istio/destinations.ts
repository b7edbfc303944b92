import { filled, items, struct } from '../../manifests/raw';
import { gatewayNames } from './gateway-names';
import { fullHost } from './mesh-host';

type Raw = Readonly<Record<string, unknown>>;

/** What proxies tell apart when they take routes. */
export type RouteKind = 'http' | 'tls' | 'tcp';

/** Where a route of a VirtualService sends requests, or copies of them. */
export interface Destination {
  /** The field of the destination, as a path from the object. */
  readonly field: string;
  readonly kind: RouteKind;
  readonly isMirror: boolean;
  /** The host as it is written. */
  readonly text: string;
  /** The host in full. */
  readonly host: string;
  readonly subset?: string;
  readonly hasPort: boolean;
  readonly port?: number;
  /** Whether it has no part of the requests, beside others that have all. */
  readonly isIdle: boolean;
  /** Whether its route is for requests that come to a gateway, or the mesh, by its key, on any port or one. */
  readonly takes: (gateway: string, port?: number) => boolean;
}

/** All destinations of a VirtualService whose hosts can be read. */
export function destinationsOf(spec: Raw, namespace: string): Destination[] {
  const kinds: readonly RouteKind[] = ['http', 'tls', 'tcp'];
  return kinds.flatMap((kind) =>
    items(spec[kind]).flatMap((route, index) => ofRoute(kind, struct(route), `spec.${kind}[${index}]`, namespace)),
  );
}

function ofRoute(kind: RouteKind, route: Raw, field: string, namespace: string): Destination[] {
  const takes = takenBy(route.match, namespace);
  const isShared = items(route.route).length > 1;
  const sent = items(route.route)
    .map(struct)
    .flatMap(({ destination, weight }, index) => {
      const where = {
        kind,
        field: `${field}.route[${index}].destination`,
        isMirror: false,
        isIdle: isShared && (weight ?? 0) === 0,
        takes,
      };
      return toDestination(where, struct(destination), namespace);
    });
  const copies = [
    { at: `${field}.mirror`, to: route.mirror },
    ...items(route.mirrors).map((item, index) => ({ at: `${field}.mirrors[${index}].destination`, to: struct(item).destination })),
  ].flatMap(({ at, to }) => toDestination({ kind, field: at, isMirror: true, isIdle: false, takes }, struct(to), namespace));
  return kind === 'http' ? [...sent, ...copies] : sent;
}

/** One match that allows it is enough; a route without any takes all requests. */
function takenBy(list: unknown, namespace: string): Destination['takes'] {
  const matches = items(list).map((item) => {
    const { gateways, port } = struct(item);
    return { keys: gatewayNames('', gateways, namespace).map(({ key }) => key), port: typeof port === 'number' ? port : undefined };
  });
  return (gateway, wanted) =>
    matches.length === 0 ||
    matches.some(({ keys, port = wanted }) => (keys.length === 0 || keys.includes(gateway)) && (wanted === undefined || port === wanted));
}

function toDestination(
  where: Pick<Destination, 'kind' | 'field' | 'isMirror' | 'isIdle' | 'takes'>,
  { host, subset, port }: Raw,
  namespace: string,
): Destination[] {
  const text = filled(host);
  if (text === undefined) {
    return [];
  }
  const { number } = struct(port);
  return [
    {
      ...where,
      text,
      host: fullHost(text, namespace),
      subset: filled(subset),
      hasPort: port !== undefined && port !== null,
      port: typeof number === 'number' ? number : undefined,
    },
  ];
}
