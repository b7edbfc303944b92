package main

import (
	"testing"

	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	"google.golang.org/protobuf/proto"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/istiod"
)

func withOneRoute(domain string) *route.RouteConfiguration {
	return &route.RouteConfiguration{Name: "http.80", VirtualHosts: []*route.VirtualHost{{
		Name: domain, Domains: []string{domain}, Routes: []*route.Route{{
			Name:   "istiod's",
			Match:  &route.RouteMatch{PathSpecifier: &route.RouteMatch_Prefix{Prefix: "/a"}},
			Action: &route.Route_Route{Route: &route.RouteAction{ClusterSpecifier: &route.RouteAction_Cluster{Cluster: "api"}}},
		}},
	}}}
}

func TestWhatIstiodMadeStaysAsItIs(t *testing.T) {
	original := withOneRoute("a.example.com")
	kept := proto.Clone(original)
	p := prepare(&istiod.Translated{Routes: []*route.RouteConfiguration{original}}, environment{address: "127.64.0.1"})
	if !proto.Equal(original, kept) {
		t.Errorf("it became %v", original)
	}
	if r := p.routes["http.80~a.example.com~0"]; r.GetRoute().GetCluster() != "api" || r.Name != "istiod's" {
		t.Errorf("it is given as %v", r)
	}
}

func TestAnswersTellWhyNothingMatched(t *testing.T) {
	p := prepare(&istiod.Translated{Routes: []*route.RouteConfiguration{withOneRoute("a.example.com")}}, environment{address: "127.64.0.1"})
	hosts := p.configurations["http.80"].VirtualHosts
	if routes := hosts[0].Routes; routes[len(routes)-1].Name != noRoute {
		t.Errorf("the last route of the host is %v", routes[len(routes)-1])
	}
	if last := hosts[len(hosts)-1]; last.Name != noHost || last.Domains[0] != "*" {
		t.Errorf("the last host is %v", last)
	}
}

func TestAHostForEverythingKeepsItsPlace(t *testing.T) {
	p := prepare(&istiod.Translated{Routes: []*route.RouteConfiguration{withOneRoute("*")}}, environment{address: "127.64.0.1"})
	if hosts := p.configurations["http.80"].VirtualHosts; len(hosts) != 1 {
		t.Errorf("there are %d hosts", len(hosts))
	}
}

func TestClustersAreOfTheirWorldOnly(t *testing.T) {
	p := prepare(&istiod.Translated{Routes: []*route.RouteConfiguration{withOneRoute("*")}}, environment{address: "127.64.0.1"})
	cluster := p.configurations["http.80"].VirtualHosts[0].Routes[0].GetRoute().GetCluster()
	if cluster != "127.64.0.1;api" || p.own(cluster) != "api" {
		t.Errorf("the cluster is %q", cluster)
	}
}
