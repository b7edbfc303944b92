package main

import (
	"strings"
	"testing"
	"testing/fstest"
)

// document builds a CRD of one kind; versions and schema are given as flow YAML.
func document(kind, versions string) string {
	return strings.NewReplacer("KIND", kind, "VERSIONS", versions).Replace(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.test, labels: {a: b}, annotations: {c: d}}
spec:
  group: example.test
  names: {kind: KIND, listKind: KINDList, plural: things, singular: thing}
  scope: Namespaced
  conversion: {strategy: None}
  versions: VERSIONS
status: {acceptedNames: {}}
`)
}

func stored(schema string) string {
	return `[{name: v1, served: true, storage: true, schema: {openAPIV3Schema: ` + schema + `}}]`
}

func collect(s source, docs ...string) ([]crd, error) {
	files := fstest.MapFS{"crds.yaml": {Data: []byte(strings.Join(docs, "\n---\n"))}}
	return s.collect(module{name: "example.test/mod v1.2.3", files: files})
}

var anyKind = source{files: "*.yaml", groups: []group{{name: "example.test"}}}

var (
	listed = source{
		files:      "*.yaml",
		skipDocs:   []string{"v1 ConfigMap"},
		skipGroups: []string{"other.test"},
		groups:     []group{{name: "example.test", only: []string{"Thing"}, skip: []string{"Report"}}},
	}
	plain = stored(`{type: object}`)
	thing = document("Thing", plain)
)

// thingWith changes one detail of the accepted document.
func thingWith(old, new string) string { return strings.ReplaceAll(thing, old, new) }

var takeTests = map[string]struct {
	docs []string
	err  string
}{
	"listed kind":     {[]string{thing}, ""},
	"skipped kind":    {[]string{thing, document("Report", plain)}, ""},
	"skipped group":   {[]string{thing, thingWith("group: example", "group: other")}, ""},
	"skipped doc":     {[]string{thing, "apiVersion: v1\nkind: ConfigMap"}, ""},
	"empty document":  {[]string{"", thing, "# nothing"}, ""},
	"unknown kind":    {[]string{thing, document("Novelty", plain)}, `crds.yaml: Novelty: kind "Novelty" is neither`},
	"unknown group":   {[]string{thing, thingWith("group: example", "group: new")}, `group "new.test" is neither`},
	"unknown doc":     {[]string{thing, "apiVersion: v1\nkind: Secret"}, `document "v1 Secret" is neither`},
	"missing kind":    {[]string{document("Report", plain)}, "no kind found"},
	"kind twice":      {[]string{thing, thing}, "defined twice"},
	"no file at all":  {nil, "no kind found"},
	"no storage":      {[]string{thingWith("storage: true", "storage: false")}, "want one storage version, got 0"},
	"no schema":       {[]string{document("Thing", `[{name: v1, storage: true}]`)}, "schema is missing"},
	"unknown element": {[]string{thingWith("scope:", "scoop:")}, `Thing: $.spec: keyword "scoop"`},
}

func TestWhatIsTaken(t *testing.T) {
	for name, test := range takeTests {
		t.Run(name, func(t *testing.T) {
			all, err := collect(listed, test.docs...)
			if test.err != "" {
				wantError(t, err, test.err)
			} else if err != nil || len(all) != 1 || all[0].kind != "Thing" {
				t.Errorf("got %v, %v", all, err)
			}
		})
	}
}

// The list in sources.go itself has to stop at a kind it does not know.
func TestUnknownMetalLBKindStops(t *testing.T) {
	doc := strings.ReplaceAll(document("Novelty", plain), "example.test", "metallb.io")
	s := sources[0]
	s.files = "*.yaml"
	_, err := collect(s, doc)
	wantError(t, err, `example.test/mod v1.2.3: crds.yaml: Novelty: kind "Novelty" is neither taken nor skipped`)
}

const twoVersions = `[
  {name: v1alpha1, served: true, storage: false, schema: {openAPIV3Schema: {$ref: elsewhere}}},
  {name: v1, served: true, storage: true, subresources: {status: {}}, deprecated: false,
   additionalPrinterColumns: [], schema: {openAPIV3Schema: {type: object}}}]`

const onlyStored = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.test
spec:
  group: example.test
  names:
    kind: Thing
    listKind: ThingList
    plural: things
    singular: thing
  scope: Namespaced
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
      served: true
      storage: true
      subresources:
        status: {}
`

func TestOnlyTheStorageVersionIsRead(t *testing.T) {
	all, err := collect(anyKind, document("Thing", twoVersions))
	if err != nil {
		t.Fatal(err)
	}
	wantYAML(t, all[0].body, onlyStored)
}

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got error %v, want one with %q", err, want)
	}
}

func wantYAML(t *testing.T, body any, want string) {
	t.Helper()
	got, err := stream([]any{body})
	if err != nil || string(got) != want {
		t.Errorf("got %s%v\nwant %s", got, err, want)
	}
}
