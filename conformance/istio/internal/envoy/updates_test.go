package envoy

import "testing"

func TestUpdatesOfAllKindsAreCounted(t *testing.T) {
	got, err := sum("cluster_manager.cds.update_success: 2\nhttp.a.rds.80.update_success: 3\n\n")
	if err != nil || got != 5 {
		t.Errorf("%d, %v", got, err)
	}
	if _, err := sum("cds.update_success: many"); err == nil {
		t.Error("a value that is no number was counted")
	}
}
