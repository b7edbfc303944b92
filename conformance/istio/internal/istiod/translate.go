// Package istiod runs istiod's own code in this process.
package istiod

import (
	"errors"
	"fmt"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	corev1 "k8s.io/api/core/v1"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/core"
	registry "istio.io/istio/pilot/pkg/serviceregistry/kube"
	"istio.io/istio/pilot/test/xds"
	clusterid "istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/test"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// Environment is what istiod's code has to find as it loads: it makes no filter then that only Istio's own build of Envoy has,
// and asks for authentication without TLS too, since it gives Secrets to nobody who has no name.
var Environment = []string{"PILOT_ENABLE_METADATA_EXCHANGE=false", "PILOT_ENABLE_ALPN_FILTER=false", "XDS_AUTH_PLAINTEXT=true"}

// Translated is what istiod tells one proxy.
type Translated struct {
	Listeners []*listener.Listener
	Routes    []*route.RouteConfiguration
	Clusters  []*cluster.Cluster
}

// Translate runs istiod for one world and ends it again.
func Translate(w world.World, p world.Parsed) (out *Translated, err error) {
	m, err := meshOf(w.Mesh)
	if err != nil {
		return nil, err
	}
	err = test.Wrap(func(t test.Failer) {
		defer func() {
			if r := recover(); r != nil {
				t.Fatalf("istiod panicked: %v", r)
			}
		}()
		generator := generate(t, p, m)
		proxy := generator.SetupProxy(proxyOf(w.Proxy))
		out = &Translated{Listeners: generator.Listeners(proxy), Clusters: generator.Clusters(proxy)}
		out.Routes = generator.RoutesFromListeners(proxy, out.Listeners)
	})
	if err == nil && out == nil {
		err = errors.New("istiod gave up without a message")
	}
	return out, err
}

// generate takes the whole of istiod, with its Kubernetes clients, only for what cannot do without: it takes three times as long.
func generate(t test.Failer, p world.Parsed, m *meshconfig.MeshConfig) *core.ConfigGenTest {
	if objects := withGateways(p.Objects); len(objects) > len(p.Objects) {
		s := xds.NewFakeDiscoveryServer(t, xds.FakeOptions{
			Configs: p.Configs, KubernetesObjects: objects, MeshConfig: m, DisableSecretAuthorization: true,
		})
		return s.ConfigGenTest
	}
	var services []*model.Service
	for _, o := range p.Objects {
		if s, ok := o.(*corev1.Service); ok {
			services = append(services, registry.ConvertService(*s, nil, "cluster.local", clusterid.ID("Kubernetes"), "cluster.local"))
		}
	}
	return core.NewConfigGenTest(t, core.TestOptions{Configs: p.Configs, Services: services, MeshConfig: m})
}

func meshOf(text string) (*meshconfig.MeshConfig, error) {
	if text == "" {
		return mesh.DefaultMeshConfig(), nil
	}
	m, err := mesh.ApplyMeshConfigDefaults(text)
	if err != nil {
		return nil, fmt.Errorf("mesh configuration: %w", err)
	}
	return m, nil
}
