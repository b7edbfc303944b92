package envoy

import (
	"os"
	"path/filepath"

	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"
)

// Any wraps a message that this process made.
func Any(m proto.Message) *anypb.Any {
	a, err := anypb.New(m)
	if err != nil {
		panic(err)
	}
	return a
}

// Address is a TCP address.
func Address(ip string, port uint32) *core.Address {
	return &core.Address{Address: &core.Address_SocketAddress{SocketAddress: &core.SocketAddress{
		Address: ip, PortSpecifier: &core.SocketAddress_PortValue{PortValue: port},
	}}}
}

// Inline is a piece of data that stands in the configuration itself.
func Inline(data []byte) *core.DataSource {
	return &core.DataSource{Specifier: &core.DataSource_InlineBytes{InlineBytes: data}}
}

// Static is a cluster of one endpoint.
func Static(name string, address *core.Address) *cluster.Cluster {
	host := &endpoint.LbEndpoint{HostIdentifier: &endpoint.LbEndpoint_Endpoint{Endpoint: &endpoint.Endpoint{Address: address}}}
	return &cluster.Cluster{
		Name: name, ConnectTimeout: durationpb.New(2e9),
		ClusterDiscoveryType: &cluster.Cluster_Type{Type: cluster.Cluster_STATIC},
		LoadAssignment: &endpoint.ClusterLoadAssignment{
			ClusterName: name, Endpoints: []*endpoint.LocalityLbEndpoints{{LbEndpoints: []*endpoint.LbEndpoint{host}}},
		},
	}
}

// FromFiles writes listeners and clusters as files that are read like the answers of a control plane: a listener that Envoy
// refuses is refused alone. In the bootstrap itself it would be the end of Envoy.
func FromFiles(folder string, listeners []*listener.Listener, clusters []*cluster.Cluster) (*bootstrap.Bootstrap, error) {
	lds := &discovery.DiscoveryResponse{VersionInfo: "1", TypeUrl: "type.googleapis.com/envoy.config.listener.v3.Listener"}
	for _, l := range listeners {
		lds.Resources = append(lds.Resources, Any(l))
	}
	cds := &discovery.DiscoveryResponse{VersionInfo: "1", TypeUrl: "type.googleapis.com/envoy.config.cluster.v3.Cluster"}
	for _, c := range clusters {
		cds.Resources = append(cds.Resources, Any(c))
	}
	fromListeners, err := write(filepath.Join(folder, "listeners.pb"), lds)
	if err != nil {
		return nil, err
	}
	fromClusters, err := write(filepath.Join(folder, "clusters.pb"), cds)
	return &bootstrap.Bootstrap{
		Node:             &core.Node{Id: "oracle", Cluster: "oracle"},
		DynamicResources: &bootstrap.Bootstrap_DynamicResources{LdsConfig: fromListeners, CdsConfig: fromClusters},
	}, err
}

func write(file string, m proto.Message) (*core.ConfigSource, error) {
	text, err := proto.Marshal(m)
	if err != nil {
		return nil, err
	}
	return &core.ConfigSource{ResourceApiVersion: core.ApiVersion_V3, ConfigSourceSpecifier: &core.ConfigSource_PathConfigSource{
		PathConfigSource: &core.PathConfigSource{Path: file},
	}}, os.WriteFile(file, text, 0o600)
}
