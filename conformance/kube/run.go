package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

const (
	serverLog  = "kube-apiserver.log"
	metallbLog = "metallb.log"
)

var errStop = errors.New("asked to stop")

// ready is what the caller is told, once.
type ready struct {
	Socket  string             `json:"socket"`
	CRDs    int                `json:"crds"`
	Seconds map[string]float64 `json:"seconds"` // since the start, at the end of each step
}

// run does the work inside the namespace. It never returns while the servers go on: see end.
func run(o options) error {
	if err := loopbackOnly(); err != nil {
		return err
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	if entries, err := os.ReadDir(o.dir); err != nil || len(entries) > 0 {
		return fmt.Errorf("%s is not an empty folder", o.dir) // all of it is removed at the end
	}
	logFile, err := os.Create(o.path(serverLog))
	if err != nil {
		return err
	}
	stdout, stderr := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = logFile, logFile // the servers write there what they have to say
	ctx, stop := context.WithCancelCause(context.Background())
	stopWhenAsked(stop)
	err = serve(ctx, o, stdout)
	if !errors.Is(err, errStop) {
		fmt.Fprintf(stderr, "kube: %v\n%s%s", err, lastLines(o.path(serverLog)), lastLines(o.path(metallbLog)))
	}
	end(o, err)
	return nil
}

// stopWhenAsked: the death of the parent closes our stdin.
func stopWhenAsked(stop context.CancelCauseFunc) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-signals
		stop(errStop)
	}()
	go func() {
		io.Copy(io.Discard, os.Stdin)
		stop(errStop)
	}()
}

// serve starts everything, says so, and returns why it ended.
func serve(ctx context.Context, o options, stdout io.Writer) error {
	ctx, failed := context.WithCancelCause(ctx)
	r := ready{Socket: o.socket(), Seconds: map[string]float64{}}
	start := time.Now()
	done := func(step string) { r.Seconds[step] = float64(time.Since(start).Milliseconds()) / 1000 }
	config, client, err := startControlPlane(ctx, o, failed)
	if err != nil {
		return err
	}
	done("apiserver")
	if r.CRDs, err = applyCRDs(ctx, client, o.crds); err != nil {
		return err
	}
	done("crds")
	if o.metallb != "" {
		if err := addMetalLB(ctx, o, client, config, failed); err != nil {
			return err
		}
		done("metallb")
	}
	if err := openSocket(o.socket(), config); err != nil {
		return err
	}
	if err := json.NewEncoder(stdout).Encode(r); err != nil {
		return err
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

// startControlPlane returns how to talk to the API server, and a client that does.
func startControlPlane(ctx context.Context, o options, failed context.CancelCauseFunc) (*rest.Config, dynamic.Interface, error) {
	credentials, err := makeCredentials(o)
	if err != nil {
		return nil, nil, err
	}
	if err := startEtcd(o); err != nil {
		return nil, nil, err
	}
	whenEnded(startAPIServer(o, credentials), failed)
	config, err := waitReady(ctx, o, credentials)
	if err != nil {
		return nil, nil, err
	}
	client, err := dynamic.NewForConfig(config)
	return config, client, err
}

func whenEnded(ended <-chan error, failed context.CancelCauseFunc) {
	go func() { failed(<-ended) }()
}

// end is abrupt on purpose: an orderly one waits up to a minute for open watches. The kernel ends the child with us.
func end(o options, reason error) {
	for range 10 { // etcd still writes, and may add a file behind the back of the removal
		if os.RemoveAll(o.dir) == nil {
			break
		}
	}
	if errors.Is(reason, errStop) {
		os.Exit(0)
	}
	os.Exit(1)
}

// lastLines of a log, for a failure that would otherwise take its log along.
func lastLines(path string) string {
	content, err := os.ReadFile(path)
	if err != nil || len(content) == 0 {
		return ""
	}
	lines := strings.SplitAfter(string(content), "\n")
	return strings.Join(lines[max(0, len(lines)-20):], "")
}
