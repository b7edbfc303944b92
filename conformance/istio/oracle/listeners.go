package main

import (
	"strconv"
	"strings"

	accesslog "github.com/envoyproxy/go-control-plane/envoy/config/accesslog/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	tcpproxy "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/envoy"
)

func (p *prepared) addListener(l *listener.Listener) {
	port := l.GetAddress().GetSocketAddress().GetPortValue()
	if port == 0 {
		p.note("listener without a port: " + l.Name)
		return
	}
	name := l.Name
	// The proxy of a client has a listener for each Service of TCP, on its address; here all would be on one.
	if p.ports[port] {
		p.note("port taken by another listener: " + name)
		return
	}
	p.ports[port] = true
	l.Name, l.Address, l.AdditionalAddresses = p.name(name), envoy.Address(p.address, port), nil
	l.AccessLog, l.BindToPort, l.ConnectionBalanceConfig = nil, nil, nil
	l.ListenerFilters = keep(p, "listener filter", l.ListenerFilters)
	var chains []*listener.FilterChain
	for _, chain := range l.FilterChains {
		if p.fit(chain) {
			chains = append(chains, chain)
		}
	}
	l.FilterChains = chains
	if l.DefaultFilterChain != nil && !p.fit(l.DefaultFilterChain) {
		l.DefaultFilterChain = nil
	}
	if len(chains) == 0 && l.DefaultFilterChain == nil {
		p.note("listener without a filter chain that can be used: " + name)
		return
	}
	p.listeners = append(p.listeners, l)
}

// fit makes a filter chain one of plain Envoy. Not so when its certificates are not there: the real proxy, too, would take no
// connection then.
func (p *prepared) fit(chain *listener.FilterChain) bool {
	chain.Filters = keep(p, "network filter", chain.Filters)
	for _, f := range chain.Filters {
		if err := p.fitFilter(f); err != nil {
			p.note("filter " + f.Name + ": " + err.Error())
			return false
		}
	}
	if chain.TransportSocket == nil {
		return true
	}
	if err := p.fitTLS(chain.TransportSocket); err != nil {
		p.note(err.Error())
		return false
	}
	return true
}

func (p *prepared) fitFilter(f *listener.Filter) error {
	manager, proxy := &hcm.HttpConnectionManager{}, &tcpproxy.TcpProxy{}
	switch c := f.GetTypedConfig(); {
	case c.MessageIs(manager):
		if err := c.UnmarshalTo(manager); err != nil {
			return err
		}
		p.fitManager(manager)
		f.ConfigType = &listener.Filter_TypedConfig{TypedConfig: envoy.Any(manager)}
	case c.MessageIs(proxy):
		if err := c.UnmarshalTo(proxy); err != nil {
			return err
		}
		p.fitProxy(proxy)
		f.ConfigType = &listener.Filter_TypedConfig{TypedConfig: envoy.Any(proxy)}
	}
	return nil
}

func (p *prepared) fitManager(m *hcm.HttpConnectionManager) {
	m.AccessLog, m.Tracing, m.AccessLogOptions = nil, nil, nil
	m.HttpFilters = keep(p, "HTTP filter", m.HttpFilters)
	if remote := m.GetRds(); remote != nil {
		c := p.configurations[remote.RouteConfigName]
		if c == nil {
			c = p.configuration(&route.RouteConfiguration{Name: remote.RouteConfigName})
		}
		m.RouteSpecifier = &hcm.HttpConnectionManager_RouteConfig{RouteConfig: c}
	} else if here := m.GetRouteConfig(); here != nil {
		m.RouteSpecifier = &hcm.HttpConnectionManager_RouteConfig{RouteConfig: p.configuration(here)}
	}
	if m.LocalReplyConfig == nil {
		m.LocalReplyConfig = &hcm.LocalReplyConfig{}
	}
	// What Envoy answers itself, a fault for one, does not pass the headers of the route.
	m.LocalReplyConfig.Mappers = append(m.LocalReplyConfig.Mappers, &hcm.ResponseMapper{Filter: always(), HeadersToAdd: observed()})
}

func (p *prepared) fitProxy(t *tcpproxy.TcpProxy) {
	t.AccessLog, t.AccessLogOptions = nil, nil
	told, of := toldBy(t), len(p.proxied)
	special := func(name string) string {
		alias := name + "~" + strconv.Itoa(of)
		p.proxied[alias] = proxied{name, told}
		return p.name(alias)
	}
	if single, ok := t.ClusterSpecifier.(*tcpproxy.TcpProxy_Cluster); ok {
		single.Cluster = special(single.Cluster)
	}
	for _, weighted := range t.GetWeightedClusters().GetClusters() {
		weighted.Name = special(weighted.Name)
	}
}

// toldBy puts into the words of a route where connections go.
func toldBy(t *tcpproxy.TcpProxy) *route.Route {
	action := &route.RouteAction{}
	if single := t.GetCluster(); single != "" {
		action.ClusterSpecifier = &route.RouteAction_Cluster{Cluster: single}
	} else {
		all := &route.WeightedCluster{}
		for _, weighted := range t.GetWeightedClusters().GetClusters() {
			all.Clusters = append(all.Clusters, &route.WeightedCluster_ClusterWeight{Name: weighted.Name, Weight: wrapperspb.UInt32(weighted.Weight)})
		}
		action.ClusterSpecifier = &route.RouteAction_WeightedClusters{WeightedClusters: all}
	}
	return &route.Route{Action: &route.Route_Route{Route: action}}
}

func always() *accesslog.AccessLogFilter {
	least := &accesslog.ComparisonFilter{Op: accesslog.ComparisonFilter_GE, Value: &core.RuntimeUInt32{DefaultValue: 0, RuntimeKey: "oracle.unset"}}
	return &accesslog.AccessLogFilter{FilterSpecifier: &accesslog.AccessLogFilter_StatusCodeFilter{
		StatusCodeFilter: &accesslog.StatusCodeFilter{Comparison: least},
	}}
}

// keep leaves the extensions that plain Envoy has, and notes the others.
func keep[F interface {
	GetName() string
	GetTypedConfig() *anypb.Any
}](p *prepared, kind string, filters []F) (out []F) {
	for _, f := range filters {
		if url := f.GetTypedConfig().GetTypeUrl(); strings.HasPrefix(url, "type.googleapis.com/envoy.") && !strings.Contains(url, "wasm") {
			out = append(out, f)
		} else {
			p.note("left out " + kind + " " + f.GetName())
		}
	}
	return out
}
