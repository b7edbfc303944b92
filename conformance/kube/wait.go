package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// eventually tries until it works, and otherwise returns the last reason why it did not.
func eventually(ctx context.Context, limit time.Duration, what string, try func() error) error {
	late := time.After(limit)
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-late:
			return fmt.Errorf("%s: not ready after %s: %w", what, limit, err)
		case <-time.After(25 * time.Millisecond):
		}
	}
}

func okay(client *http.Client, url string) error {
	r, err := client.Get(url)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("%s says %s", url, r.Status)
	}
	return nil
}
