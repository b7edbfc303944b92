package istiod

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
)

const (
	nameLabel = "gateway.networking.k8s.io/gateway-name"
	// One address will do: a world is seen by one proxy.
	gatewayIP = "10.255.0.1"
)

// withGateways adds to the objects what istiod's deployment controller would make of each Gateway of Gateway API: a Service
// and a pod of proxies. Without Gateways it adds nothing.
func withGateways(objects []runtime.Object) []runtime.Object {
	out := objects[:len(objects):len(objects)]
	for _, o := range objects {
		if g, ok := o.(*gatewayv1.Gateway); ok {
			out = append(out, serviceOf(g), podOf(g.Namespace, g.Name))
		}
	}
	return out
}

func serviceOf(g *gatewayv1.Gateway) *corev1.Service {
	s := &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: g.Namespace, Name: deploymentOf(g.Name)},
		Spec:       corev1.ServiceSpec{ClusterIP: "10.254.0.1", Selector: map[string]string{nameLabel: g.Name}},
	}
	seen := map[gatewayv1.PortNumber]bool{}
	for _, l := range g.Spec.Listeners {
		if !seen[l.Port] {
			seen[l.Port] = true
			s.Spec.Ports = append(s.Spec.Ports, corev1.ServicePort{
				Name: string(l.Name), Port: int32(l.Port), TargetPort: intstr.FromInt32(int32(l.Port)), Protocol: corev1.ProtocolTCP,
			})
		}
	}
	return s
}

func podOf(namespace, gateway string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: deploymentOf(gateway) + "-0", Labels: map[string]string{nameLabel: gateway}},
		Status: corev1.PodStatus{Phase: corev1.PodRunning, PodIP: gatewayIP, PodIPs: []corev1.PodIP{{IP: gatewayIP}},
			Conditions: []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}}},
	}
}

func deploymentOf(gateway string) string { return gateway + "-istio" }
