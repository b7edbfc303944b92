// Command oracle tells what the real programs make of worlds: what the API server and istiod refuse of them, what Istio's
// analyzers say, and what becomes of requests. istiod's own code translates, a real Envoy answers.
//
//	oracle -envoy BINARY -dir FOLDER [-batch N] <WORLDS >ANSWERS
//
// Worlds come as lines of JSON on stdin, answers leave in the same order as lines of JSON on stdout, where a line that does
// not begin with "{" is not ours. All work is done by a process that sees one batch and then ends, since istiod's code keeps
// what it has seen. A world at which that process dies is found by halving the batch, and answered with an error.
//
// Every backend is an echo server: routing is answered, whether a Service has healthy pods is not. FOLDER must not exist or
// be empty, and is removed at the end.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	istiolog "istio.io/istio/pkg/log"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/isolate"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/istiod"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

type options struct {
	envoy  string
	dir    string
	batch  int
	worker bool
}

func main() {
	isolate.Main("oracle", run, istiod.Environment...)
}

func run(args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	if err := quiet(); err != nil {
		return err
	}
	worlds := make(chan world.World)
	unread := make(chan error, 1)
	go func() {
		unread <- read(os.Stdin, worlds)
		close(worlds)
	}()
	if o.worker {
		return work(o, worlds)
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	defer os.RemoveAll(o.dir)
	if err := coordinate(o, worlds, os.Stdout); err != nil {
		return err
	}
	return <-unread
}

func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("oracle", flag.ContinueOnError)
	flags.StringVar(&o.envoy, "envoy", "", "Envoy `binary`")
	flags.StringVar(&o.dir, "dir", "", "`folder` for files of the run")
	flags.IntVar(&o.batch, "batch", 400, "worlds a process sees, which bounds its memory")
	flags.BoolVar(&o.worker, "worker", false, "do the work of one batch (for internal use)")
	err = flags.Parse(args)
	switch {
	case err != nil:
	case flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case o.dir == "" || o.envoy == "":
		err = fmt.Errorf("-envoy and -dir are needed")
	case o.batch < 1:
		err = fmt.Errorf("-batch %d is no number of worlds", o.batch)
	}
	return o, err
}

// read gives the worlds of all lines. A line that is none ends the run: whoever wrote it is wrong about everything after it.
func read(from io.Reader, worlds chan<- world.World) error {
	lines := bufio.NewReader(from)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil && err != io.EOF {
			return err
		}
		var w world.World
		if err := json.Unmarshal(line, &w); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		worlds <- w
	}
}

// quiet leaves stdout to the answers.
func quiet() error {
	o := istiolog.DefaultOptions()
	o.SetDefaultOutputLevel(istiolog.OverrideScopeName, istiolog.NoneLevel)
	o.OutputPaths = []string{"stderr"}
	return istiolog.Configure(o)
}
