import { Labels } from '../../manifests/label-selector';
import { filled, items, struct, texts } from '../../manifests/raw';
import { quoted } from '../../values/coded-error';
import { RouteKind } from './destinations';
import { istioObjects } from './objects';
import { once } from './once';

/** What the proxies take on the port of a server. */
export enum Transport {
  HTTP = 'HTTP without TLS',
  TLS = 'TLS',
  TCP = 'bytes without TLS',
}

/** A host that a server answers for, `[namespace/]host`. */
export interface ServerHost {
  /** As it is written. */
  readonly text: string;
  /** The namespace whose routes may use it; `*` for all. */
  readonly namespace: string;
  /** The host alone. */
  readonly name: string;
}

/** A server of a Gateway that has a port. */
export interface GatewayServer {
  /** As a path from the object: `spec.servers[0]`. */
  readonly field: string;
  readonly port: number;
  /** The address it listens on; empty for all. */
  readonly bind: string;
  readonly transport: Transport;
  readonly hosts: readonly ServerHost[];
  readonly tls?: Readonly<Record<string, unknown>>;
  /** As a message names it. */
  readonly label: string;
  /** The routes that it takes; none of them where it finds its own way, by the name that mesh clients ask for. */
  readonly uses?: RouteKind;
  /** Why it takes no others. */
  readonly does: string;
}

/** A Gateway, as far as proxies are concerned. */
export interface GatewayObject {
  /** Construct path of the object. */
  readonly origin: string;
  /** `namespace/name`. */
  readonly title: string;
  /** Labels of the proxies it is for; none for every gateway proxy (istiod `pilot/pkg/model/push_context.go`). */
  readonly selector: Labels;
  readonly servers: readonly GatewayServer[];
}

/** The Gateways of one cluster, in the order of the documents. */
export const gatewaysOf = once((manifests): readonly GatewayObject[] =>
  istioObjects(manifests).gateways.map(({ origin, name, namespace, spec }) => ({
    origin,
    title: `${namespace}/${name}`,
    selector: texts(spec.selector),
    servers: items(spec.servers).flatMap((server, index) => toServer(struct(server), `spec.servers[${index}]`, namespace)),
  })),
);

const HTTP = /^(http|http2|http_proxy|grpc|grpc-web)$/i;

/** A redirect to HTTPS is among the TLS settings of a server that has no TLS (istiod `pkg/config/gateway/gateway.go`). */
function toServer({ port, bind, hosts, tls }: Readonly<Record<string, unknown>>, field: string, namespace: string): GatewayServer[] {
  const { name, number, protocol } = struct(port);
  if (typeof number !== 'number') {
    return [];
  }
  const settings = tls === undefined || tls === null ? undefined : struct(tls);
  const isHttp = HTTP.test(filled(protocol) ?? '');
  return [
    {
      field,
      port: number,
      bind: filled(bind) ?? '',
      transport: isHttp ? Transport.HTTP : settings === undefined ? Transport.TCP : Transport.TLS,
      hosts: items(hosts).flatMap((host) => toHost(filled(host), namespace)),
      tls: settings,
      label: `server ${quoted(name ?? number)}`,
      ...usedBy(isHttp, filled(protocol) ?? '', settings),
    },
  ];
}

/** Which routes a server takes (istiod `pkg/config/gateway`, `buildGatewayTCPBasedFilterChains`). */
function usedBy(isHttp: boolean, protocol: string, tls: GatewayServer['tls']): Pick<GatewayServer, 'uses' | 'does'> {
  if (isHttp) {
    return { uses: 'http', does: 'speaks HTTP' };
  }
  if (tls === undefined) {
    return { uses: 'tcp', does: 'passes bytes on' };
  }
  switch (filled(tls.mode) ?? 'PASSTHROUGH') {
    case 'AUTO_PASSTHROUGH':
      return { does: 'goes by the server name alone' };
    case 'PASSTHROUGH':
      return { uses: 'tls', does: 'passes TLS through' };
    default:
      return /^https$/i.test(protocol)
        ? { uses: 'http', does: 'ends TLS and speaks HTTP' }
        : { uses: 'tcp', does: 'ends TLS and passes bytes on' };
  }
}

function toHost(text: string | undefined, home: string): ServerHost[] {
  if (text === undefined) {
    return [];
  }
  const [first, second] = text.split('/');
  return [{ text, namespace: second === undefined ? '*' : first === '.' ? home : first, name: second ?? first }];
}
