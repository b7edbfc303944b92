package main

import (
	"errors"
	"fmt"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/envoy"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/istiod"
	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

// meshUnderLoad is one proxy with what it talks to.
type meshUnderLoad struct {
	binary  string
	folder  string
	world   world.World
	control *istiod.Live
	pods    *pods
	envoy   *envoy.Process
}

func (m *meshUnderLoad) obey(c command) (reply, error) {
	switch {
	case c.Start != nil:
		return m.start(*c.Start)
	case m.envoy == nil:
		return reply{}, errors.New("nothing was started")
	case c.Fail != nil:
		return reply{}, m.pods.fail(*c.Fail)
	case c.Count != nil:
		return reply{Counts: m.pods.asked()}, nil
	case c.Send != nil:
		return reply{Answers: c.Send.run()}, nil
	case c.Apply != nil:
		return m.apply(*c.Apply)
	}
	return reply{}, errors.New("no such command")
}

func (m *meshUnderLoad) start(w world.World) (reply, error) {
	if m.envoy != nil {
		return reply{}, errors.New("started already")
	}
	authority, err := world.NewAuthority()
	if err != nil {
		return reply{}, err
	}
	parsed, err := world.Open(w, authority)
	if err != nil {
		return reply{}, err
	}
	r := reply{Problems: parsed.Problems}
	m.world = w
	if m.pods, err = startPods(parsed.Objects); err != nil {
		return r, err
	}
	parsed.Objects = append(parsed.Objects, m.pods.slices...)
	if m.control, err = istiod.Serve(w, parsed); err != nil {
		return r, err
	}
	m.envoy, err = envoy.Start(m.binary, m.folder, istiod.Bootstrap(w.Proxy))
	return r, err
}

// apply waits until Envoy has what changed. The load goes on for as many requests before the change as after it.
func (m *meshUnderLoad) apply(c change) (reply, error) {
	parsed := world.Parse(c.YAML)
	r := reply{Problems: parsed.Problems}
	do := func() error {
		before, err := m.envoy.Updates()
		if err != nil {
			return err
		}
		if err := m.control.Update(parsed.Configs); err != nil {
			return err
		}
		return m.envoy.WaitForUpdate(before)
	}
	var err error
	if c.Load == nil {
		return r, do()
	}
	r.Answers, err = c.Load.during(do)
	return r, err
}

func (m *meshUnderLoad) stop() {
	if m.envoy != nil {
		m.envoy.Stop()
	}
	if m.control != nil {
		m.control.Stop()
	}
}

// target is where requests for a port enter.
func target(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }
