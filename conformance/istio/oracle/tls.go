package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	tlspb "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	"google.golang.org/protobuf/proto"

	"istio.io/istio/pilot/pkg/model/credentials"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/envoy"
)

// fitTLS puts in place what a gateway would be sent: the certificate of its Secret, and the authority of its clients.
func (p *prepared) fitTLS(socket *core.TransportSocket) error {
	downstream := &tlspb.DownstreamTlsContext{}
	if !socket.GetTypedConfig().MessageIs(downstream) {
		return nil
	}
	if err := socket.GetTypedConfig().UnmarshalTo(downstream); err != nil {
		return err
	}
	common := downstream.CommonTlsContext
	common.CustomHandshaker = nil
	for _, sds := range common.TlsCertificateSdsSecretConfigs {
		certificate, err := p.certificate(sds.Name)
		if err != nil {
			return err
		}
		common.TlsCertificates = append(common.TlsCertificates, certificate)
	}
	common.TlsCertificateSdsSecretConfigs = nil
	if err := p.fitValidation(common); err != nil {
		return err
	}
	socket.ConfigType = &core.TransportSocket_TypedConfig{TypedConfig: envoy.Any(downstream)}
	return nil
}

func (p *prepared) fitValidation(common *tlspb.CommonTlsContext) error {
	validation, sds := &tlspb.CertificateValidationContext{}, common.GetValidationContextSdsSecretConfig()
	if combined := common.GetCombinedValidationContext(); combined != nil {
		sds = combined.ValidationContextSdsSecretConfig
		proto.Merge(validation, combined.DefaultValidationContext)
	}
	if sds == nil {
		return nil
	}
	authority, err := p.authority(sds.Name)
	if err != nil {
		return err
	}
	validation.TrustedCa = envoy.Inline(authority)
	common.ValidationContextType = &tlspb.CommonTlsContext_ValidationContext{ValidationContext: validation}
	return nil
}

func (p *prepared) certificate(resource string) (*tlspb.TlsCertificate, error) {
	secret, err := p.secret(resource)
	if err != nil {
		return nil, err
	}
	chain, key := firstOf(secret, "tls.crt", "cert"), firstOf(secret, "tls.key", "key")
	if len(chain) == 0 || len(key) == 0 {
		return nil, fmt.Errorf("no certificate and key in Secret %s", resource)
	}
	return &tlspb.TlsCertificate{CertificateChain: envoy.Inline(chain), PrivateKey: envoy.Inline(key)}, nil
}

// authority is in the Secret of that name, which ends in -cacert, or in the one without that ending.
func (p *prepared) authority(resource string) ([]byte, error) {
	own, errOwn := p.secret(resource)
	shared, errShared := p.secret(strings.TrimSuffix(resource, "-cacert"))
	for _, secret := range []map[string][]byte{own, shared} {
		if authority := firstOf(secret, "ca.crt", "cacert"); len(authority) > 0 {
			return authority, nil
		}
	}
	return nil, cmp.Or(errors.Join(errOwn, errShared), fmt.Errorf("no authority in Secret %s", resource))
}

// secret gives what istiod would: with the way Gateway is written that is a Secret beside the proxy, and no other.
func (p *prepared) secret(resource string) (map[string][]byte, error) {
	named, err := credentials.ParseResourceName(resource, p.namespace, "Kubernetes", "Kubernetes")
	if err != nil {
		return nil, fmt.Errorf("only Secrets are made here: %w", err)
	}
	if named.ResourceType == credentials.KubernetesSecretType && named.Namespace != p.namespace {
		return nil, fmt.Errorf("%s is not beside the proxy", resource)
	}
	secret := p.secrets[named.Namespace+"/"+named.Name]
	if secret == nil {
		return nil, fmt.Errorf("no Secret for %s", resource)
	}
	return secret.Data, nil
}

func firstOf(data map[string][]byte, keys ...string) []byte {
	for _, key := range keys {
		if len(data[key]) > 0 {
			return data[key]
		}
	}
	return nil
}
