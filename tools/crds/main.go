// Command crds turns the custom resource definitions that three Go modules carry
// into one plain schema file per API group. See the README.md it writes.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("out", "", "folder to write to")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "crds:", err)
		os.Exit(1)
	}
}

// run renders every file before it writes the first one: a module that does not
// fit leaves the folder as it was.
func run(out string) error {
	modules, err := locate(sources)
	if err != nil {
		return err
	}
	var all []crd
	for _, s := range sources {
		found, err := s.collect(modules[s.module])
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	files, err := render(all)
	if err != nil {
		return err
	}
	return write(out, files)
}
