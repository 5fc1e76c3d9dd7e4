package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"protocell/core/kernel"
	"protocell/core/train"
	"protocell/tools/node"
)

// trainer trains one network after the other.
type trainer interface {
	train(spec train.Spec) (train.Answer, error)
	close() error
}

// trainingRun says how trainings were computed.
type trainingRun struct {
	Start     string `json:"start"` // UTC
	Revision  string `json:"revision,omitempty"`
	Go        string `json:"go"`
	Node      string `json:"node,omitempty"` // version; "" of native runs
	OS        string `json:"os"`
	Processor string `json:"processor,omitempty"`
	Cores     int    `json:"cores"`
	Workers   int    `json:"workers"`

	count   int // trainings so far
	seconds float64
}

// String says it in a line.
func (r *trainingRun) String() string {
	s := fmt.Sprintf("%s: %d trainings of %.0f s together, %d at once", r.Start, r.count, r.seconds, r.Workers)
	if r.Revision != "" {
		s += ", revision " + r.Revision
	}
	s += ", " + r.Go
	if r.Node != "" {
		s += ", Node.js " + r.Node + " with the SIMD kernels"
	}
	s += ", " + r.OS
	if r.Processor != "" {
		s += ", " + r.Processor
	}
	return s + fmt.Sprintf(", %d cores", r.Cores)
}

// trainersAbout is a run, and how to clean up after it.
type trainersAbout struct {
	trainingRun
	close func() error
}

// trainers returns a function that starts a trainer, and what is to be said of all.
func (t *training) trainers(ctx context.Context) (start func() (trainer, error), about *trainersAbout, err error) {
	about = &trainersAbout{
		trainingRun: trainingRun{
			Start: time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), Revision: revision(ctx), Go: runtime.Version(),
			OS: runtime.GOOS + "/" + runtime.GOARCH, Processor: processor(), Cores: runtime.NumCPU(), Workers: t.workers,
		},
		close: func() error { return nil },
	}
	if t.native {
		return func() (trainer, error) {
			return &nativeTrainer{train.Options{
				Kernels: kernel.Go(), Memory: new(train.Memory), Checkpoint: func(float64) error { return ctx.Err() },
			}, t.clock}, nil
		}, about, nil
	}
	runner, err := node.New()
	if err != nil {
		return nil, nil, fmt.Errorf("%w; or train with -native", err)
	}
	dir, err := os.MkdirTemp("", "protocell-train-")
	if err != nil {
		return nil, nil, errors.Join(err, runner.Close())
	}
	about.close = func() error { return errors.Join(runner.Close(), os.RemoveAll(dir)) }
	defer func() {
		if err != nil {
			err = errors.Join(err, about.close())
		}
	}()
	version, err := exec.CommandContext(ctx, "node", "--version").Output()
	if err != nil {
		return nil, nil, fmt.Errorf("node --version: %w", err)
	}
	about.Node = strings.TrimSpace(string(version))
	program := filepath.Join(dir, "trainer.wasm")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", program, "protocell/wasm/trainer")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	build.Stdout, build.Stderr = t.stderr, t.stderr
	if err := build.Run(); err != nil {
		return nil, nil, fmt.Errorf("building the trainer: %w", err)
	}
	return func() (trainer, error) { return startNode(runner.Command(ctx, program), t.stderr) }, about, nil
}

// nativeTrainer trains in this process.
type nativeTrainer struct {
	options train.Options
	clock   func() float64
}

func (t *nativeTrainer) train(spec train.Spec) (train.Answer, error) {
	start := t.clock()
	r, err := train.Run(spec, t.options)
	return train.Answer{Result: r, Seconds: t.clock() - start}, err
}

func (t *nativeTrainer) close() error { return nil }

// nodeTrainer is a process of Node that runs the trainer's program.
type nodeTrainer struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	specs   *json.Encoder
	answers *json.Decoder
}

// startNode starts the command of a trainer.
func startNode(cmd *exec.Cmd, stderr io.Writer) (trainer, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &nodeTrainer{cmd, in, json.NewEncoder(in), json.NewDecoder(out)}, nil
}

func (t *nodeTrainer) train(spec train.Spec) (a train.Answer, err error) {
	if err := t.specs.Encode(spec); err != nil {
		return a, fmt.Errorf("trainer: %w", err)
	}
	if err := t.answers.Decode(&a); err != nil {
		return a, fmt.Errorf("trainer: %w", err)
	}
	if a.Error != "" || a.Result == nil {
		return a, fmt.Errorf("trainer: %s, seed %d: %s", spec.Arch, spec.Seed, a.Error)
	}
	return a, nil
}

func (t *nodeTrainer) close() error { return errors.Join(t.in.Close(), t.cmd.Wait()) }

// trainAll trains specs in order on several trainers, and calls emit with each answer
// as it comes, one at a time. It returns the first error, when all have stopped.
func trainAll(ctx context.Context, specs []train.Spec, workers int, start func() (trainer, error), emit func(train.Answer) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan train.Spec)
	answers := make(chan train.Answer)
	var running sync.WaitGroup
	running.Go(func() {
		defer close(queue)
		for _, s := range specs {
			select {
			case queue <- s:
			case <-ctx.Done():
				return
			}
		}
	})
	for range min(workers, len(specs)) {
		running.Go(func() {
			t, err := start()
			if err != nil {
				cancel(err)
				return
			}
			for s := range queue {
				a, err := t.train(s)
				if err != nil {
					cancel(err)
					break
				}
				answers <- a
			}
			if err := t.close(); err != nil {
				cancel(err)
			}
		})
	}
	go func() {
		running.Wait()
		close(answers)
	}()
	for a := range answers { // to the end, so that every trainer can leave
		if ctx.Err() == nil {
			if err := emit(a); err != nil {
				cancel(err)
			}
		}
	}
	return context.Cause(ctx)
}

// revision returns the commit of the source, "" if that cannot be told.
func revision(ctx context.Context) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	text, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// processor returns the name of the processor, "" if that cannot be told.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
