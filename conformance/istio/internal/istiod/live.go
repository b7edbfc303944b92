package istiod

import (
	"errors"
	"fmt"
	"net"

	"google.golang.org/protobuf/types/known/wrapperspb"

	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/security"
	"istio.io/istio/pkg/test"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

const discoveryPort = 15010

// Live is an istiod that a proxy can ask.
type Live struct {
	server *xds.FakeDiscoveryServer
	stop   chan struct{}
	ended  chan error
}

// Serve starts istiod for one world.
func Serve(w world.World, p world.Parsed) (*Live, error) {
	m, err := meshOf(w.Mesh)
	if err != nil {
		return nil, err
	}
	m.EnableAutoMtls = wrapperspb.Bool(false) // the pods have no proxies, and nobody here issues certificates of the mesh
	l := &Live{stop: make(chan struct{}), ended: make(chan error, 1)}
	ready := make(chan struct{})
	go func() {
		l.ended <- test.Wrap(func(t test.Failer) {
			l.server = xds.NewFakeDiscoveryServer(t, xds.FakeOptions{
				Configs: p.Configs, KubernetesObjects: withGateways(p.Objects), MeshConfig: m, DisableSecretAuthorization: true,
				ListenerBuilder: func() (net.Listener, error) { return net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", discoveryPort)) },
			})
			l.server.Discovery.Authenticators = []security.Authenticator{theProxy{NamespaceOf(w.Proxy)}}
			close(ready)
			<-l.stop
		})
	}()
	select {
	case <-ready:
		return l, nil
	case err := <-l.ended:
		return nil, errors.Join(errors.New("istiod did not start"), err)
	}
}

// Update changes or adds configuration.
func (l *Live) Update(configs []config.Config) error {
	for _, c := range configs {
		var err error
		if old := l.server.Store().Get(c.GroupVersionKind, c.Name, c.Namespace); old != nil {
			c.ResourceVersion = old.ResourceVersion
			_, err = l.server.Store().Update(c)
		} else {
			_, err = l.server.Store().Create(c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Stop ends it.
func (l *Live) Stop() {
	close(l.stop)
	<-l.ended
}

// theProxy takes whoever asks for the one proxy there is.
type theProxy struct{ namespace string }

func (theProxy) AuthenticatorType() string { return "the only proxy" }

func (t theProxy) Authenticate(security.AuthContext) (*security.Caller, error) {
	return &security.Caller{Identities: []string{"spiffe://cluster.local/ns/" + t.namespace + "/sa/proxy"}}, nil
}
