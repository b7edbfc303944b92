package main

import (
	"cmp"
	"io"
	"net/http"
	"net/http/cookiejar"
	"sync"
	"sync/atomic"
	"time"
)

// A load is requests that are all alike.
type load struct {
	Host string `json:"host"`
	Path string `json:"path"`
	Port int    `json:"port"`
	// Count is how many are sent; with a change, how many before it and how many after it at least.
	Count int `json:"count"`
	// Clients is how many are sent at once; one when 0.
	Clients int `json:"clients"`
	// Cookies has each client keep the cookies it is given.
	Cookies bool `json:"cookies"`
}

// An answer names the pod, nothing when Envoy itself answered, the status, 0 when there was none, and which client got it.
type answer struct {
	Pod    string `json:"pod,omitempty"`
	Status int    `json:"status"`
	Client int    `json:"client,omitempty"`
}

func (l *load) run() []answer {
	out := make([]answer, l.Count)
	var next atomic.Int64
	l.clients(func(c *client) bool {
		i := int(next.Add(1)) - 1
		if i >= len(out) {
			return false
		}
		out[i] = l.once(c)
		return true
	})
	return out
}

// during sends while something is done.
func (l *load) during(do func() error) (out []answer, err error) {
	var mutex sync.Mutex
	var stop atomic.Bool
	sent := func() int {
		mutex.Lock()
		defer mutex.Unlock()
		return len(out)
	}
	waitFor := func(count int) {
		for end := time.Now().Add(30 * time.Second); sent() < count && time.Now().Before(end); time.Sleep(time.Millisecond) {
		}
	}
	go func() {
		defer stop.Store(true)
		waitFor(l.Count)
		err = do()
		waitFor(sent() + l.Count)
	}()
	l.clients(func(c *client) bool {
		a := l.once(c)
		mutex.Lock()
		defer mutex.Unlock()
		out = append(out, a)
		return !stop.Load()
	})
	return out, err
}

// A client is one of those that send at once.
type client struct {
	http.Client
	number int
}

// clients has each client work until it says that it is done.
func (l *load) clients(work func(*client) bool) {
	var all sync.WaitGroup
	for number := range max(l.Clients, 1) {
		all.Go(func() {
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			c := &client{http.Client{Transport: transport, Timeout: 10 * time.Second}, number}
			if l.Cookies {
				c.Jar, _ = cookiejar.New(nil)
			}
			for work(c) {
			}
		})
	}
	all.Wait()
}

func (l *load) once(c *client) answer {
	a := c.ask(l)
	a.Client = c.number
	return a
}

func (c *client) ask(l *load) answer {
	request, err := http.NewRequest(http.MethodGet, "http://"+target(l.Port)+cmp.Or(l.Path, "/"), nil)
	if err != nil {
		return answer{}
	}
	request.Host = l.Host
	response, err := c.Do(request)
	if err != nil {
		return answer{}
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return answer{}
	}
	return answer{Pod: response.Header.Get(podHeader), Status: response.StatusCode}
}
