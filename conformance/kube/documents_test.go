package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDocumentsOfAFolderComeByFileName(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"b.yaml":    "kind: Two\n---\n# nothing\n---\nkind: Three\n",
		"a.yaml":    "---\nkind: One\n",
		"README.md": "no YAML",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	documents, err := documentsIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	kinds := ""
	for _, u := range documents {
		kinds += u.GetKind() + " "
	}
	if kinds != "One Two Three " {
		t.Errorf("got %s", kinds)
	}
	if found := ofKind("Two", documents); len(found) != 1 {
		t.Errorf("got %v", found)
	}
}

func TestAMissingPathAndBrokenYAMLAreErrors(t *testing.T) {
	if _, err := documentsIn(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("a missing path passed")
	}
	if _, err := split([]byte("a: [")); err == nil {
		t.Error("broken YAML passed")
	}
}
