package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"protocell/tools/site/policy"
)

func TestConfigure(t *testing.T) {
	for _, c := range []struct {
		args, env string
		want      config
	}{
		{"", "", config{addr: "127.0.0.1:8080", policy: policy.Options{FrameAncestors: "*"}}},
		{"", "127.0.0.1:81", config{addr: "127.0.0.1:81", policy: policy.Options{FrameAncestors: "*"}}},
		{"-addr :82 -dir d -no-build", "127.0.0.1:81", config{addr: ":82", dir: "d", noBuild: true, policy: policy.Options{FrameAncestors: "*"}}},
		{"-isolate -frame-ancestors 'self'", "", config{addr: "127.0.0.1:8080", policy: policy.Options{FrameAncestors: "'self'", Isolate: true}}},
	} {
		got := configure(strings.Fields(c.args), func(name string) string {
			if name != "PROTOCELL_ADDR" {
				t.Errorf("reads %s from the environment", name)
			}
			return c.env
		})
		if got != c.want {
			t.Errorf("%q, environment %q: %+v, want %+v", c.args, c.env, got, c.want)
		}
	}
}

// TestServe serves a folder, asks it, and stops it.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("page"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	listener, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- serveOn(ctx, listener, config{dir: dir, noBuild: true}) }()
	r, err := http.Get("http://" + listener.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if data, err := io.ReadAll(r.Body); err != nil || string(data) != "page" {
		t.Errorf("%q, %v", data, err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("stopping: %v", err)
	}
	if _, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		t.Error("the port is still served")
	}
}

// TestTakenPort asks for a port that someone else has.
func TestTakenPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	err = run(t.Context(), config{addr: taken.Addr().String()})
	if err == nil || !strings.Contains(err.Error(), "is taken") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %q, want one line that says that the port is taken", err)
	}
}

func TestNoSuchAddress(t *testing.T) {
	for _, addr := range []string{"nonsense", "127.0.0.1:99999999"} {
		if err := run(t.Context(), config{addr: addr}); err == nil || !strings.Contains(err.Error(), addr) {
			t.Errorf("%s: error %v, want one that names the address", addr, err)
		}
	}
}

func TestNoSite(t *testing.T) {
	err := run(t.Context(), config{addr: "127.0.0.1:0", dir: filepath.Join(t.TempDir(), "missing"), noBuild: true})
	if err == nil || !strings.Contains(err.Error(), "no site") {
		t.Errorf("error %v", err)
	}
}
