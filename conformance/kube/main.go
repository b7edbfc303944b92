// Command kube runs a real kube-apiserver over an embedded etcd and, as its child, the real MetalLB controller, in a
// user and network namespace of its own where loopback is the only interface.
//
//	kube -dir DIR [-crds PATH]... [-metallb BINARY [-metallb-webhooks MANIFEST] [-lb-class CLASS]]
//
// When all of it is ready, one line of JSON on stdout names the Unix socket on which the API is served, as
// administrator and without TLS. Closing stdin, SIGTERM, SIGINT or the death of the parent ends everything and removes DIR.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
)

// The first argument of the process inside the namespace.
const inside = "inside"

type options struct {
	dir      string
	crds     []string
	metallb  string
	webhooks string
	lbClass  string
}

func main() {
	// The kernel ties a child to the thread that made it. The main goroutine keeps the main thread, which lives as long as the process.
	runtime.LockOSThread()
	args := os.Args[1:]
	isInside := len(args) > 0 && args[0] == inside
	if isInside {
		args = args[1:]
	}
	o, err := parse(args)
	switch {
	case err != nil:
		os.Exit(2) // the flag package has said why
	case isInside:
		err = run(o)
	default:
		err = isolate(args)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "kube:", err)
		os.Exit(1)
	}
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("kube", flag.ContinueOnError)
	flags.StringVar(&o.dir, "dir", "", "`folder` for the state; must not exist or be empty, removed at the end")
	flags.Func("crds", "`file or folder` of CRDs to apply (repeatable)", func(path string) error {
		o.crds = append(o.crds, path)
		return nil
	})
	flags.StringVar(&o.metallb, "metallb", "", "MetalLB controller `binary` to run")
	flags.StringVar(&o.webhooks, "metallb-webhooks", "", "MetalLB's webhook `manifest`: its webhooks are on")
	flags.StringVar(&o.lbClass, "lb-class", "", "the load-balancer `class` MetalLB serves instead of Services without one")
	err := flags.Parse(args)
	if err == nil {
		if err = o.check(flags.Args()); err != nil {
			fmt.Fprintln(os.Stderr, "kube:", err)
		}
	}
	return o, err
}

// check tells what is wrong with the command line, and nothing about the machine.
func (o options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case o.dir == "":
		return fmt.Errorf("-dir is missing")
	case len(o.socket()) > 107: // what sockaddr_un holds
		return fmt.Errorf("-dir is too long for the path of a Unix socket: %s", o.socket())
	case o.metallb == "" && (o.webhooks != "" || o.lbClass != ""):
		return fmt.Errorf("-metallb-webhooks and -lb-class need -metallb")
	case slices.Contains(o.crds, ""):
		return fmt.Errorf("-crds is empty")
	}
	return nil
}

func (o options) socket() string { return o.path("api.sock") }

func (o options) path(name string) string { return o.dir + "/" + name }
