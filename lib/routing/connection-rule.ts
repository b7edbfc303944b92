import { WeightedBackend } from './weighted-backend';

// Connections whose content is not looked into: TLS that ends at the backend, and plain TCP.

/** Which connections are meant. All of what is said has to hold. */
export interface ConnectionMatch {
  /**
   * Port that the client connected to, 1 to 65535; `port.range` is reported otherwise.
   * @default - any port
   */
  readonly port?: number;
}

/** Which TLS connections are meant. */
export interface TlsMatch extends ConnectionMatch {
  /**
   * Names that the client asks for (SNI), each within a host of the route. At least one; reported otherwise: `host.*`, `route.sni-host`.
   * @default - the hosts of the route
   */
  readonly sniHosts?: string[];
}

/** Where TLS connections go that are not ended on the way. */
export interface TlsRule {
  /**
   * The connections it takes: those that meet one of these matches. `route.no-matches` is reported when there is none in the list.
   * @default - all for the hosts of the route
   */
  readonly matches?: TlsMatch[];

  /** Where they go: one backend with 100 percent, or several that add up to it; `percentage.sum` is reported otherwise. Headers cannot be changed. */
  readonly backends: WeightedBackend[];
}

/** Where TCP connections go. */
export interface TcpRule {
  /**
   * The connections it takes: those that meet one of these matches. `route.no-matches` is reported when there is none in the list.
   * @default - all
   */
  readonly matches?: ConnectionMatch[];

  /** Where they go: one backend with 100 percent, or several that add up to it; `percentage.sum` is reported otherwise. Headers cannot be changed. */
  readonly backends: WeightedBackend[];
}
