import { Findings } from '../core/findings';
import { checkOptionalPolicy, IstioTrafficPolicy, PolicyPlace } from '../istio/traffic-policy';
import { fieldsOf } from '../values/input';
import { CanaryVersion, ServiceVersion } from './canary-version';

/** The policies that a canary is given, for all pods and for those of each version. */
interface GivenPolicies {
  readonly trafficPolicy?: IstioTrafficPolicy;
  readonly stable: ServiceVersion;
  readonly canaries: readonly CanaryVersion[];
}

/** Reports what is wrong with the policies; what is no version is reported elsewhere. */
export function checkPolicies(findings: Findings, { trafficPolicy, stable, canaries }: GivenPolicies, place: PolicyPlace): void {
  checkOptionalPolicy(findings, 'trafficPolicy', trafficPolicy, place);
  const ofVersion = { ...place, inheritsOutlierDetection: fieldsOf(trafficPolicy).outlierDetection !== undefined };
  checkOptionalPolicy(findings, 'stable.trafficPolicy', policyOf(stable), ofVersion);
  (Array.isArray(canaries) ? canaries : []).forEach((canary: CanaryVersion, index) => {
    checkOptionalPolicy(findings, `canaries[${index}].trafficPolicy`, policyOf(canary), ofVersion);
  });
}

function policyOf(version: ServiceVersion | null | undefined): IstioTrafficPolicy | undefined {
  return version?.trafficPolicy;
}
