package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// documentsIn reads the objects of a file, or of all YAML files of a folder by name.
func documentsIn(path string) ([]*unstructured.Unstructured, error) {
	files := []string{path}
	if stat, err := os.Stat(path); err != nil {
		return nil, err
	} else if stat.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.yaml")); err != nil {
			return nil, err
		}
		slices.Sort(files)
	}
	var all []*unstructured.Unstructured
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		found, err := split(content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

func split(content []byte) ([]*unstructured.Unstructured, error) {
	var all []*unstructured.Unstructured
	for r := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(content))); ; {
		text, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		u := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(text, &u.Object); err != nil {
			return nil, err
		}
		if len(u.Object) > 0 { // nothing between two separators
			all = append(all, u)
		}
	}
}

// ofKind keeps what is wanted: the modules put other objects next to their definitions.
func ofKind(kind string, all []*unstructured.Unstructured) []*unstructured.Unstructured {
	return slices.DeleteFunc(all, func(u *unstructured.Unstructured) bool { return u.GetKind() != kind })
}
