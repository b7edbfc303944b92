// Package world reads what a cluster is told and what istiod makes of each document by itself.
package world

// World is one cluster as its documents describe it, and what is sent to one of its proxies.
type World struct {
	ID   string `json:"id"`
	YAML string `json:"yaml"`
	// Mesh is the mesh configuration in YAML; Istio's default one when empty.
	Mesh string `json:"mesh,omitempty"`
	// Proxy receives the calls; the ingress gateway of Istio's default installation when nil.
	Proxy *Proxy `json:"proxy,omitempty"`
	// Secrets are made here, with certificates signed by the authority of the process.
	Secrets []Secret `json:"secrets,omitempty"`
	// Analyze runs Istio's analyzers too.
	Analyze bool   `json:"analyze,omitempty"`
	Calls   []Call `json:"calls"`
}

// Proxy is whom the configuration is for.
type Proxy struct {
	// Type is "router", the default, or "sidecar".
	Type      string            `json:"type,omitempty"`
	Labels    map[string]string `json:"labels,omitempty"`
	Namespace string            `json:"namespace,omitempty"`
	IP        string            `json:"ip,omitempty"`
	// Gateway, "namespace/name", is the Gateway of Gateway API that the proxy was made for.
	Gateway string `json:"gateway,omitempty"`
}

// Secret is a TLS Secret with tls.crt, tls.key and ca.crt.
type Secret struct {
	Namespace string   `json:"namespace"`
	Name      string   `json:"name"`
	Hosts     []string `json:"hosts"`
}

// Call is one request.
type Call struct {
	Method  string            `json:"method,omitempty"`
	Host    string            `json:"host"`
	Path    string            `json:"path"`
	Port    int               `json:"port"`
	Headers map[string]string `json:"headers,omitempty"`
	TLS     bool              `json:"tls,omitempty"`
	// SNI is the host without its port when empty.
	SNI string `json:"sni,omitempty"`
	// Certificate is what the client proves itself with: nothing, "trusted" or "stranger".
	Certificate string `json:"certificate,omitempty"`
	// Times is how often it is sent; once when 0.
	Times int `json:"times,omitempty"`
}

// Problem is what istiod or the API server would refuse or warn of.
type Problem struct {
	Object string `json:"object"`
	// Stage is "yaml", "crd" (schema and CEL), "decode" (strict) or "semantic" (istiod's webhook).
	Stage    string `json:"stage"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
}

// Finding is a message of an analyzer.
type Finding struct {
	Code    string `json:"code"`
	Level   string `json:"level"`
	Object  string `json:"object"`
	Message string `json:"message"`
}
