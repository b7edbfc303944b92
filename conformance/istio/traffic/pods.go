package main

import (
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"sync"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
)

// pods are servers that answer with their name.
type pods struct {
	// What the endpoint controller would make of the Services.
	slices  []runtime.Object
	names   []string
	mutex   sync.Mutex
	failing map[string]bool
	// How many requests each was sent, copies among them.
	counts map[string]int
}

const podHeader = "x-pod"

// startPods gives every pod an address and has it listen where the Services that select it say.
func startPods(objects []runtime.Object) (*pods, error) {
	p := &pods{failing: map[string]bool{}, counts: map[string]int{}}
	listening := map[string]bool{}
	for _, pod := range only[*corev1.Pod](objects) {
		place(pod, len(p.names))
		p.names = append(p.names, pod.Name)
	}
	for _, service := range only[*corev1.Service](objects) {
		for _, pod := range only[*corev1.Pod](objects) {
			if service.Namespace != pod.Namespace || len(service.Spec.Selector) == 0 ||
				!labels.SelectorFromSet(service.Spec.Selector).Matches(labels.Set(pod.Labels)) {
				continue
			}
			p.slices = append(p.slices, sliceOf(service, pod))
			for _, port := range service.Spec.Ports {
				address := fmt.Sprintf("%s:%d", pod.Status.PodIP, port.TargetPort.IntVal)
				if listening[address] {
					continue
				}
				listening[address] = true
				if err := p.serve(address, pod.Name); err != nil {
					return nil, err
				}
			}
		}
	}
	return p, nil
}

func (p *pods) serve(address, name string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go func() {
		_ = http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(podHeader, name)
			p.mutex.Lock()
			defer p.mutex.Unlock()
			p.counts[name]++
			if p.failing[name] {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}))
	}()
	return nil
}

func (p *pods) fail(names []string) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.failing = map[string]bool{}
	for _, name := range names {
		if !slices.Contains(p.names, name) {
			return fmt.Errorf("there is no pod %q among %q", name, p.names)
		}
		p.failing[name] = true
	}
	return nil
}

// asked gives how many requests each pod was sent so far.
func (p *pods) asked() map[string]int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return maps.Clone(p.counts)
}

func place(pod *corev1.Pod, number int) {
	ip := fmt.Sprintf("127.100.%d.%d", number/250, number%250+1)
	pod.Status.Phase, pod.Status.PodIP, pod.Status.PodIPs = corev1.PodRunning, ip, []corev1.PodIP{{IP: ip}}
	pod.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}}
}

func sliceOf(service *corev1.Service, pod *corev1.Pod) *discoveryv1.EndpointSlice {
	ready := true
	s := &discoveryv1.EndpointSlice{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: service.Namespace, Name: service.Name + "-" + pod.Name, Labels: map[string]string{discoveryv1.LabelServiceName: service.Name},
		},
		AddressType: discoveryv1.AddressTypeIPv4,
		Endpoints: []discoveryv1.Endpoint{{
			Addresses: []string{pod.Status.PodIP}, Conditions: discoveryv1.EndpointConditions{Ready: &ready},
			TargetRef: &corev1.ObjectReference{Kind: "Pod", Namespace: pod.Namespace, Name: pod.Name},
		}},
	}
	for _, port := range service.Spec.Ports {
		s.Ports = append(s.Ports, discoveryv1.EndpointPort{Name: &port.Name, Protocol: &port.Protocol, Port: &port.TargetPort.IntVal})
	}
	return s
}

func only[T runtime.Object](objects []runtime.Object) (out []T) {
	for _, o := range objects {
		if t, ok := o.(T); ok {
			out = append(out, t)
		}
	}
	return out
}
