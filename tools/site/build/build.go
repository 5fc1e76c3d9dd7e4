// Package build makes the static site: it compiles the WebAssembly programs,
// bundles the scripts and styles, names every file after its content and writes
// them with compressed siblings. All addresses in the site are relative, so one
// build works under any path of any host.
package build

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Options say what to build.
type Options struct {
	Root    string    // folder of the module
	Out     string    // folder of the site; files there that are not of this build are removed
	Release bool      // compress as well as possible, which takes a minute or two the first time
	Log     io.Writer // one line for each step; nil for silence
}

// step is one part of a build. Its name is what an error starts with.
type step struct {
	name string
	run  func(context.Context) error
}

// builder is one build under way.
type builder struct {
	Options
	goroot string
	cache  string
	// modfile says what programs are built with, in the place of go.mod.
	modfile string
	files   []File
}

// Site builds the site and returns what is in it. An unchanged input is not
// compiled or compressed again. An error starts with the step that failed.
func Site(ctx context.Context, o Options) (*Manifest, error) {
	b := &builder{Options: o, cache: filepath.Join(o.Root, ".cache")}
	if b.Log == nil {
		b.Log = io.Discard
	}
	if err := os.MkdirAll(b.cache, 0o755); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	unlock, err := lock(filepath.Join(b.cache, "lock"))
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	defer unlock()
	var manifest *Manifest
	steps := []step{
		{"output", b.claim},
		{"toolchain", b.findToolchain},
		{"front-end packages", b.installPackages},
		{"go-app", b.leaveServingOut},
		{"programs", b.compilePrograms},
		{"kernels", b.addKernels},
		{"scripts", b.bundleScripts},
		{"styles", b.bundleStyles},
		{"icons", b.addIcons},
		{"tables", b.addTables},
		{"pages", b.addPages},
		{"output", func(ctx context.Context) (err error) { manifest, err = b.write(ctx); return err }},
	}
	for _, s := range steps {
		if err := s.run(ctx); err != nil {
			return nil, fmt.Errorf("site: %s: %w", s.name, err)
		}
	}
	if b.Release {
		if err := checkBudget(manifest); err != nil {
			return nil, fmt.Errorf("site: size: %w", err)
		}
	}
	return manifest, nil
}

// logf writes one line about the step under way.
func (b *builder) logf(format string, args ...any) {
	fmt.Fprintf(b.Log, format+"\n", args...)
}

// Root returns the folder of the module that the working directory is in.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("site: not inside the module: no go.mod here or above")
		}
		dir = parent
	}
}
