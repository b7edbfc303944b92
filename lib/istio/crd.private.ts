// The only file of this room that knows `imports/`; the canary room takes these types from here. Its declarations are dropped from the package.
export {
  DestinationRule,
  DestinationRuleSpec,
  DestinationRuleSpecTrafficPolicy,
  DestinationRuleSpecTrafficPolicyConnectionPoolHttpH2UpgradePolicy,
  Gateway,
  GatewaySpec,
  GatewaySpecServersTls,
  GatewaySpecServersTlsMaxProtocolVersion,
  GatewaySpecServersTlsMinProtocolVersion,
  GatewaySpecServersTlsMode,
  VirtualService,
  VirtualServiceSpec,
} from '../../imports/networking.istio.io';
export {
  DestinationRuleSpecSubsetsTrafficPolicy,
  DestinationRuleSpecTrafficPolicyConnectionPool,
  DestinationRuleSpecTrafficPolicyLoadBalancer,
  DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash,
  DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting,
  DestinationRuleSpecTrafficPolicyOutlierDetection,
  DestinationRuleSpecTrafficPolicyPortLevelSettings,
  DestinationRuleSpecTrafficPolicyTls,
  ServiceEntry,
  ServiceEntrySpec,
  ServiceEntrySpecEndpoints,
} from '../../imports/networking.istio.io';
