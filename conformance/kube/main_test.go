package main

import (
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	for _, test := range []struct{ name, line, want string }{
		{"all there is", "-dir /tmp/x -crds a -crds b -metallb m -metallb-webhooks w -lb-class c", ""},
		{"no folder", "-crds a", "-dir is missing"},
		{"MetalLB's webhooks without MetalLB", "-dir /tmp/x -metallb-webhooks w", "need -metallb"},
		{"a load-balancer class without MetalLB", "-dir /tmp/x -lb-class c", "need -metallb"},
		{"something left over", "-dir /tmp/x up", `unexpected argument "up"`},
		{"no place for the socket", "-dir /" + strings.Repeat("x", 100), "too long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := parse(strings.Fields(test.line))
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestCRDsKeepTheirOrder(t *testing.T) {
	o, err := parse([]string{"-dir", "/tmp/x", "-crds", "b", "-crds", "a"})
	if err != nil || strings.Join(o.crds, " ") != "b a" {
		t.Errorf("got %v, %v", o.crds, err)
	}
}
