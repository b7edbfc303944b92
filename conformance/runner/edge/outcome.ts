import { RoutedDestination, RouteOutcome, RouteRequest, RouteResult } from '../../../lib';
import { IstioCall, IstioCallAnswer } from '../istio';
import { nameOfCluster, sharesOf } from '../routes/outcome';

/** What becomes of a request, as far as our model and Envoy can be compared. */
export interface EdgeOutcome {
  /** The rule that takes it, by its name. */
  readonly rule?: string;
  readonly status?: number;
  /** Backends with their share of the requests in percent, written `name.namespace:port` with `/subset` after it. */
  readonly backends?: Readonly<Record<string, number>>;
  /** Path and host that the backend sees. */
  readonly path?: string;
  readonly host?: string;
  readonly location?: string;
  /** Backends that get a copy. */
  readonly mirrors?: readonly string[];
  /** The connection ends without an answer. */
  readonly closed?: true;
}

const URL = /^(https?):\/\/([^/:?]+)(?::(\d+))?([^?]*\??.*)$/;

/** A request as the oracle takes it. */
export function toCall({ url, method, headers = {}, sni, hasClientCertificate }: RouteRequest): IstioCall {
  const [, scheme, name, port, path] = URL.exec(url) ?? [];
  const { host = port === undefined ? name : `${name}:${port}`, ...others } = headers;
  const tls = scheme === 'https';
  return {
    ...{ method, host, path, tls, headers: others, sni: tls ? (sni ?? name) : undefined },
    port: port === undefined ? (tls ? 443 : 80) : Number(port),
    certificate: hasClientCertificate === true ? 'trusted' : undefined,
  };
}

/** What Envoy did. Which rule has it answer a preflight request it does not tell. */
export function observed(request: RouteRequest, answer: IstioCallAnswer): EdgeOutcome {
  const { closed, status, location = '', upstream, mirrors, route, details } = answer;
  if (closed !== undefined) {
    return { closed: true };
  }
  // Of a connection that is passed on, only whereto is known: what goes through it is not looked at.
  const seen = details === undefined ? {} : { path: upstream?.path, host: upstream?.host };
  return said({
    rule: isPreflight(request) ? undefined : leafOf(route?.name),
    status,
    location: location === '' ? undefined : withoutUsualPort(location),
    ...(upstream === undefined ? {} : { backends: positive(sharesOf(answer)), ...seen }),
    mirrors: mirrors?.map(nameOfCluster).sort(),
  });
}

/** istiod takes plain HTTP beside a redirect to HTTPS for TLS, and writes port 80 then where it was asked for: the URL is the same. */
function withoutUsualPort(location: string): string {
  return location.replace(/^(http:\/\/[^/?]*):80(?=[/?]|$)/, '$1').replace(/^(https:\/\/[^/?]*):443(?=[/?]|$)/, '$1');
}

function isPreflight({ method, headers = {} }: RouteRequest): boolean {
  return method === 'OPTIONS' && 'access-control-request-method' in headers;
}

/** istiod joins the name of a rule to that of the one which handed over to it. */
function leafOf(rule: string | undefined): string | undefined {
  return rule?.replace(/^.*(?=route-\d+-delegate)/, '');
}

/** What our model says. */
export function computed(
  request: RouteRequest,
  outcome: RouteOutcome,
  nameOf: (route: string, rule: string) => string | undefined,
): EdgeOutcome {
  const { result, route, rule, statusCode, location, destinations, mirrors, path, host } = outcome;
  if (result === RouteResult.NOTHING && statusCode === undefined) {
    return { closed: true };
  }
  return said({
    rule: route === undefined || rule === undefined || isPreflight(request) ? undefined : nameOf(route, rule),
    status: statusCode ?? 200,
    location: location && withoutUsualPort(location),
    ...(result === RouteResult.FORWARD ? { backends: sharesAmong(destinations), path, host } : {}),
    mirrors: mirrors.length === 0 ? undefined : mirrors.map(written).sort(),
  });
}

/** Every share that is none is left out, and two shares of one backend are one. */
function sharesAmong(destinations: readonly RoutedDestination[]): Record<string, number> {
  const shares: Record<string, number> = {};
  destinations.forEach((one) => (shares[written(one)] = (shares[written(one)] ?? 0) + one.weight));
  return positive(shares);
}

function written({ backend, port, subset }: RoutedDestination): string {
  return `${backend}:${port}${subset === undefined ? '' : `/${subset}`}`;
}

function positive(shares: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(shares).filter(([name, share]) => share > 0 || name.endsWith('without a share')));
}

function said(outcome: EdgeOutcome): EdgeOutcome {
  return Object.fromEntries(Object.entries(outcome).filter(([, value]) => value !== undefined));
}
