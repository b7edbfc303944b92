import { Duration } from 'cdk8s';
import { parseCount } from '../../values/count';
import { truth } from '../../values/input';
import { parsePercentage } from '../../values/percentage';
import { DestinationRuleSpecTrafficPolicyOutlierDetection as OutlierDocument } from '../crd.private';
import { toDurationText } from '../duration';
import { Settings } from './settings';

/** When a pod that fails is left out for a while. Without any setting, as Envoy does by default. */
export interface IstioOutlierDetection {
  /**
   * Answers of 5xx in a row after which a pod is left out, 0 to 2147483647, 0 for never; `count.range` is reported otherwise.
   * @default - left to Envoy: 5
   */
  readonly consecutive5xxErrors?: number;

  /**
   * Answers of 502, 503 and 504 in a row after which a pod is left out, 0 to 2147483647, 0 for never; `count.range` is reported otherwise.
   * They count as 5xx too, so a number that is not smaller than that of `consecutive5xxErrors` changes nothing.
   * @default - left to Envoy: never
   */
  readonly consecutiveGatewayErrors?: number;

  /**
   * Whether failures that the proxy sees by itself, such as a refused connection, are counted apart from the answers of the pod.
   * @default false
   */
  readonly splitExternalLocalOriginErrors?: boolean;

  /**
   * Failures of the proxy's own in a row after which a pod is left out, 0 to 2147483647; `count.range` is reported otherwise. More than
   * 0 takes `splitExternalLocalOriginErrors`: `istio.local-origin-failures`. istiod reads 0 as not set.
   * @default - left to Envoy: 5, when they are counted apart
   */
  readonly consecutiveLocalOriginFailures?: number;

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

  /**
   * Share of healthy pods below which those left out are used all the same, 0 to 100 percent, 0 for never; `percentage.range` is reported otherwise.
   * @default 0
   */
  readonly minHealthPercent?: number;
}

/** Reports what istiod would refuse (`pkg/config/validation`). */
export function checkOutlierDetection(outlier: Settings<IstioOutlierDetection>): void {
  outlier.parse('consecutive5xxErrors', parseCount);
  outlier.parse('consecutiveGatewayErrors', parseCount);
  outlier.parse('splitExternalLocalOriginErrors', truth);
  const failures = outlier.parse('consecutiveLocalOriginFailures', parseCount) ?? 0;
  outlier.parse('interval', toDurationText);
  outlier.parse('baseEjectionTime', toDurationText);
  outlier.parse('maxEjectionPercent', parsePercentage);
  outlier.parse('minHealthPercent', parsePercentage);
  const { splitExternalLocalOriginErrors: split } = outlier.values;
  if (failures > 0 && (split === undefined || split === false)) {
    const what = `${failures} failures of the proxy's own are to be counted, and they are not counted apart`;
    const fix = 'set splitExternalLocalOriginErrors, or drop consecutiveLocalOriginFailures';
    outlier.findings.error({ id: 'istio.local-origin-failures', what, fix }, outlier.fieldOf('consecutiveLocalOriginFailures'));
  }
}

/** Outlier detection as Istio takes it. */
export function toOutlierDetection(outlier: IstioOutlierDetection): unknown {
  const { consecutive5xxErrors: consecutive5XxErrors, interval, baseEjectionTime, ...others } = outlier;
  const document: OutlierDocument = {
    ...others,
    consecutive5XxErrors,
    interval: interval && toDurationText(interval),
    baseEjectionTime: baseEjectionTime && toDurationText(baseEjectionTime),
  };
  return document;
}
