package world

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

const virtualService = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: v, namespace: default }
spec:
  hosts: [a.example.com]
  http: [%s]
`

func problemsOf(t *testing.T, http string) []Problem {
	t.Helper()
	return Parse(strings.Replace(virtualService, "%s", http, 1)).Problems
}

func TestARightDocumentIsRead(t *testing.T) {
	p := Parse(strings.Replace(virtualService, "%s", "{ route: [{ destination: { host: api } }] }", 1))
	if len(p.Problems) > 0 || len(p.Configs) != 1 || p.Configs[0].Domain != "cluster.local" {
		t.Errorf("%+v", p)
	}
}

func TestEachStageRefusesWhatIsItsToRefuse(t *testing.T) {
	for stage, http := range map[string]string{
		"decode":   "{ rout: [] }",
		"crd":      "{ match: [{ uri: { exact: /a, prefix: /b } }], route: [{ destination: { host: api } }] }",
		"semantic": "{ timeout: 0s, route: [{ destination: { host: api } }] }",
	} {
		problems := problemsOf(t, http)
		found := false
		for _, p := range problems {
			found = found || p.Stage == stage
		}
		if !found {
			t.Errorf("nothing at stage %s: %+v", stage, problems)
		}
	}
}

func TestABadDocumentDoesNotStopTheOthers(t *testing.T) {
	right := strings.Replace(virtualService, "%s", "{ route: [{ destination: { host: api } }] }", 1)
	p := Parse("a: [\n---\n" + right + "---\n" + right)
	if len(p.Configs) != 1 || len(p.Problems) != 2 {
		t.Errorf("%d configurations, problems %+v", len(p.Configs), p.Problems)
	}
}

func TestAServiceIsReadAsTheAPIServerWouldGiveIt(t *testing.T) {
	p := Parse("apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: default }\nspec: { ports: [{ port: 80 }] }\n")
	s := p.Objects[0].(*corev1.Service)
	if s.Spec.ClusterIP == "" || s.Spec.Ports[0].TargetPort.IntVal != 80 || s.Spec.Ports[0].Protocol != corev1.ProtocolTCP {
		t.Errorf("%+v", s.Spec)
	}
	if !strings.Contains(p.Text, "protocol: TCP") {
		t.Errorf("the analyzers get %s", p.Text)
	}
}

func TestASecretIsMadeThatItsAuthorityTrusts(t *testing.T) {
	authority, err := NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(World{Secrets: []Secret{{Namespace: "edge", Name: "tls", Hosts: []string{"a.example.com"}}}}, authority)
	if err != nil {
		t.Fatal(err)
	}
	if s := p.Secrets["edge/tls"]; s == nil || len(s.Data["tls.crt"]) == 0 || string(s.Data["ca.crt"]) != string(authority.PEM) {
		t.Errorf("%+v", p.Secrets)
	}
}
