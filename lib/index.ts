export { CanaryRoute, CanaryRouteProps, CanaryVersion, ServiceVersion } from './canary/canary-route';
export { CanaryTraffic } from './canary/canary-traffic';
export { Cluster } from './cluster/cluster';
export { KubeProxySource, KubeadmOptions } from './cluster/kube-proxy-source';
export { KubeProxyConfig, KubeProxyConfigProps, KubeProxyMode } from './cluster/kube-proxy-config';
export { AddressRequest } from './core/address-request';
export { Backend, BackendPortOptions, ExternalBackendOptions } from './core/backend';
export { ClusterFacts } from './core/cluster-facts';
export { Problem, Severity } from './core/problem';
export { Problems } from './core/problems';
export { Resource } from './core/resource';
export { SecretRef } from './core/secret-ref';
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
export { MetalLbLegacyConfig, MetalLbLegacyConfigProps } from './metallb/metallb-legacy-config';
export { MetalLbPool, MetalLbPoolProps } from './metallb/metallb-pool';
export { AdvertisementOptions, PoolAdvertising } from './metallb/pool-advertising';
export { ExternalTrafficPolicy } from './nginx/external-traffic-policy';
export { NginxIngressStack, NginxIngressStackProps } from './nginx/nginx-ingress-stack';
export { NginxRoute, NginxRouteOptions, NginxRouteProps } from './nginx/nginx-route';
export { HttpAction, HttpScheme, RedirectOptions } from './routing/http-action';
export { HeaderMatch, HttpMatch, HttpMethod } from './routing/http-match';
export { HttpRule } from './routing/http-rule';
export { PathMatch } from './routing/path-match';
export { GitOpsApp, GitOpsAppProps } from './synth/gitops-app';
