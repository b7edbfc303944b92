import { Duration } from 'cdk8s';
import { Findings } from '../core/findings';
import { refuse } from '../values/coded-error';
import { parseCount } from '../values/count';
import { madeBy, oneOf, struct } from '../values/input';
import { parsePercentage } from '../values/percentage';

/** When a connection is raised from HTTP/1.1 to HTTP/2. */
export enum H2UpgradePolicy {
  /** As the whole mesh has it. */
  DEFAULT = 'DEFAULT',
  /** Never. */
  DO_NOT_UPGRADE = 'DO_NOT_UPGRADE',
  /** Always. */
  UPGRADE = 'UPGRADE',
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
}

/** Limits on the HTTP requests of one proxy to the Service. */
export interface IstioHttpConnectionPool {
  /**
   * When HTTP/1.1 is raised to HTTP/2.
   * @default - left to Istio, as `DEFAULT`
   */
  readonly h2UpgradePolicy?: H2UpgradePolicy;

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

/** When a pod that fails is left out for a while. Without any setting, as Envoy does by default. */
export interface IstioOutlierDetection {
  /**
   * Answers of 5xx in a row after which a pod is left out, 0 to 2147483647, 0 for never; `count.range` is reported otherwise.
   * @default - left to Envoy: 5
   */
  readonly consecutive5xxErrors?: number;

  /**
   * Time between two looks at the pods, in whole milliseconds, at least one; `istio.duration` is reported otherwise.
   * @default - left to Envoy: 10 s
   */
  readonly interval?: Duration;

  /**
   * How long a pod is left out, times how often it was, in whole milliseconds, at least one; `istio.duration` is reported otherwise.
   * @default - left to Envoy: 30 s
   */
  readonly baseEjectionTime?: Duration;

  /**
   * Share of the pods that may be left out, 0 to 100 percent; `percentage.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Envoy: 10
   */
  readonly maxEjectionPercent?: number;
}

/** How traffic to a Service is limited. */
export interface TrafficPolicySettings {
  readonly connectionPool?: IstioConnectionPool;
  readonly outlierDetection?: IstioOutlierDetection;
}

/** A duration as Istio writes it, in the largest unit that is exact: `30s`, `1500ms` (istiod takes whole milliseconds, at least one). */
export function toDurationText(duration: Duration): string {
  const millis = parseDuration(duration).toMilliseconds({ integral: false });
  if (!Number.isInteger(millis) || millis < 1) {
    throw refuse(
      'istio.duration',
      `${millis} ms is not a duration Istio takes`,
      'write whole milliseconds, at least one',
      '1 ms and more, whole milliseconds',
    );
  }
  return millis % 1000 === 0 ? `${millis / 1000}s` : `${millis}ms`;
}

const parseDuration = madeBy(Duration, 'Duration.seconds(…), or another of its ways');

/** Reports what istiod would refuse, and limits that limit nothing. */
export function checkTrafficPolicy(findings: Findings, { connectionPool, outlierDetection }: TrafficPolicySettings): void {
  if (connectionPool !== undefined) {
    checkConnectionPool(new Group(findings, 'connectionPool', connectionPool));
  }
  if (outlierDetection !== undefined) {
    const group = new Group(findings, 'outlierDetection', outlierDetection);
    group.parse('consecutive5xxErrors', parseCount);
    group.parse('interval', toDurationText);
    group.parse('baseEjectionTime', toDurationText);
    group.parse('maxEjectionPercent', parsePercentage);
  }
}

function checkConnectionPool(pool: Group<IstioConnectionPool>): void {
  const { tcp, http } = pool.values;
  if (pool.isReadable && [tcp, http].every(isEmpty)) {
    pool.findings.error({ id: 'istio.empty-policy', what: 'no limit is set', fix: 'set one, or drop connectionPool' }, pool.field);
  }
  if (tcp !== undefined) {
    const group = new Group(pool.findings, `${pool.field}.tcp`, tcp);
    group.parse('maxConnections', parseCount);
    group.parse('connectTimeout', toDurationText);
  }
  if (http !== undefined) {
    const group = new Group(pool.findings, `${pool.field}.http`, http);
    group.parse('h2UpgradePolicy', oneOf(H2UpgradePolicy));
    group.parse('maxRequestsPerConnection', parseCount);
    group.parse('http1MaxPendingRequests', parseCount);
    group.parse('http2MaxRequests', parseCount);
  }
}

/** Settings under a common field. */
class Group<T extends object> {
  public readonly values: Partial<T>;
  public readonly isReadable: boolean;

  public constructor(
    public readonly findings: Findings,
    public readonly field: string,
    given: T,
  ) {
    const read = findings.parse(field, given, struct);
    this.isReadable = read !== undefined;
    this.values = read ?? {};
  }

  public parse<K extends keyof T & string>(name: K, parse: (value: NonNullable<T[K]>) => unknown): void {
    this.findings.parseOptional(`${this.field}.${name}`, this.values[name] as NonNullable<T[K]> | undefined, parse);
  }
}

function isEmpty(settings: object | undefined): boolean {
  return settings === undefined || (typeof settings === 'object' && Object.values(settings).every((value) => value === undefined));
}
