package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

var definitions = schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}

// applyCRDs applies every definition below the paths and waits until all of them are served.
func applyCRDs(ctx context.Context, client dynamic.Interface, paths []string) (int, error) {
	var all []*unstructured.Unstructured
	for _, path := range paths {
		documents, err := documentsIn(path)
		if err != nil {
			return 0, err
		}
		found := ofKind("CustomResourceDefinition", documents)
		if len(found) == 0 {
			return 0, fmt.Errorf("%s: no CustomResourceDefinition", path)
		}
		all = append(all, found...)
	}
	for _, u := range all {
		if err := apply(ctx, client.Resource(definitions), u); err != nil {
			return 0, err
		}
	}
	return len(all), eventually(ctx, 60*time.Second, "CRDs", func() error { return allEstablished(ctx, client) })
}

func allEstablished(ctx context.Context, client dynamic.Interface) error {
	list, err := client.Resource(definitions).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, u := range list.Items {
		if !isEstablished(u) {
			return errors.New(u.GetName() + " is not established")
		}
	}
	return nil
}

func isEstablished(u unstructured.Unstructured) bool {
	conditions, _, _ := unstructured.NestedSlice(u.Object, "status", "conditions")
	for _, c := range conditions {
		if c, ok := c.(map[string]any); ok && c["type"] == "Established" && c["status"] == "True" {
			return true
		}
	}
	return false
}

func apply(ctx context.Context, resource dynamic.ResourceInterface, u *unstructured.Unstructured) error {
	_, err := resource.Apply(ctx, u.GetName(), u, metav1.ApplyOptions{FieldManager: "conformance", Force: true})
	if err != nil {
		return fmt.Errorf("%s %s: %w", u.GetKind(), u.GetName(), err)
	}
	return nil
}
