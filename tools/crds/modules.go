package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
)

// A module is one pinned Go module, unpacked.
type module struct {
	name    string // path and version
	licence string
	files   fs.FS
}

// locate asks the go command for the modules. The versions are those of go.mod:
// no version is given here, and the command checks the content against go.sum.
func locate(sources []source) (map[string]module, error) {
	args := []string{"mod", "download", "-json"}
	for _, s := range sources {
		args = append(args, s.module)
	}
	// On failure the reason is part of the JSON, so the exit status comes second.
	cmd := exec.Command("go", args...)
	cmd.Stderr = os.Stderr
	out, failed := cmd.Output()
	modules, err := readModules(out)
	if err == nil && failed != nil {
		err = fmt.Errorf("go mod download: %w", failed)
	}
	if err == nil && len(modules) != len(sources) {
		err = errors.New("go mod download: not every module has a folder")
	}
	return modules, err
}

func readModules(out []byte) (map[string]module, error) {
	modules := map[string]module{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var m struct{ Path, Version, Dir, Error string }
		if err := dec.Decode(&m); errors.Is(err, io.EOF) {
			return modules, nil
		} else if err != nil {
			return nil, fmt.Errorf("go mod download: %w", err)
		}
		if m.Error != "" {
			return nil, fmt.Errorf("%s: %s", m.Path, m.Error)
		}
		name := m.Path + " " + m.Version
		files := os.DirFS(m.Dir)
		licence, err := readLicence(files)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		modules[m.Path] = module{name, licence, files}
	}
}

// readLicence accepts the one licence under which these files may be passed on in
// the way this library does it. A change of licence has to be looked at.
func readLicence(files fs.FS) (string, error) {
	text, err := fs.ReadFile(files, "LICENSE")
	if err != nil {
		return "", err
	}
	flat := strings.Join(strings.Fields(string(text)), " ")
	if !strings.HasPrefix(flat, "Apache License Version 2.0,") {
		return "", errors.New("LICENSE is not the Apache License, Version 2.0")
	}
	return "Apache-2.0", nil
}
