package main

import (
	"bytes"
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v3"
)

// render returns the content of every file by name.
func render(all []crd) (map[string][]byte, error) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b crd) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.kind, b.kind))
	})
	byGroup := map[string][]any{}
	for _, c := range all {
		byGroup[c.group] = append(byGroup[c.group], c.body)
	}
	files := map[string][]byte{"README.md": readme(all)}
	for group, bodies := range byGroup {
		data, err := stream(bodies)
		if err != nil {
			return nil, err
		}
		files[group+".yaml"] = data
	}
	return files, nil
}

// stream encodes one YAML document per body.
func stream(bodies []any) ([]byte, error) {
	var buf bytes.Buffer
	enc := yaml.NewEncoder(&buf)
	enc.SetIndent(2)
	for _, body := range bodies {
		n, err := sorted(body)
		if err != nil {
			return nil, err
		}
		if err := enc.Encode(n); err != nil {
			return nil, err
		}
	}
	err := enc.Close()
	return buf.Bytes(), err
}

// sorted puts keys into byte order; the encoder's own order is another one. It
// matters where Istio spells a field in two ways: of jwksUri and jwks_uri, which
// are the same name in TypeScript, the import keeps the one that comes first.
func sorted(value any) (*yaml.Node, error) {
	n := &yaml.Node{}
	var parts []any
	switch v := value.(type) {
	case map[string]any:
		n.Kind = yaml.MappingNode
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, key, v[key])
		}
	case []any:
		n.Kind = yaml.SequenceNode
		parts = v
	default:
		return n, n.Encode(v)
	}
	for _, part := range parts {
		sub, err := sorted(part)
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, sub)
	}
	return n, nil
}

// write fills a folder next to the old files first and moves the new ones over
// at the end: a full disk does not leave half of a file behind.
func write(out string, files map[string][]byte) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	stage, err := os.MkdirTemp(out, ".new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(stage, name), files[name], 0o644); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := os.Rename(filepath.Join(stage, name), filepath.Join(out, name)); err != nil {
			return err
		}
	}
	return nil
}
