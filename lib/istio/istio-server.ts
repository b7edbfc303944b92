import { fieldsOf } from '../values/input';
import { ServerTls } from './server-tls';

/** What every server of a Gateway says. */
export interface IstioServerOptions {
  /**
   * The hosts it answers for: a DNS name with a dot, `*`, `*.example.com` or an IPv4 address. `namespace/host` lets only
   * routes of that namespace use the host; the namespace may be `.`, the one of the Gateway, or `*`. At least one. Without TLS and
   * HTTP a connection names no host, so `*` says it all; with TLS, no client names an address: `istio.tls-host-address`. Reported by the Gateway otherwise: `istio.no-hosts`, `istio.host-*`,
   * `host.*`, `name.syntax` (istiod `pkg/config/validation`).
   */
  readonly hosts: string[];

  /**
   * Name of the port (`port.name` of the server), a text that no other server of the Gateway has. Reported otherwise:
   * `istio.no-port-name`, `istio.duplicate-port-name`.
   * @default - `http` on 80 and `https` on 443, else the protocol with the port, such as `http-8080`; a further server that would be
   *   called the same gets a number, such as `https-2`
   */
  readonly portName?: string;

  /**
   * Name of the server, which its metrics begin with; a text that no other server of the Gateway has. Reported otherwise:
   * `istio.no-server-name`, `istio.duplicate-server-name`.
   * @default - none
   */
  readonly name?: string;

  /**
   * The address of the pod on which it listens, IPv4 or IPv6; `address.*` is reported otherwise. With `127.0.0.1`, only containers of
   * the pod reach it, and the port is not opened on the Service.
   * @default - every address of the pod
   */
  readonly bind?: string;
}

/** A server for plain HTTP. */
export interface IstioHttpServerOptions extends IstioServerOptions {
  /**
   * Port clients connect to, 1 to 65535; `port.range` is reported otherwise, `istio.reserved-port` for one that the proxy needs itself.
   * A workload that is made here opens it on its Service, any other has to have it.
   * @default 80
   */
  readonly port?: number;

  /**
   * Whether every request is answered with a redirect (301) to the same URL under `https`.
   * @default false
   */
  readonly httpsRedirect?: boolean;
}

/** A server for HTTP over TLS. */
export interface IstioHttpsServerOptions extends IstioServerOptions {
  /**
   * Port clients connect to, as for plain HTTP.
   * @default 443
   */
  readonly port?: number;

  /** What it does with TLS. */
  readonly tls: ServerTls;
}

/** A server for any protocol over TLS. */
export interface IstioTlsServerOptions extends IstioServerOptions {
  /**
   * Port clients connect to, as for plain HTTP.
   * @default 443
   */
  readonly port?: number;

  /** What it does with TLS. */
  readonly tls: ServerTls;
}

/** A server for a protocol that names no host, and so has a port for itself: `istio.port-clash` is reported otherwise. */
export interface IstioTcpServerOptions extends IstioServerOptions {
  /** Port clients connect to, as for plain HTTP. */
  readonly port: number;
}

/** Protocols of a server. The others that istiod can read, UDP and HTTP_PROXY, do nothing at a gateway. */
export type ServerProtocol = 'HTTP' | 'HTTP2' | 'GRPC' | 'GRPC-WEB' | 'HTTPS' | 'TLS' | 'TCP' | 'MONGO' | 'REDIS' | 'MYSQL';

/** What a server was told, with the port filled in; nothing of it is checked yet. */
export interface ServerSettings extends IstioServerOptions {
  readonly protocol: ServerProtocol;
  readonly port: number;
  readonly httpsRedirect?: boolean;
  readonly tls?: ServerTls;
}

/**
 * A port on which the proxies of a gateway accept connections, for some hosts. Checked by the {@link IstioGateway} that holds it.
 * To Istio the protocols of HTTP are one, and so are those of TCP: the names tell apart what passes, in metrics and to readers.
 */
export class IstioServer {
  /** Plain HTTP of any version, on port 80 unless told otherwise. */
  public static http(options: IstioHttpServerOptions): IstioServer {
    return onPort('HTTP', 80, options);
  }

  /** HTTP/2 without TLS, on port 80 unless told otherwise. HTTP/1.1 is answered too. */
  public static http2(options: IstioHttpServerOptions): IstioServer {
    return onPort('HTTP2', 80, options);
  }

  /** gRPC without TLS, on port 80 unless told otherwise. */
  public static grpc(options: IstioHttpServerOptions): IstioServer {
    return onPort('GRPC', 80, options);
  }

  /** gRPC-Web without TLS, on port 80 unless told otherwise. */
  public static grpcWeb(options: IstioHttpServerOptions): IstioServer {
    return onPort('GRPC-WEB', 80, options);
  }

  /** HTTP over TLS, on port 443 unless told otherwise. With `ServerTls.passthrough()`, nothing of HTTP is seen here: it is `tls` then. */
  public static https(options: IstioHttpsServerOptions): IstioServer {
    return onPort('HTTPS', 443, options);
  }

  /** Connections with TLS, whatever they carry, on port 443 unless told otherwise. Where TLS ends here, they go on as plain TCP. */
  public static tls(options: IstioTlsServerOptions): IstioServer {
    return onPort('TLS', 443, options);
  }

  /** Connections of any kind. */
  public static tcp(options: IstioTcpServerOptions): IstioServer {
    return onPort('TCP', undefined, options);
  }

  /** Connections to MongoDB. */
  public static mongo(options: IstioTcpServerOptions): IstioServer {
    return onPort('MONGO', undefined, options);
  }

  /** Connections to Redis. */
  public static redis(options: IstioTcpServerOptions): IstioServer {
    return onPort('REDIS', undefined, options);
  }

  /** Connections to MySQL. */
  public static mysql(options: IstioTcpServerOptions): IstioServer {
    return onPort('MYSQL', undefined, options);
  }

  /** @internal */
  public static _of(settings: ServerSettings): IstioServer {
    return new IstioServer(settings);
  }

  private constructor(private readonly settings: ServerSettings) {}

  /** @internal */
  public get _settings(): ServerSettings {
    return this.settings;
  }
}

function onPort(protocol: ServerProtocol, usual: number | undefined, options: Partial<ServerSettings>): IstioServer {
  const { hosts, port = usual, portName, name, bind, httpsRedirect, tls } = fieldsOf(options);
  return IstioServer._of({ protocol, hosts, port, portName, name, bind, httpsRedirect, tls } as ServerSettings);
}
