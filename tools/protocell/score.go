package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"text/tabwriter"

	"protocell/core/data"
	"protocell/core/experiment"
	"protocell/core/kernel"
	"protocell/core/score"
	"protocell/core/space/nb201"
)

// job is one architecture to score.
type job struct {
	text  string // in any notation
	where string // where it comes from, for an error
	err   error  // why there is no text
}

// runScore scores architectures.
func runScore(ctx context.Context, e env, args []string) error {
	spec := experiment.Default()
	spec.Skeleton = nb201.Space{}.Skeletons().Full
	spec.Batch, spec.Data = 64, "noise"
	f := flagSet("score", `score -arch ARCH [flags]

Scores architectures of untrained networks by zero-cost proxies. One architecture
is printed as a table, or with -json as a line of JSON; several always are lines of
JSON, in the order in which they are given. Ensembles rank: with -ensembles, each
architecture is placed within a reference sample of the space.`)
	var archs texts
	f.Var(&archs, "arch", "`architecture`, in any notation; can be given several times")
	file := f.String("archs", "", "`file` with an architecture a line, or - for standard input")
	link := f.String("link", "", "`link` of an experiment, or @FILE; its result is compared with its digest")
	asJSON := f.Bool("json", false, "print JSON")
	layers := f.Bool("layers", false, "with JSON, print the share of each layer")
	workers := f.Int("workers", 0, "`number` of architectures that are scored at once; 0 is one a processor")
	var ref reference
	ref.flags(f)
	stored := setupFlags(f, &spec, fullSkeleton)
	if err := parse(e, f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return misused(f, fmt.Errorf("%q is no flag; architectures follow -arch", f.Arg(0)))
	}
	if *workers < 0 || *workers > 1024 {
		return misused(f, fmt.Errorf("-workers %d: not in 0 to 1024", *workers))
	}
	if *workers == 0 {
		*workers = runtime.NumCPU()
	}
	if err := stored.settle(ctx, e, f, &spec); err != nil {
		return err
	}
	if err := ref.prepare(&spec); err != nil {
		return misused(f, err)
	}
	s := scorer{env: e, spec: spec, source: stored, layers: *layers, workers: *workers, reference: &ref}
	if *link != "" {
		if len(archs) > 0 || *file != "" {
			return misused(f, errors.New("either -link or architectures"))
		}
		return s.link(ctx, *link, *asJSON)
	}
	if len(archs) == 0 && *file == "" {
		return misused(f, errors.New("no architecture; give -arch, -archs or -link"))
	}
	// What is wrong with the flags shows at once, and not at each line of a file.
	for _, text := range append([]string{s.spec.Arch}, archs...) {
		s.spec.Arch = text
		if err := s.spec.Validate(); err != nil {
			return misused(f, err)
		}
	}
	if len(archs) == 1 && *file == "" {
		if err := ref.score(ctx, s); err != nil {
			return err
		}
		_, err := s.single(ctx, *asJSON)
		return err
	}
	in := io.Reader(strings.NewReader(""))
	switch *file {
	case "":
	case "-":
		in = e.stdin
	default:
		opened, err := os.Open(*file)
		if err != nil {
			return err
		}
		defer opened.Close()
		in = opened
	}
	jobs := func(yield func(job) bool) {
		for _, text := range archs {
			if !yield(job{text: text, where: "-arch " + text}) {
				return
			}
		}
		lines(in, *file)(yield)
	}
	if err := ref.score(ctx, s); err != nil {
		return err
	}
	return s.stream(ctx, jobs, *workers)
}

// scorer scores under one experiment.
type scorer struct {
	env
	spec   experiment.Spec
	source data.Source
	layers bool

	workers   int
	reference *reference
}

// scored is what is printed of an architecture.
type scored struct {
	*score.Result
	Ensembles []standing `json:"ensembles,omitempty"`
}

// one scores one architecture, with kernels of its own.
func (s scorer) one(ctx context.Context, arch string) (scored, error) {
	spec := s.spec
	spec.Arch = arch
	o := score.Options{Checkpoint: func(float64) error { return ctx.Err() }, Kernels: kernel.Go(), Source: s.source, Layers: s.layers, Clock: s.clock}
	r, err := score.Run(spec, o)
	if err != nil {
		return scored{}, err
	}
	members := r
	if spec.Proxies = withMembers(spec.ProxyIDs(), s.reference.list); len(spec.Proxies) > len(r.Scores) {
		// The experiment of a link has the digest of its own proxies.
		if members, err = score.Run(spec, o); err != nil {
			return scored{}, err
		}
	}
	places, err := s.reference.place(members)
	return scored{r, places}, err
}

// single scores the architecture of the experiment and prints the result.
func (s scorer) single(ctx context.Context, asJSON bool) (scored, error) {
	r, err := s.one(ctx, s.spec.Arch)
	if err != nil {
		return r, err
	}
	if asJSON {
		return r, json.NewEncoder(s.stdout).Encode(r)
	}
	return r, s.table(r)
}

// table prints a result for people.
func (s scorer) table(r scored) error {
	k := s.spec.Skeleton
	in := shape(k.Input)
	fmt.Fprintf(s.stdout, "%s\n%s: C=%d, N=%d, input %s, %d classes; batch of %d, %s, seed %d; kernels %s\n\n",
		r.Arch, s.spec.Space, k.C, k.N, &in, k.Classes, s.spec.Batch, s.spec.Data, s.spec.Seed, r.Kernels)
	w := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "proxy\tvalue\tstatus\ttime\n")
	for _, entry := range r.Scores {
		fmt.Fprintf(w, "%s\t%s\t%s\t%.1f ms\n", entry.ID, number(float64(entry.Value)), entry.Status, entry.Millis)
	}
	if len(r.Ensembles) > 0 {
		fmt.Fprint(w, "\nensemble\tvalue\tstatus\tplace\n")
	}
	for _, e := range r.Ensembles {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d of %d\n", e.ID, number(float64(e.Value)), e.Status, e.Place, e.Of)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.stdout, "\ndigest %s\n", r.Digest)
	return err
}

// number prints a value exactly, whole numbers with all their digits.
func number(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// link scores the experiment of a link, and compares the result with the digest.
func (s scorer) link(ctx context.Context, text string, asJSON bool) error {
	l, err := readLink(text)
	if err != nil {
		return err
	}
	s.spec = l.Spec
	if err := s.reference.weigh(l.Mix); err != nil {
		return err
	}
	if err := s.reference.score(ctx, s); err != nil {
		return err
	}
	r, err := s.single(ctx, asJSON)
	switch {
	case err != nil:
		return err
	case l.Digest == "":
		return nil
	case l.Digest != r.Digest:
		return fmt.Errorf("the result differs from the link's: its digest is %s, the link has %s", r.Digest, l.Digest)
	}
	fmt.Fprintln(s.stderr, "The result is identical to the link's.")
	return nil
}

// stream prints a line of JSON for each job, in order, scoring several at once.
// A job that fails is reported and left out; the others go on.
func (s scorer) stream(ctx context.Context, jobs iter.Seq[job], workers int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// Each job puts a channel for its outcome in the queue, whose length bounds how
	// far the jobs run ahead of the printing.
	queue := make(chan chan outcome, workers-1)
	go func() {
		defer close(queue)
		for j := range jobs {
			done := make(chan outcome, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
			go func() {
				o := outcome{job: j}
				if o.err == nil {
					o.result, o.err = s.one(ctx, j.text)
				}
				done <- o
			}()
		}
	}()
	out := json.NewEncoder(s.stdout)
	failed, total := 0, 0
	for {
		o, ok := next(ctx, queue)
		switch {
		case ctx.Err() != nil:
			return ctx.Err() // even while the input keeps us waiting
		case !ok && failed > 0:
			return fmt.Errorf("%d of %d architectures failed", failed, total)
		case !ok:
			return nil
		}
		total++
		if o.err != nil {
			failed++
			fmt.Fprintf(s.stderr, "protocell: %s: %v\n", o.where, o.err)
			continue
		}
		if err := out.Encode(o.result); err != nil {
			return err
		}
	}
}

// outcome is what became of a job.
type outcome struct {
	job
	result scored
}

// next waits for the next outcome. It has none if the queue is closed or ctx ends.
func next(ctx context.Context, queue chan chan outcome) (o outcome, ok bool) {
	select {
	case done, open := <-queue:
		if !open {
			return outcome{}, false
		}
		select {
		case o = <-done:
			return o, true
		case <-ctx.Done():
		}
	case <-ctx.Done():
	}
	return outcome{}, false
}

// lines returns the lines of a file without empty ones and comments, which begin
// with "#".
func lines(in io.Reader, name string) iter.Seq[job] {
	return func(yield func(job) bool) {
		sc := bufio.NewScanner(in)
		n := 0
		for sc.Scan() {
			n++
			text := strings.TrimSpace(sc.Text())
			if text == "" || strings.HasPrefix(text, "#") {
				continue
			}
			if !yield(job{text: text, where: fmt.Sprintf("%s, line %d", name, n)}) {
				return
			}
		}
		if err := sc.Err(); err != nil {
			yield(job{where: fmt.Sprintf("%s, line %d", name, n+1), err: err})
		}
	}
}
