package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// isolate starts the test binary once more: inside the namespace it tells what can be reached from there.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) > 1 && os.Args[1] == inside:
		os.Exit(tell())
	case len(os.Args) > 1 && os.Args[1] == "outside":
		if err := isolate(nil); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func tell() int {
	if err := loopbackOnly(); err != nil {
		fmt.Println(err)
		return 1
	}
	listener, err := net.Listen("tcp", "127.0.0.1:6443")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer listener.Close()
	local, err := net.Dial("tcp", listener.Addr().String())
	fmt.Println("loopback:", err == nil)
	if err == nil {
		local.Close()
	}
	_, err = net.DialTimeout("udp", "192.0.2.1:9", time.Second)
	fmt.Println("beyond:", err == nil)
	return 0
}

func TestOnlyLoopbackCanBeReachedInside(t *testing.T) {
	out, err := exec.Command("/proc/self/exe", "outside").CombinedOutput()
	if bytes.Contains(out, []byte("own user and network namespace")) {
		t.Skipf("this machine allows no namespaces: %s", out)
	}
	if err != nil || string(out) != "loopback: true\nbeyond: false\n" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestAnInterfaceThatIsUpIsRefused(t *testing.T) {
	lo := net.Interface{Name: "lo", Flags: net.FlagUp | net.FlagLoopback}
	tunnel := net.Interface{Name: "tunl0"} // made by the kernel in every namespace, and down
	eth := net.Interface{Name: "eth0", Flags: net.FlagUp}
	if err := onlyLoopback([]net.Interface{lo, tunnel}); err != nil {
		t.Errorf("lo alone: %v", err)
	}
	if err := onlyLoopback([]net.Interface{lo, eth}); err == nil || !strings.Contains(err.Error(), "eth0") {
		t.Errorf("eth0: got %v", err)
	}
}
