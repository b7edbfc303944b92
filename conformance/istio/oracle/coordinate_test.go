package main

import (
	"errors"
	"slices"
	"testing"

	"cdk8s-bare-metal-ingress/conformance/istio/internal/world"
)

func TestOneWorldAtWhichTheWorkDiesCostsNoOtherOneItsAnswer(t *testing.T) {
	batch := []world.World{{ID: "a"}, {ID: "b"}, {ID: "bad"}, {ID: "c"}, {ID: "d"}}
	got := answers(batch, func(part []world.World) (out []Answer, err error) {
		for _, w := range part {
			if w.ID == "bad" {
				return nil, errors.New("killed")
			}
			out = append(out, Answer{ID: w.ID})
		}
		return out, nil
	})
	for i, a := range got {
		if a.ID != batch[i].ID || (a.Error != "") != (a.ID == "bad") {
			t.Errorf("answer %d: %+v", i, a)
		}
	}
	if len(got) != len(batch) {
		t.Errorf("%d answers to %d worlds", len(got), len(batch))
	}
}

func TestAnswersThatAreMissingAreAskedForAgain(t *testing.T) {
	got := answers([]world.World{{ID: "a"}, {ID: "b"}}, func(part []world.World) ([]Answer, error) {
		return []Answer{{ID: part[0].ID}}, nil
	})
	if ids := []string{got[0].ID, got[1].ID}; !slices.Equal(ids, []string{"a", "b"}) {
		t.Errorf("answers of %q", ids)
	}
}

func TestEachWorldOfABatchHasItsAddress(t *testing.T) {
	seen := map[string]bool{}
	for i := range 2000 {
		seen[addressOf(i)] = true
	}
	if len(seen) != 2000 || addressOf(0) != "127.64.0.1" || addressOf(250) != "127.64.1.1" {
		t.Errorf("%d addresses, the first %s", len(seen), addressOf(0))
	}
}
