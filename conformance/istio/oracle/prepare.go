package main

import (
	"slices"
	"strconv"
	"strings"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	"google.golang.org/protobuf/proto"
	corev1 "k8s.io/api/core/v1"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/envoy"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/istiod"
)

// What a world has around it.
type environment struct {
	address   string
	secrets   map[string]*corev1.Secret
	namespace string
	backends  *backends
}

// prepared is what istiod said, as plain Envoy can run it beside other worlds: routes and Secrets in place, filters only Istio
// has taken out, listeners on the address of the world, clusters named after it and leading to echo servers. Names of routes
// tell which ones they are, and two routes are added at the very end that say why nothing matched.
type prepared struct {
	environment
	listeners []*listener.Listener
	clusters  []*cluster.Cluster
	// By the name it was given: the route as istiod made it.
	routes map[string]*route.Route
	notes  []string

	configurations map[string]*route.RouteConfiguration
	// Clusters that get copies of requests: their backends have to say who they are.
	special map[string]bool
	// Clusters that take whole connections, each for one proxy alone, by the names that their backends say.
	proxied map[string]proxied
	ports   map[uint32]bool
}

// proxied is a cluster of a proxy of connections, with all that the proxy was told, in the words of a route.
type proxied struct {
	cluster string
	route   *route.Route
}

const (
	noRoute = "no route"
	noHost  = "no host"
)

func prepare(t *istiod.Translated, e environment) *prepared {
	p := &prepared{
		environment: e, routes: map[string]*route.Route{}, configurations: map[string]*route.RouteConfiguration{},
		special: map[string]bool{}, proxied: map[string]proxied{}, ports: map[uint32]bool{},
	}
	for _, c := range t.Routes {
		p.configurations[c.Name] = p.configuration(c)
	}
	for _, l := range t.Listeners {
		p.addListener(proto.Clone(l).(*listener.Listener))
	}
	for _, c := range t.Clusters {
		p.addCluster(c.Name)
	}
	slices.Sort(p.notes)
	p.notes = slices.Compact(p.notes)
	return p
}

// name makes a name of istiod's one of this world only.
func (p *prepared) name(istiods string) string { return p.address + ";" + istiods }

// own undoes it.
func (p *prepared) own(name string) string { return strings.TrimPrefix(name, p.address+";") }

func (p *prepared) note(text string) { p.notes = append(p.notes, text) }

func (p *prepared) addCluster(name string) {
	if p.special[name] {
		p.addSpecialCluster(name)
	} else {
		p.clusters = append(p.clusters, envoy.Static(p.name(name), p.backends.shared))
	}
	for alias, of := range p.proxied {
		if of.cluster == name {
			p.addSpecialCluster(alias)
		}
	}
}

func (p *prepared) addSpecialCluster(name string) {
	address, err := p.backends.of(p.name(name), name)
	if err != nil {
		p.note("no backend for " + name + ": " + err.Error())
		return
	}
	p.clusters = append(p.clusters, envoy.Static(p.name(name), address))
}

func (p *prepared) configuration(original *route.RouteConfiguration) *route.RouteConfiguration {
	c := proto.Clone(original).(*route.RouteConfiguration)
	isForAny := false
	for _, host := range c.VirtualHosts {
		isForAny = isForAny || slices.Contains(host.Domains, "*")
		for i, r := range host.Routes {
			p.addRoute(r, c.Name+"~"+host.Name+"~"+strconv.Itoa(i), host)
		}
		host.Routes = append(host.Routes, answering(noRoute))
	}
	if !isForAny {
		c.VirtualHosts = append(c.VirtualHosts, &route.VirtualHost{Name: noHost, Domains: []string{"*"}, Routes: []*route.Route{answering(noHost)}})
	}
	c.ResponseHeadersToAdd = append(c.ResponseHeadersToAdd, observed()...)
	c.MostSpecificHeaderMutationsWins = false
	return c
}

func (p *prepared) addRoute(r *route.Route, name string, host *route.VirtualHost) {
	if strings.HasPrefix(host.Name, "blackhole:") { // istiod's own way to answer for no host
		name = noHost
	}
	p.routes[name] = proto.Clone(r).(*route.Route)
	r.Name = name
	action := r.GetRoute()
	if action == nil {
		return
	}
	if single, ok := action.ClusterSpecifier.(*route.RouteAction_Cluster); ok {
		single.Cluster = p.name(single.Cluster)
	}
	for _, weighted := range action.GetWeightedClusters().GetClusters() {
		weighted.Name = p.name(weighted.Name)
	}
	for _, mirror := range action.RequestMirrorPolicies {
		p.special[mirror.Cluster] = true
		mirror.Cluster = p.name(mirror.Cluster)
		mirror.DisableShadowHostSuffixAppend = false // by that suffix a copy is told from the request
	}
}

// answering is a route for whatever no route before it took. Envoy would answer the same, without a word on why.
func answering(why string) *route.Route {
	return &route.Route{
		Name:   why,
		Match:  &route.RouteMatch{PathSpecifier: &route.RouteMatch_Prefix{Prefix: "/"}},
		Action: &route.Route_DirectResponse{DirectResponse: &route.DirectResponseAction{Status: 404}},
	}
}

const (
	routeHeader   = "x-oracle-route"
	clusterHeader = "x-oracle-cluster"
	flagsHeader   = "x-oracle-flags"
	detailsHeader = "x-oracle-details"
	// In which a backend tells what it was asked.
	requestHeader = "x-oracle-request"
)

// observed are headers in which Envoy tells what it did.
func observed() (out []*core.HeaderValueOption) {
	for _, h := range [][2]string{
		{routeHeader, "%ROUTE_NAME%"}, {clusterHeader, "%UPSTREAM_CLUSTER_RAW%"}, {flagsHeader, "%RESPONSE_FLAGS%"}, {detailsHeader, "%RESPONSE_CODE_DETAILS%"},
	} {
		out = append(out, &core.HeaderValueOption{
			Header: &core.HeaderValue{Key: h[0], Value: h[1]}, AppendAction: core.HeaderValueOption_OVERWRITE_IF_EXISTS_OR_ADD,
		})
	}
	return out
}
