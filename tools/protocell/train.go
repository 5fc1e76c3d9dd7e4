package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"

	"protocell/core/space"
	"protocell/core/space/spaces"
	"protocell/core/train"
)

// runTrain trains architectures.
func runTrain(ctx context.Context, e env, args []string) error {
	t := training{env: e, spec: train.Default()}
	f := flagSet("train", `train [flags]

Trains architectures for real and writes the accuracy after every epoch, a line of
JSON for each training: those of -arch, or else -count classes of isomorphic
architectures, spread evenly over their MACs; first all of them under seed 1, then
under seed 2, and so on. The same command goes on where it was stopped, and with a
larger -count or -seeds adds to what there is. With -table it also makes a benchmark
table of all that is done, even if it is stopped; what the table has already is not
trained again.

It runs the kernels for WebAssembly in Node.js, which is several times faster than
pure Go; -native does without.`)
	f.Var(&t.archs, "arch", "`architecture`, in any notation; can be given several times")
	f.IntVar(&t.count, "count", 1008, "`number` of classes")
	f.Uint64Var(&t.draw, "draw", 1, "`seed` of the choice of classes")
	f.IntVar(&t.seeds, "seeds", 3, "`number` of seeds, from 1")
	f.IntVar(&t.workers, "workers", 0, "`number` of networks that are trained at once; 0 is one a processor")
	f.BoolVar(&t.native, "native", false, "train natively, in pure Go")
	out := f.String("out", "", "`file` of the results; it is continued if it is there (default standard output)")
	f.StringVar(&t.table, "table", "", "`file` of the table that is made of the results; it is continued if it is there")
	trainingFlags(f, &t.spec)
	if err := parse(e, f, args); err != nil {
		return err
	}
	if err := t.prepare(f); err != nil {
		return misused(f, err)
	}
	return t.run(ctx, *out)
}

// trainingFlags adds the flags that say what a training is. They write into spec,
// whose values are their defaults.
func trainingFlags(f *flag.FlagSet, spec *train.Spec) {
	k := &spec.Skeleton
	f.StringVar(&spec.Space, "space", spec.Space, "search `space`")
	f.IntVar(&k.C, "c", k.C, "`channels` of the first stage")
	f.IntVar(&k.N, "n", k.N, "`cells` a stage")
	f.Var((*shape)(&k.Input), "input", "image: `CxHxW`, channels x height x width")
	f.IntVar(&k.Classes, "classes", k.Classes, "`number` of classes")
	f.StringVar(&spec.Data, "data", spec.Data, "image `set` that is drawn")
	f.Uint64Var(&spec.Images, "images", spec.Images, "`seed` that chooses the images")
	f.IntVar(&spec.Train, "train", spec.Train, "`images` to train on")
	f.IntVar(&spec.Validation, "validation", spec.Validation, "`images` of the validation accuracy")
	f.IntVar(&spec.Test, "test", spec.Test, "`images` of the test accuracy")
	f.IntVar(&spec.Epochs, "epochs", spec.Epochs, "`number` of epochs")
	f.IntVar(&spec.Batch, "batch", spec.Batch, "`images` a step")
	f.Float64Var(&spec.Rate, "rate", spec.Rate, "`learning rate` of the first step")
	f.Float64Var(&spec.Momentum, "momentum", spec.Momentum, "Nesterov `momentum`")
	f.Float64Var(&spec.Decay, "decay", spec.Decay, "weight `decay`")
	f.BoolVar(&spec.Augment, "augment", spec.Augment, "crop and flip the training images at random")
}

// training trains a list of architectures under several seeds.
type training struct {
	env
	spec           train.Spec // of an architecture and a seed that are to be set
	archs          texts
	count, seeds   int
	draw           uint64
	workers        int
	native         bool
	space          space.Space
	table          string   // name of its file, or ""
	codes, written []string // of the architectures: short, and canonical
}

// prepare checks the flags and chooses the architectures.
func (t *training) prepare(f *flag.FlagSet) error {
	if f.NArg() > 0 {
		return fmt.Errorf("%q is no flag", f.Arg(0))
	}
	if t.workers < 0 || t.workers > 1024 {
		return fmt.Errorf("-workers %d: not in 0 to 1024", t.workers)
	}
	if t.workers == 0 {
		t.workers = runtime.NumCPU()
	}
	if t.seeds < 1 || t.count < 1 {
		return fmt.Errorf("%d architectures under %d seeds: nothing to train", t.count, t.seeds)
	}
	spec, err := t.spec.Canonical()
	if err != nil {
		return err
	}
	t.spec = spec
	if t.space, err = spaces.ByID(spec.Space); err != nil {
		return err
	}
	var list []space.Arch
	for _, text := range t.archs {
		a, err := t.space.Parse(text)
		if err != nil {
			return fmt.Errorf("-arch %s: %w", text, err)
		}
		list = append(list, a)
	}
	if len(list) == 0 {
		if list, err = train.Classes(t.space, spec.Skeleton, t.count, t.draw); err != nil {
			return err
		}
	}
	for _, a := range list {
		code, err := t.space.PrintAs(a, space.Code)
		if err != nil {
			return err
		}
		t.codes, t.written = append(t.codes, code), append(t.written, t.space.Print(a))
	}
	return nil
}

// run trains what is not yet done, and makes the table.
func (t *training) run(ctx context.Context, name string) error {
	r := newTrainings(t.spec)
	if t.table != "" {
		if err := r.readTable(t.table); err != nil {
			return err
		}
	}
	err := t.trainTo(ctx, name, r)
	if t.table == "" || err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return errors.Join(t.writeTable(r), err)
}

// trainTo trains what is neither in r nor in the file.
func (t *training) trainTo(ctx context.Context, name string, r *trainings) error {
	if name == "" {
		if err := r.begin(t.stdout); err != nil {
			return err
		}
		return t.train(ctx, t.stdout, r)
	}
	file, err := r.open(name, t.stderr)
	if err != nil {
		return err
	}
	err = t.train(ctx, file, r)
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(t.stderr, "protocell: the same command goes on from %s\n", name)
	}
	return errors.Join(err, file.Close())
}

// train trains what r has not, and adds it to r and to the file.
func (t *training) train(ctx context.Context, file io.Writer, r *trainings) (err error) {
	var specs []train.Spec
	finished := 0
	for seed := range t.seeds {
		for i, code := range t.codes {
			if _, done := r.done[trainingTask{code, uint64(seed + 1)}]; done {
				finished++
				continue
			}
			s := t.spec
			s.Arch, s.Seed = t.written[i], uint64(seed+1)
			specs = append(specs, s)
		}
	}
	if len(specs) == 0 {
		fmt.Fprintln(t.stderr, "protocell: nothing is left to train")
		return nil
	}
	start, about, err := t.trainers(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, about.close()) }()
	write := func(l trainingLine) error {
		r.add(l)
		return writeLine(file, l)
	}
	if err := write(trainingLine{Run: &about.trainingRun}); err != nil {
		return err
	}
	progress := newProgress(t.env, finished, len(specs))
	defer func() { progress.end(t.workers) }()
	return trainAll(ctx, specs, t.workers, start, func(a train.Answer) error {
		progress.step()
		arch, err := t.space.Parse(a.Spec.Arch)
		if err != nil {
			return err
		}
		code, err := t.space.PrintAs(arch, space.Code)
		if err != nil {
			return err
		}
		return write(trainingLine{
			Arch: code, Seed: a.Spec.Seed, Params: a.Params, MACs: a.MACs,
			Curve: a.Curve, Status: a.Status, Digest: a.Digest, Seconds: a.Seconds,
		})
	})
}
