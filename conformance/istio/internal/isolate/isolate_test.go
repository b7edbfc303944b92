package isolate

import (
	"net"
	"testing"
)

func TestAnInterfaceThatIsUpBesideLoopbackIsRefused(t *testing.T) {
	lo := net.Interface{Name: "lo", Flags: net.FlagUp | net.FlagLoopback}
	down := net.Interface{Name: "eth1"}
	if err := onlyLoopback([]net.Interface{lo, down}); err != nil {
		t.Errorf("loopback and an interface that is down: %v", err)
	}
	if err := onlyLoopback([]net.Interface{lo, {Name: "eth0", Flags: net.FlagUp}}); err == nil {
		t.Error("eth0 is up, and nobody said so")
	}
}

func TestAChildCannotOutliveUs(t *testing.T) {
	if Child("true").SysProcAttr.Pdeathsig == 0 {
		t.Error("no signal is sent to the child when we die")
	}
}
