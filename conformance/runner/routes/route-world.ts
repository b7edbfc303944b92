import { App } from 'cdk8s';
import { IstioProxy } from '../istio';

/** What becomes of a request: what is expected of it, and what Envoy answered. */
export interface Outcome {
  readonly status?: number;
  /** Backends with their share of the requests in percent, written `name.namespace:port` with `/subset` after it. */
  readonly backends?: Readonly<Record<string, number>>;
  /** Path and host that the backend sees. */
  readonly path?: string;
  readonly host?: string;
  readonly location?: string;
  /** Why it is a 404: no host of a gateway is asked for, or no route of the host takes the request. */
  readonly because?: 'no host' | 'no route';
  /** How the connection ends without an answer. */
  readonly closed?: string;
  /** Host of the certificate that the client is shown. */
  readonly certificate?: string;
  /** Backends that get a copy. */
  readonly mirrors?: readonly string[];
  /** Whether the answer took as long as a fault is to delay it. */
  readonly delayed?: boolean;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** @default - the host */
  readonly sni?: string;
  /** What the client proves itself with. */
  readonly certificate?: 'trusted' | 'stranger';
  /** How often it is sent, where chance decides. */
  readonly times?: number;
  /** The least time, in milliseconds, that counts as delayed; the answer then says whether it was. */
  readonly delay?: number;
}

/** One request, and what has to become of it. */
export interface RouteRequest extends RequestOptions {
  readonly method: string;
  readonly url: string;
  readonly expect: Outcome;
}

/** A cluster built with our constructs, with what exists around it, and the requests that reach one of its proxies. */
export interface RouteWorld {
  /** Unique and stable: it is part of the names of the cases. */
  readonly name: string;
  /** Builds the charts. */
  readonly build: (app: App) => void;
  /** Documents that our constructs do not write. */
  readonly documents?: string;
  /** Services that exist: `name`, with `.namespace` and `:port` where these are not `default` and 80. */
  readonly services?: readonly string[];
  /** TLS Secrets that exist, by `namespace/name`, with the hosts of their certificates. */
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
  /** The proxy that gets the requests. @default - the ingress gateway of Istio's default installation */
  readonly proxy?: IstioProxy;
  /** Errors and warnings of Istio's analyzers that are known and meant: code and object. @default - none */
  readonly analysis?: readonly string[];
  readonly requests: readonly RouteRequest[];
}

/** The words in which requests are written. A URL is sent as it stands: `http://host[:port]/path`, by default on port 80 or 443. */
export function get(url: string, expect: Outcome, options: RequestOptions = {}): RouteRequest {
  return { ...options, method: 'GET', url, expect };
}

export function send(method: string, url: string, expect: Outcome, options: RequestOptions = {}): RouteRequest {
  return { ...options, method, url, expect };
}

/** The same for several paths. */
export function getEach(origin: string, paths: readonly string[], expect: Outcome): RouteRequest[] {
  return paths.map((path) => get(`${origin}${path}`, expect));
}

/** It reaches a backend, with the path and host it was sent with unless told otherwise. */
export function reaches(backend: string, more: Outcome = {}): Outcome {
  return splits({ [backend]: 100 }, more);
}

/** It reaches one of several backends, by chance. */
export function splits(backends: Readonly<Record<string, number>>, more: Outcome = {}): Outcome {
  const named = Object.entries(backends).map(([backend, percent]) => [fullNameOf(backend), percent]);
  return { status: 200, backends: Object.fromEntries(named) as Record<string, number>, ...more };
}

export function redirectsTo(location: string, status = 301): Outcome {
  return { status, location };
}

/** A host is asked for that no gateway answers for, or that no route is for. */
export const noHost: Outcome = { status: 404, because: 'no host' };

/** The host is known, and none of its rules takes the request. */
export const noRoute: Outcome = { status: 404, because: 'no route' };

/** Nothing listens on the port. */
export const refused: Outcome = { closed: 'refused' };

/** TLS is asked for a host that no server has a certificate for. */
export const reset: Outcome = { closed: 'reset' };

/** `name.namespace:port/subset` of a backend written with defaults left out. */
export function fullNameOf(backend: string): string {
  const [, name, namespace = 'default', port = '80', subset = ''] = /^([^.:/]+)(?:\.([^.:/]+))?(?::(\d+))?(\/.+)?$/.exec(backend) ?? [];
  if (name === undefined) {
    throw new Error(`"${backend}" is no backend: write name, name.namespace:port or name.namespace:port/subset`);
  }
  return `${name}.${namespace}:${port}${subset}`;
}
