import { IstioCall, IstioCallAnswer } from '../istio';
import { Outcome, RouteRequest } from './route-world';

/** A request as the oracle takes it. */
export function toCall({ method, url, headers, sni, certificate, times }: RouteRequest): IstioCall {
  const { tls, host, port, path } = partsOf(url);
  const isUsual = port === (tls ? 443 : 80);
  return { method, host: isUsual ? host : `${host}:${port}`, path, port, headers, tls, sni, certificate, times };
}

/** What is expected, with everything said that goes without saying: a backend sees the request as it was sent. */
export function fullOutcome({ url, expect }: RouteRequest): Outcome {
  const { tls, host, port, path } = partsOf(url);
  const certificate = tls && expect.closed === undefined ? { certificate: host } : {};
  const seen = { path, host: port === (tls ? 443 : 80) ? host : `${host}:${port}` };
  return { ...(expect.backends === undefined ? {} : seen), ...certificate, ...expect };
}

/** What became of a request, in the words in which it is expected. */
export function toOutcome(request: RouteRequest, answer: IstioCallAnswer): Outcome {
  const { closed, status, why, location, upstream, certificate, mirrors } = answer;
  const delayed = request.delay === undefined ? {} : { delayed: answer.millis >= request.delay };
  const fields = {
    closed,
    status,
    because: why,
    location: location === '' ? undefined : location,
    certificate: certificate?.[0],
    backends: status === undefined || upstream === undefined ? undefined : sharesOf(answer),
    path: upstream?.path,
    host: upstream?.host,
    mirrors: mirrors?.map(nameOfCluster),
    ...delayed,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The shares that Envoy was told. Where requests really went has to be among them. */
export function sharesOf({ route, cluster = '', clusters = { [cluster]: 1 } }: IstioCallAnswer): Record<string, number> {
  const told = route?.route?.weighted_clusters?.clusters ?? [{ name: route?.route?.cluster ?? cluster, weight: 100 }];
  const shares = Object.fromEntries(told.map(({ name, weight = 0 }) => [nameOfCluster(name), weight]));
  const stray = Object.keys(clusters)
    .map(nameOfCluster)
    .filter((name) => !(shares[name] > 0));
  return { ...shares, ...Object.fromEntries(stray.map((name) => [`${name} without a share`, 0])) };
}

/** `name.namespace:port/subset` of a cluster as istiod names it, `outbound|port|subset|name.namespace.svc.cluster.local`. */
export function nameOfCluster(cluster: string): string {
  const [direction, port, subset, host] = cluster.split('|');
  if (direction !== 'outbound' || host === undefined) {
    return cluster;
  }
  return `${host.replace(/\.svc\.cluster\.local$/, '')}:${port}${subset === '' ? '' : `/${subset}`}`;
}

function partsOf(url: string): { tls: boolean; host: string; port: number; path: string } {
  const [, scheme, host, port, path = '/'] = /^(https?):\/\/([^/:?]+)(?::(\d+))?(\/.*)?$/.exec(url) ?? [];
  if (scheme === undefined) {
    throw new Error(`"${url}" is no URL: write http://host/path`);
  }
  const tls = scheme === 'https';
  return { tls, host, port: port === undefined ? (tls ? 443 : 80) : Number(port), path };
}
