// The only file of this room that knows `imports/`; the canary room takes these types from here. Its declarations are dropped from the package.
export {
  DestinationRule,
  DestinationRuleSpec,
  DestinationRuleSpecTrafficPolicy,
  DestinationRuleSpecTrafficPolicyConnectionPoolHttpH2UpgradePolicy,
  Gateway,
  GatewaySpec,
  GatewaySpecServersTls,
  GatewaySpecServersTlsMode,
  VirtualService,
  VirtualServiceSpec,
} from '../../imports/networking.istio.io';
