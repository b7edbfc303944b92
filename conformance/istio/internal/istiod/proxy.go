package istiod

import (
	"strings"

	"istio.io/istio/pilot/pkg/model"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// Version is what the proxies say they are. It decides nothing as long as it is istiod's own.
const Version = "1.31.0"

// NamespaceOf tells where the pod of a proxy is, and so its Secrets.
func NamespaceOf(p *world.Proxy) string {
	switch {
	case p == nil || (p.Namespace == "" && p.Gateway == ""):
		return "istio-system"
	case p.Gateway != "":
		namespace, _, _ := strings.Cut(p.Gateway, "/")
		return namespace
	}
	return p.Namespace
}

// LabelsOf gives the labels of the pod of a proxy.
func LabelsOf(p *world.Proxy) map[string]string {
	if p == nil || p.Labels == nil {
		return map[string]string{"istio": "ingressgateway"}
	}
	return p.Labels
}

func proxyOf(wanted *world.Proxy) *model.Proxy {
	namespace, labels := NamespaceOf(wanted), LabelsOf(wanted)
	p := &model.Proxy{Type: model.Router, ID: "proxy." + namespace}
	if wanted != nil {
		if wanted.Type != "" {
			p.Type = model.NodeType(wanted.Type)
		}
		if wanted.IP != "" {
			p.IPAddresses = []string{wanted.IP}
		}
		if _, name, isGateway := strings.Cut(wanted.Gateway, "/"); isGateway {
			pod := podOf(namespace, name)
			labels, p.ID, p.IPAddresses = pod.Labels, pod.Name+"."+namespace, []string{pod.Status.PodIP}
		}
	}
	p.Labels, p.ConfigNamespace = labels, namespace
	p.Metadata = &model.NodeMetadata{Labels: labels, Namespace: namespace, IstioVersion: Version, ClusterID: "Kubernetes"}
	return p
}
