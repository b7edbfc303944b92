package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/envoy"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/istiod"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

const answersFile = "answers.jsonl"

// A job is a world on its way to an answer.
type job struct {
	world    world.World
	answer   Answer
	prepared *prepared
	address  string
}

// work answers all worlds with one Envoy.
func work(o options, worlds <-chan world.World) error {
	authority, err := world.NewAuthority()
	if err != nil {
		return err
	}
	backends, err := startBackends(authority)
	if err != nil {
		return err
	}
	var jobs []*job
	for w := range worlds {
		j := &job{world: w, answer: Answer{ID: w.ID}, address: addressOf(len(jobs))}
		j.translate(authority, backends)
		jobs = append(jobs, j)
	}
	if err := askEnvoy(o, jobs, &client{authority: authority, backends: backends}); err != nil {
		return err
	}
	return write(filepath.Join(o.dir, answersFile), jobs)
}

// translate does all that needs no Envoy.
func (j *job) translate(authority *world.Authority, b *backends) {
	parsed, err := world.Open(j.world, authority)
	if err != nil {
		j.answer.Error = err.Error()
		return
	}
	j.answer.Problems = parsed.Problems
	if j.world.Analyze {
		if j.answer.Analysis, err = world.Analyze(parsed.Text); err != nil {
			j.answer.Notes = append(j.answer.Notes, "analyzers: "+err.Error())
		}
	}
	if len(j.world.Calls) == 0 {
		return
	}
	translated, err := istiod.Translate(j.world, parsed)
	if err != nil {
		j.answer.Error = err.Error()
		return
	}
	j.prepared = prepare(translated, environment{
		address: j.address, secrets: parsed.Secrets, namespace: istiod.NamespaceOf(j.world.Proxy), backends: b,
	})
	j.answer.Notes = append(j.answer.Notes, j.prepared.notes...)
}

func askEnvoy(o options, jobs []*job, c *client) error {
	var listeners []*listener.Listener
	var clusters []*cluster.Cluster
	for _, j := range jobs {
		if j.prepared != nil {
			listeners = append(listeners, j.prepared.listeners...)
			clusters = append(clusters, j.prepared.clusters...)
		}
	}
	if len(listeners) == 0 && len(clusters) == 0 {
		return nil
	}
	bootstrap, err := envoy.FromFiles(o.dir, listeners, clusters)
	if err != nil {
		return err
	}
	e, err := envoy.Start(o.envoy, o.dir, bootstrap)
	if err != nil {
		return err
	}
	defer e.Stop()
	rejected, err := e.Rejected()
	if err != nil {
		return err
	}
	for _, j := range jobs {
		j.ask(c, rejected)
	}
	return nil
}

func (j *job) ask(c *client, rejected map[string]string) {
	if j.prepared == nil {
		return
	}
	for _, l := range j.prepared.listeners {
		if reason, isRejected := rejected[l.Name]; isRejected {
			if j.answer.Rejected == nil {
				j.answer.Rejected = map[string]string{}
			}
			j.answer.Rejected[j.prepared.own(l.Name)] = reason
		}
	}
	for _, call := range j.world.Calls {
		j.answer.Calls = append(j.answer.Calls, c.ask(j.prepared, call))
	}
}

func write(file string, jobs []*job) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if err := json.NewEncoder(f).Encode(j.answer); err != nil {
			return err
		}
	}
	return f.Close()
}

// addressOf gives each world of a batch a loopback address of its own, so that all have their listeners on the real ports.
func addressOf(index int) string {
	return fmt.Sprintf("127.%d.%d.%d", 64+index/62500, index/250%250, 1+index%250)
}
