// Package envoy runs a real, plain Envoy.
package envoy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	"google.golang.org/protobuf/proto"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/isolate"
)

// The namespace has no other program in it, so no port can be taken.
const admin = "127.0.0.1:15000"

// Process is an Envoy that takes requests.
type Process struct {
	command *exec.Cmd
	log     bytes.Buffer
}

// Start runs Envoy with its files in a folder, which has to exist, and waits until it is live.
func Start(binary, folder string, b *bootstrap.Bootstrap) (*Process, error) {
	b.Admin = &bootstrap.Admin{Address: Address("127.0.0.1", 15000)}
	text, err := proto.Marshal(b)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "bootstrap.pb")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return nil, err
	}
	e := &Process{command: isolate.Child(binary, "-c", file, "--concurrency", "1", "-l", "error", "--disable-hot-restart")}
	e.command.Stdout, e.command.Stderr = &e.log, &e.log
	if err := e.command.Start(); err != nil {
		return nil, err
	}
	if err := e.waitUntilLive(); err != nil {
		e.Stop()
		return nil, fmt.Errorf("%w: %s", err, strings.TrimSpace(e.log.String()))
	}
	return e, nil
}

// Stop ends it at once.
func (e *Process) Stop() {
	_ = e.command.Process.Kill()
	_ = e.command.Wait()
}

// Ask gets a page of its administration.
func (e *Process) Ask(path string) (string, error) {
	r, err := http.Get("http://" + admin + path)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return string(body), err
}

// Rejected gives the listeners that it refused, with the reason.
func (e *Process) Rejected() (map[string]string, error) {
	text, err := e.Ask("/config_dump?resource=dynamic_listeners&mask=name,error_state.details")
	if err != nil {
		return nil, err
	}
	var dump struct {
		Configs []struct {
			Name       string
			ErrorState struct{ Details string } `json:"error_state"`
		}
	}
	if err := json.Unmarshal([]byte(text), &dump); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, c := range dump.Configs {
		if c.ErrorState.Details != "" {
			out[c.Name] = c.ErrorState.Details
		}
	}
	return out, nil
}

func (e *Process) waitUntilLive() error {
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if state, err := e.Ask("/ready"); err == nil && strings.HasPrefix(state, "LIVE") {
			return nil
		}
		if e.hasEnded() {
			return fmt.Errorf("envoy ended")
		}
	}
	return fmt.Errorf("envoy was not live after two minutes")
}

// hasEnded looks without waiting: a process that ended is a zombie until somebody waits for it.
func (e *Process) hasEnded() bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", e.command.Process.Pid))
	if err != nil {
		return true
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	return strings.HasPrefix(after, "Z")
}
