//go:build pins

// This file is never built. It exists for `go mod tidy`, which looks past build
// tags: one small package of every CRD module is named here, so the module (and
// with it the version) stays in go.mod. Each of these packages imports nothing
// outside the standard library, which keeps the modules' own dependencies out.
package main

import (
	_ "go.universe.tf/metallb/api"
	_ "istio.io/api/label"
	_ "sigs.k8s.io/gateway-api/apis"
)
