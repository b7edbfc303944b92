import { SecretRef } from '../core/secret-ref';
import { fieldsOf } from '../values/input';

/** What every server of a Gateway says. */
export interface IstioServerOptions {
  /**
   * The hosts it answers for: a DNS name with a dot, `*`, `*.example.com` or an IPv4 address. `namespace/host` lets only
   * routes of that namespace use the host; the namespace may be `.`, the one of the Gateway, or `*`. At least one.
   * Reported by the Gateway otherwise: `istio.no-hosts`, `istio.host-*`, `host.*`, `name.syntax` (istiod `pkg/config/validation`).
   */
  readonly hosts: string[];

  /**
   * Port clients connect to, 1 to 65535; `port.range` is reported otherwise. The Service of the workload has to have it.
   * @default - 80 for HTTP, 443 for HTTPS
   */
  readonly port?: number;

  /**
   * Name of the port (`port.name` of the server), a text that no other server of the Gateway has. Reported otherwise:
   * `istio.no-port-name`, `istio.duplicate-port-name`.
   * @default - `http` on 80 and `https` on 443, else with the port, such as `http-8080`; a further server that would be called the
   *   same gets a number, such as `https-2`
   */
  readonly portName?: string;
}

/** A server for plain HTTP. */
export interface IstioHttpServerOptions extends IstioServerOptions {
  /**
   * Whether every request is answered with a redirect (301) to the same URL under `https`.
   * @default false
   */
  readonly httpsRedirect?: boolean;
}

/** A server that terminates TLS. */
export interface IstioHttpsServerOptions extends IstioServerOptions {
  /** How it proves who it is. */
  readonly tls: ServerTls;
}

/** How a server proves who it is to its clients. */
export class ServerTls {
  /**
   * With a certificate; clients need none (mode `SIMPLE`).
   * @param secret a Secret with `tls.crt` and `tls.key`, read from the namespace of the gateway's pods. One of this program that
   *   is elsewhere is reported as `istio.secret-namespace`; one given by name is taken to be there
   */
  public static simple(secret: SecretRef): ServerTls {
    return new ServerTls(secret);
  }

  private constructor(private readonly secret: SecretRef) {}

  /** @internal */
  public get _secret(): SecretRef {
    return this.secret;
  }
}

/** What a server was told, with the port filled in; nothing of it is checked yet. */
export type ServerSettings = HttpServerSettings | HttpsServerSettings;

interface HttpServerSettings extends IstioHttpServerOptions {
  readonly protocol: 'HTTP';
  readonly port: number;
}

interface HttpsServerSettings extends IstioHttpsServerOptions {
  readonly protocol: 'HTTPS';
  readonly port: number;
}

/** A port on which the proxies of a gateway accept connections, for some hosts. Checked by the {@link IstioGateway} that holds it. */
export class IstioServer {
  /** Plain HTTP, on port 80 unless told otherwise. */
  public static http(options: IstioHttpServerOptions): IstioServer {
    const { hosts, port = 80, portName, httpsRedirect } = fieldsOf(options);
    return new IstioServer({ protocol: 'HTTP', hosts, port, portName, httpsRedirect });
  }

  /** HTTP over TLS that ends here, on port 443 unless told otherwise. */
  public static https(options: IstioHttpsServerOptions): IstioServer {
    const { hosts, port = 443, portName, tls } = fieldsOf(options);
    return new IstioServer({ protocol: 'HTTPS', hosts, port, portName, tls });
  }

  private constructor(private readonly settings: ServerSettings) {}

  /** @internal */
  public get _settings(): ServerSettings {
    return this.settings;
  }
}
