package main

import (
	"testing"

	tcpproxy "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/istiod"
)

func TestABackendOfConnectionsKnowsWhoElseCouldHaveGotThem(t *testing.T) {
	p := prepare(&istiod.Translated{}, environment{address: "127.64.0.1"})
	weighted := &tcpproxy.TcpProxy_WeightedCluster{Clusters: []*tcpproxy.TcpProxy_WeightedCluster_ClusterWeight{{Name: "v1", Weight: 90}, {Name: "v2", Weight: 10}}}
	shared := &tcpproxy.TcpProxy{ClusterSpecifier: &tcpproxy.TcpProxy_WeightedClusters{WeightedClusters: weighted}}
	alone := &tcpproxy.TcpProxy{ClusterSpecifier: &tcpproxy.TcpProxy_Cluster{Cluster: "v1"}}
	p.fitProxy(shared)
	p.fitProxy(alone)
	one, other := p.own(weighted.Clusters[0].Name), p.own(alone.GetCluster())
	if one == other || p.proxied[one].cluster != "v1" || p.proxied[other].cluster != "v1" {
		t.Errorf("both are %q and %q", one, other)
	}
	if told := p.proxied[one].route.GetRoute().GetWeightedClusters().GetClusters(); len(told) != 2 || told[0].Name != "v1" || told[1].Weight.Value != 10 {
		t.Errorf("it was told %v", told)
	}
	if told := p.proxied[other].route.GetRoute().GetCluster(); told != "v1" {
		t.Errorf("it was told %v", told)
	}
}
