package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

const webhookKind = "ValidatingWebhookConfiguration"

var (
	webhookConfigurations = schema.GroupVersionResource{
		Group: "admissionregistration.k8s.io", Version: "v1", Resource: "validatingwebhookconfigurations",
	}
	addressPools = schema.GroupVersionResource{Group: "metallb.io", Version: "v1beta1", Resource: "ipaddresspools"}
)

// The folder and port at which the controller's webhook server is fixed.
const (
	webhookCertificates = "k8s-webhook-server/serving-certs"
	webhookURL          = "https://127.0.0.1:9443"
)

// enableWebhooks registers MetalLB's own webhooks, and returns when they answer.
func enableWebhooks(ctx context.Context, o options, client dynamic.Interface, certificate []byte) error {
	documents, err := documentsIn(o.webhooks)
	if err != nil {
		return err
	}
	found := ofKind(webhookKind, documents)
	if len(found) == 0 {
		return fmt.Errorf("%s: no %s", o.webhooks, webhookKind)
	}
	for _, u := range found {
		u.SetName("metallb-webhook-configuration") // as in MetalLB's own install
		if err := pointToLoopback(u, certificate); err != nil {
			return fmt.Errorf("%s: %w", o.webhooks, err)
		}
		if err := apply(ctx, client.Resource(webhookConfigurations), u); err != nil {
			return err
		}
	}
	return eventually(ctx, 30*time.Second, "MetalLB webhooks", func() error { return webhooksAnswer(ctx, client) })
}

// pointToLoopback: a Service has no endpoints here, so each webhook is called by URL.
func pointToLoopback(u *unstructured.Unstructured, certificate []byte) error {
	webhooks, _, err := unstructured.NestedSlice(u.Object, "webhooks")
	if err != nil {
		return err
	}
	for _, w := range webhooks {
		w, _ := w.(map[string]any)
		path, found, _ := unstructured.NestedString(w, "clientConfig", "service", "path")
		if !found {
			return fmt.Errorf("webhook %v: no path of a Service", w["name"])
		}
		w["clientConfig"] = map[string]any{
			"url":      webhookURL + path,
			"caBundle": base64.StdEncoding.EncodeToString(certificate),
		}
	}
	return unstructured.SetNestedSlice(u.Object, webhooks, "webhooks")
}

// webhooksAnswer asks for something that nothing but the webhook refuses.
func webhooksAnswer(ctx context.Context, client dynamic.Interface) error {
	backwards := object("metallb.io/v1beta1", "IPAddressPool", map[string]any{"name": "probe", "namespace": metallbNamespace},
		map[string]any{"addresses": []any{"192.0.2.2-192.0.2.1"}})
	_, err := client.Resource(addressPools).Namespace(metallbNamespace).
		Create(ctx, backwards, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	if err == nil {
		return errors.New("a range from last to first was admitted")
	}
	if apierrors.IsForbidden(err) && strings.Contains(err.Error(), "denied the request") {
		return nil
	}
	return err
}
