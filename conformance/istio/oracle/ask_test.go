package main

import (
	"errors"
	"fmt"
	"io"
	"syscall"
	"testing"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

func TestARequestLeavesAsItIsWritten(t *testing.T) {
	for path, want := range map[string]string{
		"": "/", "/a": "/a", "/a?": "/a?", "/a?x=%20": "/a?x=%20", "/a/../b": "/a/../b", "/a%2Fb": "/a%2Fb", "//a": "http://nas.lan//a",
	} {
		r, err := toRequest("127.64.0.1", world.Call{Host: "nas.lan", Path: path, Port: 80})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.URL.RequestURI(); got != want || r.Host != "nas.lan" || r.URL.Host != "127.64.0.1:80" {
			t.Errorf("%q leaves as %q for %s at %s", path, got, r.Host, r.URL.Host)
		}
	}
}

func TestTheNameOfAHeaderKeepsItsCapitals(t *testing.T) {
	r, err := toRequest("127.64.0.1", world.Call{Host: "nas.lan", Port: 80, Headers: map[string]string{"x-Test": "a"}})
	if err != nil || len(r.Header["x-Test"]) != 1 {
		t.Errorf("%v, %v", r.Header, err)
	}
}

func TestTheEndOfAConnectionIsToldInTheSameWordsEveryTime(t *testing.T) {
	for want, err := range map[string]error{
		"refused":                   fmt.Errorf("dial 127.64.0.1:80: %w", syscall.ECONNREFUSED),
		"reset":                     fmt.Errorf("read 127.0.0.1:4711: %w", io.EOF),
		"tls: certificate required": errors.New("remote error: tls: certificate required"),
	} {
		if got := closedBy(err); got != want {
			t.Errorf("%v is told as %q", err, got)
		}
	}
}
