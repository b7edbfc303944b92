import { Duration } from 'cdk8s';
import { parseCount } from '../../values/count';
import { oneOf, truth } from '../../values/input';
import { DestinationRuleSpecTrafficPolicyConnectionPool as PoolDocument } from '../crd.private';
import { toDurationText, toDurationTextOrZero, toSecondsText } from '../duration';
import { saysNothing, Settings } from './settings';

/** When a connection is raised from HTTP/1.1 to HTTP/2. */
export enum H2UpgradePolicy {
  /** As the whole mesh has it. */
  DEFAULT = 'DEFAULT',
  /** Never. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** Always. */
  UPGRADE = 'UPGRADE',
}

/** Probes by which a proxy finds out that a connection without traffic is dead. Without any setting, as the operating system does by default. */
export interface IstioTcpKeepalive {
  /**
   * Probes without an answer after which the connection is dead, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to the mesh, else to the operating system (Linux: 9)
   */
  readonly probes?: number;

  /**
   * How long a connection is without traffic before the first probe, in whole seconds, at least one; `istio.duration` is reported otherwise.
   * @default - left to the mesh, else to the operating system (Linux: 2 h)
   */
  readonly time?: Duration;

  /**
   * Time between two probes, in whole seconds, at least one; `istio.duration` is reported otherwise.
   * @default - left to the mesh, else to the operating system (Linux: 75 s)
   */
  readonly interval?: Duration;
}

/** Limits on the TCP connections of one proxy to the Service. */
export interface IstioTcpConnectionPool {
  /**
   * Connections at most, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Istio, which sets no limit
   */
  readonly maxConnections?: number;

  /**
   * How long to wait for a connection, in whole milliseconds, at least one; `istio.duration` is reported otherwise.
   * @default - left to Istio, which takes the timeout of the mesh (10 s unless changed)
   */
  readonly connectTimeout?: Duration;

  /**
   * How long a connection may be without traffic, in whole milliseconds, 0 for ever; `istio.duration` is reported otherwise. For HTTP, that
   * of `http` goes before it.
   * @default - left to Envoy: 1 h
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a connection lives at most, in whole milliseconds, at least one; `istio.duration` is reported otherwise.
   * @default - left to Envoy, which sets no limit
   */
  readonly maxConnectionDuration?: Duration;

  /**
   * Probes on connections without traffic.
   * @default - left to the mesh, which sends none unless configured
   */
  readonly tcpKeepalive?: IstioTcpKeepalive;
}

/** Limits on the HTTP requests of one proxy to the Service. */
export interface IstioHttpConnectionPool {
  /**
   * When HTTP/1.1 is raised to HTTP/2.
   * @default - left to Istio, as `DEFAULT`
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;

  /**
   * Whether the Service is spoken to in the protocol that the client chose. Not with `UPGRADE`: `istio.client-protocol-upgrade`.
   * @default false
   */
  readonly useClientProtocol?: boolean;

  /**
   * Requests for which a connection is used at most, 0 to 2147483647, 0 for any number; `count.range` is reported otherwise.
   * @default - left to Istio, which sets no limit
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * Requests that wait for a connection at most, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Istio, which sets no limit
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * Requests under way at most, of HTTP/1.1 too, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Istio, which sets no limit
   */
  readonly http2MaxRequests?: number;

  /**
   * Requests of one HTTP/2 connection under way at most, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Envoy
   */
  readonly maxConcurrentStreams?: number;

  /**
   * Retries under way at most, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Istio, which sets no limit
   */
  readonly maxRetries?: number;

  /**
   * How long a connection may be without requests, in whole milliseconds, at least one; `istio.duration` is reported otherwise.
   * @default - that of `tcp`, else left to Envoy: 1 h
   */
  readonly idleTimeout?: Duration;
}

/** Limits on what one proxy sends to the Service at once. At least one; `istio.empty-policy` is reported otherwise. */
export interface IstioConnectionPool {
  /**
   * Limits on connections.
   * @default - left to Istio
   */
  readonly tcp?: IstioTcpConnectionPool;

  /**
   * Limits on requests.
   * @default - left to Istio
   */
  readonly http?: IstioHttpConnectionPool;
}

/** Reports what istiod would refuse (`pkg/config/validation`), and limits that limit nothing. */
export function checkConnectionPool(pool: Settings<IstioConnectionPool>): void {
  const { tcp, http } = pool.values;
  if (pool.isReadable && [tcp, http].every(saysNothing)) {
    pool.findings.error({ id: 'istio.empty-policy', what: 'no limit is set', fix: 'set one, or drop connectionPool' }, pool.field);
  }
  checkTcp(pool.group('tcp'));
  checkHttp(pool.group('http'));
}

function checkTcp(tcp: Settings<IstioTcpConnectionPool> | undefined): void {
  tcp?.parse('maxConnections', parseCount);
  tcp?.parse('connectTimeout', toDurationText);
  tcp?.parse('idleTimeout', toDurationTextOrZero);
  tcp?.parse('maxConnectionDuration', toDurationText);
  const keepalive = tcp?.group('tcpKeepalive');
  keepalive?.parse('probes', parseCount);
  keepalive?.parse('time', toSecondsText);
  keepalive?.parse('interval', toSecondsText);
}

function checkHttp(http: Settings<IstioHttpConnectionPool> | undefined): void {
  http?.parse('h2UpgradePolicy', oneOf(H2UpgradePolicy));
  http?.parse('useClientProtocol', truth);
  http?.parse('maxRequestsPerConnection', parseCount);
  http?.parse('http1MaxPendingRequests', parseCount);
  http?.parse('http2MaxRequests', parseCount);
  http?.parse('maxConcurrentStreams', parseCount);
  http?.parse('maxRetries', parseCount);
  http?.parse('idleTimeout', toDurationText);
  if (http?.values.useClientProtocol === true && http.values.h2UpgradePolicy === H2UpgradePolicy.UPGRADE) {
    const what = 'connections cannot be raised to HTTP/2 and stay in the protocol of the client';
    const fix = 'drop useClientProtocol, or the UPGRADE';
    http.findings.error({ id: 'istio.client-protocol-upgrade', what, fix }, http.fieldOf('useClientProtocol'));
  }
}

/** The pool as Istio takes it. */
export function toConnectionPool({ tcp, http }: IstioConnectionPool): unknown {
  const pool: PoolDocument = {
    tcp: tcp && {
      maxConnections: tcp.maxConnections,
      connectTimeout: tcp.connectTimeout && toDurationText(tcp.connectTimeout),
      idleTimeout: tcp.idleTimeout && toDurationTextOrZero(tcp.idleTimeout),
      maxConnectionDuration: tcp.maxConnectionDuration && toDurationText(tcp.maxConnectionDuration),
      tcpKeepalive: tcp.tcpKeepalive && {
        probes: tcp.tcpKeepalive.probes,
        time: tcp.tcpKeepalive.time && toSecondsText(tcp.tcpKeepalive.time),
        interval: tcp.tcpKeepalive.interval && toSecondsText(tcp.tcpKeepalive.interval),
      },
    },
    http: http && {
      ...http,
      h2UpgradePolicy: http.h2UpgradePolicy as NonNullable<PoolDocument['http']>['h2UpgradePolicy'],
      idleTimeout: http.idleTimeout && toDurationText(http.idleTimeout),
    },
  };
  return pool;
}
