package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"
)

// A crd is one definition after the rules have been applied.
type crd struct {
	group, kind, version, scope string
	module                      module
	body                        any
}

// collect reads the module's files and returns the definitions the source names.
func (s source) collect(m module) ([]crd, error) {
	names, err := fs.Glob(m.files, s.files)
	if err != nil {
		return nil, err
	}
	var all []crd
	for _, name := range names {
		docs, err := documents(m.files, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", m.name, name, err)
		}
		for _, doc := range docs {
			c, err := s.take(doc)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %s: %w", m.name, name, title(doc), err)
			}
			if c != nil {
				c.module = m
				all = append(all, *c)
			}
		}
	}
	if err := s.complete(all); err != nil {
		return nil, fmt.Errorf("%s: %w", m.name, err)
	}
	return all, nil
}

// take returns nil for a document that is knowingly left out.
func (s source) take(doc map[string]any) (*crd, error) {
	docKind := text(doc, "apiVersion") + " " + text(doc, "kind")
	if slices.Contains(s.skipDocs, docKind) {
		return nil, nil
	}
	if docKind != "apiextensions.k8s.io/v1 CustomResourceDefinition" {
		return nil, fmt.Errorf("document %q is neither taken nor skipped", docKind)
	}
	name, kind := text(doc, "spec", "group"), text(doc, "spec", "names", "kind")
	if slices.Contains(s.skipGroups, name) {
		return nil, nil
	}
	at := slices.IndexFunc(s.groups, func(g group) bool { return g.name == name })
	if at < 0 {
		return nil, fmt.Errorf("group %q is neither taken nor skipped", name)
	}
	g := s.groups[at]
	if slices.Contains(g.skip, kind) {
		return nil, nil
	}
	if g.only != nil && !slices.Contains(g.only, kind) {
		return nil, fmt.Errorf("kind %q is neither taken nor skipped", kind)
	}
	return clean(doc)
}

// clean applies the rules and makes sure that what a reader needs is there.
func clean(doc map[string]any) (*crd, error) {
	body, err := definition("$", doc)
	if err != nil {
		return nil, err
	}
	c := &crd{
		group:   text(body, "spec", "group"),
		kind:    text(body, "spec", "names", "kind"),
		version: text(body, "spec", "versions", "name"),
		scope:   text(body, "spec", "scope"),
		body:    body,
	}
	root := text(body, "spec", "versions", "schema", "openAPIV3Schema", "type")
	if c.kind == "" || c.version == "" || c.scope == "" || root != "object" {
		return nil, errors.New("the kind, version, scope or schema is missing")
	}
	return c, nil
}

// complete reports a kind that went missing or came twice.
func (s source) complete(all []crd) error {
	seen := map[string]map[string]bool{}
	for _, c := range all {
		if seen[c.group][c.kind] {
			return fmt.Errorf("%s: kind %s is defined twice", c.group, c.kind)
		}
		if seen[c.group] == nil {
			seen[c.group] = map[string]bool{}
		}
		seen[c.group][c.kind] = true
	}
	for _, g := range s.groups {
		if len(seen[g.name]) == 0 {
			return fmt.Errorf("%s: no kind found", g.name)
		}
		for _, kind := range g.only {
			if !seen[g.name][kind] {
				return fmt.Errorf("%s: kind %s not found", g.name, kind)
			}
		}
	}
	return nil
}

// documents splits a YAML stream. Numbers keep the form they have in the file,
// which a detour through JSON would not guarantee for the large ones.
func documents(files fs.FS, name string) ([]map[string]any, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var docs []map[string]any
	for dec := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var doc map[string]any
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			return docs, nil
		} else if err != nil {
			return nil, err
		}
		if doc != nil { // nothing between two separators
			docs = append(docs, doc)
		}
	}
}

// title names a document in errors: the defined kind, or else the document's own.
func title(doc map[string]any) string {
	if kind := text(doc, "spec", "names", "kind"); kind != "" {
		return kind
	}
	return text(doc, "kind")
}

// text reads a string below the given keys, stepping through lists of one item;
// it is empty when there is none.
func text(in any, keys ...string) string {
	for _, key := range keys {
		if list, ok := in.([]any); ok && len(list) == 1 {
			in = list[0]
		}
		obj, _ := in.(map[string]any)
		in = obj[key]
	}
	s, _ := in.(string)
	return s
}
