package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"path/filepath"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func configuration(clientConfig map[string]any) *unstructured.Unstructured {
	webhook := map[string]any{"name": "pools.example.test", "clientConfig": clientConfig}
	return &unstructured.Unstructured{Object: map[string]any{"webhooks": []any{webhook}}}
}

func TestWebhooksPointToLoopback(t *testing.T) {
	u := configuration(map[string]any{"service": map[string]any{"name": "x", "namespace": "y", "path": "/validate"}})
	if err := pointToLoopback(u, []byte("certificate")); err != nil {
		t.Fatal(err)
	}
	webhooks, _, _ := unstructured.NestedSlice(u.Object, "webhooks")
	got := webhooks[0].(map[string]any)["clientConfig"].(map[string]any)
	bundle := base64.StdEncoding.EncodeToString([]byte("certificate"))
	if len(got) != 2 || got["url"] != "https://127.0.0.1:9443/validate" || got["caBundle"] != bundle {
		t.Errorf("got %v", got)
	}
}

func TestAWebhookWithoutServiceIsAnError(t *testing.T) {
	if err := pointToLoopback(configuration(map[string]any{"url": "https://example.test"}), nil); err == nil {
		t.Error("passed")
	}
}

func TestTheCertificateIsGoodForLoopback(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "certificates")
	certificate, err := writeLoopbackCertificate(dir)
	if err != nil {
		t.Fatal(err)
	}
	pair, err := tls.LoadX509KeyPair(dir+"/tls.crt", dir+"/tls.key")
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(certificate)
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: "127.0.0.1"}); err != nil {
		t.Error(err)
	}
}
