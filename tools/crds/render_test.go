package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func TestStableBytes(t *testing.T) {
	plain := stored(`{type: object, properties: {b: {type: string}, a: {type: string}}}`)
	one, two := document("Alpha", plain), document("Beta", plain)
	var renders []map[string][]byte
	for _, docs := range [][]string{{one, two}, {two, one}} {
		all, err := collect(anyKind, docs...)
		if err != nil {
			t.Fatal(err)
		}
		files, err := render(all)
		if err != nil {
			t.Fatal(err)
		}
		renders = append(renders, files)
	}
	if !reflect.DeepEqual(renders[0], renders[1]) {
		t.Error("the order of the input shows in the output")
	}
	text := string(renders[0]["example.test.yaml"])
	if strings.Count(text, "\n---\n") != 1 || !strings.HasSuffix(text, "\n      storage: true\n") {
		t.Errorf("want two documents that end in one newline, got %s", text)
	}
}

func TestWriteReplacesAndLeavesNothingBehind(t *testing.T) {
	out := filepath.Join(t.TempDir(), "crds")
	for _, content := range []string{"old", "new"} {
		if err := write(out, map[string][]byte{"a.yaml": []byte(content)}); err != nil {
			t.Fatal(err)
		}
	}
	entries, _ := os.ReadDir(out)
	got, err := os.ReadFile(filepath.Join(out, "a.yaml"))
	if err != nil || string(got) != "new" || len(entries) != 1 {
		t.Errorf("got %q, %v, %v", got, entries, err)
	}
}

func TestLicence(t *testing.T) {
	for text, ok := range map[string]bool{
		"\n   Apache License\n   Version 2.0, January 2004\n": true,
		"Apache License\nVersion 3.0, January 2030\n":         false,
		"MIT License\n": false,
	} {
		got, err := readLicence(fstest.MapFS{"LICENSE": {Data: []byte(text)}})
		if (err == nil) != ok || (got == "Apache-2.0") != ok {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
	}
	if _, err := readLicence(fstest.MapFS{}); err == nil {
		t.Error("a missing licence passed")
	}
}

func TestModuleErrorIsReported(t *testing.T) {
	_, err := readModules([]byte(`{"Path": "example.test/mod", "Error": "not known"}`))
	wantError(t, err, "example.test/mod: not known")
}
