package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/client-go/rest"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
)

// Every run has a network namespace to itself, so no port can be taken.
const (
	etcdClients = "http://127.0.0.1:2379"
	etcdPeers   = "http://127.0.0.1:2380"
	apiPort     = "6443"
	apiURL      = "https://127.0.0.1:" + apiPort
)

func startEtcd(o options) error {
	clients, _ := url.Parse(etcdClients)
	peers, _ := url.Parse(etcdPeers)
	c := embed.NewConfig()
	c.Dir = o.path("etcd")
	c.LogLevel, c.LogOutputs = "error", []string{o.path("etcd.log")}
	c.UnsafeNoFsync = true // nothing here outlives the run
	c.ListenClientUrls, c.AdvertiseClientUrls = []url.URL{*clients}, []url.URL{*clients}
	c.ListenPeerUrls, c.AdvertisePeerUrls = []url.URL{*peers}, []url.URL{*peers}
	c.InitialCluster = c.InitialClusterFromName(c.Name)
	e, err := embed.StartEtcd(c)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	select {
	case <-e.Server.ReadyNotify():
		return nil
	case <-time.After(30 * time.Second):
		return errors.New("etcd: not ready after 30 s")
	}
}

// startAPIServer runs kube-apiserver in this process; the channel tells when it ends, which it should not.
func startAPIServer(o options, c credentials) <-chan error {
	command := apiserver.NewAPIServerCommand()
	command.SetArgs([]string{
		"--etcd-servers=" + etcdClients,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--secure-port=" + apiPort,
		"--cert-dir=" + o.path(servingCerts),
		"--endpoint-reconciler-type=none",
		// Two families, so that a Service can ask for both; one that does not ask gets IPv4.
		"--service-cluster-ip-range=10.96.0.0/16,fd00:96::/112",
		"--service-account-issuer=https://127.0.0.1",
		"--service-account-key-file=" + c.keyFile,
		"--service-account-signing-key-file=" + c.keyFile,
		"--token-auth-file=" + c.tokenFile,
		"--authorization-mode=RBAC",
		"--disable-admission-plugins=ServiceAccount", // nobody makes the accounts that Pods would need
		"--allow-privileged=true",
		"--profiling=false",
		"--shutdown-delay-duration=0s",
	})
	ended := make(chan error, 1)
	go func() {
		err := command.Execute()
		ended <- fmt.Errorf("kube-apiserver ended: %v", err)
	}()
	return ended
}

// waitReady returns how to talk to the server once it says it is ready.
func waitReady(ctx context.Context, o options, c credentials) (*rest.Config, error) {
	var config *rest.Config
	err := eventually(ctx, 120*time.Second, "kube-apiserver", func() error {
		ca, err := os.ReadFile(o.path(servingCerts + "/apiserver.crt"))
		if err != nil {
			return err
		}
		config = &rest.Config{Host: apiURL, BearerToken: c.token, TLSClientConfig: rest.TLSClientConfig{CAData: ca}, QPS: -1}
		client, err := rest.HTTPClientFor(config)
		if err != nil {
			return err
		}
		return okay(client, apiURL+"/readyz")
	})
	return config, err
}
