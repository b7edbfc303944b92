package main

// A source says which of a module's documents are taken. Every document has to be
// named here, either to be taken or to be left out; any other one stops the tool,
// so that a new release cannot add or hide a kind unnoticed.
type source struct {
	module     string
	files      string   // glob inside the module
	skipDocs   []string // "apiVersion kind" of documents that are not CRDs
	skipGroups []string
	groups     []group
}

type group struct {
	name string
	only []string // when set: exactly these kinds, each of which has to exist
	skip []string // kinds left out of a group that has an only list
}

var sources = []source{
	{
		module: "go.universe.tf/metallb",
		files:  "config/crd/bases/*.yaml",
		groups: []group{{
			name: "metallb.io",
			only: []string{
				"BFDProfile", "BGPAdvertisement", "BGPPeer",
				"Community", "IPAddressPool", "L2Advertisement",
			},
			// MetalLB itself writes these, to report what it does.
			skip: []string{"ConfigurationState", "ServiceBGPStatus", "ServiceL2Status"},
		}},
	},
	{
		module: "istio.io/api",
		files:  "kubernetes/customresourcedefinitions.gen.yaml",
		// Extending the proxy with foreign code is outside this library's scope.
		skipGroups: []string{"extensions.istio.io"},
		groups: []group{
			{name: "networking.istio.io"},
			{name: "security.istio.io"},
			{name: "telemetry.istio.io"},
		},
	},
	{
		module: "sigs.k8s.io/gateway-api",
		files:  "config/crd/standard/*.yaml",
		// They guard CRD upgrades in the cluster and define no kind.
		skipDocs: []string{
			"admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy",
			"admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding",
		},
		groups: []group{{name: "gateway.networking.k8s.io"}},
	},
}
