package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWaitingEndsWithTheReason(t *testing.T) {
	reason := errors.New("the child ended")
	ctx, stop := context.WithCancelCause(context.Background())
	stop(reason)
	if err := eventually(ctx, time.Minute, "it", func() error { return errors.New("no") }); err != reason {
		t.Errorf("stopped: got %v", err)
	}
	err := eventually(context.Background(), time.Millisecond, "it", func() error { return errors.New("no answer") })
	if err == nil || !strings.Contains(err.Error(), "no answer") {
		t.Errorf("too late: got %v", err)
	}
}

func TestLastLinesOfALog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if got := lastLines(path); got != "" {
		t.Errorf("no log: got %q", got)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("old\n", 30)+"last\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := lastLines(path); !strings.HasSuffix(got, "old\nlast\n") || strings.Count(got, "\n") > 20 {
		t.Errorf("got %q", got)
	}
}
