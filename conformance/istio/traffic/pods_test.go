package main

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

func pod(name, app string) *corev1.Pod {
	return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name, Labels: map[string]string{"app": app}}}
}

func TestAPodIsBehindTheServicesThatSelectIt(t *testing.T) {
	service := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "a"}, Spec: corev1.ServiceSpec{Selector: map[string]string{"app": "a"}}}
	p, err := startPods([]runtime.Object{service, pod("a-0", "a"), pod("b-0", "b")})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.slices) != 1 || p.slices[0].(*discoveryv1.EndpointSlice).Endpoints[0].TargetRef.Name != "a-0" {
		t.Errorf("%+v", p.slices)
	}
}

func TestOnlyPodsThatAreThereCanFail(t *testing.T) {
	p, err := startPods([]runtime.Object{pod("a-0", "a")})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.fail([]string{"a-0"}); err != nil || !p.failing["a-0"] {
		t.Errorf("%v, %v", p.failing, err)
	}
	if err := p.fail([]string{"b-0"}); err == nil {
		t.Error("a pod that is not there fails")
	}
}
