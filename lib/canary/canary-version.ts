import { IstioTrafficPolicy } from '../istio/traffic-policy';
import { CanaryPreview } from './canary-preview';
import { CanaryTraffic } from './canary-traffic';

/** One version of a Service: some of its pods. */
export interface ServiceVersion {
  /** Name of the version, an RFC 1123 label; reported otherwise: `name.syntax`, `istio.duplicate-subset`. */
  readonly subset: string;

  /**
   * Labels that tell the pods of this version from those of every other: any two versions have one key with different values.
   * Reported otherwise: `canary.same-pods`, `label.*`.
   */
  readonly labels: { [key: string]: string };

  /**
   * How proxies treat what they send to these pods; each setting goes before that of the whole Service. Reported: `istio.*`.
   * @default - as the policy of the Service says
   */
  readonly trafficPolicy?: IstioTrafficPolicy;
}

/** A version that is tried. */
export interface CanaryVersion extends ServiceVersion {
  /** What it gets of the traffic. All canaries together get at most 100 percent; `percentage.sum` is reported otherwise. */
  readonly traffic: CanaryTraffic;

  /**
   * Requests that go to this version whatever its traffic is, be it none or copies only. No other canary has the same;
   * `canary.same-preview` is reported otherwise.
   * @default - none
   */
  readonly preview?: CanaryPreview;
}
