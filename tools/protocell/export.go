package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"protocell/core/data"
	"protocell/core/engine"
	"protocell/core/experiment"
	"protocell/core/export"
	"protocell/core/graph"
	"protocell/core/kernel"
	"protocell/core/space/spaces"
)

// maxCalibrate is the largest number of images of -calibrate: they are one batch.
const maxCalibrate = 1024

// exported says what "export" writes.
type exported struct {
	space, arch, skeleton, data string
	size                        graph.Skeleton
	seed                        uint64
	calibrate                   int
}

// runExport writes a network in the format of another tool.
func runExport(_ context.Context, e env, args []string) error {
	f := flagSet("export", `export -arch ARCH -format FORMAT [flags]

Writes the network of an architecture for other tools: with the initial weights
under a seed, and batch normalisations that are as yet at mean 0 and variance 1, or
at the moments of some images.`)
	var x exported
	var ids []string
	for _, format := range export.Formats() {
		ids = append(ids, format.ID)
	}
	f.StringVar(&x.space, "space", experiment.Default().Space, spaceUsage)
	f.StringVar(&x.arch, "arch", "", "`architecture`, in any notation")
	format := f.String("format", "", "`format`: "+strings.Join(ids, ", "))
	out := f.String("o", "", "`file` to write (default standard output)")
	f.StringVar(&x.skeleton, "skeleton", fullSkeleton, "`network` around what is searched, for -c, -n, -input and -classes where they are left out: small, as on the page, or full, the benchmark's own")
	f.IntVar(&x.size.C, "c", 0, "`channels` of the first stage")
	f.IntVar(&x.size.N, "n", 0, "`cells` a stage")
	f.Var((*shape)(&x.size.Input), "input", "image: `CxHxW`, channels x height x width")
	f.IntVar(&x.size.Classes, "classes", 0, "`number` of classes")
	f.Uint64Var(&x.seed, "seed", 1, "`seed` of the weights and images")
	f.IntVar(&x.calibrate, "calibrate", 0, "`number` of images to set the running moments of the batch normalisations by; 0 leaves them at 0 and 1")
	f.StringVar(&x.data, "data", "noise", "image `set` of -calibrate: noise or shapes")
	if err := parse(e, f, args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return misused(f, fmt.Errorf("%q is no flag; the architecture follows -arch", f.Arg(0)))
	}
	written, ok := export.Lookup(*format)
	if !ok {
		return misused(f, fmt.Errorf("-format %q: choose one of %s", *format, strings.Join(ids, ", ")))
	}
	m, err := x.model(f, written.Weights)
	if err != nil {
		return err
	}
	text, err := written.Write(m)
	if err != nil {
		return err
	}
	if *out == "" {
		_, err = e.stdout.Write(text)
		return err
	}
	return os.WriteFile(*out, text, 0o666)
}

// model builds the network, with weights if they are asked for.
func (x *exported) model(f *flag.FlagSet, weights bool) (*export.Model, error) {
	sp, err := spaces.ByID(x.space)
	if err != nil {
		return nil, misused(f, err)
	}
	if x.arch == "" {
		return nil, misused(f, errors.New("no architecture; give -arch"))
	}
	a, err := sp.Parse(x.arch)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", x.arch, err)
	}
	size := sp.Skeletons().Full
	switch x.skeleton {
	case smallSkeleton:
		size = sp.Skeletons().Default
	case fullSkeleton:
	default:
		return nil, misused(f, fmt.Errorf("-skeleton %q: choose small or full", x.skeleton))
	}
	f.Visit(func(v *flag.Flag) {
		switch v.Name {
		case "c":
			size.C = x.size.C
		case "n":
			size.N = x.size.N
		case "input":
			size.Input = x.size.Input
		case "classes":
			size.Classes = x.size.Classes
		}
	})
	if err := size.Validate(); err != nil {
		return nil, misused(f, err)
	}
	if x.calibrate < 0 || x.calibrate > maxCalibrate {
		return nil, misused(f, fmt.Errorf("-calibrate %d: not in 0 to %d", x.calibrate, maxCalibrate))
	}
	g, err := sp.Build(a, size)
	if err != nil {
		return nil, err
	}
	m := &export.Model{Name: sp.Info().Name + " " + sp.Print(a), Graph: g}
	if !weights {
		return m, nil
	}
	m.Params = engine.InitParams(g, x.seed)
	if x.calibrate > 0 {
		m.Running, err = x.moments(g, m.Params)
	}
	return m, err
}

// moments returns the running moments of the batch normalisations after some images.
func (x *exported) moments(g *graph.Graph, params engine.Params) ([]float64, error) {
	images, _, err := data.Batch(x.data, x.seed, x.calibrate, g.In, g.Classes)
	if err != nil {
		return nil, fmt.Errorf("-data: %w", err)
	}
	plan, err := engine.NewPlan(g, kernel.Go().F32, engine.Config{Batch: x.calibrate})
	if err != nil {
		return nil, err
	}
	net := engine.NewNet(plan, nil)
	net.SetParams(params, false)
	net.SetInput(images)
	if err := net.Forward(engine.Hooks[float32]{}); err != nil {
		return nil, err
	}
	net.Average(1)
	return net.Running(), nil
}
