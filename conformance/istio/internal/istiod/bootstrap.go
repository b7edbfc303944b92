package istiod

import (
	"fmt"

	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	upstream "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/structpb"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/envoy"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

const discoveryCluster = "xds-grpc"

// Bootstrap is what istio-agent would tell the Envoy of a proxy: who it is, and where istiod is.
func Bootstrap(p *world.Proxy) *bootstrap.Bootstrap {
	return &bootstrap.Bootstrap{
		Node: nodeOf(p),
		DynamicResources: &bootstrap.Bootstrap_DynamicResources{
			AdsConfig: &core.ApiConfigSource{
				ApiType: core.ApiConfigSource_GRPC, TransportApiVersion: core.ApiVersion_V3, SetNodeOnFirstMessageOnly: true,
				GrpcServices: []*core.GrpcService{{TargetSpecifier: &core.GrpcService_EnvoyGrpc_{
					EnvoyGrpc: &core.GrpcService_EnvoyGrpc{ClusterName: discoveryCluster},
				}}},
			},
			LdsConfig: fromADS(),
			CdsConfig: fromADS(),
		},
		StaticResources: &bootstrap.Bootstrap_StaticResources{
			Clusters: []*cluster.Cluster{discoveryServer()},
		},
	}
}

func nodeOf(wanted *world.Proxy) *core.Node {
	p := proxyOf(wanted)
	ip := "127.0.0.1"
	if len(p.IPAddresses) > 0 {
		ip = p.IPAddresses[0]
	}
	labels := map[string]any{}
	for key, value := range p.Labels {
		labels[key] = value
	}
	metadata, err := structpb.NewStruct(map[string]any{
		"NAMESPACE": p.ConfigNamespace, "LABELS": labels, "ISTIO_VERSION": Version, "CLUSTER_ID": "Kubernetes",
		// A client talks to its proxy on 127.0.0.1: nothing here redirects connections, as iptables does in a pod.
		"INTERCEPTION_MODE": "NONE",
	})
	if err != nil {
		panic(err)
	}
	return &core.Node{
		Id:      fmt.Sprintf("%s~%s~%s~%s.svc.cluster.local", p.Type, ip, p.ID, p.ConfigNamespace),
		Cluster: "conformance", Metadata: metadata,
	}
}

func fromADS() *core.ConfigSource {
	return &core.ConfigSource{
		ConfigSourceSpecifier: &core.ConfigSource_Ads{Ads: &core.AggregatedConfigSource{}}, ResourceApiVersion: core.ApiVersion_V3,
		InitialFetchTimeout: durationpb.New(0),
	}
}

func discoveryServer() *cluster.Cluster {
	c := envoy.Static(discoveryCluster, envoy.Address("127.0.0.1", discoveryPort))
	http2 := &upstream.HttpProtocolOptions{UpstreamProtocolOptions: &upstream.HttpProtocolOptions_ExplicitHttpConfig_{
		ExplicitHttpConfig: &upstream.HttpProtocolOptions_ExplicitHttpConfig{
			ProtocolConfig: &upstream.HttpProtocolOptions_ExplicitHttpConfig_Http2ProtocolOptions{Http2ProtocolOptions: &core.Http2ProtocolOptions{}},
		},
	}}
	c.TypedExtensionProtocolOptions = map[string]*anypb.Any{"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": envoy.Any(http2)}
	return c
}
