package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/isolate"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// coordinate hands batches to workers and writes their answers.
func coordinate(o options, worlds <-chan world.World, to io.Writer) error {
	out := bufio.NewWriter(to)
	defer out.Flush()
	ask := func(batch []world.World) ([]Answer, error) { return askWorker(o, batch) }
	var batch []world.World
	flush := func() error {
		for _, a := range answers(batch, ask) {
			if err := json.NewEncoder(out).Encode(a); err != nil {
				return err
			}
		}
		batch = nil
		return out.Flush()
	}
	for w := range worlds {
		if batch = append(batch, w); len(batch) == o.batch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// answers asks a batch, and its halves where that fails, so that one bad world costs no other one its answer.
func answers(batch []world.World, ask func([]world.World) ([]Answer, error)) []Answer {
	if len(batch) == 0 {
		return nil
	}
	got, err := ask(batch)
	if err == nil && len(got) == len(batch) {
		return got
	}
	if len(batch) == 1 {
		return []Answer{{ID: batch[0].ID, Error: fmt.Sprintf("the real programs failed at it: %v", err)}}
	}
	half := len(batch) / 2
	return append(answers(batch[:half], ask), answers(batch[half:], ask)...)
}

// askWorker runs a worker for one batch. Its answers are in a file: packages of Istio print to stdout as they load.
func askWorker(o options, batch []world.World) ([]Answer, error) {
	folder, err := os.MkdirTemp(o.dir, "batch-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	var in, stderr bytes.Buffer
	for _, w := range batch {
		if err := json.NewEncoder(&in).Encode(w); err != nil {
			return nil, err
		}
	}
	file := filepath.Join(folder, answersFile)
	c := isolate.Self("-worker", "-envoy", o.envoy, "-dir", folder)
	c.Env = append(os.Environ(), "TMPDIR="+folder)
	c.Stdin, c.Stderr = &in, &stderr
	if err := c.Start(); err != nil {
		return nil, err
	}
	timer := time.AfterFunc(2*time.Minute+time.Duration(len(batch))*time.Second, func() { _ = c.Process.Kill() })
	defer timer.Stop()
	if err := c.Wait(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, lastLines(stderr.String(), 5))
	}
	return readAnswers(file)
}

func readAnswers(file string) (out []Answer, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for d := json.NewDecoder(bytes.NewReader(text)); d.More(); {
		var a Answer
		if err := d.Decode(&a); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func lastLines(text string, most int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-most):], "\n")
}
