// Command protocell is Protocell without the page: the same core, natively.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"
)

// Exit codes.
const (
	exitOK          = 0
	exitFailure     = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// env is what a command sees of the outside.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	clock          func() float64 // seconds, monotonic
}

// command is one command of the program.
type command struct {
	name    string
	summary string
	run     func(ctx context.Context, e env, args []string) error
}

func commands() []command {
	return []command{
		{"score", "score architectures by zero-cost proxies", runScore},
		{"sample", "score a random sample and say how the proxies rank it", runScoreSample},
		{"export", "write a network as ONNX, PyTorch code and others", runExport},
		{"data", "import images and say what they are", runData},
		{"table", "import, join and show benchmark tables", runTable},
		{"link", "encode an experiment as a link, or decode one", runLink},
		{"space", "convert, list and sample the architectures of a search space", runSpace},
		{"search", "search for a good architecture, or re-play published searches", runSearch},
		{"train", "train architectures for real, for a benchmark table", runTrain},
		{"measure", "measure how long networks take on this machine", runMeasure},
		{"predict", "predict the latency of architectures by what was measured", runPredict},
		{"bench", "measure the kernels and one score", runBench},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	start := time.Now()
	code := run(ctx, env{os.Stdin, os.Stdout, os.Stderr, func() float64 { return time.Since(start).Seconds() }}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run runs the program and returns its exit code.
func run(ctx context.Context, e env, args []string) int {
	err := dispatch(ctx, e, "protocell", commands(), args)
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(e.stderr, "%s: %v\nRun \"%[1]s -h\" for help.\n", usage.command, usage.err)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(e.stderr, "protocell: interrupted")
		return exitInterrupted
	}
	fmt.Fprintf(e.stderr, "protocell: %v\n", err)
	return exitFailure
}

// usageError is a mistake in how a command was called.
type usageError struct {
	command string
	err     error
}

func (e *usageError) Error() string { return e.command + ": " + e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// dispatch runs the command that the first argument names.
func dispatch(ctx context.Context, e env, program string, list []command, args []string) error {
	help := func(w io.Writer) {
		fmt.Fprintf(w, "Usage: %s <command> [flags]\n\nCommands:\n", program)
		for _, c := range list {
			fmt.Fprintf(w, "  %-8s %s\n", c.name, c.summary)
		}
		fmt.Fprintf(w, "\n\"%s <command> -h\" shows the flags of a command.\n", program)
	}
	if len(args) == 0 {
		help(e.stderr)
		return &usageError{program, errors.New("no command")}
	}
	if name := strings.TrimLeft(args[0], "-"); name == "h" || name == "help" {
		help(e.stdout)
		return nil
	}
	var names []string
	for _, c := range list {
		if c.name == args[0] {
			return c.run(ctx, e, args[1:])
		}
		names = append(names, c.name)
	}
	return &usageError{program, fmt.Errorf("no command %q; there are: %s", args[0], strings.Join(names, ", "))}
}

// flagSet returns the flags of a command, whose help begins with usage.
func flagSet(name, usage string) *flag.FlagSet {
	f := flag.NewFlagSet("protocell "+name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {
		fmt.Fprintf(f.Output(), "Usage: protocell %s\n\nFlags:\n", usage)
		f.PrintDefaults()
	}
	return f
}

// parse reads the flags of a command. It prints help on stdout if asked for.
func parse(e env, f *flag.FlagSet, args []string) error {
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		f.SetOutput(e.stdout)
		f.Usage()
		return err
	case err != nil:
		return &usageError{f.Name(), err}
	}
	return nil
}

// misused returns err as a mistake in the call of the command of f.
func misused(f *flag.FlagSet, err error) error {
	if err == nil {
		return nil
	}
	return &usageError{f.Name(), err}
}
