export { CanaryRoute, CanaryRouteProps, CanaryVersion, ServiceVersion } from './canary/canary-route';
export { CanaryTraffic } from './canary/canary-traffic';
export { Cluster } from './cluster/cluster';
export { KubeProxyConfig, KubeProxyConfigProps } from './cluster/kube-proxy-config';
export { KubeProxySource, KubeadmOptions } from './cluster/kube-proxy-source';
export { AddressRequest } from './core/address-request';
export { Backend, BackendPortOptions, ExternalBackendOptions } from './core/backend';
export { ClusterFacts, ExistingMetalLbObjects, KubeProxyMode, MetalLbBgpMode, MetalLbFacts, NodeFacts } from './core/cluster-facts';
export { LabelExpression, LabelSelector, LabelSelectorOptions } from './core/label-selector';
export { Problem, Severity } from './core/problem';
export { Problems } from './core/problems';
export { Resource } from './core/resource';
export { SecretRef } from './core/secret-ref';
export { ArgoCdOptions } from './gitops/argo-cd';
export { FluxOptions } from './gitops/flux';
export { GitOpsController } from './gitops/gitops-controller';
export { IIngressGatewayWorkload } from './istio/ingress-gateway-workload';
export { IstioDestinationRule, IstioDestinationRuleProps } from './istio/istio-destination-rule';
export { IstioGateway, IstioGatewayProps } from './istio/istio-gateway';
export { IstioGatewayRoute, IstioGatewayRouteProps } from './istio/istio-gateway-route';
export { ExistingIngressGatewayOptions, IstioIngressGateway, IstioIngressGatewayProps } from './istio/istio-ingress-gateway';
export { IstioHttpServerOptions, IstioHttpsServerOptions, IstioServer, IstioServerOptions, ServerTls } from './istio/istio-server';
export { MeshNamespace, MeshNamespaceProps } from './istio/mesh-namespace';
export { IstioSubset } from './istio/subset';
export {
  H2UpgradePolicy,
  IstioConnectionPool,
  IstioHttpConnectionPool,
  IstioOutlierDetection,
  IstioTcpConnectionPool,
} from './istio/traffic-policy';
export { AdvertisedPools, AdvertisementOptions } from './metallb/advertisement';
export { BfdProfile, BfdProfileProps } from './metallb/bfd-profile';
export { BgpCommunity } from './metallb/bgp-community';
export { BgpPeer, BgpPeerProps } from './metallb/bgp-peer';
export { Community, CommunityProps } from './metallb/community';
export { IMetalLbInstall } from './metallb/install-reference';
export { MetalLbMetrics, PrometheusAccount } from './metallb/install/metrics';
export { TaintEffect, Toleration } from './metallb/install/toleration';
export { MetalLbLegacyModel, MetalLbLegacyObjects, MetalLbLegacyTarget } from './metallb/legacy/model';
export { BgpAdvertisementOptions, MetalLbBgpAdvertisement, MetalLbBgpAdvertisementProps } from './metallb/metallb-bgp-advertisement';
export { MetalLbInstall, MetalLbInstallProps } from './metallb/metallb-install';
export { L2AdvertisementOptions, MetalLbL2Advertisement, MetalLbL2AdvertisementProps } from './metallb/metallb-l2-advertisement';
export { MetalLbLegacyConfig, MetalLbLegacyConfigProps } from './metallb/metallb-legacy-config';
export { MetalLbObjectProps } from './metallb/metallb-object';
export { MetalLbPool, MetalLbPoolProps } from './metallb/metallb-pool';
export { PeerAsn } from './metallb/peer-asn';
export { PeerEndpoint, PeerEndpointOptions } from './metallb/peer-endpoint';
export { PeerTimers } from './metallb/peer-timers';
export { PoolAdvertising } from './metallb/pool-advertising';
export { IBfdProfile, IBgpPeer, IMetalLbPool } from './metallb/references';
export { ServiceAllocation } from './metallb/service-allocation';
export { ExternalTrafficPolicy } from './nginx/external-traffic-policy';
export { NginxIngressStack, NginxIngressStackProps } from './nginx/nginx-ingress-stack';
export { NginxRoute, NginxRouteOptions, NginxRouteProps } from './nginx/nginx-route';
export { HttpAction, HttpScheme, RedirectOptions } from './routing/http-action';
export { HeaderMatch, HttpMatch, HttpMethod } from './routing/http-match';
export { HttpRule } from './routing/http-rule';
export { PathMatch } from './routing/path-match';
export { GitOpsApp, GitOpsAppProps } from './synth/gitops-app';
export { LedgerEntry, MetalLbLedger, PoolUsage } from './synth/metallb-ledger';
