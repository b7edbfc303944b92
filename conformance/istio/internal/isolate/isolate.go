// Package isolate runs a program where loopback is the only network there is.
package isolate

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// The first argument of the process inside the namespace.
const inside = "inside"

// Main runs this same program again, in a user and network namespace of its own and with some variables set, and there calls
// run with the arguments. It ends when the process that started it does. The main goroutine has to call it.
func Main(name string, run func(args []string) error, env ...string) {
	// The kernel ties a child to the thread that made it. The main goroutine keeps the main thread, which lives as long as the process.
	runtime.LockOSThread()
	args := os.Args[1:]
	isInside := len(args) > 0 && args[0] == inside
	err := dieWithParent()
	switch {
	case err != nil:
	case isInside:
		if err = loopbackOnly(); err == nil {
			err = run(args[1:])
		}
	default:
		err = again(args, env)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

// Child makes a command that cannot outlive this process. The main goroutine has to start it.
func Child(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return c
}

// Self makes a command that runs this program again, inside the same namespace.
func Self(args ...string) *exec.Cmd {
	return Child("/proc/self/exe", append([]string{inside}, args...)...)
}

func again(args, env []string) error {
	c := Self(args...)
	c.Env = append(os.Environ(), env...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET
	c.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
	c.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	if err := c.Start(); err != nil {
		return fmt.Errorf("own user and network namespace: %w", err)
	}
	forwardSignals(c.Process)
	err := c.Wait()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.Exited() {
		os.Exit(exit.ExitCode()) // it has said why
	}
	return err
}

func forwardSignals(to *os.Process) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		for s := range signals {
			_ = to.Signal(s)
		}
	}()
}

// dieWithParent covers a parent that dies while somebody else still holds our stdin open.
func dieWithParent() error {
	return unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(syscall.SIGTERM), 0, 0, 0)
}

// loopbackOnly brings lo up and makes sure that nothing beyond it can be reached.
func loopbackOnly() error {
	if err := bringUp("lo"); err != nil {
		return fmt.Errorf("lo: %w", err)
	}
	interfaces, err := net.Interfaces()
	if err != nil {
		return err
	}
	return onlyLoopback(interfaces)
}

func onlyLoopback(interfaces []net.Interface) error {
	for _, i := range interfaces {
		if i.Flags&net.FlagUp != 0 && i.Flags&net.FlagLoopback == 0 {
			return fmt.Errorf("not isolated: interface %s is up", i.Name)
		}
	}
	return nil
}

func bringUp(name string) error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	request, err := unix.NewIfreq(name)
	if err != nil {
		return err
	}
	if err := unix.IoctlIfreq(fd, unix.SIOCGIFFLAGS, request); err != nil {
		return err
	}
	request.SetUint16(request.Uint16() | unix.IFF_UP)
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, request)
}
