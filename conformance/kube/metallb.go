package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

const (
	metallbNamespace = "metallb-system"
	metallbPod       = "controller"
	metallbHealth    = "17472"
)

// addMetalLB starts the controller, and its webhooks when they are wanted.
func addMetalLB(ctx context.Context, o options, client dynamic.Interface, config *rest.Config, failed context.CancelCauseFunc) error {
	kubeconfig := o.path("kubeconfig")
	if err := writeKubeconfig(kubeconfig, config); err != nil {
		return err
	}
	certificate, err := writeLoopbackCertificate(o.path(webhookCertificates))
	if err != nil {
		return err
	}
	ended, err := startMetalLB(ctx, o, client, kubeconfig)
	if err != nil {
		return err
	}
	whenEnded(ended, failed)
	if o.webhooks == "" {
		return nil
	}
	return enableWebhooks(ctx, o, client, certificate)
}

// startMetalLB runs the controller until this process ends; the channel tells when it ends by itself, which it should not.
func startMetalLB(ctx context.Context, o options, client dynamic.Interface, kubeconfig string) (<-chan error, error) {
	if err := makeControllerPod(ctx, client); err != nil {
		return nil, err
	}
	logFile, err := os.Create(o.path(metallbLog))
	if err != nil {
		return nil, err
	}
	c := metallbCommand(o, kubeconfig)
	c.Stdout, c.Stderr = logFile, logFile
	if err := c.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- fmt.Errorf("MetalLB controller ended: %v", c.Wait()) }()
	ready := eventually(ctx, 60*time.Second, "MetalLB controller", func() error {
		select {
		case err := <-ended:
			ended <- err
			return err
		default:
			return okay(http.DefaultClient, "http://127.0.0.1:"+metallbHealth+"/readyz")
		}
	})
	return ended, ready
}

func metallbCommand(o options, kubeconfig string) *exec.Cmd {
	c := exec.Command(o.metallb,
		"--port=0", // no metrics
		"--health-probe-port="+metallbHealth,
		"--webhook-mode=disabled",
		"--disable-cert-rotation",
		"--lb-class="+o.lbClass,
	)
	if o.webhooks != "" {
		c.Args = append(c.Args, "--webhook-mode=enabled")
	}
	c.Env = append(os.Environ(),
		"KUBECONFIG="+kubeconfig,
		"METALLB_NAMESPACE="+metallbNamespace,
		"METALLB_POD_NAME="+metallbPod,
		"TMPDIR="+o.dir, // where its webhook server looks for a certificate
	)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return c
}

// makeControllerPod: the controller looks its own Pod up, to own what it writes, and exits when there is none.
func makeControllerPod(ctx context.Context, client dynamic.Interface) error {
	namespace := object("v1", "Namespace", map[string]any{"name": metallbNamespace}, nil)
	if err := apply(ctx, client.Resource(core("namespaces")), namespace); err != nil {
		return err
	}
	container := map[string]any{"name": "controller", "image": "none"}
	pod := object("v1", "Pod", map[string]any{"name": metallbPod, "namespace": metallbNamespace},
		map[string]any{"containers": []any{container}})
	return apply(ctx, client.Resource(core("pods")).Namespace(metallbNamespace), pod)
}

func core(resource string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Version: "v1", Resource: resource}
}

func object(apiVersion, kind string, metadata, spec map[string]any) *unstructured.Unstructured {
	content := map[string]any{"apiVersion": apiVersion, "kind": kind, "metadata": metadata}
	if spec != nil {
		content["spec"] = spec
	}
	return &unstructured.Unstructured{Object: content}
}
