// Command traffic runs a mesh that can be counted on: istiod's own code feeds a real Envoy over ADS, the pods are servers on
// loopback, and requests go through Envoy to them.
//
//	traffic -envoy BINARY -dir FOLDER
//
// Commands come as lines of JSON on stdin, and each is answered by one on stdout, where a line that does not begin with "{"
// is not ours. The first command has to be a start. FOLDER must not exist or be empty, and is removed at the end, which comes
// when stdin closes.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	istiolog "istio.io/istio/pkg/log"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/isolate"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/istiod"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// A command has one of these set.
type command struct {
	// Start brings the mesh of a world up. Its calls are not looked at.
	Start *world.World `json:"start"`
	// Fail names the pods that answer 503 from now on; all others answer 200.
	Fail *[]string `json:"fail"`
	// Count asks how many requests each pod was sent so far.
	Count *struct{} `json:"count"`
	// Send sends requests.
	Send *load `json:"send"`
	// Apply changes the configuration to the one of these documents, while requests are sent when there is a load.
	Apply *change `json:"apply"`
}

type change struct {
	YAML string `json:"yaml"`
	Load *load  `json:"load"`
}

// A reply to a command.
type reply struct {
	Error    string          `json:"error,omitempty"`
	Problems []world.Problem `json:"problems,omitempty"`
	// Answers are the pod that answered, nothing when it was Envoy, and the status; in order when nothing was sent at once.
	Answers []answer `json:"answers,omitempty"`
	// Counts are how many requests each pod was sent, copies among them.
	Counts map[string]int `json:"counts,omitempty"`
}

func main() {
	isolate.Main("traffic", run, istiod.Environment...)
}

func run(args []string) error {
	flags := flag.NewFlagSet("traffic", flag.ContinueOnError)
	binary := flags.String("envoy", "", "Envoy `binary`")
	folder := flags.String("dir", "", "`folder` for files of the run")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *binary == "" || *folder == "" || flags.NArg() > 0 {
		return errors.New("-envoy and -dir are needed, and nothing else")
	}
	if err := quiet(); err != nil {
		return err
	}
	if err := os.MkdirAll(*folder, 0o700); err != nil {
		return err
	}
	m := &meshUnderLoad{binary: *binary, folder: *folder}
	defer os.RemoveAll(*folder)
	defer m.stop()
	return obey(m, os.Stdin, os.Stdout)
}

func obey(m *meshUnderLoad, from io.Reader, to io.Writer) error {
	in, out := json.NewDecoder(from), json.NewEncoder(to)
	for {
		var c command
		if err := in.Decode(&c); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("command: %w", err)
		}
		r, err := m.obey(c)
		if err != nil {
			r.Error = err.Error()
		}
		if err := out.Encode(r); err != nil {
			return err
		}
	}
}

func quiet() error {
	o := istiolog.DefaultOptions()
	o.SetDefaultOutputLevel(istiolog.OverrideScopeName, istiolog.NoneLevel)
	o.OutputPaths = []string{"stderr"}
	return istiolog.Configure(o)
}
