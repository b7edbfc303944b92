export { CanaryClients } from './canary/canary-clients';
export { CanaryPreview } from './canary/canary-preview';
export { CanaryRoute, CanaryRouteProps } from './canary/canary-route';
export { CanaryStickiness, CookieSameSite, StickyCookieOptions } from './canary/canary-stickiness';
export { CanaryTraffic } from './canary/canary-traffic';
export { CanaryVersion, ServiceVersion } from './canary/canary-version';
export { Cluster } from './cluster/cluster';
export { KubeProxyConfig, KubeProxyConfigProps } from './cluster/kube-proxy-config';
export { KubeProxySource, KubeadmOptions } from './cluster/kube-proxy-source';
export { AddressRequest } from './core/address-request';
export { Backend, BackendHostOptions, BackendPortOptions, ExternalBackendOptions } from './core/backend';
export { ClusterFacts, ExistingMetalLbObjects, KubeProxyMode, MetalLbBgpMode, MetalLbFacts, NodeFacts } from './core/cluster-facts';
export { ExternalTrafficPolicy } from './core/external-traffic-policy';
export { LabelExpression, LabelSelector, LabelSelectorOptions } from './core/label-selector';
export { Problem, Severity } from './core/problem';
export { Problems } from './core/problems';
export { Resource } from './core/resource';
export { SecretRef } from './core/secret-ref';
export { ArgoCdOptions } from './gitops/argo-cd';
export { FluxOptions } from './gitops/flux';
export { GitOpsController } from './gitops/gitops-controller';
export { CertificateIssuer } from './istio/certificate-issuer';
export { ExportTo } from './istio/export-to';
export { IIngressGatewayWorkload } from './istio/ingress-gateway-workload';
export { IngressGatewayAutoscaling, IngressGatewayNetworkPolicy, IpFamilyPolicy } from './istio/ingress-gateway/options';
export { IstioDelegateRoute, IstioDelegateRouteProps } from './istio/istio-delegate-route';
export { IstioDestinationRule, IstioDestinationRuleProps } from './istio/istio-destination-rule';
export { IstioGateway, IstioGatewayProps } from './istio/istio-gateway';
export { IstioGatewayRoute, IstioGatewayRouteProps } from './istio/istio-gateway-route';
export { ExistingIngressGatewayOptions, IstioIngressGateway, IstioIngressGatewayProps } from './istio/istio-ingress-gateway';
export {
  IstioHttpServerOptions,
  IstioHttpsServerOptions,
  IstioServer,
  IstioServerOptions,
  IstioTcpServerOptions,
  IstioTlsServerOptions,
} from './istio/istio-server';
export { IstioServiceEntry, IstioServiceEntryProps, ServiceEntryBackendOptions, ServiceEntryLocation } from './istio/istio-service-entry';
export { MeshNamespace, MeshNamespaceProps } from './istio/mesh-namespace';
export { ServerTls } from './istio/server-tls';
export { ServiceEntryEndpoint } from './istio/service-entry/endpoints';
export { ServiceEntryPort, ServiceEntryProtocol } from './istio/service-entry/ports';
export { ServiceEntryResolution } from './istio/service-entry/resolution';
export { IstioSubset } from './istio/subset';
export {
  CertManagerTlsOptions,
  IstioMutualTlsOptions,
  MutualTlsOptions,
  ServerTlsOptions,
  TlsCipherSuite,
  TlsProtocolOptions,
  TlsVersion,
} from './istio/tls-options';
export {
  IstioConnectionPolicy,
  IstioPortPolicy,
  IstioRetryBudget,
  IstioTrafficPolicy,
  IstioTunnel,
  ProxyProtocolVersion,
  TunnelProtocol,
} from './istio/traffic-policy';
export {
  H2UpgradePolicy,
  IstioConnectionPool,
  IstioHttpConnectionPool,
  IstioTcpConnectionPool,
  IstioTcpKeepalive,
} from './istio/traffic-policy/connection-pool';
export { ConsistentHashOptions, HashAlgorithm, HashCookie, HashCookieAttribute } from './istio/traffic-policy/consistent-hash';
export { IstioWarmup, LoadBalancing, WarmLoadBalancingOptions } from './istio/traffic-policy/load-balancing';
export { LoadBalancingOptions, LocalityDistribution, LocalityFailover, LocalityLoadBalancing } from './istio/traffic-policy/locality';
export { IstioOutlierDetection } from './istio/traffic-policy/outlier-detection';
export {
  FileUpstreamTlsOptions,
  SimpleUpstreamTlsOptions,
  UncheckedUpstreamTlsOptions,
  UpstreamTls,
  UpstreamTlsOptions,
} from './istio/traffic-policy/upstream-tls';
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
export { NginxIngressStack, NginxIngressStackProps } from './nginx/nginx-ingress-stack';
export { NginxRoute, NginxRouteOptions, NginxRouteProps } from './nginx/nginx-route';
export { ConnectionMatch, TcpRule, TlsMatch, TlsRule } from './routing/connection-rule';
export { RespondOptions, ResponseBody } from './routing/direct-response';
export { RoutedDestination, RouteOutcome, RouteRequest, RouteResult } from './routing/evaluation';
export { HeaderChanges } from './routing/header-changes';
export { HttpAction } from './routing/http-action';
export { FaultAbort, FaultDelay, HttpCors, HttpFault, HttpMirror, HttpRetries, UnmatchedPreflights } from './routing/http-filters';
export { HeaderMatch, HttpMatch, HttpMethod, QueryParamMatch } from './routing/http-match';
export { HttpRewrite, PathRewrite } from './routing/http-rewrite';
export { HttpRule } from './routing/http-rule';
export { HttpScheme } from './routing/http-scheme';
export { PathMatch } from './routing/path-match';
export { IDelegateRoute } from './routing/read-rule';
export { RedirectOptions, RedirectPort } from './routing/redirect';
export { RouteModel } from './routing/route-model';
export { TextMatch } from './routing/text-match';
export { ForwardOptions, WeightedBackend } from './routing/weighted-backend';
export { GitOpsApp, GitOpsAppProps } from './synth/gitops-app';
export { LedgerEntry, MetalLbLedger, PoolUsage } from './synth/metallb-ledger';
