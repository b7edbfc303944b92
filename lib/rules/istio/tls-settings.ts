import { items, struct } from '../../manifests/raw';
import { DestinationRuleObject } from './destination-rules';

export interface TlsSettings {
  readonly field: string;
  readonly tls: Readonly<Record<string, unknown>>;
}

/** All TLS settings of a DestinationRule, wherever they stand. */
export function tlsSettingsOf({ spec }: DestinationRuleObject): TlsSettings[] {
  const policies = [
    { field: 'spec.trafficPolicy', policy: struct(spec.trafficPolicy) },
    ...items(spec.subsets).map((subset, index) => ({
      field: `spec.subsets[${index}].trafficPolicy`,
      policy: struct(struct(subset).trafficPolicy),
    })),
  ];
  return policies.flatMap(({ field, policy }) => [
    { field: `${field}.tls`, tls: struct(policy.tls) },
    ...items(policy.portLevelSettings).map((port, index) => ({
      field: `${field}.portLevelSettings[${index}].tls`,
      tls: struct(struct(port).tls),
    })),
  ]);
}
