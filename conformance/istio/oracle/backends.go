package main

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"strings"
	"sync"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/envoy"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// backends are echo servers: each answers with what it was asked, over TLS where it is spoken to so.
type backends struct {
	// shared is for all clusters of which Envoy itself says that it chose them.
	shared  *core.Address
	secure  *tls.Config
	mutex   sync.Mutex
	own     map[string]*core.Address
	copies  map[string][]string // clusters that got a copy of a request, by its id
	noticed *sync.Cond
}

// What the certificate of a backend is for.
const backendName = "backend.test"

func startBackends(authority *world.Authority) (*backends, error) {
	pair, err := authority.Pair(backendName)
	if err != nil {
		return nil, err
	}
	b := &backends{own: map[string]*core.Address{}, copies: map[string][]string{}, secure: &tls.Config{Certificates: []tls.Certificate{pair}}}
	b.noticed = sync.NewCond(&b.mutex)
	b.shared, err = b.serve("")
	return b, err
}

// of gives the address of an echo server that knows of which cluster it is.
func (b *backends) of(key, cluster string) (*core.Address, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if a := b.own[key]; a != nil {
		return a, nil
	}
	address, err := b.serve(cluster)
	b.own[key] = address
	return address, err
}

func (b *backends) serve(cluster string) (*core.Address, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	go func() {
		_ = http.Serve(&eitherListener{l, b.secure}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.echo(cluster, w, r) }))
	}()
	return envoy.Address("127.0.0.1", uint32(l.Addr().(*net.TCPAddr).Port)), nil
}

func (b *backends) echo(cluster string, w http.ResponseWriter, r *http.Request) {
	seen := Request{Method: r.Method, Host: r.Host, Path: r.RequestURI, Headers: map[string]string{}}
	for name, values := range r.Header {
		seen.Headers[strings.ToLower(name)] = strings.Join(values, ",")
	}
	if host, _, _ := strings.Cut(r.Host, ":"); strings.HasSuffix(host, "-shadow") { // Envoy's mark on a copy
		b.noteCopy(seen.Headers["x-request-id"], cluster)
	}
	if cluster != "" {
		w.Header().Set(clusterHeader, cluster)
	}
	text, _ := json.Marshal(seen)
	w.Header().Set(requestHeader, string(text)) // no body: an answer to HEAD has none
}

func (b *backends) noteCopy(id, cluster string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.copies[id] = append(b.copies[id], cluster)
	b.noticed.Broadcast()
}

// eitherListener takes HTTP with and without TLS on one port.
type eitherListener struct {
	net.Listener
	secure *tls.Config
}

func (l *eitherListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &eitherConn{Conn: c, secure: l.secure}, nil
}

// eitherConn looks at the first byte when it is first read, which is by a goroutine of its own.
type eitherConn struct {
	net.Conn
	secure *tls.Config
	once   sync.Once
	inner  net.Conn
}

func (c *eitherConn) Read(p []byte) (int, error) {
	c.once.Do(func() {
		peeked := &peekedConn{c.Conn, bufio.NewReader(c.Conn)}
		c.inner = peeked
		const handshake = 0x16
		if first, err := peeked.reader.Peek(1); err == nil && first[0] == handshake {
			c.inner = tls.Server(peeked, c.secure)
		}
	})
	return c.inner.Read(p)
}

func (c *eitherConn) Write(p []byte) (int, error) { return c.inner.Write(p) }

type peekedConn struct {
	net.Conn
	reader *bufio.Reader
}

func (c *peekedConn) Read(p []byte) (int, error) { return c.reader.Read(p) }
