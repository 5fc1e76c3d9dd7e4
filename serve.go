// Command protocell builds the playground and serves it on this machine.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"protocell/tools/site/build"
	"protocell/tools/site/policy"
	"protocell/tools/site/serve"
)

// config is what the command line and the environment say.
type config struct {
	addr    string
	dir     string
	noBuild bool
	policy  policy.Options
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, configure(os.Args[1:], os.Getenv))
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// configure reads the command line, args, over the environment.
func configure(args []string, getenv func(string) string) config {
	var c config
	addr := getenv("PROTOCELL_ADDR")
	if addr == "" {
		addr = "127.0.0.1:8080"
	}
	flags := flag.NewFlagSet("protocell", flag.ExitOnError)
	flags.StringVar(&c.addr, "addr", addr, "address to serve on; the environment variable PROTOCELL_ADDR changes the default")
	flags.StringVar(&c.dir, "dir", "", "folder of the site (default: public, in the module)")
	flags.BoolVar(&c.noBuild, "no-build", false, "serve the folder as it is")
	flags.StringVar(&c.policy.FrameAncestors, "frame-ancestors", "*", "who may embed the page, as in a content security policy")
	flags.BoolVar(&c.policy.Isolate, "isolate", false, "ask for cross-origin isolation, for finer timers; embedding by others then ends")
	flags.Parse(args)
	if flags.NArg() > 0 {
		fmt.Fprintf(flags.Output(), "protocell: unexpected argument %q\n", flags.Arg(0))
		flags.Usage()
		os.Exit(2)
	}
	return c
}

// run builds the site and serves it until ctx ends. It takes the port first: a
// build is no use if the port is taken.
func run(ctx context.Context, c config) error {
	listener, err := listen(ctx, c.addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	return serveOn(ctx, listener, c)
}

// serveOn is run with the port at hand.
func serveOn(ctx context.Context, listener net.Listener, c config) error {
	if err := prepare(ctx, &c); err != nil {
		return err
	}
	handler, err := serve.Handler(c.dir, c.policy)
	if err != nil {
		return fmt.Errorf("protocell: no site to serve: %w", err)
	}
	fmt.Printf("Protocell is at http://%s/\n", listener.Addr())
	return serveUntil(ctx, listener, handler)
}

// listen takes the address.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("protocell: %s is taken: choose another address with -addr or PROTOCELL_ADDR", addr)
	}
	if err != nil {
		return nil, fmt.Errorf("protocell: cannot serve on %s: %w", addr, err)
	}
	return listener, nil
}

// prepare finds the folder of the site and builds it.
func prepare(ctx context.Context, c *config) error {
	if c.noBuild && c.dir != "" {
		return nil
	}
	root, err := build.Root()
	if err != nil {
		return err
	}
	if c.dir == "" {
		c.dir = filepath.Join(root, "public")
	}
	if c.noBuild {
		return nil
	}
	_, err = build.Site(ctx, build.Options{Root: root, Out: c.dir, Log: os.Stderr})
	return err
}

// serveUntil serves until ctx ends, and then lets answers under way finish for a
// few seconds.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return server.Close()
	}
	return nil
}
