package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"protocell/core/data"
	"protocell/core/data/importer"
	"protocell/core/experiment"
	"protocell/core/graph"
	"protocell/core/proxy"
	"protocell/core/share"
	"protocell/core/space/spaces"
)

// setup is what flags of what is computed need once they are read.
type setup struct {
	images          // that -data names
	skeleton string // which one fills in what is left out
}

// The skeletons of a search space that -skeleton names.
const (
	smallSkeleton = "small"
	fullSkeleton  = "full"
)

// setupFlags adds the flags that say what is computed to f. They write into spec,
// whose values are their defaults in NAS-Bench-201; in other spaces the skeleton
// fills in what is left out. Settle is to be called once the flags are read.
func setupFlags(f *flag.FlagSet, spec *experiment.Spec, skeleton string) *setup {
	var sets []string
	for _, s := range data.Sets() {
		sets = append(sets, s.ID)
	}
	f.StringVar(&spec.Space, "space", spec.Space, spaceUsage)
	f.Func("proxies", "`ids` of proxies, joined by commas, or all: "+strings.Join(proxy.IDs(), ", ")+" (default all that are quick)", func(text string) error {
		spec.Proxies = proxy.IDs()
		if text != "all" {
			spec.Proxies = strings.Split(text, ",")
		}
		return nil
	})
	m := &setup{skeleton: skeleton}
	f.Func("skeleton", "`network` around what is searched, for -c, -n, -input and -classes where they are left out: small, as on the page, or full, the benchmark's own (default "+skeleton+")", func(text string) error {
		if text != smallSkeleton && text != fullSkeleton {
			return errors.New("choose small or full")
		}
		m.skeleton = text
		return nil
	})
	f.IntVar(&spec.Skeleton.C, "c", spec.Skeleton.C, "`channels` of the first stage")
	f.IntVar(&spec.Skeleton.N, "n", spec.Skeleton.N, "`cells` a stage")
	in := (*shape)(&spec.Skeleton.Input)
	f.Var(in, "input", "image: `CxHxW`, channels x height x width")
	f.IntVar(&spec.Skeleton.Classes, "classes", spec.Skeleton.Classes, "`number` of classes")
	f.IntVar(&spec.Batch, "batch", spec.Batch, "`images` in the batch")
	f.StringVar(&spec.Data, "data", spec.Data, "image `set`: "+strings.Join(sets, ", ")+", or a path as \"protocell data -h\" has it")
	f.IntVar(&m.edge, "edge", importer.DefaultEdge, "`pixels` of the edge that pictures of -data are resized to")
	f.StringVar(&spec.Transform, "transform", spec.Transform, "`transform` of the images: spherical or scrambled")
	f.BoolVar(&spec.Augment, "augment", spec.Augment, "crop and flip the images at random")
	f.Uint64Var(&spec.Seed, "seed", spec.Seed, "`seed` of everything random")
	f.Uint64Var(&spec.Shift.Init, "shift-init", spec.Shift.Init, "`number` added to the seed for the initial weights")
	f.Uint64Var(&spec.Shift.Batch, "shift-batch", spec.Shift.Batch, "`number` added to the seed for the choice of images")
	f.Uint64Var(&spec.Shift.Noise, "shift-noise", spec.Shift.Noise, "`number` added to the seed for noise, crops and random inputs")
	return m
}

// settle fills in what the flags leave out as the search space has it, and loads the
// images.
func (m *setup) settle(ctx context.Context, e env, f *flag.FlagSet, spec *experiment.Spec) error {
	sp, err := spaces.ByID(spec.Space)
	if err != nil {
		return misused(f, err)
	}
	k := sp.Skeletons().Default
	if m.skeleton == fullSkeleton {
		k = sp.Skeletons().Full
	}
	given := map[string]bool{}
	f.Visit(func(v *flag.Flag) { given[v.Name] = true })
	for name, set := range map[string]func(){
		"c":       func() { spec.Skeleton.C = k.C },
		"n":       func() { spec.Skeleton.N = k.N },
		"input":   func() { spec.Skeleton.Input = k.Input },
		"classes": func() { spec.Skeleton.Classes = k.Classes },
	} {
		if !given[name] {
			set()
		}
	}
	if given["space"] && spec.Arch == experiment.Default().Arch { // as the flags left it
		spec.Arch = experiment.DefaultOf(sp).Arch
	}
	return m.load(ctx, e, f, spec)
}

// shape is the value of -input.
type shape graph.Shape

// String implements flag.Value.
func (s *shape) String() string { return fmt.Sprintf("%dx%dx%d", s.C, s.H, s.W) }

// Set implements flag.Value.
func (s *shape) Set(text string) error {
	v, err := share.ParseShape(text)
	*s = shape(v)
	return err
}

// texts is the value of a flag that can be given several times.
type texts []string

// String implements flag.Value.
func (t *texts) String() string { return strings.Join(*t, " ") }

// Set implements flag.Value.
func (t *texts) Set(text string) error {
	*t = append(*t, text)
	return nil
}

// readLink returns the experiment of a fragment, a URL with one, or a file.
func readLink(text string) (share.Link, error) {
	if name, ok := strings.CutPrefix(text, "@"); ok {
		content, err := os.ReadFile(name)
		if err != nil {
			return share.Link{}, err
		}
		return share.DecodeFile(content)
	}
	if at := strings.IndexByte(text, '#'); at >= 0 {
		text = text[at:]
	}
	return share.ParseLink(text)
}
