package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"google.golang.org/protobuf/encoding/protojson"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// A client sends requests as they are written, each on a connection of its own.
type client struct {
	authority *world.Authority
	backends  *backends
}

// Longer than any fault that is worth asking for.
const deadline = 15 * time.Second

func (c *client) ask(p *prepared, call world.Call) CallAnswer {
	first := c.once(p, call)
	if call.Times > 1 {
		first.Clusters = map[string]int{first.Cluster: 1}
		for range call.Times - 1 {
			first.Clusters[c.once(p, call).Cluster]++
		}
	}
	return first
}

func (c *client) once(p *prepared, call world.Call) (a CallAnswer) {
	start := time.Now()
	defer func() { a.Millis = time.Since(start).Milliseconds() }()
	request, err := toRequest(p.address, call)
	if err != nil {
		return CallAnswer{Closed: err.Error()}
	}
	transport, err := c.transport(call)
	if err != nil {
		return CallAnswer{Closed: err.Error()}
	}
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	response, err := transport.RoundTrip(request.WithContext(ctx))
	if err != nil && call.TLS {
		err = refusal(request.URL.Host, transport.TLSClientConfig)
	}
	if err != nil {
		return CallAnswer{Closed: closedBy(err)}
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return CallAnswer{Closed: closedBy(err)}
	}
	return c.read(p, response)
}

func (c *client) read(p *prepared, response *http.Response) CallAnswer {
	header := func(name string) string { return strings.TrimPrefix(response.Header.Get(name), "-") }
	a := CallAnswer{
		Status: response.StatusCode, Flags: header(flagsHeader), Details: header(detailsHeader),
		Location: header("location"), Cluster: p.own(header(clusterHeader)),
	}
	if response.TLS != nil && len(response.TLS.PeerCertificates) > 0 {
		a.Certificate = response.TLS.PeerCertificates[0].DNSNames
	}
	var seen Request
	if a.Cluster != "" && json.Unmarshal([]byte(header(requestHeader)), &seen) == nil {
		a.Upstream = &seen
	}
	if of, isProxied := p.proxied[a.Cluster]; isProxied {
		a.Cluster = of.cluster
		a.Route, _ = protojson.MarshalOptions{UseProtoNames: true}.Marshal(of.route)
	}
	switch name := header(routeHeader); {
	case name == noHost || name == noRoute:
		a.Why = name
	case p.routes[name] != nil:
		r := p.routes[name]
		a.Route, _ = protojson.MarshalOptions{UseProtoNames: true}.Marshal(r)
		a.Mirrors = c.backends.copiesOf(seen.Headers["x-request-id"], len(r.GetRoute().GetRequestMirrorPolicies()))
	}
	return a
}

func toRequest(address string, call world.Call) (*http.Request, error) {
	scheme := "http"
	if call.TLS {
		scheme = "https"
	}
	target := scheme + "://" + net.JoinHostPort(address, strconv.Itoa(call.Port))
	request, err := http.NewRequest(cmp.Or(call.Method, "GET"), target, nil)
	if err != nil {
		return nil, err
	}
	// An opaque URL leaves as it is: no slash is added, dropped or escaped.
	path, query, hasQuery := strings.Cut(cmp.Or(call.Path, "/"), "?")
	if strings.HasPrefix(path, "//") { // which would be taken for a host
		path = "//" + call.Host + path
	}
	request.URL.Opaque, request.URL.RawQuery, request.URL.ForceQuery = path, query, hasQuery
	request.Host = call.Host
	for name, value := range call.Headers {
		request.Header[name] = []string{value} // with its capitals
	}
	return request, nil
}

func (c *client) transport(call world.Call) (*http.Transport, error) {
	t := &http.Transport{DisableKeepAlives: true, DisableCompression: true}
	if !call.TLS {
		return t, nil
	}
	host, _, _ := strings.Cut(call.Host, ":")
	t.TLSClientConfig = &tls.Config{InsecureSkipVerify: true, ServerName: cmp.Or(call.SNI, host)}
	authority := c.authority
	switch call.Certificate {
	case "":
		return t, nil
	case "trusted":
	case "stranger":
		var err error
		if authority, err = world.NewAuthority(); err != nil {
			return nil, err
		}
	default:
		return nil, errors.New("no such certificate: " + call.Certificate)
	}
	pair, err := authority.Pair("client.test")
	// Sent whatever authorities the server names: what it makes of the certificate is the question.
	t.TLSClientConfig.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &pair, nil }
	return t, err
}

// refusal tells how a TLS connection ends on which nothing is sent. A client that sends may see its own sending fail before it
// reads why: a server refuses a certificate only when the client takes the connection for made.
func refusal(address string, config *tls.Config) error {
	c, err := tls.DialWithDialer(&net.Dialer{Timeout: deadline}, "tcp", address, config)
	if err != nil {
		return err
	}
	defer c.Close()
	_ = c.SetReadDeadline(time.Now().Add(deadline))
	_, err = c.Read(make([]byte, 1))
	return cmp.Or(err, errors.New("the connection is not closed"))
}

// closedBy puts the ways in which a connection ends without an answer into words that are the same in every run.
func closedBy(err error) string {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "reset"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "timeout"
	}
	return strings.TrimPrefix(err.Error(), "remote error: ") // what TLS says
}
