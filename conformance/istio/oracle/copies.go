package main

import (
	"slices"
	"time"
)

// Copies are sent without waiting for anything, so some patience is needed: this much at most, and less once all are there.
const patience = 500 * time.Millisecond

// copiesOf gives the clusters that got a copy of a request. It waits for as many as the route may send.
func (b *backends) copiesOf(id string, most int) []string {
	if most == 0 {
		return nil
	}
	timer := time.AfterFunc(patience, b.noticed.Broadcast)
	defer timer.Stop()
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for end := time.Now().Add(patience); len(b.copies[id]) < most && time.Now().Before(end); {
		b.noticed.Wait()
	}
	got := b.copies[id]
	delete(b.copies, id)
	slices.Sort(got)
	return got
}
