package world

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"

	"istio.io/istio/manifests"
	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/crd"
	"istio.io/istio/pkg/config/resource"
)

// The schemas and CEL rules of Istio's own CRDs. They are read from a file, which is removed at once.
var schemas = sync.OnceValues(func() (*crd.Validator, error) {
	text, err := manifests.FS.ReadFile("charts/base/files/crd-all.gen.yaml")
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "crds")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "crds.yaml")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return nil, err
	}
	v, err := crd.NewValidatorFromFilesWithOptions([]string{file}, crd.WithoutCRDValidation())
	if v != nil {
		v.SkipMissing = true
	}
	return v, err
})

// checkSchema tells what the API server would refuse of a document: some of it istiod itself does not mind.
func checkSchema(document []byte) error {
	v, err := schemas()
	if err != nil {
		return err
	}
	return v.ValidateCustomResourceYAML(string(document), nil)
}

// Analyze runs every analyzer that istioctl has, as if the documents were the whole cluster.
func Analyze(text string) ([]Finding, error) {
	const everyNamespace = resource.Namespace("") // a named one would hide what is found in the others
	a := local.NewIstiodAnalyzer(analyzers.AllCombined(), everyNamespace, resource.Namespace("istio-system"), nil)
	// The first of these two calls decides which kinds are read: the other way round Services, Pods, Secrets and Namespaces are not.
	source := []local.ReaderSource{{Name: "world.yaml", Reader: bytes.NewReader([]byte(text))}}
	unread := a.AddTestReaderKubeSource(source)
	if err := a.AddDefaultResources(); err != nil {
		return nil, err
	}
	stop := make(chan struct{})
	defer close(stop)
	result, err := a.Analyze(stop)
	if err != nil {
		return nil, err
	}
	findings := make([]Finding, 0, len(result.Messages))
	for _, m := range result.Messages {
		message := m.Unstructured(false)
		f := Finding{Code: m.Type.Code(), Level: m.Type.Level().String()}
		f.Message, _ = message["message"].(string)
		if m.Resource != nil {
			f.Object = m.Resource.Origin.FriendlyName()
		}
		findings = append(findings, f)
	}
	return findings, unread
}
