package envoy

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// How long nothing more has to come until an update is taken for whole: clusters, endpoints, listeners and routes come apart.
const calm = 200 * time.Millisecond

// Updates counts what the control plane sent that Envoy took.
func (e *Process) Updates() (int, error) {
	text, err := e.Ask("/stats?filter=update_success$")
	if err != nil {
		return 0, err
	}
	return sum(text)
}

// WaitForUpdate waits until more was taken than before, and then until it is calm.
func (e *Process) WaitForUpdate(before int) error {
	last, since := before, time.Now()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		now, err := e.Updates()
		if err != nil {
			return err
		}
		if now != last {
			last, since = now, time.Now()
		}
		if now > before && time.Since(since) > calm {
			return nil
		}
	}
	return fmt.Errorf("no update within 20 s")
}

// sum adds the values of lines such as "name: 3".
func sum(stats string) (total int, err error) {
	for _, line := range strings.Split(strings.TrimSpace(stats), "\n") {
		_, value, isStat := strings.Cut(line, ": ")
		if !isStat {
			continue
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}
