// What a request asks, and what becomes of it: the words in which the meaning of routes is told, and in which tests ask for it.

/** A request as a client sends it. */
export interface RouteRequest {
  /**
   * What is asked for, whole: `https://shop.example.com:8443/api?x=1`. Scheme, host, port, path and query are read from it;
   * `request.url` is thrown for what is no such URL.
   */
  readonly url: string;

  /**
   * The method, as it is sent.
   * @default GET
   */
  readonly method?: string;

  /**
   * Headers by name, compared without case. `host` is the one of the URL, unless it is given here. What a proxy adds itself, such as
   * `x-forwarded-proto` or `x-request-id`, is there if it is given here.
   * @default - none
   */
  readonly headers?: { [name: string]: string };

  /**
   * The name that the client asks for when it opens TLS.
   * @default - the host of the URL; none where that is an address
   */
  readonly sni?: string;

  /**
   * Whether the client proves who it is, with a certificate that is trusted.
   * @default false
   */
  readonly hasClientCertificate?: boolean;

  /**
   * Labels of the pods that send the request.
   * @default - none
   */
  readonly sourceLabels?: { [key: string]: string };

  /**
   * Namespace of the pods that send the request.
   * @default - none
   */
  readonly sourceNamespace?: string;
}

/** What becomes of a request. */
export enum RouteResult {
  /** It goes to a backend: one of `destinations`. */
  FORWARD = 'forward',
  /** The client is sent to `location` with `statusCode`. */
  REDIRECT = 'redirect',
  /** It is answered with `statusCode` and no backend sees it. */
  RESPONSE = 'response',
  /** Nothing takes it: `reason` says why. */
  NOTHING = 'nothing',
}

/** A backend that a request may go to. */
export interface RoutedDestination {
  /** The Service, as `name.namespace`, or a host outside the cluster. */
  readonly backend: string;
  readonly port: number;
  /**
   * The part of its pods that is meant.
   * @default - all pods
   */
  readonly subset?: string;
  /** Share in percent, more than 0. */
  readonly weight: number;
  /**
   * Host that it sees, where that is its own.
   * @default - the one of the outcome
   */
  readonly host?: string;
}

/** What becomes of one request. */
export interface RouteOutcome {
  readonly result: RouteResult;

  /**
   * Path of the construct whose rule takes it.
   * @default - none does
   */
  readonly route?: string;

  /**
   * The rule that takes it, such as `rules[0]`.
   * @default - none does
   */
  readonly rule?: string;

  /** Where it may go; empty unless it is forwarded. */
  readonly destinations: RoutedDestination[];

  /** Who gets a copy of it, with the share of the requests that is copied as weight. */
  readonly mirrors: RoutedDestination[];

  /**
   * Path and query that the backend sees.
   * @default - not forwarded
   */
  readonly path?: string;

  /**
   * Host that the backend sees.
   * @default - not forwarded
   */
  readonly host?: string;

  /**
   * Status of the answer, where no backend decides it: that of a redirect, of a direct response, of a fault that takes every
   * request, or 404 where no rule takes it.
   * @default - decided by the backend, or there is no answer at all
   */
  readonly statusCode?: number;

  /**
   * Where a redirected client goes.
   * @default - not redirected
   */
  readonly location?: string;

  /**
   * The text of a direct response.
   * @default - none
   */
  readonly body?: string;

  /**
   * Why nothing takes it.
   * @default - something does
   */
  readonly reason?: string;
}
