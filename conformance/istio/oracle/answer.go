package main

import (
	"encoding/json"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// Answer is everything there is to say about a world.
type Answer struct {
	ID       string          `json:"id"`
	Problems []world.Problem `json:"problems"`
	Analysis []world.Finding `json:"analysis,omitempty"`
	// Error is why there is no answer to the calls.
	Error string `json:"error,omitempty"`
	// Notes are what could not be asked as it is.
	Notes []string `json:"notes,omitempty"`
	// Rejected is what Envoy refused of what istiod told it, by listener.
	Rejected map[string]string `json:"rejected,omitempty"`
	Calls    []CallAnswer      `json:"calls"`
}

// CallAnswer is what became of a request.
type CallAnswer struct {
	// Closed is why there is no answer at all: "refused" (nothing listens), "reset", "timeout", or what TLS said.
	Closed string `json:"closed,omitempty"`
	Status int    `json:"status,omitempty"`
	// Why tells apart what Envoy answers alike: "no host" and "no route".
	Why string `json:"why,omitempty"`
	// Route is the matched route as istiod made it: weights, rewrite, redirect, timeout, retries.
	Route json.RawMessage `json:"route,omitempty"`
	// Cluster is where the request went, Clusters how often it went where when it was sent several times.
	Cluster  string         `json:"cluster,omitempty"`
	Clusters map[string]int `json:"clusters,omitempty"`
	// Mirrors are the clusters that got a copy.
	Mirrors []string `json:"mirrors,omitempty"`
	Flags   string   `json:"flags,omitempty"`
	Details string   `json:"details,omitempty"`
	// Location is where a redirect leads.
	Location string `json:"location,omitempty"`
	// Certificate holds the names of the certificate that the client was shown.
	Certificate []string `json:"certificate,omitempty"`
	Upstream    *Request `json:"upstream,omitempty"`
	Millis      int64    `json:"millis"`
}

// Request is what a backend saw.
type Request struct {
	Method  string            `json:"method"`
	Host    string            `json:"host"`
	Path    string            `json:"path"`
	Headers map[string]string `json:"headers"`
}
