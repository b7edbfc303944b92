module cdk8s-bare-metal-ingress/tools/crds

go 1.26.0

require (
	go.universe.tf/metallb v0.16.1
	go.yaml.in/yaml/v3 v3.0.6
	istio.io/api v1.30.3
	sigs.k8s.io/gateway-api v1.6.1
)
